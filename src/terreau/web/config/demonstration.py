"""The demonstration: an imagined cooperative, five people of its team, one password, this machine alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from terreau.problems import Refused
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.cases.models import Case
from terreau.web.config.demonstration_words import say
from terreau.web.core.models import Workspace
from terreau.web.core.records import save
from terreau.web.home.start import start_workspace
from terreau.web.ratings.models import Rater
from terreau.web.ratings.services.raters import link_member

__all__ = ["PASSWORD", "PEOPLE", "fill"]

PASSWORD = "val-d-ombre"  # noqa: S105 - shown to all, good on this machine alone
PEOPLE = (
    ("rd@exemple.invalid", "Anaïs Bonnet", Role.RD),
    ("stagiaire@exemple.invalid", "Noé Lambert", Role.CODER),
    ("dev1@exemple.invalid", "Katia Ferrand", Role.ACCOMPANIST),
    ("dev2@exemple.invalid", "Malik Aubry", Role.ACCOMPANIST),
    ("methode@exemple.invalid", "Inès Moreau", Role.METHOD),
    ("admin@exemple.invalid", "Odile Perrin", Role.ADMIN),
)
_ADMIN, _METHOD, _RESEARCHER = (
    "admin@exemple.invalid",
    "methode@exemple.invalid",
    "rd@exemple.invalid",
)
_FOLLOWERS = ("dev1@exemple.invalid", "dev2@exemple.invalid")
_LINKED = (("accompanist", _FOLLOWERS[0]), ("researcher", _RESEARCHER))
_CODE, _NAME = "val-d-ombre", "Coopérative du Val d’Ombre"


@transaction.atomic
def fill(source: Path) -> Workspace:
    """Load the example in a new workspace with its people; the day stays that of its data."""
    from terreau.formats import workbook
    from terreau.web.exchange.loading import load_dataset

    read = workbook.read(source, today=timezone.localdate())
    if read.dataset is None:
        raise Refused(read.problems)
    people = {
        email: User.objects.create_user(email, PASSWORD, name=name) for email, name, _role in PEOPLE
    }
    workspace = start_workspace(people[_ADMIN], code=_CODE, name=_NAME, model="cooperative")
    for email, _name, role in PEOPLE:
        Membership.objects.get_or_create(
            workspace=workspace, user=people[email], defaults={"role": role}
        )
    load_dataset(
        people[_RESEARCHER], workspace=workspace, dataset=read.dataset, frameworks=read.frameworks
    )
    workspace.refresh_from_db()
    workspace.fictional, workspace.today = True, date.fromisoformat(read.dataset.as_of)
    workspace.rooms = []  # every room is shown
    workspace.save(update_fields=["fictional", "today", "rooms"])
    _give_parts(workspace, people)
    words = source.parent / "mots.toml"
    if words.exists():
        say(
            workspace,
            words,
            writer=people[_FOLLOWERS[0]],
            listener=people["stagiaire@exemple.invalid"],
        )
    return workspace


def _give_parts(workspace: Workspace, people: dict[str, User]) -> None:
    """Let each of the team have something to do: projects followed, a regard of their own."""
    followers = [people[email] for email in _FOLLOWERS]
    for rank, case in enumerate(Case.objects.of(workspace).order_by("reference")):
        case.followed_by = followers[rank % len(followers)]
        save(people[_ADMIN], case)
    for kind, email in _LINKED:
        rater = Rater.objects.of(workspace).filter(kind=kind).first()
        if rater is not None:
            link_member(people[_METHOD], rater=rater, user=people[email])

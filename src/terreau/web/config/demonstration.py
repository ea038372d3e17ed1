"""The demonstration: an imagined cooperative, five people of its team, one password, this machine alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from terreau.problems import Refused
from terreau.web.accounts.models import Membership, Role, User
from terreau.web.core.models import Workspace
from terreau.web.home.start import start_workspace

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
    admin, researcher = people["admin@exemple.invalid"], people["rd@exemple.invalid"]
    workspace = start_workspace(admin, code=_CODE, name=_NAME, model="cooperative")
    for email, _name, role in PEOPLE:
        Membership.objects.get_or_create(
            workspace=workspace, user=people[email], defaults={"role": role}
        )
    load_dataset(researcher, workspace=workspace, dataset=read.dataset, frameworks=read.frameworks)
    workspace.refresh_from_db()
    workspace.fictional, workspace.today = True, date.fromisoformat(read.dataset.as_of)
    workspace.save(update_fields=["fictional", "today"])
    return workspace

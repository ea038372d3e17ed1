"""A base of a given size, always the same: what the pages are measured on. Everything in it is imagined."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

CASES, RATINGS, LINES = 48, 3_000, 2_000  # at ×1
PHASES = ("P1", "P2", "P3", "P4")
_FIRST = (
    "Atelier",
    "Café",
    "Épicerie",
    "Cantine",
    "Ressourcerie",
    "Jardin",
    "Filière",
    "Taxi",
    "Garage",
    "Fournil",
)
_LAST = (
    "des Trois Ponts",
    "du plateau",
    "de la combe",
    "des hameaux",
    "du moulin",
    "des étangs",
    "de la gare",
    "d’en haut",
)
_THEMES = (
    "alimentation",
    "économie circulaire",
    "mobilité",
    "environnement",
    "santé",
    "lien social",
)
_WORDS = (
    "Réunion en mairie, le local est presque acquis", "Atelier ouvert un samedi, les voisins sont venus nombreux",
    "Le dossier de subvention attend une attestation", "On décide de reporter l’ouverture à l’automne",
    "Visite d’une coopérative voisine, beaucoup d’idées", "La trésorerie inquiète, personne ne veut la tenir",
    "Première vente au marché, les légumes partent vite", "Les élus demandent un bilan avant l’été",
)  # fmt: skip
_NEXT = ("", "", "Visite du local", "Envoyer le dossier", "Rappeler la commune")
_DAY = date(2026, 11, 12)


@dataclass(frozen=True)
class Base:
    """The workspace filled, its members, and a case that has everything."""

    workspace: Any
    people: dict[str, Any]
    case: Any


def _name(rng: random.Random, n: int) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)} {n}"


def _day(rng: random.Random) -> str:
    return (_DAY - timedelta(days=rng.randrange(2_500))).isoformat()


def fill(times: int, seed: int = 20260101) -> Base:
    """Fill an empty base with `times` × 48 cases, 3 000 ratings, 2 000 log lines, and what goes with them."""
    from terreau.web.accounts.models import Membership, User
    from terreau.web.cases.models import Case
    from terreau.web.core.bulk import create_many
    from terreau.web.core.models import Counter
    from terreau.web.home.start import start_workspace

    rng = random.Random(seed)
    admin = User.objects.create_user("admin@exemple.invalid", "banc d’essai", name="Odile Banc")
    workspace = start_workspace(
        admin, code="banc", name="Coopérative du banc d’essai", model="cooperative"
    )
    workspace.today = _DAY
    workspace.fictional = True
    workspace.save()
    people = {"admin": admin}
    for role in ("method", "rd", "coder", "accompanist", "guest"):
        people[role] = User.objects.create_user(
            f"{role}@exemple.invalid", "banc d’essai", name=f"{role.title()} Banc"
        )
        Membership.objects.create(workspace=workspace, user=people[role], role=role)
    followers = [people["accompanist"], people["rd"], None]
    cases = create_many(admin, workspace, [
        Case(workspace=workspace, reference=f"P-{n:04d}", kind="projet", name=(name := _name(rng, n)),
             name_key=name.lower(), summary=f"{rng.choice(_WORDS)}.", themes=rng.sample(_THEMES, 2),
             started=str(2016 + n % 9), cohort=f"C{n % 2 + 1}", followed_by=followers[n % 3])
        for n in range(1, CASES * times + 1)
    ])  # fmt: skip
    _life(rng, admin, workspace, cases)
    _log(rng, people, workspace, cases, LINES * times)
    _ratings(rng, people, workspace, cases, RATINGS * times)
    for prefix, last in (
        ("P", len(cases)),
        ("J", LINES * times),
        ("N", RATINGS * times),
        ("R", 40),
        ("A", 200 * times),
        ("D", len(cases)),
    ):
        Counter.objects.update_or_create(
            workspace=workspace, prefix=prefix, defaults={"last": last}
        )
    return Base(workspace, people, cases[0])


def _life(rng: random.Random, actor: Any, workspace: Any, cases: list[Any]) -> None:
    from terreau.web.cases.models import Actor, CasePhase, Involvement, Means, Outcome, Verification
    from terreau.web.core.bulk import create_many
    from terreau.web.interviews.models import Document

    create_many(actor, workspace, [
        CasePhase(workspace=workspace, case=case, phase=phase, start=f"{2018 + rank}", end=f"{2018 + rank}")
        for case in cases for rank, phase in enumerate(PHASES)
    ])  # fmt: skip
    actors = create_many(actor, workspace, [
        Actor(workspace=workspace, reference=f"A-{n:04d}", name=(name := f"Acteur {_name(rng, n)}"), name_key=name.lower(),
              sector=rng.choice(("public", "private", "civil_society", "research")))
        for n in range(1, 200 * max(1, len(cases) // CASES) + 1)
    ])  # fmt: skip
    create_many(actor, workspace, [
        Involvement(workspace=workspace, case=case, actor=one, role="partenaire", gives="un local", receives="un lieu ouvert")
        for case in cases for one in rng.sample(actors, 6)
    ])  # fmt: skip
    create_many(actor, workspace, [
        Means(workspace=workspace, case=case, seq=n, family=family, amount=str(rng.randrange(1, 90) * 1000), year=2025)
        for case in cases for n, family in enumerate(("market", "redistribution", "reciprocity"), 1)
    ])  # fmt: skip
    create_many(actor, workspace, [
        Outcome(workspace=workspace, case=case, outcome="alive_24m", date="2025", value="oui") for case in cases[::2]
    ])  # fmt: skip
    create_many(actor, workspace, [
        Document(workspace=workspace, reference=f"D-{n:04d}", case=case, kind="minutes", title=f"Compte rendu {n}",
                 date=_day(rng), text="\n".join(rng.choices(_WORDS, k=40)))
        for n, case in enumerate(cases, 1)
    ])  # fmt: skip
    Verification.objects.bulk_create(
        Verification(workspace=workspace, case=case, on=_DAY, by=actor) for case in cases[::3]
    )


def _log(
    rng: random.Random, people: dict[str, Any], workspace: Any, cases: list[Any], lines: int
) -> None:
    from terreau.web.cases.models import LogEntry
    from terreau.web.core.bulk import create_many

    made = []
    writers = (people["accompanist"], people["rd"], people["coder"])
    for n in range(1, lines + 1):
        step, when = rng.choice(_NEXT), _DAY - timedelta(days=rng.randrange(2_500))
        due = when + timedelta(days=rng.randrange(3, 40)) if step else None
        done = due + timedelta(days=3) if due and (rng.random() < 0.97 and due < _DAY) else None
        made.append(
            LogEntry(
                workspace=workspace, case=rng.choice(cases), reference=f"J-{n:04d}", date=when.isoformat(),
                kind=rng.choice(("meeting", "decision", "milestone", "difficulty", "other")),
                text=f"{rng.choice(_WORDS)}, {n}.", attendance=rng.randrange(2, 40), sectors={"public": 2},
                next_step=step, next_on=due, next_done_on=done,
            )
        )  # fmt: skip
    for rank, writer in enumerate(writers):
        create_many(writer, workspace, made[rank :: len(writers)])


def _ratings(
    rng: random.Random, people: dict[str, Any], workspace: Any, cases: list[Any], wanted: int
) -> None:
    from terreau import framework
    from terreau.web.core.bulk import create_many
    from terreau.web.ratings.models import Rater, RaterPerson, Rating

    ect = framework.default()
    raters = create_many(people["method"], workspace, [
        Rater(workspace=workspace, reference=f"R-{n:02d}", kind=("accompanist", "researcher", "holder")[n % 3])
        for n in range(40)
    ])  # fmt: skip
    for rater, role in ((raters[0], "accompanist"), (raters[1], "rd")):
        RaterPerson.objects.create(rater=rater, user=people[role])
    made, turn = [], 0
    while len(made) < wanted:
        two = (raters[turn % 2], raters[2 + turn % 38])
        for case in cases:
            for phase in PHASES:
                variable = ect.variables[(turn + PHASES.index(phase) * 5) % len(ect.variables)]
                for rater in two:
                    made.append(Rating(
                        workspace=workspace, case=case, reference=f"N-{len(made) + 1:05d}", phase=phase,
                        variable=variable.code, rater=rater, level=str(rng.randrange(5)), framework=ect.identifier,
                        date="octobre 2026",
                    ))  # fmt: skip
        turn += 1
    unique = {(r.case_id, r.phase, r.variable, r.rater_id): r for r in made[:wanted]}
    create_many(people["rd"], workspace, list(unique.values()))

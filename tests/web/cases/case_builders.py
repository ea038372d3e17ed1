"""A case with a whole life, made at once: phases, sleep, facts, people around, lines of logbook."""

from __future__ import annotations

from typing import Any

from terreau.web.accounts.models import User
from terreau.web.cases.models import (
    Case,
    CaseLink,
    CasePhase,
    HolderGroup,
    Involvement,
    LogEntry,
    Means,
    Outcome,
    Stance,
    Standby,
)
from terreau.web.core import records
from terreau.web.core.models import Workspace
from tests.web.cases.builders import make_actor, make_case

_PHASES = [("P1", 1, "mars 2018", "mars 2019"), ("P2", 1, "septembre 2019", "fin 2020"),
           ("P3", 1, "janvier 2021", "mai 2024"), ("P4", 1, "2024-06-01", "")]  # fmt: skip
_AROUND = [
    ("Commune des Ponts-sur-Ombre", "public", "un local de 180 m²", "un lieu ouvert quatre jours par semaine", "P2", "P4"),
    ("Scierie Morel", "private", "des chutes et des outils", "un tri évité", "P3", ""),
    ("Les Mains Vertes", "civil_society", "douze bénévoles", "", "P1", ""),
]  # fmt: skip
_LINES = [
    ("2018-10-06", "meeting", "Atelier habitants à la salle des fêtes, 41 personnes.", 41, "", None),
    ("2019-11-20", "milestone", "Local prêté par la commune. Bail de trois ans.", None, "", None),
    ("2021-06-01", "decision", "Association créée, neuf personnes au conseil.", 9, "", None),
    ("2023-02-14", "difficulty", "Départ du coordinateur, le groupe du samedi reprend l’accueil.", None, "", None),
    ("2024-06-01", "milestone", "Ouverture de la boutique", 120, "", None),
    ("2026-11-11", "meeting", "Réunion mairie, douze personnes dont trois élus. Le local est acquis, reste l’assurance.", 12,
     "Visite du nouveau local avec la mairie", "2026-11-14"),
]  # fmt: skip


def add_row(case: Case, row: Any) -> Any:
    """Write a row of the case."""
    row.workspace, row.case = case.workspace, case
    return records.create(None, row)


def make_line(case: Case, who: User | None = None, **fields: Any) -> LogEntry:
    line = LogEntry(**{"date": "2026-03-02", "text": "Réunion", **fields})
    line.workspace, line.case = case.workspace, case
    return records.create(who, line)


def make_life(workspace: Workspace, who: User | None = None, **fields: Any) -> Case:
    """Return a case that has lived."""
    case = make_case(
        workspace, **{"name": "La Ressourcerie des Trois Ponts", "followed_by": who, **fields}
    )
    for phase, seq, start, end in _PHASES:
        add_row(case, CasePhase(phase=phase, seq=seq, start=start, end=end))
    add_row(case, Standby(start="avril 2019", end="août 2019", reason="Plus de salle"))
    add_row(case, Stance(phase="P2", stance="guarantees", clarity="partly", for_whom="la commune"))
    add_row(case, HolderGroup(group="Le groupe du samedi", since="2018", note="Neuf fidèles"))
    for rank, (name, sector, gives, receives, first, last) in enumerate(_AROUND):
        actor = make_actor(workspace, name, sector=sector)
        place = Involvement(
            actor=actor,
            role="partenaire",
            gives=gives,
            receives=receives,
            from_phase=first,
            to_phase=last,
        )
        add_row(case, place)
        assert rank < len(_AROUND)
    person = make_actor(workspace, "Une voisine du moulin", person=True, sector="civil_society")
    add_row(case, Involvement(actor=person, gives="le standard"))
    add_row(
        case,
        Means(
            seq=1,
            family="market",
            source_kind="sales",
            funder="clients de la boutique",
            local=True,
            amount="24 300",
            year=2025,
        ),
    )
    add_row(
        case,
        Means(
            seq=2,
            family="redistribution",
            source_kind="public_subsidy",
            funder="Région imaginaire",
            local=False,
            amount="40 800",
            year=2025,
        ),
    )
    add_row(
        case,
        Means(
            seq=3,
            family="reciprocity",
            source_kind="volunteering",
            funder="groupe du samedi",
            local=True,
            amount="env. 13 300",
            year=2025,
        ),
    )
    add_row(
        case,
        Outcome(
            outcome="alive_24m",
            date="2026-06-01",
            value="oui",
            source_kind="public_record",
            source="Registre imaginaire",
        ),
    )
    add_row(
        case,
        Outcome(
            outcome="jobs", date="2026-06-01", value="4", unit="ETP", source_kind="public_record"
        ),
    )
    other = make_case(workspace, "Café citoyen")
    add_row(case, CaseLink(other=other, relation="born_from", date="2018"))
    for date, kind, text, people, after, on in _LINES:
        make_line(
            case,
            who,
            date=date,
            kind=kind,
            text=text,
            attendance=people,
            next_step=after,
            next_on=on,
        )
    return case

"""Cases with phases, regards and levels, made in a few words."""

from __future__ import annotations

from typing import Any

from terreau.web.accounts.models import User
from terreau.web.cases.models import Case, CasePhase, LogEntry, Means, Outcome
from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.interviews.models import Document, Passage
from terreau.web.ratings import services
from terreau.web.ratings.models import Rater, Rating
from terreau.web.ratings.services import Answer
from tests.web.people import House

FRAMEWORK = "ect@0.1"


def make_case(
    workspace: Workspace, name: str = "La Ressourcerie des Trois Ponts", **fields: Any
) -> Case:
    return records.create(None, Case(workspace=workspace, kind="projet", name=name, **fields))


def make_stay(case: Case, phase: str = "P3", seq: int = 1, **fields: Any) -> CasePhase:
    row = CasePhase(workspace=case.workspace, case=case, phase=phase, seq=seq, **fields)
    return records.create(None, row)


def make_life(workspace: Workspace, **fields: Any) -> Case:
    """A project that went through two phases and lives its third."""
    case = make_case(workspace, **fields)
    make_stay(case, "P1", start="2020", end="2021")
    make_stay(case, "P2", start="2021", end="2022")
    make_stay(case, "P3", start="2022")
    return case


def give(user: User, case: Case, variable: str, level: str, *, phase: str = "P3", seq: int = 1,
         rater: Rater | None = None, cited: tuple[tuple[str, str], ...] = ()) -> Rating:  # fmt: skip
    """Let `user` give a level; a second time changes it."""
    rater = rater or services.take_rater(user, workspace=case.workspace)
    known = Rating.objects.live().filter(
        case=case, phase=phase, seq=seq, variable=variable, rater=rater, layer="individual",
        framework=FRAMEWORK,
    ).first()  # fmt: skip
    return services.rate(
        user, case=case, phase=phase, seq=seq, variable=variable, framework=FRAMEWORK, rater=rater,
        answer=Answer(level, added=frozenset(cited)), expected_version=known.version if known else None,
    )  # fmt: skip


def make_pieces(case: Case) -> dict[str, str]:
    """One piece of each kind; the passage is of a document of the team. Returns the keys of a form."""
    workspace = case.workspace
    text = "Le local, ils l’ont voté à l’unanimité, et c’est la secrétaire de mairie qui tient le planning."
    document = records.create(
        None,
        Document(workspace=workspace, case=case, kind="notes", title="Notes de visite",
                 text=text, confidentiality="workspace"),
    )  # fmt: skip
    passage = records.create(
        None,
        Passage(workspace=workspace, document=document, phase="P3", start=0, length=len(text), text=text),
    )  # fmt: skip
    outcome = records.create(
        None,
        Outcome(workspace=workspace, case=case, outcome="jobs", date="2025", value="3", unit="ETP"),
    )
    means = records.create(
        None,
        Means(workspace=workspace, case=case, family="reciprocity", source_kind="in_kind",
              funder="Commune des Ponts", amount="1200", year=2023),
    )  # fmt: skip
    line = records.create(
        None,
        LogEntry(workspace=workspace, case=case, date="2025-03-14", kind="meeting",
                 text="Réunion mairie, douze personnes dont trois élus."),
    )  # fmt: skip
    return {
        "passage": f"passage:{passage.reference}",
        "document": f"document:{document.reference}",
        "outcome": f"outcome:jobs/{outcome.date}",
        "means": f"means:{means.seq}",
        "log": f"log:{line.reference}",
    }


def make_appraised(house: House, **fields: Any) -> Case:
    """A project with pieces, where two regards differ on B4, agree on A1, and one alone chose B2."""
    case = make_life(house.workspace, **({"followed_by": house["accompanist"]} | fields))
    cited = tuple(tuple(key.split(":", 1)) for key in make_pieces(case).values())
    give(house["rd"], case, "B4", "1", cited=cited[:2])
    give(house["accompanist"], case, "B4", "3", cited=cited)
    give(house["rd"], case, "A1", "2")
    give(house["accompanist"], case, "A1", "2")
    give(house["accompanist"], case, "B2", "NO")
    return case

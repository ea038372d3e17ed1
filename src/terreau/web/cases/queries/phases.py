"""The phases a case can live: those of the référentiel of its kind."""

from __future__ import annotations

from terreau.framework import Framework, Phase
from terreau.web.cases.models import Case, CasePhase
from terreau.web.cases.queries.case_kinds import kind_named, kinds_of
from terreau.web.core.models import Workspace
from terreau.web.frameworks.queries import framework_of

__all__ = ["framework_for", "phase_title", "phase_titles", "phases_of", "stays_in"]


def framework_for(workspace: Workspace, kind: str) -> Framework | None:
    """Return the référentiel of a kind of case (``projet``), None for kinds that have only facts.

    The kind's own one first; else that of the workspace, when it was written for that kind.
    """
    known: dict[str, Framework | None] = workspace.__dict__.setdefault("_kind_frameworks", {})
    if kind not in known:
        chosen = kind_named(workspace, kind).framework
        found = framework_of(workspace, chosen or workspace.framework)
        known[kind] = found if found is None or chosen or found.kind == kind else None
    return known[kind]


def phases_of(case: Case) -> tuple[Phase, ...]:
    """Return the phases of the life of `case`, in order; none for kinds without référentiel."""
    framework = framework_for(case.workspace, case.kind)
    return framework.phases if framework else ()


def phase_title(case: Case, code: str) -> str:
    """Return « Lancement » for P4; the code when the référentiel does not know it."""
    return next((phase.short for phase in phases_of(case) if phase.code == code), code)


def phase_titles(workspace: Workspace, kinds: list[str] | None = None) -> dict[str, str]:
    """Return the phases of some kinds (all those used by default): code → « Lancement », in order."""
    found: dict[str, str] = {}
    for kind in kinds if kinds is not None else [one.code for one in kinds_of(workspace)]:
        framework = framework_for(workspace, kind)
        for phase in framework.phases if framework else ():
            found.setdefault(phase.code, phase.short)
    return found


def stays_in(case: Case) -> list[CasePhase]:
    """Return the stays of `case` in its phases, as read once with the case on its page."""
    known: list[CasePhase] | None = case.__dict__.get("_stays")
    if known is None:
        known = list(CasePhase.objects.filter(case=case, archived_on__isnull=True))
        case.__dict__["_stays"] = known
    return known

"""Every version of a case and of its rows, the latest first, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, OuterRef, Q, Subquery, Value

from terreau.i18n import gettext as _
from terreau.web.cases.models import (
    AddedField,
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
from terreau.web.cases.queries.case_changes import Change, Words
from terreau.web.cases.queries.phases import phase_titles
from terreau.web.core.models import Record

__all__ = ["PARTS", "Event", "Part", "history_of", "part_named"]

_PAGE = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the history: its code in the address, its word, what one of its rows is called."""

    code: str
    word: str
    model: type[Record]
    named: Callable[[Any, Words], str]
    joined: tuple[str, ...] = ()


def _money(row: Any) -> str:
    year = f" {row.year}" if row.year else ""
    return f"{Means(family=row.family).get_family_display()}{year}"


def _again(row: Any) -> str:
    return _(" ({n}e fois)").format(n=row.seq) if row.seq > 1 else ""


PARTS: tuple[Part, ...] = (
    Part("fiche", "la fiche", Case, lambda _row, _words: _("la fiche"), ("territory", "followed_by")),
    Part("phases", "les phases", CasePhase,
         lambda row, words: _("la phase {phase}").format(phase=words.phase(row.phase)) + _again(row)),
    Part("veilles", "les mises en veille", Standby, lambda _row, _words: _("une mise en veille")),
    Part("liens", "les liens", CaseLink,
         lambda row, _words: _("le lien avec {name}").format(name=row.other), ("other",)),
    Part("devenirs", "les devenirs", Outcome,
         lambda row, _words: _("le devenir « {what} »").format(
             what=Outcome(outcome=row.outcome).get_outcome_display())),
    Part("moyens", "les moyens", Means,
         lambda row, _words: _("les moyens ({what})").format(what=_money(row))),
    Part("places", "les places", Involvement,
         lambda row, _words: _("la place de {name}").format(name=row.actor), ("actor",)),
    Part("collectifs", "les collectifs porteurs", HolderGroup,
         lambda row, _words: _("le collectif porteur {name}").format(name=row.group)),
    Part("roles", "les rôles de la structure", Stance,
         lambda row, words: _("le rôle de la structure en {phase}").format(phase=words.phase(row.phase))),
    Part("journal", "le journal de bord", LogEntry,
         lambda row, _words: _("la ligne {reference} du journal").format(reference=row.reference),
         ("reverses",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One version of one row: who wrote it, when, what it changed, where one can go back."""

    on: datetime
    who: str
    did: str
    what: str
    changes: list[Change]
    part: str
    row: int
    current: int
    back_to: int | None  # version that « revenir » writes again
    latest: bool
    first: bool  # nothing was before: all that was written is said


def part_named(code: str) -> Part | None:
    """Return the part of that code."""
    return next((part for part in PARTS if part.code == code), None)


def _past(part: Part) -> Any:
    return part.model.history.model  # type: ignore[attr-defined]


def _events(part: Part, case: Case) -> Any:
    """Return (part, history key, version in force, when) for each version of its rows."""
    mine = Q(id=case.pk) if part.model is Case else Q(case_id=case.pk)
    now = part.model._base_manager.filter(pk=OuterRef("id")).values("version")[:1]
    return (
        _past(part)
        .objects.filter(mine)
        .order_by()
        .annotate(
            _part=Value(part.code, output_field=CharField()),
            _key=F("history_id"),
            _now=Subquery(now),
            _on=F("history_date"),
        )
        .values_list("_part", "_key", "_now", "_on")
    )


def _rows(part: Part, keys: list[int]) -> tuple[dict[int, Any], dict[tuple[int, int], Any]]:
    """Return the versions of these keys, and each version before one of them; one query."""
    past = _past(part).objects
    asked = past.filter(history_id__in=keys)
    versions = asked.annotate(_before=F("version") - 1).values("_before")
    wanted = Q(history_id__in=keys) | Q(id__in=asked.values("id"), version__in=versions)
    found = list(past.filter(wanted).select_related("history_user", *part.joined))
    return {row.history_id: row for row in found}, {(row.id, row.version): row for row in found}


def _did(before: Any, after: Any) -> str:
    if before is None:
        return _("a ajouté")
    if bool(before.archived_on) != bool(after.archived_on):
        return _("a archivé") if after.archived_on else _("a remis")
    return _("a modifié")


def _way_back(part: Part, row: Any, before: Any, now: int) -> int | None:
    """Return the version that « revenir » writes again; a case is put away by its own gesture only."""
    target = before if row.version == now else row
    if target is None or (part.model is Case and target.archived_on):
        return None
    version: int = target.version
    return version


def _event(part: Part, row: Any, before: Any, now: int, words: Words) -> Event:
    return Event(
        on=row.history_date,
        who=row.history_user.name if row.history_user else _("Terreau"),
        did=_did(before, row),
        what=part.named(row, words),
        changes=words.changes(part.model, before, row),
        part=part.code,
        row=row.id,
        current=now,
        back_to=_way_back(part, row, before, now),
        latest=row.version == now,
        first=before is None,
    )


def history_of(case: Case, part: Part | None, page: str | None) -> tuple[Page, list[Event]]:
    """Return one page of the history of `case` (or of one part of it), and its events in words."""
    first, *others = [_events(one, case) for one in ([part] if part else PARTS)]
    union = first.union(*others, all=True) if others else first
    paged = Paginator(union.order_by("-_on", "-_key"), _PAGE).get_page(page)
    asked: dict[str, list[int]] = defaultdict(list)
    for code, key, _now, _on in paged.object_list:
        asked[code].append(key)
    labels = AddedField.objects.filter(workspace=case.workspace, kind=case.kind)
    words = Words(
        case.workspace,
        phase_titles(case.workspace, [case.kind]),
        dict(labels.values_list("code", "label")),
    )
    found = {code: _rows(part_named(code) or PARTS[0], keys) for code, keys in asked.items()}
    events = []
    for code, key, now, _on in paged.object_list:
        by_key, by_version = found[code]
        row = by_key[key]
        before = by_version.get((row.id, row.version - 1))
        events.append(_event(part_named(code) or PARTS[0], row, before, now, words))
    return paged, events

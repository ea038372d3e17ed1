"""The rows of a case in words, and the sentences that warn about them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.cases.models import Case, CaseLink, CasePhase
from terreau.web.cases.queries.phases import phases_of

__all__ = ["Tie", "phase_warnings", "ties_of"]

# what the case that a link points to is for the one it comes from
_INVERSE = {
    "split_from": "a donné par scission",
    "merged_into": "a reçu par fusion",
    "born_from": "a fait naître",
    "shares_with": "partage des moyens avec",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as one of its two ends reads it: « fusionné dans », « a reçu par fusion »."""

    words: str
    other: Case
    date: str
    link: CaseLink


def ties_of(case: Case) -> list[Tie]:
    """Return the links of `case`, those written on the page of the other included."""
    links: QuerySet[CaseLink] = CaseLink.objects.live().select_related("case", "other")
    own = links.filter(case=case, other__archived_on__isnull=True)
    others = links.filter(other=case, case__archived_on__isnull=True)
    ties = [Tie(link.get_relation_display(), link.other, link.date, link) for link in own]
    ties += [Tie(_(_INVERSE[link.relation]), link.case, link.date, link) for link in others]
    return sorted(ties, key=lambda tie: (tie.link.date_earliest is None, tie.link.date_earliest))


def _overlap(one: CasePhase, other: CasePhase) -> bool:
    """Return whether two stays share days whatever their approximate dates mean."""
    bounds = (one.start_latest, one.end_earliest, other.start_latest, other.end_earliest)
    if None in bounds:
        return False
    return max(one.start_latest, other.start_latest) < min(one.end_earliest, other.end_earliest)


def _after(one: CasePhase, other: CasePhase) -> bool:
    """Return whether `one` surely starts after `other`."""
    first, second = other.start_latest, one.start_earliest
    return first is not None and second is not None and second > first


def phase_warnings(stay: CasePhase) -> list[str]:
    """Return what is surprising in the dates of `stay` beside the other phases; nothing is refused."""
    phases = phases_of(stay.case)
    order = {phase.code: rank for rank, phase in enumerate(phases)}
    titles = {phase.code: phase.short for phase in phases}

    def named(row: CasePhase) -> str:
        return "« " + titles.get(row.phase, row.phase) + " »"

    said = []
    for other in CasePhase.objects.live().filter(case=stay.case).exclude(pk=stay.pk):
        if _overlap(stay, other):
            sentence = _("{one} et {other} se recouvrent.")
            said.append(sentence.format(one=named(stay), other=named(other)))
        if other.phase == stay.phase:
            first, second = sorted((stay, other), key=lambda row: row.seq)
            if _after(first, second):
                sentence = _("{one} : le retour commence avant le premier passage.")
                said.append(sentence.format(one=named(stay)))
            continue
        own, its = order.get(stay.phase), order.get(other.phase)
        if own is None or its is None or stay.seq > 1 or other.seq > 1:
            continue  # a return goes back on purpose
        before, later = (stay, other) if own < its else (other, stay)
        if _after(before, later):
            sentence = _("{one} commence après {other}, qui la suit d’ordinaire.")
            said.append(sentence.format(one=named(before), other=named(later)))
    return [typeset(sentence) for sentence in said]

"""Which initiatives to read next: the same commune, then the same themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from terreau.i18n import fold
from terreau.publishing.catalogue.initiatives import Initiative

__all__ = ["Related", "neighbours"]

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Related:
    """What stands beside an initiative: in its commune, in its themes."""

    nearby: tuple[Initiative, ...]
    alike: tuple[Initiative, ...]


def _following(group: Sequence[Initiative], place: int) -> list[Initiative]:
    """Return those that come after in the circle: everyone is shown as often as the others."""
    return [
        group[(place + step) % len(group)] for step in range(1, min(_SHOWN, len(group) - 1) + 1)
    ]


def _groups(pairs: Sequence[tuple[str, Initiative]]) -> dict[str, list[Initiative]]:
    groups: dict[str, list[Initiative]] = defaultdict(list)
    for key, initiative in pairs:
        groups[key].append(initiative)
    return groups


def neighbours(initiatives: Sequence[Initiative]) -> dict[str, Related]:
    """Return for each reference what to read next; the cost grows with the number of initiatives."""
    communes = _groups([(i.commune, i) for i in initiatives if i.commune])
    themes = _groups([(fold(theme), i) for i in initiatives for theme in dict.fromkeys(i.themes)])
    places = {
        (key, i.ref): n
        for groups in (communes, themes)
        for key, g in groups.items()
        for n, i in enumerate(g)
    }
    found = {}
    for initiative in initiatives:
        nearby: list[Initiative] = []
        if initiative.commune:
            group = communes[initiative.commune]
            nearby = _following(group, places[(initiative.commune, initiative.ref)])
        alike: dict[str, Initiative] = {}
        for theme in initiative.themes:
            key = fold(theme)
            for other in _following(themes[key], places[(key, initiative.ref)]):
                if other not in nearby and other.ref != initiative.ref:
                    alike.setdefault(other.ref, other)
        found[initiative.ref] = Related(tuple(nearby), tuple(alike.values())[:_SHOWN])
    return found

"""What is to be discussed: differences by how much they matter, and the sentences said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.web.ratings.models import APART, Discussion, Rating
from terreau.web.ratings.queries.cells import Cell
from terreau.web.ratings.queries.stays import Stay

__all__ = ["Talk", "sentences_of", "sorted_talks"]


@dataclass(frozen=True, slots=True)
class Talk:
    """A cell where at least two regards are in, with what was said of it."""

    cell: Cell
    stay: Stay | None
    said: tuple[Discussion, ...]

    @property
    def apart(self) -> bool:
        """Whether it was said that the regards stay in disagreement."""
        return self.cell.differs and any(one.text.startswith(APART) for one in self.said)

    @property
    def apart_by(self) -> str:
        """« 2 niveaux d’écart », or that only some of the regards gave a level."""
        gap = int(self.cell.gap)
        if gap:
            return ngettext("{n} niveau d’écart", "{n} niveaux d’écart", gap).format(n=gap)
        return _("l’un dit un niveau, l’autre non") if self.cell.differs else ""

    @property
    def closed(self) -> bool:
        """Whether nothing is left to discuss: a consensus, or a disagreement that is kept."""
        return self.cell.consensus is not None or self.apart


def sentences_of(readable: Iterable[Rating]) -> list[Discussion]:
    """Return the sentences about `readable` ratings (already passed through `visible`), oldest first."""
    rows = Discussion.objects.live().filter(rating__in=[rating.pk for rating in readable])
    return list(rows.select_related("rater", "rating").order_by("created_on", "pk"))


def sorted_talks(
    cells: Iterable[Cell], framework: Framework, stays: Mapping[tuple[str, int], Stay]
) -> list[Talk]:
    """Return the cells where the reader sees two regards, in the order they deserve attention.

    The widest gap first; then what the phase expects, then levels of 3 or more that cite nothing.
    """
    held = [cell for cell in cells if len(cell.readable) > 1]
    readable = [rating for cell in held for rating in cell.readable]
    agreed = [cell.consensus for cell in held if cell.consensus]
    by_rating: dict[int, list[Discussion]] = {}
    for sentence in sentences_of([*readable, *agreed]):
        by_rating.setdefault(sentence.rating_id, []).append(sentence)
    order = [variable.code for variable in framework.variables]
    phases = [phase.code for phase in framework.phases]
    held.sort(
        key=lambda cell: (
            -cell.gap, not cell.expected, not cell.unsupported,
            -phases.index(cell.phase) if cell.phase in phases else 0,
            -cell.seq, order.index(cell.variable.code),
        )
    )  # fmt: skip
    talks = []
    for cell in held:
        rows = [*cell.readable, *([cell.consensus] if cell.consensus else [])]
        said = sorted(
            (one for row in rows for one in by_rating.get(row.pk, [])), key=lambda one: one.pk
        )
        talks.append(Talk(cell, stays.get((cell.phase, cell.seq)), tuple(said)))
    return talks

"""Where a case stands: the readable levels summarised by stay and pillar, as the study does.

Levels are ordinal: medians, middle half, range, never a mean. What the reader may not read is not in the
summary; what is hidden from them is only counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.i18n import ngettext, typeset
from terreau.publishing.components.scale import median_words
from terreau.web.ratings.models import Rating
from terreau.web.ratings.queries.stays import Stay

__all__ = ["Sentence", "profile_cells", "sentences"]

_TOO_EARLY = (
    1  # expected variables of a pillar in a phase, at most: nothing to expect yet, as in the study
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one figure says, and where it comes from."""

    pillar: str
    stay: Stay
    text: str


def _code(level: str, framework: Framework) -> int | None:
    """Return the position of a level as `tabulate` counts it, −1 and below for answers that are none."""
    if level in framework.level_codes:
        return framework.level_codes.index(level)
    if level in framework.special_codes:
        return -1 - framework.special_codes.index(level)
    return None


def profile_cells(
    readable: Sequence[Rating], framework: Framework, stays: Sequence[Stay]
) -> list[dict[str, Any]]:
    """Return one cell by stay and pillar, as `draw_profile` takes them, empty ones included.

    `readable` are individual ratings that already passed through `visible`.
    """
    # numerical libraries: loaded beside the first pages (see config.wsgi), not in front of the start
    from terreau.analysis.measurement import summarise, tabulate
    from terreau.study.frame import summary_dict
    from terreau.study.grid import grid_of

    grid = grid_of(framework)
    pillar_of = {variable.code: variable.pillar for variable in framework.variables}
    keys = [(*stay.key, pillar) for stay in stays for pillar in grid.pillars]
    place = {key: number for number, key in enumerate(keys)}
    cells, levels = [], []
    raters: list[set[int]] = [set() for _key in keys]
    for rating in readable:
        code = _code(rating.level, framework)
        where = place.get((rating.phase, rating.seq, pillar_of.get(rating.variable, "")))
        if code is None or where is None:
            continue
        cells.append(where)
        levels.append(code)
        if code >= 0:
            raters[where].add(rating.rater_id)
    n_special = len(grid.special)
    table = tabulate(cells, levels, len(keys), n_levels=len(grid.levels), n_special=n_special)
    expected = [_expected(framework, phase, pillar) for phase, _seq, pillar in keys]
    return [
        {
            "phase": phase, "seq": seq, "pillar": pillar,
            "summary": summary_dict(grid, summary),
            "n_raters": len(raters[number]),
            "too_early": expected[number] <= _TOO_EARLY,
        }
        for number, ((phase, seq, pillar), summary) in enumerate(
            zip(keys, summarise(table, n_special=n_special), strict=True)
        )
    ]  # fmt: skip


def _expected(framework: Framework, phase: str, pillar: str) -> int:
    return sum(variable.pillar == pillar for variable in framework.expected_in(phase))


def sentences(
    cells: Sequence[dict[str, Any]], framework: Framework, stays: Sequence[Stay]
) -> list[Sentence]:
    """Return a sentence by pillar for the last stay that has a level: « niveau médian 3 sur 4 »."""
    known = {(cell["phase"], cell["seq"]) for cell in cells if cell["summary"]["n"]}
    last = next((stay for stay in reversed(stays) if stay.key in known), None)
    if last is None:
        return []
    found = []
    for cell in cells:
        if (cell["phase"], cell["seq"]) != last.key or not cell["summary"]["n"]:
            continue
        n, raters = cell["summary"]["n"], cell["n_raters"]
        text = _(
            "{pillar}, {where} : niveau médian {level} sur {top} ({ratings}, {raters})."
        ).format(
            pillar=framework.pillar(cell["pillar"]).title,
            where=last.where,
            level=median_words(cell["summary"]),
            top=framework.level_codes[-1],
            ratings=ngettext("{n}\u00a0appréciation", "{n}\u00a0appréciations", n).format(n=n),
            raters=ngettext("{n}\u00a0regard", "{n}\u00a0regards", raters).format(n=raters),
        )
        found.append(Sentence(cell["pillar"], last, typeset(text)))
    return found

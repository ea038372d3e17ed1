"""What a case lives on: market, redistribution, reciprocity, with what is only approximately known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terreau.i18n import format_integer, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.figure import Layout, make_figure
from terreau.publishing.components.legend import Entry, flow
from terreau.publishing.components.lettering import fits, wrap
from terreau.publishing.components.svg import Drawing
from terreau.publishing.document import DataTable, Figure

__all__ = ["FAMILIES", "draw_means"]

FAMILIES: tuple[tuple[str, str], ...] = (
    ("market", "Marché"),
    ("redistribution", "Redistribution"),
    ("reciprocity", "Réciprocité"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    code: str
    label: str
    low: float
    high: float
    share_low: float
    share_high: float

    @property
    def amount(self) -> str:
        return _between(self.low, self.high, "€")

    @property
    def share(self) -> str:
        return _between(100 * self.share_low, 100 * self.share_high, "%")


def _between(low: float, high: float, unit: str) -> str:
    first, last = format_integer(low), format_integer(high)
    if first == last:
        return f"{first}\u00a0{unit}"
    return _("entre {low} et {high}\u00a0{unit}").format(low=first, high=last, unit=unit)


def _parts(families: Mapping[str, Mapping[str, float]]) -> list[_Part]:
    bounds = [
        (code, label, families[code]["low"], families[code]["high"])
        for code, label in FAMILIES
        if code in families
    ]
    parts = []
    for code, label, low, high in bounds:
        others_low = sum(b[2] for b in bounds) - low
        others_high = sum(b[3] for b in bounds) - high
        share_low = low / (low + others_high) if low + others_high else 0.0
        share_high = high / (high + others_low) if high + others_low else 0.0
        parts.append(_Part(code, label, low, high, share_low, share_high))
    return [part for part in parts if part.high > 0]


def draw_means(
    families: Mapping[str, Mapping[str, float]],
    *,
    n_without_amount: int = 0,
    years: tuple[int, int] | Sequence[int] | None = None,
    local_share: Mapping[str, float] | None = None,
    name: str = "moyens",
    title: str = "",
    how: str = "",
    anchor: str = "",
) -> Figure:
    """Return the mix of means of one case.

    Parameters
    ----------
    families : mapping
        By family (``market``, ``redistribution``, ``reciprocity``): ``low`` and ``high`` in euros.
    n_without_amount : int
        Resources named without an amount: said, not drawn.
    years : (first, last) or None
        Years of the resources.
    local_share : mapping or None
        ``low`` and ``high``, between 0 and 1: what comes from the territory.
    """
    parts = _parts(families)
    notes = _notes(n_without_amount, years, local_share)

    def draw(drawing: Drawing, layout: Layout) -> float:
        return _draw(drawing, layout, parts, notes)

    if parts:
        said = "\u202f; ".join(
            f"{part.label}, {part.amount}, {part.share} du total" for part in parts
        )
        description = " ".join([f"{said}.", *notes])
    else:
        description = " ".join([_("Aucun montant n’est connu."), *notes])
    rows = tuple((typeset(part.label), typeset(part.amount), typeset(part.share)) for part in parts)
    table = DataTable(
        _("Moyens par famille"), (_("Famille"), _("Montant"), _("Part")), rows, frozenset({1, 2})
    )
    return make_figure(
        name, title or _("De quoi vit le projet"), description, table, draw, how=how, anchor=anchor
    )


def _notes(missing: int, years: Any, local: Mapping[str, float] | None) -> list[str]:
    notes = []
    if years:
        first, last = years
        notes.append(
            _("Année {year}.").format(year=first)
            if first == last
            else _("Années {first} à {last}.").format(first=first, last=last)
        )
    if local:
        share = _between(100 * local["low"], 100 * local["high"], "%")
        if local["low"] <= 0 and local["high"] >= 1:  # any share: nothing is known of it
            share = _("inconnue")
        notes.append(_("Part venue du territoire\u00a0: {share}.").format(share=share))
    if missing:
        notes.append(
            ngettext(
                "{n} ressource citée sans montant, non dessinée.",
                "{n} ressources citées sans montant, non dessinées.",
                missing,
            ).format(n=format_integer(missing))
        )
    return [typeset(note) for note in notes]


def _draw(drawing: Drawing, layout: Layout, parts: Sequence[_Part], notes: Sequence[str]) -> float:
    y = 6.0
    if not parts:
        drawing.rect(1, y, layout.width - 2, 34, "empty", 4.0)
        drawing.text(layout.width / 2, y + 22, _("aucun montant connu"), "t-soft t-italic t-middle")
        y += 44
    else:
        y = _bar(drawing, layout, parts, y)
        y = _rows(drawing, layout, parts, y)
    entries: list[Entry] = [(None, 0.0, note) for note in notes]
    if any(part.high > part.low for part in parts):
        entries.append((None, 0.0, _("Rayé\u00a0: montant approché.")))
    return flow(drawing, 0.0, y, layout.width - 2, entries) if entries else y


def _bar(drawing: Drawing, layout: Layout, parts: Sequence[_Part], y: float) -> float:
    total = sum(part.high for part in parts)
    x, height, gaps = 0.0, 36.0, 3.0 * (len(parts) - 1)
    for part in parts:
        width = part.high / total * (layout.width - gaps)
        sure = part.low / total * (layout.width - gaps)
        drawing.rect(x, y, width, height, f"family-{part.code}", 3.0)
        drawing.hatch(x + sure, y, width - sure, height, "hatch-paper")
        if fits(part.share, sure - 12, "small", strong=True):
            drawing.text(x + 8, y + 23, part.share, "t-small t-strong t-on-pillar")
        x += width + 3
    return y + height + 8


def _rows(drawing: Drawing, layout: Layout, parts: Sequence[_Part], y: float) -> float:
    """Write each family under the bar: every label is there however thin its part is."""
    for part in parts:
        drawing.rect(0, y + 3, 14, 14, f"family-{part.code}", 2.0)
        drawing.text(22, y + 15, part.label, "t-strong")
        said = f"{part.amount}, {part.share}"
        if layout.narrow:
            y = (
                drawing.lines(
                    22, y + 33, wrap(said, layout.width - 24, "small"), "t-small t-soft", 17
                )
                - 11
            )
        else:
            drawing.text(150, y + 15, said)
            y += 24
    return y + 4

"""What the case lived on in the year: amounts with their bounds, resources named without amount."""

from __future__ import annotations

from collections import defaultdict

from terreau.i18n import format_integer, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.means import FAMILIES, draw_means
from terreau.publishing.document import Block, DataTable, Heading
from terreau.publishing.logbook.material import Row, Year
from terreau.publishing.wording import capital, number_of, telling, word

__all__ = ["means_blocks", "means_sentence", "without_amount"]

_UNSAID = "—"
# the amount that counts: what was paid says more than what was asked
_AMOUNTS = ("spent", "paid", "granted", "amount")


def _rows(year: Year) -> list[Row]:
    return [row for row in year.means if row["year"] == year.year]


def _bounds(row: Row) -> tuple[float, float] | None:
    for name in _AMOUNTS:
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        if low is not None and high is not None:
            return low, high
    return None


def without_amount(year: Year) -> int:
    """Return how many resources of the year have no amount."""
    return sum(_bounds(row) is None for row in _rows(year))


def means_sentence(year: Year) -> str:
    """Return « Moyens de 2026 : 4 ressources, entre 12 000 et 14 000 €. »."""
    rows = _rows(year)
    if not rows:
        return ""
    known = [bounds for row in rows if (bounds := _bounds(row))]
    number = number_of(len(rows), "ressource", "ressources")
    said = _("Moyens de {year} : {number}").format(year=year.year, number=number)
    if known:
        low, high = sum(b[0] for b in known), sum(b[1] for b in known)
        amount = (
            f"{format_integer(low)} €" if round(low) == round(high)
            else _("entre {low} et {high} €").format(low=format_integer(low), high=format_integer(high))
        )  # fmt: skip
        said += f", {amount}"
    missing = len(rows) - len(known)
    return (
        f"{said}, {number_of(missing, 'sans montant', 'sans montant')}." if missing else f"{said}."
    )


def means_blocks(year: Year) -> list[Block]:
    """Return the mix of means of the year, and its resources one by one."""
    rows = _rows(year)
    if not rows:
        return []
    families: dict[str, dict[str, float]] = defaultdict(lambda: {"low": 0.0, "high": 0.0})
    for row in rows:
        if bounds := _bounds(row):
            families[row["family"]]["low"] += bounds[0]
            families[row["family"]]["high"] += bounds[1]
    figure = draw_means(
        families, n_without_amount=without_amount(year), years=(year.year, year.year),
        name=f"moyens-{year.reference.lower()}-{year.year}", title=_("Les moyens par famille"),
        how=_("Somme des montants écrits : dépensé, sinon versé, accordé, ou prévu ; un montant approché donne une fourchette."),
    )  # fmt: skip
    order = [code for code, _label in FAMILIES]
    rows = sorted(
        rows,
        key=lambda row: (order.index(row["family"]) if row["family"] in order else 9, row["seq"]),
    )
    cells = tuple(
        (
            capital(word("MEANS_SOURCES", row["source_kind"]) or word("MEANS_FAMILIES", row["family"])),
            typeset(row["funder"]) or _UNSAID,
            *(typeset(row[name]) or _UNSAID for name in ("amount", "requested", "granted", "paid", "spent")),
        )
        for row in rows
    )  # fmt: skip
    header = (
        _("Ressource"),
        _("De qui"),
        _("Montant"),
        _("Demandé"),
        _("Accordé"),
        _("Versé"),
        _("Dépensé"),
    )
    table = telling(DataTable("", header, cells, frozenset({2, 3, 4, 5, 6})))
    return [Heading(_("De quoi le projet a vécu")), figure, table]

"""What no cell can say alone: keys, references from sheet to sheet, order of dates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from terreau.formats.tables import Table, table
from terreau.formats.workbook.faults import Fault, Listing, cited, nearest
from terreau.i18n import gettext as _
from terreau.i18n import join_words, parse_date, quote

__all__ = ["Parsed", "check_tables"]

_ONE_RATING = ("case", "phase", "seq", "variable", "rater", "layer", "framework")
# evidence names a row of another sheet, except those kinds, whose rows have no reference
_PIECES = {"passage": "passages", "document": "documents", "log": "log"}
_SPANS = {
    "phases": ("start", "end"),
    "standbys": ("start", "end"),
    "cases": ("started", "ended"),
}


@dataclass
class Parsed:
    """A sheet once its cells are read: None where a cell is empty or at fault.

    `sheet` is the name people see; `lines` the numbers of its rows.
    """

    table: Table
    sheet: str
    lines: list[int]
    columns: dict[str, list[Any]]
    added: tuple[str, ...] = ()
    faulty: set[str] = field(default_factory=set)  # columns where a cell was at fault

    def values(self, name: str) -> list[Any]:
        """Return a column, empty cells where the sheet does not have it."""
        return self.columns.get(name) or [None] * len(self.lines)


Tables = dict[str, Parsed]


def _report(
    parsed: Parsed, name: str, faults: Iterable[tuple[int, Fault]], listing: Listing
) -> None:
    listing.column(parsed.sheet, parsed.table.column(name).header, faults)


def _repeated(
    parsed: Parsed, names: Sequence[str], say: Callable[[tuple[Hashable, ...], int], Fault]
) -> list[tuple[int, Fault]]:
    """Return a fault for each row whose values of `names` were already on another row."""
    first: dict[tuple[Hashable, ...], int] = {}
    faults = []
    keys = zip(*(parsed.values(name) for name in names), strict=True)
    for line, key in zip(parsed.lines, keys, strict=True):
        if None in key:
            continue
        seen = first.setdefault(key, line)
        if seen != line:
            faults.append((line, say(key, seen)))
    return faults


def _check_references_once(parsed: Parsed, listing: Listing) -> None:
    column = parsed.table.reference
    if column is None:
        return

    def say(key: tuple[Hashable, ...], line: int) -> Fault:
        message = _("La référence {key} est déjà celle de la ligne {line}.")
        hint = _("Donnez à chaque ligne sa référence.")
        return Fault("reference-duplicate", message.format(key=quote(str(key[0])), line=line), hint)

    _report(parsed, column.name, _repeated(parsed, [column.name], say), listing)


def _check_key(parsed: Parsed, names: Sequence[str], code: str, listing: Listing) -> None:
    titles = join_words([quote(parsed.table.column(name).header) for name in names])

    def say(_key: tuple[Hashable, ...], line: int) -> Fault:
        message = _("Cette ligne répète la ligne {line}\u00a0: même {titles}.")
        hint = _("Supprimez l’une des deux, ou corrigez ce qui les distingue.")
        return Fault(code, message.format(line=line, titles=titles), hint)

    _report(parsed, names[-1], _repeated(parsed, names, say), listing)


def _check_unique(parsed: Parsed, listing: Listing) -> None:
    _check_references_once(parsed, listing)
    key = parsed.table.key
    # the reference alone is already unique: saying it twice would only repeat
    if key and parsed.table.reference is None:
        _check_key(parsed, key, "key-duplicate", listing)
    if parsed.table.name == "ratings":
        _check_key(parsed, _ONE_RATING, "rating-duplicate", listing)


def _references(tables: Tables, target: str) -> set[str]:
    parsed, column = tables.get(target), table(target).reference
    return set(parsed.values(column.name)) - {None} if parsed and column else set()


def _unknown_reference(value: str, target: str, known: set[str]) -> Fault:
    sheet = quote(table(target).sheet)
    message = _("{value} n’est pas dans la feuille {sheet}.").format(
        value=cited(value), sheet=sheet
    )

    def hint() -> str:
        if not known:
            return _("Cette feuille ne contient encore aucune référence.")
        near = nearest(value, sorted(known))
        return _("Vouliez-vous dire {near}\u202f?").format(near=quote(near)) if near else ""

    return Fault("reference-unknown", message, hint)


def _check_targets(parsed: Parsed, tables: Tables, listing: Listing) -> None:
    for column in parsed.table.columns:
        own = parsed.table.reference
        if (
            not column.target
            or (own and column.name == own.name)
            or column.name not in parsed.columns
            # that this sheet is missing has been said, once
            or (column.target == "cases" and "cases" not in tables)
        ):
            continue
        known = _references(tables, column.target)
        values = parsed.values(column.name)
        unknown = {
            value: _unknown_reference(value, column.target, known)
            for value in dict.fromkeys(values)
            if value is not None and value not in known
        }
        if unknown:
            hits = [
                (n, unknown[v]) for n, v in zip(parsed.lines, values, strict=True) if v in unknown
            ]
            _report(parsed, column.name, hits, listing)


def _check_evidence(parsed: Parsed, tables: Tables, listing: Listing) -> None:
    known = {kind: _references(tables, target) for kind, target in _PIECES.items()}
    pairs = zip(parsed.lines, parsed.values("source_kind"), parsed.values("source"), strict=True)
    faults = [
        (line, _unknown_reference(source, _PIECES[kind], known[kind]))
        for line, kind, source in pairs
        if kind in known and source is not None and source not in known[kind]
    ]
    _report(parsed, "source", faults, listing)


def _check_log_pairs(parsed: Parsed, tables: Tables, listing: Listing) -> None:
    log = tables.get("log")
    if log is None:
        return
    owner = dict(zip(log.values("entry"), log.values("case"), strict=True))
    faults = []
    for line, case, entry in zip(
        parsed.lines, parsed.values("case"), parsed.values("entry"), strict=True
    ):
        if case and owner.get(entry) not in (None, case):
            message = _("Cette ligne du journal est celle de {case}.").format(
                case=quote(owner[entry])
            )
            faults.append(
                (line, Fault("log-other-case", message, _("Corrigez l’une des deux références.")))
            )
    _report(parsed, "entry", faults, listing)


def _bounds(values: Sequence[Any]) -> dict[str, tuple[date, date]]:
    dates = {v: parse_date(v) for v in dict.fromkeys(values) if v is not None}
    return {text: (when.earliest, when.latest) for text, when in dates.items() if when}


def _check_span(parsed: Parsed, names: tuple[str, str], listing: Listing) -> None:
    starts, ends = parsed.values(names[0]), parsed.values(names[1])
    bounds = _bounds([*starts, *ends])
    title = quote(parsed.table.column(names[0]).header)
    message = _("Cette date est avant celle de la colonne {title}.").format(title=title)
    fault = Fault("dates-reversed", message, _("Vérifiez laquelle des deux est juste."))
    faults = [
        (line, fault)
        for line, start, end in zip(parsed.lines, starts, ends, strict=True)
        if start in bounds and end in bounds and bounds[start][0] > bounds[end][1]
    ]
    _report(parsed, names[1], faults, listing)


def _check_commas(parsed: Parsed, listing: Listing) -> None:
    """Say of a list of words written with commas that it is read as one word."""
    hint = _("Pour en faire plusieurs, séparez-les par un point-virgule.")
    for column in parsed.table.columns:
        if column.kind != "words":
            continue
        faults = []
        for line, words in zip(parsed.lines, parsed.values(column.name), strict=True):
            for word in [word for word in words or () if ", " in word]:
                message = _("{word} est lu comme une seule valeur.").format(word=cited(word))
                faults.append((line, Fault("words-comma", message, hint, "warning")))
        _report(parsed, column.name, faults, listing)


def check_tables(tables: Tables, listing: Listing) -> None:
    """List what is wrong between cells, rows and sheets."""
    for name, parsed in tables.items():
        _check_unique(parsed, listing)
        _check_targets(parsed, tables, listing)
        _check_commas(parsed, listing)
        if name in _SPANS:
            _check_span(parsed, _SPANS[name], listing)
        if name == "evidence":
            _check_evidence(parsed, tables, listing)
        if name == "attendances":
            _check_log_pairs(parsed, tables, listing)

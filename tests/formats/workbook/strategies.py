"""Data that a snapshot may hold, drawn at random: every table, every kind of column, hostile texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from terreau import framework, gazetteer
from terreau.formats.tables import TABLES, Column, Dataset, Table, arrow_table, table
from terreau.formats.workbook.words import clean
from tests.formats.conftest import TODAY

__all__ = ["HOSTILE", "datasets"]

HOSTILE = (
    "=cmd|' /C calc'!A0", "+33 6 00 00 00 00", "-1+1", "@SUM(A1)", "\"=1\"", "<script>alert(1)</script>", "&amp; <b>",
    "🌱 👩🏽‍🌾", "שלום עולם", "\u202eécrit à l’envers", "_x0041_", "_x000D_", "a_x005F_", "001", "1e5", "TRUE", "VRAI",
    "documents/D-1.txt", "deux\nlignes\tet tabulation", "x" * 32_767, "é" * 32_768, "🌱" * 20_000, "#", "N/A", "'49",
    "http://exemple.invalid/?a=1&b=2", "00000000000000",
)  # fmt: skip
DATES = (
    "mars 2018",
    "été 2016",
    "hiver 2019",
    "vers 2015",
    "avant 2012",
    "2015-2016",
    "2020",
    "14/03/2018",
    "1er mai 2019",
    "1900-01-01",
    "2019-06",
)
AMOUNTS = (
    "12500",
    "12 500",
    "env. 10 000",
    "5 000 à 8 000",
    "12,5",
    "1250.5",
    "0",
    "12 k€",
    "-3",
    "0.1",
    "000",
)
_ORDER = (
    "territories",
    "communes",
    "cases",
    "raters",
    "actors",
    "interviews",
    "documents",
    "passages",
    "log",
    "ratings",
)
_CASE_SPANS = {
    "phases": ("start", "end"),
    "standbys": ("start", "end"),
    "cases": ("started", "ended"),
}

_exact = st.dates(date(1900, 1, 1), TODAY).map(date.isoformat)
_text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(clean).filter(bool),
).filter(lambda text: not text.startswith("#") or text == "#")
_word = _text.map(lambda text: clean(text[:30].replace(";", ",").replace("\n", " "))).filter(bool)
_communes = st.sampled_from(
    [c.code for c in gazetteer.default().communes() if c.departement == "39"]
)


def _value(column: Column) -> st.SearchStrategy[Any]:
    ect = framework.default()
    codes = [code for code, _word in column.choices]
    counts = st.fixed_dictionaries(
        {"sector": st.sampled_from(codes or ["x"]), "count": st.integers(0, 10**6)}
    )
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "text": _text,
        "choice": st.sampled_from(codes or ["x"]),
        "words": st.lists(_word, min_size=1, max_size=3),
        "counts": st.lists(counts, min_size=1, max_size=3),
        "phase": st.sampled_from([phase.code for phase in ect.phases]),
        "variable": st.sampled_from([variable.code for variable in ect.variables]),
        "level": st.sampled_from([*ect.level_codes, *ect.special_codes]),
        "commune": _communes,
        "date": st.one_of(_exact, st.sampled_from(DATES)),
        "amount": st.one_of(st.sampled_from(AMOUNTS), st.integers(0, 10**9).map(str)),
        "integer": st.integers(1900, 2100) if column.name == "year" else st.integers(1, 10**15),
        "number": st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0),
        "boolean": st.booleans(),
    }  # fmt: skip
    return by_kind[column.kind]


def _cell(
    draw: st.DrawFn,
    declared: Table,
    column: Column,
    rows: dict[str, list[dict[str, Any]]],
    number: int,
) -> Any:
    own = declared.reference
    if own is not None and own.name == column.name:
        return f"{declared.name[:2].upper()}-{number}"
    if column.target:
        target = table(column.target).reference
        known = [row[target.name] for row in rows.get(column.target, [])] if target else []
        options = known if column.required else [None, *known]
        return draw(st.sampled_from(options)) if options else None
    if column.name == "framework":
        return framework.default().identifier
    if declared.name == "communes" and column.name == "code":
        return f"00{number:03d}"
    if column.name == "members":
        return draw(st.one_of(st.none(), st.lists(_communes, min_size=1, max_size=3)))
    sure = column.required or column.default
    return draw(_value(column) if sure else st.one_of(st.none(), _value(column)))


def _row(
    draw: st.DrawFn, declared: Table, rows: dict[str, list[dict[str, Any]]], number: int
) -> dict[str, Any]:
    row = {c.name: _cell(draw, declared, c, rows, number) for c in declared.snapshot_columns}
    if declared.name in _CASE_SPANS:
        start, end = _CASE_SPANS[declared.name]
        row[end] = row[start] if row[end] is not None else None
    if declared.name == "attendances":
        row["case"] = {entry["entry"]: entry["case"] for entry in rows["log"]}.get(row["entry"])
    if declared.name == "evidence" and row["source_kind"] in ("passage", "document", "log"):
        target = {"passage": "passages", "document": "documents", "log": "log"}[row["source_kind"]]
        reference = table(target).reference
        known = [r[reference.name] for r in rows.get(target, [])] if reference else []
        row["source"] = draw(st.sampled_from(known)) if known else None
    return row


def _kept(declared: Table, held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows that the rules of a workbook accept: nothing required is missing, no key twice."""
    needed = [c.name for c in declared.snapshot_columns if c.required]
    keys = [declared.key]
    if declared.name == "ratings":
        keys.append(("case", "phase", "seq", "variable", "rater", "layer", "framework"))
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row in held:
        marks = {(at, *(row[name] for name in key)) for at, key in enumerate(keys)}
        if all(row[name] is not None for name in needed) and not marks & seen:
            seen |= marks
            kept.append(row)
    return kept


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Draw a snapshot of up to three rows by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    carried = [t for t in TABLES if not t.workbook_only]
    for declared in sorted(carried, key=lambda t: _ORDER.index(t.name) if t.name in _ORDER else 99):
        least = 1 if declared.name == "cases" else 0
        drawn = [_row(draw, declared, rows, n) for n in range(draw(st.integers(least, 3)))]
        rows[declared.name] = _kept(declared, drawn)
    added = tuple(draw(st.lists(st.sampled_from(["x_surface", "x_note_2"]), unique=True)))
    for row in rows["cases"]:
        row |= {name: draw(st.one_of(st.none(), _text)) for name in added}
    tables = {
        name: arrow_table(table(name), held, added=added if name == "cases" else ())
        for name, held in rows.items()
        if held
    }
    return Dataset(
        tables, framework.default().identifier, fictional=draw(st.booleans()),
        title=draw(_word), as_of=draw(st.dates(date(2000, 1, 1), TODAY)).isoformat(),
    )  # fmt: skip

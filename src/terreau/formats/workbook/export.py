"""A workbook to fill, or filled with data: what a person receives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

from terreau.formats.archive import write_zip
from terreau.formats.tables import TABLES, Column, Dataset, Table
from terreau.formats.workbook.cells import ERROR_WORDS
from terreau.formats.workbook.layout import DOCUMENTS, INSIDE, LONGEST
from terreau.formats.workbook.words import NO, YES, clean, shower
from terreau.formats.workbook.writing import Cells, write_workbook
from terreau.framework import Framework
from terreau.gazetteer import Commune, Gazetteer

__all__ = ["Filled", "export", "filled", "new"]

_STORED_UP_TO = 20_000_000  # bytes; above it the ZIP is compressed, so that it can be read again
_UNSAFE = re.compile(r"[^\w-]+")

Shower = Callable[[Column], Callable[[Any], Any]]


@dataclass(frozen=True)
class Filled:
    """The bytes of a filled workbook; `suffix` is ``.zip`` when long texts travel beside it."""

    data: bytes
    suffix: str


def new(
    path: Path | str | IO[bytes],
    framework: Framework,
    gazetteer: Gazetteer,
    *,
    title: str,
    as_of: date,
    departements: tuple[str, ...] = (),
) -> None:
    """Write an empty workbook, ready to fill.

    `departements` keeps the communes proposed to those; every commune can still be typed.
    """
    about = {"title": title, "as_of": as_of, "fictional": NO, "framework": framework.identifier}
    data = write_workbook(framework, gazetteer, about, {}, departements=departements)
    if isinstance(path, Path | str):
        Path(path).write_bytes(data)
    else:
        path.write(data)


class _LongTexts:
    """Texts too long for a cell, by the name of the file where they travel."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def keep(self, text: str, name: str) -> str:
        """Keep `text`; return what its cell says."""
        base = DOCUMENTS + (_UNSAFE.sub("_", name)[:80] or "texte")
        path, number = f"{base}.txt", 1
        while path in self.held:
            number += 1
            path = f"{base}_{number}.txt"
        self.held[path] = text.encode("utf-8")
        return path


def _too_long(text: str) -> bool:
    # as spreadsheets count: sixteen-bit units
    return len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) // 2 > LONGEST


def _misleading(text: str) -> bool:
    """Return whether a cell would take the text for the name of a file or for a formula in error."""
    return text.startswith(DOCUMENTS) or text in ERROR_WORDS


def _name(declared: Table, column: str, row: dict[str, Any]) -> str:
    if declared.name == "documents":
        return str(row["document"])
    key = "-".join(str(row[name]) for name in declared.key)
    return f"{declared.name}-{key}-{column}"


def _shown(column: Column, framework: Framework, gazetteer: Gazetteer) -> Callable[[Any], Any]:
    if column.kind == "text":
        return lambda text: clean(text) or None
    return shower(column, framework, gazetteer)


def _cells(declared: Table, dataset: Dataset, show: Shower, texts: _LongTexts) -> Cells:
    held = dataset[declared.name]
    added = sorted(name for name in held.column_names if name.startswith("x_"))
    cells: dict[str, list[Any]] = {}
    for column in [*declared.columns, *(Column(name, name, "text") for name in added)]:
        if column.name not in held.column_names:
            continue
        shown = show(column)
        values = [None if v is None else shown(v) for v in held[column.name].to_pylist()]
        # texts too long for a cell go out, and those that could be taken for something else
        for at, text in enumerate(values):
            if isinstance(text, str) and (_too_long(text) or _misleading(text)):
                row = held.slice(at, 1).to_pylist()[0]
                values[at] = texts.keep(text, _name(declared, column.name, row))
        cells[column.name] = values
    return cells


def _with_added(dataset: Dataset, gazetteer: Gazetteer) -> Gazetteer:
    """Return the gazetteer with the imagined communes of the data, so that they have a label."""
    rows = [row for row in dataset.rows("communes") if gazetteer.commune(row["code"]) is None]
    return (
        gazetteer.with_extra(Commune(row["code"], row["name"]) for row in rows)
        if rows
        else gazetteer
    )


def _departements(dataset: Dataset, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the départements that the data speak of: the whole country would weigh 4 MB."""
    codes = {row["commune"] for name in ("cases", "actors") for row in dataset.rows(name)}
    found = {c.departement for code in codes if code and (c := gazetteer.commune(code))}
    return tuple(sorted(found))


def filled(
    dataset: Dataset,
    framework: Framework,
    gazetteer: Gazetteer,
    *,
    beside: Mapping[str, bytes] | None = None,
) -> Filled:
    """Return the workbook that holds `dataset` (of a snapshot or of a workbook).

    `beside` holds files that travel with it, by name (``referentiels/…``): it is then a ZIP.
    """
    known, texts = _with_added(dataset, gazetteer), _LongTexts()
    show = partial(_shown, framework=framework, gazetteer=known)
    tables = {
        declared.name: _cells(declared, dataset, show, texts)
        for declared in TABLES
        if dataset[declared.name].num_rows
    }
    about = {
        "title": clean(dataset.title),
        "as_of": date.fromisoformat(dataset.as_of) if dataset.as_of else "",
        "fictional": YES if dataset.fictional else NO,
        "framework": dataset.framework,
    }
    near = _departements(dataset, known)
    book = write_workbook(framework, known, about, tables, departements=near)
    more = {**texts.held, **(beside or {})}
    if not more:
        return Filled(book, ".xlsx")
    members = {INSIDE: book, **more}
    heavy = sum(map(len, members.values())) > _STORED_UP_TO
    return Filled(write_zip(members, deflate=heavy), ".zip")


def export(dataset: Dataset, path: Path | str, framework: Framework, gazetteer: Gazetteer) -> Path:
    """Write the workbook that holds `dataset`; return where.

    The file is an XLSX at `path`; where a text is too long for a cell it is a ZIP instead, which
    holds the workbook and ``documents/``, at `path` with the suffix ``.zip``.
    """
    done = filled(dataset, framework, gazetteer)
    target = Path(path) if done.suffix == ".xlsx" else Path(path).with_suffix(".zip")
    target.write_bytes(done.data)
    return target

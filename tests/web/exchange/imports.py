"""Workbooks handed over as a person does it: export, change cells, upload, confirm, undo."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from terreau.formats.archive import read_archive
from terreau.formats.tables import table
from terreau.web.accounts.rules import circles, membership
from terreau.web.core import jobs
from terreau.web.core.models import Workspace
from terreau.web.exchange.exporting import export_workspace
from terreau.web.exchange.models import Batch

Cells = dict[
    tuple[str, str, str], Any
]  # (table, reference in its first key column, column) → value


def book_of(workspace: Workspace, user: Any = None) -> bytes:
    """Return the exported workbook alone, out of its ZIP if it has one."""
    asked_by = circles(membership(user, workspace)) if user else None
    made = export_workspace(workspace, circles=asked_by)
    return made.data


def changed(
    data: bytes, cells: Cells, folder: Path, rows: dict[str, list[dict[str, Any]]] | None = None
) -> bytes:
    """Return the workbook with cells replaced and rows added, as a spreadsheet program would."""
    path = folder / "a.zip"
    path.write_bytes(data)
    inside = read_archive(path)
    book = openpyxl.load_workbook(BytesIO(inside.get("classeur.xlsx", data)))
    for (name, reference, column), value in cells.items():
        declared = table(name)
        sheet = book[declared.sheet]
        titles = _titles(sheet)
        header = column if column.startswith("x_") else declared.column(column).header
        place = titles[_bare(header)]
        names = [titles[_bare(declared.column(key).header)] for key in declared.key]
        (line,) = [
            row[0].row for row in sheet.iter_rows()
            if reference in {str(row[n - 1].value) for n in names}
        ]  # fmt: skip
        sheet.cell(line, place).value = value
    for name, added in (rows or {}).items():
        sheet = book[table(name).sheet]
        titles = _titles(sheet)
        for row in added:
            line = (
                max(r[0].row for r in sheet.iter_rows() if any(c.value is not None for c in r)) + 1
            )
            for column, value in row.items():
                sheet.cell(line, titles[_bare(table(name).column(column).header)]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def book_if(workspace: Workspace, rows: list[tuple[Any, dict[str, Any]]]) -> bytes:
    """Return the export of a base where these rows would have other values; the base is left as it is.

    For texts that the writer of a test would not give back as they are (« =1+1 »).
    """
    before = [{name: getattr(row, name) for name in values} for row, values in rows]
    for row, values in rows:
        type(row).objects.filter(pk=row.pk).update(**values)
    data = book_of(workspace)
    for (row, _values), held in zip(rows, before, strict=True):
        type(row).objects.filter(pk=row.pk).update(**held)
    return data


def _bare(title: str) -> str:
    return title.strip(" *\u00a0").casefold()


def _titles(sheet: Any) -> dict[str, int]:
    first = next(sheet.iter_rows(values_only=True))
    return {_bare(str(title)): n for n, title in enumerate(first, 1) if title}


def hand_over(browser: Client, data: bytes, name: str = "classeur.xlsx") -> Batch:
    """Upload a workbook and have it checked."""
    file = SimpleUploadedFile(name, data)
    answer = browser.post(reverse("exchange:import", args=["val"]), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    batch = Batch.objects.latest("id")
    return work(batch)


def work(batch: Batch) -> Batch:
    """Do the work that is asked about `batch`."""
    batch.refresh_from_db()
    assert batch.job is not None
    jobs.run(batch.job.pk)
    batch.refresh_from_db()
    return batch


def confirm(browser: Client, batch: Batch, *take: str) -> Batch:
    """Confirm what is previewed, and have it written."""
    browser.post(
        reverse("exchange:batch", args=["val", batch.uuid]), {"plan": batch.plan, "take": take}
    )
    return work(batch)


def undo(browser: Client, batch: Batch) -> Batch:
    """Undo an import that was made."""
    browser.post(reverse("exchange:undo", args=["val", batch.uuid]))
    return work(batch)


def page_of(browser: Client, batch: Batch) -> str:
    """Return the page of `batch`."""
    return browser.get(reverse("exchange:batch", args=["val", batch.uuid])).content.decode()


def counts(batch: Batch) -> dict[str, int]:
    """Return how many rows are created, changed… of a batch that is previewed, the zeros left out."""
    total = batch.report["total"]
    return {name: n for name, n in total.items() if n and name not in {"unchanged", "missing"}}

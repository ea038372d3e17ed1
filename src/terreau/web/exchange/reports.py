"""What the page of an import shows: problems at their place, or what each table would become."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from terreau.formats.tables import table
from terreau.formats.workbook.words import NO, YES
from terreau.i18n import format_date, parse_date, typeset
from terreau.i18n import gettext as _
from terreau.problems import Problem
from terreau.web.exchange.comparing import Change, Plan, TablePlan, label
from terreau.web.exchange.staging import LISTED

__all__ = ["of_plan", "of_problems"]

_SHOWN = 160  # characters of a value
_SHEET = re.compile(r"feuille « ?[\u00a0\u202f]?(.+?)[\u00a0\u202f ]»")
# what somebody else appraised is not said before one's own appraisal
_BLIND = {("ratings", "level"), ("discussions", "text")}
# names of people, hidden in « Présentation »
_PERSONAL = {
    ("people", "name"), ("people", "function"), ("actors", "name"), ("cases", "contact"),
    ("cases", "followed_by"), ("verifications", "by"),
}  # fmt: skip


def of_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the sentences by sheet, in the order of the file; errors are told from warnings."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        found = _SHEET.search(problem.where)
        said = {"text": problem.sentence(), "wrong": problem.severity == "error"}
        sheets.setdefault(found[1] if found else "", []).append(said)
    return [{"sheet": name, "said": said} for name, said in sheets.items()]


def _shown(name: str, column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_shown(name, column, item) for item in value)[:_SHOWN]
    if isinstance(value, dict):
        return f"{value.get('sector')} {value.get('count')}"
    if isinstance(value, bool):
        return YES if value else NO
    declared = None if column.startswith("x_") else table(name).column(column)
    if declared is not None and declared.choices:
        return dict(declared.choices).get(value, str(value))
    if declared is not None and declared.kind == "date":
        when = parse_date(str(value))
        return format_date(when.earliest) if when and when.exact else str(value)
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _header(name: str, column: str) -> str:
    if column.startswith("x_"):
        return column[2:].replace("_", " ").capitalize()
    return table(name).column(column).header


def _change(name: str, change: Change) -> dict[str, Any]:
    cells = []
    for column, (before, after) in change.cells.items():
        cell = {
            "header": typeset(_header(name, column)),
            "disputed": column in change.disputed,
            "personal": (name, column) in _PERSONAL,
            "blind": (name, column) in _BLIND,
        }
        if not cell["blind"]:
            cell |= {
                "before": _shown(name, column, before),
                "after": _shown(name, column, after),
            }
        cells.append(cell)
    title = str(change.row.get("name") or "") if name == "cases" else ""
    return {"label": label(change.key), "title": title, "cells": cells}


def _table(one: TablePlan) -> dict[str, Any]:
    name = one.link.table
    disputed = [change for change in one.changed if change.disputed]
    plain = [change for change in one.changed if not change.disputed]
    created = [
        {"label": label(key), "title": str(row["name"] or "") if name == "cases" else ""}
        for key, row in one.created[:LISTED]
    ]
    return {
        "name": name,
        "sheet": table(name).sheet,
        "created": len(one.created),
        "changed": len(plain),
        "disputed": len(disputed),
        "unchanged": one.unchanged,
        "missing": len(one.missing),
        "archived": len(one.archived),
        "withheld": one.withheld,
        "created_rows": created,
        "changed_rows": [_change(name, change) for change in plain[:LISTED]],
        "disputed_rows": [_change(name, change) for change in disputed[:LISTED]],
        "missing_rows": [{"label": label(key)} for key in one.missing[:LISTED]],
        "archived_rows": [{"label": label(key)} for key in one.archived[:LISTED]],
    }


_COUNTED = ("created", "changed", "disputed", "unchanged", "missing", "archived", "withheld")


def of_plan(plan: Plan, problems: Iterable[Problem]) -> dict[str, Any]:
    """Return the report of a workbook that may be imported."""
    tables = [_table(one) for one in plan.tables]
    tables = [one for one in tables if any(one[name] for name in _COUNTED)]
    total = {name: sum(one[name] for one in tables) for name in _COUNTED}
    return {
        "tables": tables,
        "total": total,
        "works": plan.works(),
        "problems": of_problems(problems),
        "stale": "",
        "left": _("Ce que le fichier ne contient pas reste dans l’application."),
    }

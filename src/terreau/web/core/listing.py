"""One way of listing: filters held in the address, sorted by link, exported as seen, fifty a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terreau.i18n import format_date, format_integer, typeset
from terreau.publishing.datasheet import Cell, DataSheet, Field
from terreau.publishing.render.csv import render_csv
from terreau.publishing.render.xlsx import render_xlsx

__all__ = ["Column", "Listing", "show"]

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code in the address, its header, the text of a row, what it sorts on.

    `value` gives the text (or number) of a row, on the page and in exports; `link` the address it leads
    to; `sort` the fields of the base it sorts on (none: not sortable); `personal` columns are veiled in
    « Présentation » and `team` ones are left out for readers outside the team.
    """

    code: str
    header: str
    value: Callable[[Any], Cell]
    sort: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    number: bool = False
    personal: bool = False
    help: str = ""


@dataclass(frozen=True)
class Listing:
    """A list: where it starts, its columns, its filters.

    `filters` is a form read from the address; `narrow` applies its cleaned data to the query.
    """

    title: str
    columns: Sequence[Column]
    filters: type[forms.Form] | None = None
    narrow: Callable[[Any, dict[str, Any]], Any] = field(default=lambda query, _asked: query)
    order: str = ""
    lead: str = ""
    empty: str = ""
    file: str = "liste"
    filter_options: dict[str, Any] = field(default_factory=dict)


def _sorted(
    listing: Listing, query: models.QuerySet, asked: str
) -> tuple[models.QuerySet, str, bool]:
    """Return the query in the order asked for, the code of the column and whether it is reversed."""
    code = asked.lstrip("-")
    down = asked.startswith("-")
    column = next((one for one in listing.columns if one.code == code and one.sort), None)
    if column is None:
        return query, "", False
    fields = [f"-{name}" if down else name for name in column.sort]
    return query.order_by(*fields, "pk"), code, down


def _headers(listing: Listing, request: HttpRequest, code: str, down: bool) -> list[dict[str, Any]]:
    found = []
    for column in listing.columns:
        query = request.GET.copy()
        query.pop("page", None)
        current = column.code == code
        query["tri"] = f"-{column.code}" if current and not down else column.code
        order = ("descending" if down else "ascending") if current else "none"
        found.append(
            {"column": column, "sort": column.sort and f"?{query.urlencode()}", "order": order}
        )
    return found


def _sheet(listing: Listing, rows: Sequence[Any], *, veiled: bool) -> DataSheet:
    columns = [column for column in listing.columns if not (veiled and column.personal)]
    fields = tuple(
        Field(typeset(c.header), c.help or typeset(c.header), number=c.number) for c in columns
    )
    return DataSheet(
        listing.file,
        typeset(listing.title),
        fields,
        tuple(tuple(c.value(row) for c in columns) for row in rows),
    )


def _exported(
    listing: Listing, request: HttpRequest, rows: Sequence[Any], kind: str
) -> HttpResponse:
    """Return every row of the list as seen (same filters, same order, same columns)."""
    workspace = request.workspace
    sheet = _sheet(listing, rows, veiled=bool(request.session.get("presentation")))
    day = workspace.current_day()
    if kind == "csv":
        data, mime = render_csv(sheet), "text/csv; charset=utf-8"
    else:
        said = [
            f"{workspace.name}, {format_date(day)}.",
            f"Filtres : {request.GET.urlencode() or 'aucun'}.",
        ]
        if workspace.fictional:
            said.append("Démonstration : tout y est imaginé.")
        data = render_xlsx(listing.title, [typeset(line) for line in said], [sheet])
        mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(data, content_type=mime)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{listing.file}-{day.isoformat()}.{kind}"'
    )
    return response


def _read(column: Column, value: Cell) -> Cell:
    """Return a value as a page shows it: « 34 210 »; an export keeps the number."""
    return format_integer(value) if column.number and type(value) is int else value


def show(
    request: HttpRequest,
    listing: Listing,
    query: models.QuerySet,
    *,
    template: str = "core/list.html",
    context: dict[str, Any] | None = None,
    prepare: Callable[[list[Any]], Any] | None = None,
) -> HttpResponse:
    """Show `query` as the list asked for by the address, or export it (``?export=xlsx`` or ``csv``).

    A `template` that shows the objects of a page otherwise than in a table gets them as `prepared`.
    """
    form = listing.filters(request.GET, **listing.filter_options) if listing.filters else None
    if form is not None:
        form.is_valid()
        asked = {name: form.cleaned_data.get(name) for name in form.fields} if form.is_bound else {}
        query = listing.narrow(
            query, {name: value for name, value in asked.items() if value not in (None, "")}
        )
    query, code, down = _sorted(listing, query, request.GET.get("tri", listing.order))
    kind = request.GET.get("export", "")
    if kind in {"csv", "xlsx"}:
        return _exported(listing, request, list(query), kind)
    page = Paginator(query, _PAGE).get_page(request.GET.get("page"))
    veiled = bool(request.session.get("presentation"))
    rows = [
        {
            "object": row,
            "cells": [
                {
                    "column": column,
                    "text": _read(column, column.value(row)),
                    "link": column.link(row) if column.link else "",
                    "veiled": veiled and column.personal,
                }
                for column in listing.columns
            ],
        }
        for row in page.object_list
    ]
    narrowed = bool(form and any(request.GET.get(name) for name in form.fields))
    shown = {
        "listing": listing,
        "title": listing.title,
        "filters": form,
        "headers": _headers(listing, request, code, down),
        "rows": rows,
        "page": page,
        "narrowed": narrowed,
        "prepared": prepare(list(page.object_list)) if prepare else None,
        **(context or {}),
    }
    return render(request, template, shown)

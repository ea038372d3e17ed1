"""Pages of the rows of a case: add, change, take away and put back; one mechanism for all kinds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.cases.forms.rows import no_phases
from terreau.web.cases.models import Case
from terreau.web.cases.models.case import CaseRow
from terreau.web.cases.queries.phases import phases_of
from terreau.web.cases.row_kinds import ROWS, RowKind
from terreau.web.core import records
from terreau.web.core.editing import edit

__all__ = ["RowConverter", "row_archive", "row_edit", "row_new"]

_RESTORE = "restore"


class RowConverter:
    """The word of a kind of row in an address; any other word leads nowhere."""

    regex = "|".join(ROWS)

    def to_python(self, value: str) -> RowKind:
        """Return the kind."""
        return ROWS[value]

    def to_url(self, value: RowKind | str) -> str:
        """Return its word."""
        return value if isinstance(value, str) else value.word


def _case(request: HttpRequest, reference: str) -> Case:
    case: Case = get_object_or_404(Case.objects.of(request.workspace), reference=reference)
    case.workspace = request.workspace  # what was read of it is read once
    return case


def _row(case: Case, kind: RowKind, pk: int) -> CaseRow:
    rows = kind.model.objects.filter(case=case).select_related(*kind.related)
    row: CaseRow = get_object_or_404(rows, pk=pk)
    row.case, row.workspace = case, case.workspace
    return row


def _address(name: str, case: Case, kind: RowKind, pk: int | None = None) -> str:
    parts = [case.workspace.code, case.reference, kind.word]
    return reverse(f"cases:{name}", args=[*parts, *([] if pk is None else [pk])])


def _said(kind: RowKind, row: CaseRow, *, veiled: bool) -> str:
    return _("acteur masqué") if veiled and kind.personal(row) else typeset(kind.said(row))


def _others(request: HttpRequest, case: Case, kind: RowKind, besides: int | None) -> dict[str, Any]:
    """Return the rows of the same kind, to be read beside the form, and those put away."""
    veiled = bool(request.session.get("presentation"))
    shown: dict[str, list[dict[str, str]]] = {"others": [], "away": []}
    for row in (
        kind.model.objects.filter(case=case).select_related(*kind.related).exclude(pk=besides)
    ):
        row.case = case
        name = "row-archive" if row.archived else "row-edit"
        line = {"said": _said(kind, row, veiled=veiled), "url": _address(name, case, kind, row.pk)}
        shown["away" if row.archived else "others"].append(line)
    for tie in kind.elsewhere(case):
        if tie.link.pk != besides:
            tie.other.workspace = case.workspace
            said = typeset(" · ".join(filter(None, (f"{tie.words} {tie.other.name}", tie.date))))
            url = _address("row-edit", tie.other, kind, tie.link.pk)
            shown["others"].append({"said": said, "url": url})
    return shown


def _form_page(
    request: HttpRequest, case: Case, kind: RowKind, row: CaseRow | None
) -> HttpResponse:
    def write(written: CaseRow, form: Any, version: int | None) -> None:
        kind.write(request.user, written, form, version)

    def after(written: CaseRow) -> None:
        for sentence in kind.warn(written):
            messages.warning(request, sentence)

    title, back = kind.change if row else kind.new, f"{case.get_absolute_url()}#{kind.word}"
    veiled = bool(request.session.get("presentation"))
    context: dict[str, Any] = {
        "case": case,
        "kind": kind,
        "lead": _said(kind, row, veiled=veiled) if row else kind.lead,
        "archive": _address("row-archive", case, kind, row.pk) if row else "",
        **_others(request, case, kind, row.pk if row else None),
    }
    needs_phases = any(kind.form.base_fields[name].required for name in kind.form.phase_fields)
    if needs_phases and request.method != "POST" and not phases_of(case):
        context |= {"title": title, "back": back, "lacking": no_phases(case)}
        return render(request, "cases/row_lacking.html", context)
    again = _address("row-new", case, kind)
    done = format_html('{} <a href="{}">{}</a>', _("Enregistré."), again, typeset(kind.another))
    return edit(
        request,
        form_class=kind.form,
        record=row,
        initial=request.GET.dict(),
        title=title,
        back=back,
        write=write,
        after_save=after,
        done=done,
        template="cases/row.html",
        context=context,
        case=case,
    )


@workspace_page("edit_cases", methods=("GET", "POST"))
def row_new(request: HttpRequest, reference: str, row: RowKind) -> HttpResponse:
    """Add a row to a case."""
    return _form_page(request, _case(request, reference), row, None)


@workspace_page("edit_cases", methods=("GET", "POST"))
def row_edit(request: HttpRequest, reference: str, row: RowKind, pk: int) -> HttpResponse:
    """Change a row of a case; one that was put away is first put back."""
    case = _case(request, reference)
    found = _row(case, row, pk)
    if found.archived:
        return redirect(_address("row-archive", case, row, pk))
    return _form_page(request, case, row, found)


@workspace_page("edit_cases", methods=("GET", "POST"))
def row_archive(request: HttpRequest, reference: str, row: RowKind, pk: int) -> HttpResponse:
    """Take a row out of the page and of publications, or put it back: asked first, then done."""
    case = _case(request, reference)
    found = _row(case, row, pk)
    here = _address("row-archive", case, row, pk)
    status, wrong = 200, ""
    if request.method == "POST":
        try:
            if request.POST.get("gesture") == _RESTORE:
                records.restore(request.user, found)
                messages.success(request, _("Remis."))
            else:
                records.archive(request.user, found)
                undo = format_html('{} <a href="{}">{}</a>', _("Retiré."), here, _("Le remettre"))
                messages.success(request, undo)
            return redirect(f"{case.get_absolute_url()}#{row.word}")
        except IntegrityError:
            found.refresh_from_db()
            status, wrong = 422, typeset(row.form.taken)
    context = {
        "case": case,
        "kind": row,
        "row": found,
        "said": _said(row, found, veiled=bool(request.session.get("presentation"))),
        "back": f"{case.get_absolute_url()}#{row.word}",
        "wrong": wrong,
    }
    return render(request, "cases/row_archive.html", context, status=status)

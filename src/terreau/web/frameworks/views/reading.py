"""Read a référentiel: the list, the whole, its booklet, its files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terreau.formats.archive import write_zip
from terreau.framework import Framework, export_toml, shipped
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.publishing.booklet import booklet_document
from terreau.publishing.render.pdf import render_pdf
from terreau.web.accounts.access import workspace_page
from terreau.web.frameworks import services
from terreau.web.frameworks.models import FrameworkMapping, FrameworkVersion
from terreau.web.frameworks.queries import framework_of, shown

__all__ = ["booklet", "files", "framework", "frameworks", "known", "use"]


def known(
    request: HttpRequest, identifier: str
) -> tuple[Framework | None, FrameworkVersion | None]:
    """Return the référentiel and its row; a page not found where there is neither."""
    found, row = shown(request.workspace, identifier)
    if found is None and row is None:
        raise Http404
    return found, row


def whole(request: HttpRequest, identifier: str) -> Framework:
    """Return a référentiel that can be read to the end."""
    found, _row = known(request, identifier)
    if found is None:
        raise Http404
    return found


@workspace_page("see_facts")
def frameworks(request: HttpRequest) -> HttpResponse:
    """List what ships and what the workspace wrote."""
    workspace = request.workspace
    own = FrameworkVersion.objects.of(workspace).select_related("published_by", "changed_by")
    context = {
        "shipped": shipped(),
        "own": own,
        "mappings": FrameworkMapping.objects.of(workspace),
        "in_use": workspace.framework,
        "may_edit": request.user.has_perm("edit_frameworks", workspace),
    }
    return render(request, "frameworks/frameworks.html", context)


@workspace_page("see_facts")
def framework(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show a whole référentiel; a draft also shows what is to mend."""
    found, row = known(request, identifier)
    workspace = request.workspace
    draft = row is not None and row.published_on is None
    content: Any = found if found is not None else row.content if row else None
    context = {
        "identifier": identifier,
        "framework": content,
        "row": row,
        "draft": draft,
        "problems": services.draft_problems(workspace, row) if draft and row else [],
        "in_use": workspace.framework == identifier,
        "may_edit": request.user.has_perm("edit_frameworks", workspace),
        "parent": framework_of(workspace, content.parent) if found and content.parent else None,
        "changes": _changes(found),
    }
    return render(request, "frameworks/framework.html", context)


_CHANGE_WORDS = {
    "reworded": "reformulées", "changed": "changées, plus comparables", "new": "nouvelles", "retired": "retirées",
}  # fmt: skip


def _changes(found: Framework | None) -> list[tuple[str, list[str]]]:
    """Return the codes of variables by what became of them since the parent; « same » is not said."""
    if found is None:
        return []
    return [
        (word, codes)
        for kind, word in _CHANGE_WORDS.items()
        if (codes := [code for code, said in found.changes.items() if said == kind])
    ]


@workspace_page("see_facts")
def booklet(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give the printable booklet."""
    found = whole(request, identifier)
    day = request.workspace.current_day().isoformat()
    response = HttpResponse(
        render_pdf(booklet_document(found, date=day)), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="livret-{found.id}-{found.version}.pdf"'
    )
    return response


@workspace_page("see_facts")
def files(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give the référentiel as files, in the open format that the command reads."""
    found = whole(request, identifier)
    with tempfile.TemporaryDirectory() as folder:
        written = export_toml(found, Path(folder) / "r")
        held = {f"{found.id}-{found.version}/{path.name}": path.read_bytes() for path in written}
    response = HttpResponse(write_zip(held), content_type="application/zip")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="referentiel-{found.id}-{found.version}.zip"'
    )
    return response


@workspace_page("edit_frameworks", methods=("POST",))
def use(request: HttpRequest, identifier: str) -> HttpResponse:
    """Make it the référentiel of new appraisals."""
    found, row = known(request, identifier)
    if found is None or (row is not None and row.published_on is None):
        messages.error(request, typeset(_("Un brouillon ne sert pas encore : publiez-le d’abord.")))
    else:
        services.put_to_use(request.user, workspace=request.workspace, framework=found)
        messages.success(
            request, typeset(_("Les nouvelles appréciations reposeront sur ce référentiel."))
        )
    return redirect("frameworks:framework", request.workspace.code, identifier)

"""Tables that join two référentiels, variable by variable."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from terreau.framework import Framework, MappingRow, MappingTable, check_mapping
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.publishing.datasheet import DataSheet, Field
from terreau.publishing.render.csv import render_csv
from terreau.web.accounts.access import workspace_page
from terreau.web.core.records import Changed
from terreau.web.frameworks import services
from terreau.web.frameworks.forms import RELATION_WORDS, MappingForm
from terreau.web.frameworks.models import FrameworkMapping
from terreau.web.frameworks.queries import choices, framework_of

__all__ = ["edit", "mapping", "mapping_file", "new"]


class _PairForm(forms.Form):
    source = forms.ChoiceField(label="Du référentiel")
    target = forms.ChoiceField(label="Vers le référentiel")

    def __init__(self, *args: object, known: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.choices = known

    def clean(self) -> dict[str, str]:
        """Refuse a référentiel joined to itself."""
        said: dict[str, str] = super().clean() or self.cleaned_data
        if said.get("source") == said.get("target"):
            self.add_error("target", _("Choisissez un autre référentiel que le premier."))
        return said


def _found(
    request: HttpRequest, source: str, target: str
) -> tuple[FrameworkMapping, Framework, Framework]:
    held = get_object_or_404(
        FrameworkMapping.objects.of(request.workspace), source=source, target=target
    )
    ends = framework_of(request.workspace, source), framework_of(request.workspace, target)
    if ends[0] is None or ends[1] is None:
        raise Http404
    return held, ends[0], ends[1]


@workspace_page("edit_frameworks", methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Choose the two référentiels to join."""
    known = choices(request.workspace)
    form = _PairForm(request.POST if request.method == "POST" else None, known=known)
    back = reverse("frameworks:frameworks", args=[request.workspace.code])
    context = {"form": form, "title": _("Joindre deux référentiels"), "back": back, "version": "",
               "button": _("Continuer"), "few": len(known) < 2}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        pair = {"workspace": request.workspace, "source": said["source"], "target": said["target"]}
        if not FrameworkMapping.objects.filter(**pair).exists():
            services.save_mapping(
                request.user, mapping=FrameworkMapping(**pair), rows=[], version_read=None
            )
        return redirect(
            "frameworks:mapping-edit", request.workspace.code, said["source"], said["target"]
        )
    status = 422 if request.method == "POST" else 200
    return render(request, "frameworks/pair.html", context, status=status)


@workspace_page("see_facts")
def mapping(request: HttpRequest, source: str, target: str) -> HttpResponse:
    """Show a table, with what is still to say."""
    held, one, other = _found(request, source, target)
    table = MappingTable(
        tuple(MappingRow(r["from"], r["to"], r["relation"], r["note"]) for r in held.rows)
    )
    titles = {v.code: v.title for v in one.variables}, {v.code: v.title for v in other.variables}
    lines = [
        {"from": r["from"], "from_title": titles[0].get(r["from"], ""), "relation": RELATION_WORDS[r["relation"]],
         "to": r["to"], "to_title": titles[1].get(r["to"], ""), "note": r["note"]}
        for r in held.rows
    ]  # fmt: skip
    context = {"mapping": held, "source": one, "target": other, "lines": lines,
               "problems": check_mapping(table, one, other),
               "may_edit": request.user.has_perm("edit_frameworks", request.workspace)}  # fmt: skip
    return render(request, "frameworks/mapping.html", context)


@workspace_page("see_facts")
def mapping_file(request: HttpRequest, source: str, target: str) -> HttpResponse:
    """Give the table as a CSV file that the command reads."""
    held, _one, _other = _found(request, source, target)
    fields = tuple(Field(name, name) for name in ("from", "to", "relation", "note"))
    rows = tuple((r["from"], r["to"], r["relation"], r["note"]) for r in held.rows)
    data = render_csv(DataSheet("correspondance", "correspondance", fields, rows))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    name = f"correspondance-{source}-{target}".replace("@", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@workspace_page("edit_frameworks", methods=("GET", "POST"))
def edit(request: HttpRequest, source: str, target: str) -> HttpResponse:
    """Say what answers each variable."""
    held, one, other = _found(request, source, target)
    form = MappingForm(
        request.POST if request.method == "POST" else None, source=one, target=other, rows=held.rows
    )
    context = {
        "mapping": held,
        "source": one,
        "target": other,
        "form": form,
        "version": held.version,
    }
    if request.method != "POST":
        return render(request, "frameworks/mapping_edit.html", context)
    if not form.is_valid():
        return render(request, "frameworks/mapping_edit.html", context, status=422)
    read = request.POST.get("version", "")
    try:
        services.save_mapping(
            request.user,
            mapping=held,
            rows=form.rows(),
            version_read=int(read) if read.isdigit() else None,
        )
    except Changed as changed:
        now = {row["from"]: row for row in changed.current.rows}
        context |= {"version": changed.current.version, "current": changed.current,
                    "theirs": [row for row in form.rows() if now.get(row["from"]) != row]}  # fmt: skip
        return render(request, "frameworks/mapping_edit.html", context, status=409)
    messages.success(request, typeset(_("Table enregistrée.")))
    return redirect("frameworks:mapping", request.workspace.code, source, target)

"""One page for every form over a record: new, change, conflict, kept input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from terreau.web.core import conflicts, kept
from terreau.web.core.models import Record
from terreau.web.core.records import Changed, create, save

__all__ = ["edit"]

Form = Callable[..., forms.ModelForm]


def _data(request: HttpRequest, record: Record | None) -> tuple[QueryDict, int | None]:
    """Return what was typed, with the choices of a conflict applied, and the version it was read at."""
    data = request.POST.copy()
    version = data.get("version", "")
    if record is not None:
        conflicts.apply_choices(data, record)
    return data, int(version) if version.isdigit() else None


def edit(
    request: HttpRequest,
    *,
    form_class: Form,
    record: Record | None = None,
    initial: dict[str, Any] | None = None,
    title: str,
    back: str,
    button: str = "Enregistrer",
    before_save: Callable[[Any], None] | None = None,
    write: Callable[[Any, Any, int | None], None] | None = None,
    after_save: Callable[[Any], str | None] | None = None,
    done: str = "",
    template: str = "core/edit.html",
    context: dict[str, Any] | None = None,
    **form_options: Any,
) -> HttpResponse:
    """Show or take a form over `record` (a new one when it is None).

    Two people on one record: the second sees what changed, both keep their words. A session that
    ended in the middle: what was typed comes back. `before_save` completes the unsaved record
    (foreign keys); `write` (record, form, version read) replaces the plain writing where a service
    writes more than the record, in one transaction; `after_save` may return the address to go to, else
    the reader goes `back`.
    """
    options = {"workspace": request.workspace, "instance": record, **form_options}  # type: ignore[attr-defined]
    shown = {"title": title, "back": back, "button": button, "record": record, **(context or {})}
    if request.method != "POST":
        typed = kept.take_back(request)
        if typed is not None:
            form = form_class(typed, **options)
            shown["kept"] = True
            version = typed.get("version") or (record.version if record else "")
        else:
            form = form_class(initial=initial, **options)
            version = record.version if record else ""
        return render(request, template, {**shown, "form": form, "version": version})

    data, version_read = _data(request, record)
    if record is not None and version_read is not None and version_read != record.version:
        form = form_class(
            data, **{**options, "instance": type(record)._base_manager.get(pk=record.pk)}
        )
        return _conflict(request, record, version_read, data, form, shown)
    form = form_class(data, request.FILES or None, **options)
    if not form.is_valid():
        again = {**shown, "form": form, "version": data.get("version", "")}
        return render(request, template, again, status=422)
    written = form.save(commit=False)
    if before_save is not None:
        before_save(written)
    try:
        if write is not None:
            write(written, form, version_read)
        elif record is None:
            create(request.user, written)
        else:
            save(request.user, written, expected_version=version_read)
    except Changed as changed:
        return _conflict(request, changed.current, version_read or 0, data, form, shown)
    except IntegrityError:
        return _taken(request, template, shown, form_class, options, data)
    where = after_save(written) if after_save else None
    messages.success(request, done or "Enregistré.")
    return redirect(where or back)


def _taken(
    request: HttpRequest,
    template: str,
    shown: dict[str, Any],
    form_class: Form,
    options: dict[str, Any],
    data: QueryDict,
) -> HttpResponse:
    """Somebody wrote the same key in between: the form, asked again, finds it and says so."""
    record = options["instance"]
    if record is not None:
        options = {**options, "instance": type(record)._base_manager.get(pk=record.pk)}
    form = form_class(data, **options)
    if form.is_valid():
        form.add_error(None, "Cela vient d’être écrit ailleurs. Relisez, puis enregistrez.")
    again = {**shown, "form": form, "version": data.get("version", "")}
    return render(request, template, again, status=422)


def _conflict(
    request: HttpRequest,
    current: Record,
    version_read: int,
    data: QueryDict,
    form: forms.ModelForm,
    shown: dict[str, Any],
) -> HttpResponse:
    found = conflicts.compare(current, version_read, data, form)
    if not found:
        # the other changed fields that this form does not hold: nothing to choose, save on top
        data["version"] = str(current.version)
    context = {
        **shown,
        "differences": found,
        "current": current,
        "hidden": conflicts.hidden(data, current, found),
        "form": form,
    }
    return render(request, "core/conflict.html", context, status=409)

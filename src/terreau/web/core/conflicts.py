"""Two people on one record: what each wrote, side by side, and a choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from terreau.web.core.models import Record

__all__ = ["CHOICE", "Difference", "apply_choices", "compare", "hidden"]

CHOICE = "choix-"
ADDED = "x_"  # before the name of a field that the workspace added
_OWN = ("csrfmiddlewaretoken", "version")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where the other wrote something: what it was, what they wrote, what I wrote."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    i_changed: bool


def _shown(bound: forms.BoundField, value: Any) -> str:
    """Return a value as the form would show it: choices by their words."""
    field = bound.field
    if value in (None, "", [], {}):
        return ""
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk=value).first()
        return str(found) if found else ""
    if hasattr(field, "choices"):
        words = {str(key): str(word) for key, word in field.choices}
        return words.get(str(value), str(value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return " ; ".join(str(item) for item in value)
    return str(field.prepare_value(value))


def _value(record: Any, name: str) -> Any:
    """Return what a record, or a past version of it, holds under the name of a form field.

    A field that the workspace added (``x_surface``) is kept in `extra`.
    """
    if name.startswith(ADDED):
        return record.extra.get(name.removeprefix(ADDED))
    return getattr(record, record._meta.get_field(name).attname)


def _same(bound: forms.BoundField, one: Any, other: Any) -> bool:
    return not bound.field.has_changed(bound.field.prepare_value(one), other)


def compare(
    current: Record, version_read: int, data: QueryDict, form: forms.ModelForm
) -> list[Difference]:
    """Return the fields of `form` that the other changed since `version_read` and that differ from mine."""
    past = current.history.filter(version=version_read).order_by("-history_id").first()  # type: ignore[attr-defined]
    found = []
    for bound in form:
        name = bound.name
        if not name.startswith(ADDED) and not hasattr(current, name):
            continue
        theirs = _value(current, name)
        before = _value(past, name) if past else theirs
        mine = bound.field.widget.value_from_datadict(data, {}, bound.html_name)
        if _same(bound, theirs, mine):
            continue
        i_changed = past is None or not _same(bound, before, mine)
        found.append(
            Difference(name, str(bound.label), _shown(bound, before), _shown(bound, theirs),
                       _shown(bound, mine), i_changed)
        )  # fmt: skip
    return found


def hidden(data: QueryDict, current: Record, found: list[Difference]) -> list[tuple[str, str]]:
    """Return what the page of choices carries along: every word I typed, and the version I now know."""
    kept = [
        (name, value)
        for name in data
        if name not in _OWN and not name.startswith(CHOICE)
        for value in data.getlist(name)
    ]
    return [("version", str(current.version)), *kept]


def apply_choices(data: QueryDict, current: Record) -> None:
    """Where the person chose the other's words, put them in place of their own."""
    for key in [name for name in data if name.startswith(CHOICE)]:
        name, choice = key.removeprefix(CHOICE), data[key]
        del data[key]
        if choice != "theirs":
            continue
        value = _value(current, name)
        if isinstance(value, list):
            value = " ; ".join(str(item) for item in value)
        data[name] = "" if value is None else str(value)

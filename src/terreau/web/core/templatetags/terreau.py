"""Filters and tags of every template: French typography, dates, numbers, figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from terreau.i18n import format_date, format_integer, ngettext, parse_date
from terreau.i18n import typeset as french
from terreau.publishing.components import pictures as both_pictures
from terreau.publishing.document import Figure

register = template.Library()


@register.filter
def typeset(text: object) -> str:
    """Return a text with French spaces and signs; escaped afterwards like any text."""
    return french(str(text)) if text else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """Return « 14 novembre 2026 »."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = localtime(value).date()
    return format_date(value)


_SHORT = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


@register.filter
def short_day(value: date | datetime | None, today: date | None = None) -> str:
    """Return « 14 nov. », with its year when it is not that of `today`."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = localtime(value).date()
    number = "1er" if value.day == 1 else str(value.day)
    year = "" if today is not None and value.year == today.year else f"\u00a0{value.year}"
    return f"{number}\u00a0{_SHORT[value.month - 1]}{year}"


@register.filter
def moment(value: datetime | None) -> str:
    """Return « 14 novembre 2026 à 14 h 02 »."""
    if value is None:
        return ""
    here = localtime(value)
    return f"{format_date(here.date())} à {here.hour}\u00a0h\u00a0{here.minute:02d}"


@register.filter
def written(text: str) -> str:
    """Return a date as it was written, an ISO day in French."""
    when = parse_date(text) if text else None
    return format_date(when.earliest) if when is not None and when.exact else text


@register.filter
def integer(value: float | None) -> str:
    """Return « 88 174 »."""
    return "" if value is None else format_integer(value)


@register.filter
def plural(count: int, words: str) -> str:
    """Return « 3 projets »: `words` is « projet|projets »."""
    one, _bar, several = words.partition("|")
    return f"{format_integer(count)}\u00a0{ngettext(one, several or one, count)}"


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """Return `mapping[key]`, or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag
def figure(drawn: Figure, heading: int = 3) -> SafeString:
    """Draw a figure of `publishing.components`: picture, title, description, data as a table."""
    from django.template.loader import render_to_string

    pictures = mark_safe(both_pictures(drawn))  # noqa: S308 - drawn by our own writer, which escapes every text
    context = {"figure": drawn, "pictures": pictures, "heading": heading}
    return render_to_string("core/figure.html", context)


@register.simple_tag(takes_context=True)
def person(context: dict[str, Any], name: object) -> str:
    """Return the name of a person, or a veil in « Présentation »."""
    if context.get("presentation"):
        return format_html('<span class="veil">{}</span>', "nom masqué")
    return str(name) if name else ""


@register.simple_tag(takes_context=True)
def address_with(context: dict[str, Any], **changes: Any) -> str:
    """Return the address of the page with some of its filters changed: a list is a link."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else context["request"].path

"""Fields of the logbook: hours as people write them, people met by sector."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from typing import Any

from django import forms

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS
from terreau.i18n import fold, parse_date
from terreau.i18n import gettext as _
from terreau.web.core.values import check_date

__all__ = ["CountsField", "DayField", "HoursField", "counts_text", "day_text"]

_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|heures?)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,3})\s*(?:h|:)\s*(\d{1,2})", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min|mn|minutes?)", re.IGNORECASE)
_MOST = 100  # hours on one line
_COUNT = re.compile(r"(.+?)\s*:?\s*(\d{1,6})")
_CODES = {fold(word): code for code, word in ATTENDANCE_SECTORS}


def day_text(text: str) -> str:
    """Return « 12/11/2026 » for an exact day, any other date as it was written."""
    when = parse_date(text) if text else None
    return f"{when.earliest:%d/%m/%Y}" if when is not None and when.exact else text


class DayField(forms.CharField):
    """A date as a person writes it; an exact day is kept as ISO, and shown as it is read."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("max_length", 60)
        super().__init__(**settings)
        self.widget.attrs |= {"autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Return the day as it is read."""
        return day_text(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return ISO for an exact day, else the text; refuse what is no date."""
        text = str(super().clean(value) or "").strip()
        when = parse_date(text) if text else None
        if text and when is None:
            raise forms.ValidationError(
                _("« %(text)s » n’est pas une date comprise. Écrivez 14/03/2026 ou mars 2026."),
                params={"text": text},
            )
        check_date(text)  # refused by a workbook too: before 1900
        return when.earliest.isoformat() if when is not None and when.exact else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not spellings."""
        return day_text(initial or "") != day_text(data or "")


class HoursField(forms.CharField):
    """Accepts « 2 », « 1,5 », « 2 h », « 2h30 », « 45 min »."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("required", False)
        super().__init__(max_length=20, **settings)
        self.widget.attrs |= {"autocomplete": "off", "size": "6"}

    def clean(self, value: Any) -> Decimal | None:
        """Return the hours, or None when nothing was said."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        if match := _CLOCK.fullmatch(text):
            hours = Decimal(match[1]) + Decimal(match[2]) / 60
        elif match := _MINUTES.fullmatch(text):
            hours = Decimal(match[1]) / 60
        elif match := _HOURS.fullmatch(text):
            hours = Decimal(f"{match[1]}.{match[2] or 0}")
        else:
            raise forms.ValidationError(_("Écrivez vos heures ainsi : 2, 1,5, 2 h 30 ou 45 min."))
        if hours >= _MOST:
            raise forms.ValidationError(_("Moins de 100 heures pour une ligne."))
        return round(hours, 2) or None


def counts_text(counts: dict[str, int]) -> str:
    """Return « public 3 ; société civile 7 », as in a workbook."""
    said = [f"{word} {counts[code]}" for code, word in ATTENDANCE_SECTORS if counts.get(code)]
    return " ; ".join(said)


class CountsWidget(forms.Widget):
    """One number for each sector; read back as the one text of a workbook."""

    template_name = "cases/log_counts.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template a number by sector."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        counts = _counts(value) or {}
        context["widget"]["parts"] = [
            {"name": f"{name}_{code}", "label": word, "value": counts.get(code, "")}
            for code, word in ATTENDANCE_SECTORS
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return the text of what was typed; a text given whole is taken as it is."""
        if name in data:
            return str(data[name])
        typed = [
            (word, str(data.get(f"{name}_{code}", "")).strip()) for code, word in ATTENDANCE_SECTORS
        ]
        return " ; ".join(f"{word} {number}" for word, number in typed if number)

    def id_for_label(self, id_: str) -> str:
        """Lead to the first number."""
        return f"{id_}_{ATTENDANCE_SECTORS[0][0]}"


def _counts(value: Any) -> dict[str, int] | None:
    """Return counts by sector from a mapping or a text; None when the text is not understood."""
    if isinstance(value, dict):
        return {code: int(number) for code, number in value.items()}
    text = str(value or "").strip()
    if text.startswith("{"):  # a mapping that the page of conflicts wrote as text
        try:
            return _counts(ast.literal_eval(text))
        except (ValueError, SyntaxError, TypeError):
            return None
    counts: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        match = _COUNT.fullmatch(part)
        if match is None or fold(match[1]) not in _CODES:
            return None
        if int(match[2]):
            counts[_CODES[fold(match[1])]] = int(match[2])
    return counts


class CountsField(forms.Field):
    """How many people of each sector, as a mapping by code."""

    widget = CountsWidget

    def prepare_value(self, value: Any) -> Any:
        """Return the text that the widget and the page of conflicts show."""
        counts = _counts(value)
        return value if counts is None else counts_text(counts)

    def to_python(self, value: Any) -> dict[str, int]:
        """Return the counts."""
        counts = _counts(value)
        if counts is None:
            raise forms.ValidationError(_("Écrivez un nombre entier pour chaque secteur."))
        return counts

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not spellings."""
        return _counts(initial) != _counts(data)

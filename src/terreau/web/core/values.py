"""Approximate dates and amounts as columns: the text as written, and the bounds it can mean."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from terreau.i18n import parse_amount, parse_date

__all__ = ["AmountBound", "AmountText", "DateBound", "DateText", "check_amount", "check_date"]


# the same few texts are read again for each row that is written: each is worked out once
_parse_date = lru_cache(maxsize=10_000)(parse_date)
_parse_amount = lru_cache(maxsize=10_000)(parse_amount)
_FIRST_DAY = date(1900, 1, 1)  # before it, a workbook refuses the date: a year was mistyped


def check_date(text: str) -> None:
    """Refuse a text that says no date, or one before 1900."""
    when = _parse_date(text) if text else None
    if text and when is None:
        raise ValidationError(
            "« %(text)s » n’est pas une date comprise. Écrivez par exemple 14/03/2018, mars 2018, "
            "été 2016 ou vers 2015.",
            params={"text": text},
        )
    if when is not None and when.latest < _FIRST_DAY:
        raise ValidationError(
            "« %(text)s » est avant 1900 : vérifiez l’année.", params={"text": text}
        )


def check_amount(text: str) -> None:
    """Refuse a text that says no amount."""
    if text and parse_amount(text) is None:
        raise ValidationError(
            "« %(text)s » n’est pas un montant compris. Écrivez par exemple 12 500, env. 10 000, "
            "12 k€ ou 5 000 à 8 000.",
            params={"text": text},
        )


class DateText(models.CharField):
    """A date as a person wrote it: « été 2016 », or ISO for an exact day."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 60)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        options["validators"] = [check_date]
        super().__init__(*args, **options)


class AmountText(models.CharField):
    """An amount as a person wrote it: « env. 10 000 »."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 60)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        options["validators"] = [check_amount]
        super().__init__(*args, **options)


class DateBound(models.DateField):
    """The earliest or latest day of the `DateText` named `of`, computed at each save."""

    def __init__(self, of: str, end: str, **options: Any) -> None:
        self.of, self.end = of, end
        options |= {"null": True, "editable": False, "blank": True}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations which text the bound belongs to."""
        name, path, _args, options = super().deconstruct()
        for key in ("null", "editable", "blank"):
            options.pop(key, None)
        return name, path, [self.of, self.end], options

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the bound of the text as it is now."""
        text = getattr(model_instance, self.of)
        when = _parse_date(text) if text else None
        value = getattr(when, self.end) if when else None
        setattr(model_instance, self.attname, value)
        return value


class AmountBound(models.FloatField):
    """The low or high bound of the `AmountText` named `of`, computed at each save."""

    def __init__(self, of: str, end: str, **options: Any) -> None:
        self.of, self.end = of, end
        options |= {"null": True, "editable": False, "blank": True}
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations which text the bound belongs to."""
        name, path, _args, options = super().deconstruct()
        for key in ("null", "editable", "blank"):
            options.pop(key, None)
        return name, path, [self.of, self.end], options

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the bound of the text as it is now."""
        text = getattr(model_instance, self.of)
        amount = _parse_amount(text) if text else None
        value = getattr(amount, self.end) if amount else None
        setattr(model_instance, self.attname, value)
        return value

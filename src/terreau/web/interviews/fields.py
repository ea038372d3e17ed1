"""The text of a document as a column: in its one form whatever writes it, its length beside it."""

from __future__ import annotations

from typing import Any

from django.db import models

from terreau.web.interviews.texts import normalise

__all__ = ["KeptText", "TextLength"]


class KeptText(models.TextField):
    """A text brought to the form in which positions are counted, also when rows are written at once."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations that the base holds a plain text."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the text in its one form."""
        text = normalise(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, text)
        return text


class TextLength(models.PositiveIntegerField):
    """How many characters the field `text` holds."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations that the base holds a plain number."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        """Count, after `KeptText`, which is declared before; a length known without its words stays."""
        count = len(model_instance.text) or int(getattr(model_instance, self.attname) or 0)
        setattr(model_instance, self.attname, count)
        return count

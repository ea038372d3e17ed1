"""Fields of their own kind on the form of a case: words, an address, what the workspace added."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from terreau.i18n import fold, typeset
from terreau.i18n import gettext as _
from terreau.web.cases.models import AddedField
from terreau.web.core.values import check_date

__all__ = ["AddressField", "WordsField", "added_form_field"]

_BETWEEN = re.compile(r"[;\n]")
_LONGEST_WORD = 80
_MOST_WORDS = 30


class WordsWidget(forms.TextInput):
    """A line of words; those proposed under it are added by a click, where scripts run."""

    template_name = "cases/case_words.html"
    proposed: list[str]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the words to propose."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["proposed"] = getattr(self, "proposed", [])
        return context


class WordsField(forms.CharField):
    """A list of words, written « alimentation ; mobilité »; what is kept is the list."""

    widget = WordsWidget

    def prepare_value(self, value: Any) -> Any:
        """Return the words on one line."""
        return " ; ".join(str(word) for word in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Return the words, each once."""
        if isinstance(value, list):
            return value
        once: dict[str, str] = {}
        for written in _BETWEEN.split(super().to_python(value)):
            word = " ".join(written.split())
            if word:
                once.setdefault(fold(word) or word, word)
        return list(once.values())

    def validate(self, value: Any) -> None:
        """Refuse words that are sentences."""
        super().validate(value)
        if len(value) > _MOST_WORDS or any(len(word) > _LONGEST_WORD for word in value):
            raise ValidationError(
                _("Écrivez quelques mots courts, séparés par « ; » : alimentation ; mobilité.")
            )

    def run_validators(self, value: Any) -> None:
        """Check each word as a text."""
        for word in value:
            super().run_validators(word)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare words, not the way they are separated."""
        return bool(self.to_python(initial or "") != self.to_python(data or ""))


class AddressField(forms.CharField):
    """The address of a page: ``https://`` is written for who leaves it out."""

    def clean(self, value: Any) -> str:
        """Return an address of the web, or refuse what is not one."""
        text: str = super().clean(value)
        if not text:
            return ""
        if "://" not in text and not text.lower().startswith(("javascript:", "data:", "mailto:")):
            text = f"https://{text}"
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = urlsplit("")
        if (
            parts.scheme not in {"http", "https"}
            or "." not in parts.netloc
            or re.search(r"\s", text)
        ):
            raise ValidationError(
                _("Ce n’est pas une adresse web. Écrivez par exemple https://www.exemple.fr/page.")
            )
        return text


class _Number(forms.DecimalField):
    """A number in French: « 12,5 »; what is kept is a number that JSON knows."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(localize=True, max_digits=15, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **settings)  # fmt: skip
        self.error_messages["invalid"] = _("Écrivez un nombre, par exemple 180 ou 12,5.")

    def to_python(self, value: Any) -> Any:
        """Take the spaces between thousands too."""
        if isinstance(value, str):
            value = re.sub(r"[\s\u202f\u00a0]", "", value)
        return super().to_python(value)

    def clean(self, value: Any) -> Any:
        """Return a whole number as such."""
        number = super().clean(value)
        if number is None:
            return None
        return int(number) if number == number.to_integral_value() else float(number)


def _choices(added: AddedField, current: Any) -> list[tuple[str, str]]:
    """Return the choices declared, and the value kept from a time when it was one of them."""
    words = [str(word) for word in added.choices]
    if current and str(current) not in words:
        words.append(str(current))
    return [("", "—"), *((word, typeset(word)) for word in words)]


def added_form_field(added: AddedField, current: Any = None) -> forms.Field:
    """Return the field of a form for what the workspace added."""
    said = {"label": typeset(added.label), "help_text": typeset(added.help), "required": False}
    if added.type == AddedField.Type.NUMBER:
        return _Number(**said)
    if added.type == AddedField.Type.DATE:
        return forms.CharField(max_length=60, validators=[check_date], **said)
    if added.type == AddedField.Type.BOOLEAN:
        return forms.NullBooleanField(**said)
    if added.type == AddedField.Type.CHOICE:
        return forms.ChoiceField(choices=_choices(added, current), **said)
    return forms.CharField(max_length=2000, **said)

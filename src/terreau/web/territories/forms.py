"""Forms over territories and added communes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from terreau.gazetteer import VINTAGE, default
from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.web.core.forms import RecordForm
from terreau.web.territories.fields import MembersField
from terreau.web.territories.models import AddedCommune, Territory

__all__ = ["AddedCommuneForm", "TerritoryForm"]

RESERVED = frozenset({"ajouter", "communes"})  # words of our own addresses
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_IMAGINED = re.compile(r"00[0-9]{3}")


def _check_vintage(text: str) -> str:
    if text and not _YEAR.fullmatch(text):
        raise ValidationError(_("Écrivez une année, par exemple 2026."))
    return text


class TerritoryForm(RecordForm):
    """A territory; its code does not change once others refer to it."""

    declared = "territories"
    helps = {
        "name": "",
        "density": "Si elle est connue : celle de la grille de l’Insee, par exemple.",
        "code": "Court et stable, il est dans l’adresse : val-d-ombre. Vide : fait à partir du nom.",
        "members": "Une commune ou un EPCI par ligne : son nom, son code officiel, son SIREN.",
        "vintage": "Année du code officiel dont viennent les communes.",
        "population": "Laissez vide : elle est calculée à partir des communes.",
    }

    members = MembersField()

    class Meta:
        model = Territory
        fields = ["name", "code", "members", "vintage", "population", "density"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            del self.fields["code"]
        else:
            self.fields["code"].required = False
            self.initial.setdefault("vintage", VINTAGE)

    def clean_vintage(self) -> str:
        """Refuse what is no year."""
        return _check_vintage(self.cleaned_data["vintage"])

    def clean(self) -> dict[str, Any]:
        """Make the code from the name when nobody gave one; refuse one that is taken."""
        cleaned = super().clean()
        if "code" in self.fields and "code" not in self.errors and cleaned.get("name"):
            code = cleaned.get("code") or slugify(cleaned["name"])[:40].strip("-")
            cleaned["code"] = code
            if not code[:1].isalnum() or code in RESERVED:
                self.add_error(
                    "code", _("Écrivez un code : des lettres, des chiffres, des tirets.")
                )
            elif Territory.objects.filter(workspace=self.workspace, code=code).exists():
                sentence = _(
                    "Le code {code} est déjà celui d’un territoire : choisissez-en un autre."
                )
                self.add_error("code", typeset(sentence.format(code=quote(code))))
        return cleaned


class AddedCommuneForm(RecordForm):
    """An imagined commune, or the density of a real one known from elsewhere."""

    declared = "communes"
    helps = {
        "name": "À laisser vide pour une commune officielle.",
        "vintage": "Année du code officiel, si elle compte.",
        "code": "Imaginée : 00 puis trois chiffres. Une commune officielle garde son code : "
        "on ne dit alors que sa densité.",
        "longitude": "Du centre, en degrés : 5,55. Elle la place sur la carte.",
        "latitude": "Du centre, en degrés : 46,67.",
    }

    class Meta:
        model = AddedCommune
        fields = ["code", "name", "population", "density", "vintage", "longitude", "latitude"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = False
        for name in ("longitude", "latitude"):
            self.fields[name].localize = True
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})
        if self.instance.pk is not None:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Accept imagined codes and official ones, each once."""
        code: str = self.cleaned_data["code"].strip().upper()
        if not _IMAGINED.fullmatch(code) and default().commune(code) is None:
            sentence = _(
                "{code} n’est ni un code imaginé (00 puis trois chiffres) ni un code officiel."
            )
            raise ValidationError(typeset(sentence.format(code=quote(code))))
        if AddedCommune.objects.filter(workspace=self.workspace, code=code).exists():
            raise ValidationError(_("Cette commune est déjà ajoutée : modifiez-la."))
        return code

    def clean_vintage(self) -> str:
        """Refuse what is no year."""
        return _check_vintage(self.cleaned_data["vintage"])

    def clean(self) -> dict[str, Any]:
        """Keep what the official code does not say; ask the rest of imagined communes."""
        cleaned = super().clean()
        official = default().commune(cleaned.get("code") or self.instance.code)
        if official is not None:
            cleaned |= {
                "name": official.name,
                "population": None,
                "longitude": None,
                "latitude": None,
            }
        elif not cleaned.get("name") and "code" not in self.errors:
            self.add_error("name", _("Donnez-lui un nom."))
        for name, most in (("longitude", 180), ("latitude", 90)):
            value = cleaned.get(name)
            if value is not None and not -most <= value <= most:
                sentence = _("Écrivez des degrés, entre −{n} et {n}.")
                self.add_error(name, sentence.format(n=most))
        if (cleaned.get("longitude") is None) != (cleaned.get("latitude") is None):
            self.add_error(
                "latitude", _("Écrivez la longitude et la latitude, ou aucune des deux.")
            )
        return cleaned

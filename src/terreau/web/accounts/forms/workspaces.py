"""The settings of a workspace."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.i18n import gettext as _
from terreau.web.core.models import Workspace
from terreau.web.core.rooms import ROOMS

__all__ = ["SettingsForm"]

_HOME = "home"


class SettingsForm(forms.Form):
    """Name, rooms shown, first page."""

    name = forms.CharField(label=_("Nom de la structure"), max_length=120)
    rooms = forms.MultipleChoiceField(
        label=_("Pièces montrées"),
        help_text=_(
            "Une pièce qui n’est pas montrée garde ce qu’elle contient. L’accueil est toujours là."
        ),
        choices=[(room.code, room.label) for room in ROOMS if room.code != _HOME],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Montrez au moins une pièce.")},
    )
    first_page = forms.ChoiceField(
        label=_("Première page"),
        help_text=_("Celle où chacun arrive en entrant, si son rôle l’ouvre ; sinon l’accueil."),
        choices=[(room.code, room.label) for room in ROOMS],
    )

    @classmethod
    def values(cls, workspace: Workspace) -> dict[str, Any]:
        """Return what the form shows of `workspace`: no room chosen means all of them."""
        rooms = workspace.rooms or [room.code for room in ROOMS]
        return {"name": workspace.name, "rooms": rooms, "first_page": workspace.first_page}

    def clean(self) -> dict[str, Any]:
        """Refuse a first page that is not shown."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("first_page")
        if first and first not in {_HOME, *cleaned.get("rooms", [])}:
            self.add_error("first_page", _("Cette pièce n’est pas montrée : cochez-la d’abord."))
        return cleaned

"""A field where one writes the name or the code of a commune; what is kept is its code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.web.core.models import Workspace
from terreau.web.territories.queries import commune_label, find_commune

__all__ = ["CommuneField", "unknown_commune"]


def unknown_commune(text: str, suggestions: tuple[str, ...]) -> str:
    """Return the sentence for a text that names no commune for sure."""
    said = _("{text} ne désigne pas une commune sûre.").format(text=quote(text[:80]))
    if suggestions:
        said += " " + _("Peut-être : {names} ?").format(names=" ; ".join(suggestions))
    else:
        said += " " + _("Écrivez son nom ou son code officiel, par exemple 39300 Lons-le-Saunier.")
    return typeset(said)


class CommuneWidget(forms.TextInput):
    """A line of text with proposals while one types, where scripts run."""

    template_name = "territories/commune_widget.html"


class CommuneField(forms.CharField):
    """Give it to a `RecordForm`, which tells it the workspace.

    Shows « 39300 Lons-le-Saunier », accepts a name, a code or both, keeps the code. A name borne by
    several communes is refused with the list of them.
    """

    widget = CommuneWidget

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 160)
        super().__init__(**options)
        self.workspace: Workspace | None = None

    def in_workspace(self, workspace: Workspace) -> None:
        """Know the communes of `workspace`; called by the form."""
        self.workspace = workspace
        self.widget.attrs["data-proposals"] = reverse("territories:communes", args=[workspace.code])

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows for a code; what was typed stays as it was typed."""
        if not value or self.workspace is None:
            return value
        return commune_label(self.workspace, str(value))

    def clean(self, value: Any) -> str:
        """Return the code."""
        text: str = super().clean(value)
        if not text or self.workspace is None:
            return text
        code, suggestions = find_commune(self.workspace, text)
        if code is None:
            raise ValidationError(unknown_commune(text, suggestions), code="unknown")
        return code

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare communes, not spellings."""
        try:
            return self.clean(data) != self.clean(initial)
        except ValidationError:
            return True

"""A field where one writes the name or the code of a commune; what is kept is its code."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.web.core.models import Workspace
from terreau.web.core.proposals import ProposedField
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


class CommuneField(ProposedField):
    """Shows « 39300 Lons-le-Saunier », accepts a name, a code or both, keeps the code.

    A name borne by several communes is refused with the list of them: nothing is guessed.
    """

    def address(self, workspace: Workspace) -> str:
        """Return where communes are proposed."""
        return reverse("territories:communes", args=[workspace.code])

    def shown(self, workspace: Workspace, value: str) -> str:
        """Return the code with its name."""
        return commune_label(workspace, value)

    def find(self, workspace: Workspace, text: str) -> str:
        """Return the code."""
        code, suggestions = find_commune(workspace, text)
        if code is None:
            raise ValidationError(unknown_commune(text, suggestions), code="unknown")
        return code

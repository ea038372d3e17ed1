"""Fields where one writes names of communes; what is kept is their codes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.web.core.models import Workspace
from terreau.web.core.proposals import ProposedField
from terreau.web.territories.composition import find_member, member_label
from terreau.web.territories.queries import commune_label, find_commune

__all__ = ["CommuneField", "MembersField", "unknown_commune"]

_SAID = 12  # wrong lines that are said one by one; the rest is counted


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


class MembersField(forms.CharField):
    """Communes and EPCI, one by line; what is kept is the list of their codes."""

    widget = forms.Textarea

    def __init__(self) -> None:
        super().__init__(required=True, max_length=400_000)
        self.workspace: Workspace | None = None

    def in_workspace(self, workspace: Workspace) -> None:
        """Know the communes of `workspace`; called by the form."""
        self.workspace = workspace
        self.widget.attrs |= {"rows": 10, "spellcheck": "false"}

    def prepare_value(self, value: Any) -> Any:
        """Show each code with its name."""
        if isinstance(value, list) and self.workspace:
            return "\n".join(member_label(self.workspace, str(code)) for code in value)
        return value

    def clean(self, value: Any) -> Any:
        """Return the codes, each once; every line that names nothing for sure is said."""
        text: str = super().clean(value)
        assert self.workspace is not None
        lines = enumerate(re.split(r"\r\n|\n|\r|;", text), 1)
        codes: dict[str, None] = {}
        wrong: list[ValidationError] = []
        unsaid = 0
        for number, line in lines:
            line = " ".join(line.split())
            if not line:
                continue
            if len(wrong) == _SAID:
                unsaid += 1
                continue
            code, suggestions = find_member(self.workspace, line)
            if code is None:
                wrong.append(_wrong(number, line, suggestions))
            else:
                codes[code] = None
        if unsaid:
            sentence = _("Ensuite, {n} lignes n’ont pas encore été lues.").format(n=unsaid)
            wrong.append(ValidationError(typeset(sentence)))
        if wrong:
            raise ValidationError(wrong)
        return list(codes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is meant, not spellings."""
        try:
            return bool(self.clean(data) != self.clean(initial))
        except ValidationError:
            return True


def _wrong(number: int, line: str, suggestions: tuple[str, ...]) -> ValidationError:
    said = _("Ligne {n} : {text} ne désigne ni une commune ni un EPCI de façon sûre.")
    said = said.format(n=number, text=quote(line[:60]))
    if suggestions:
        said += " " + _("Peut-être : {names} ?").format(names=" ; ".join(suggestions))
    return ValidationError(typeset(said), code="unknown")

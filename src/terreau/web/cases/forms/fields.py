"""Fields that name a case or an actor of the workspace."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.web.cases.models import Actor, Case
from terreau.web.cases.queries.proposals import find_actor, find_case, label_of
from terreau.web.core.models import NamedRecord, Workspace
from terreau.web.core.proposals import ProposedField

__all__ = ["ActorField", "CaseField", "could_mean"]


def could_mean(
    sentence: str, text: str, labels: list[str], otherwise: str = "", *, after: str = ""
) -> ValidationError:
    """Return the refusal of a `text` that names nothing for sure: what it could mean, what to do."""
    said = sentence.format(text=quote(text[:80]))
    rest = _("Peut-être : {names} ?").format(names=" ; ".join(labels)) if labels else otherwise
    return ValidationError(typeset(" ".join(filter(None, (said, rest, after)))), code="unknown")


class _NamedField(ProposedField):
    """What is kept is a record; a form over a foreign key shows it from its key."""

    model: type[NamedRecord]

    def shown(self, workspace: Workspace, value: Any) -> str:
        """Return the reference and the name; what was typed stays."""
        if isinstance(value, NamedRecord):
            return label_of(value)
        if not isinstance(value, int):
            return str(value)
        found = self.model.objects.filter(workspace=workspace, pk=value).first()
        return label_of(found) if found else ""

    def clean(self, value: Any) -> NamedRecord | None:
        """Return the record, or None when nothing was written."""
        return super().clean(value) or None


class CaseField(_NamedField):
    """Accepts « P-0042 », « P-0042 La Ressourcerie » or the name."""

    model = Case

    def address(self, workspace: Workspace) -> str:
        """Return where cases are proposed."""
        return reverse("cases:case-proposals", args=[workspace.code])

    def find(self, workspace: Workspace, text: str) -> Case:
        """Return the case."""
        found, labels = find_case(workspace, text)
        if found is None:
            sentence = _("{text} ne désigne pas un projet ou un lieu de façon sûre.")
            otherwise = _("Écrivez sa référence ou son nom entier.")
            raise could_mean(sentence, text, labels, otherwise)
        return found


class ActorField(_NamedField):
    """Accepts « A-0107 », « A-0107 Commune des Ponts » or the name."""

    model = Actor

    def address(self, workspace: Workspace) -> str:
        """Return where actors are proposed."""
        return reverse("cases:actor-proposals", args=[workspace.code])

    def find(self, workspace: Workspace, text: str) -> Actor:
        """Return the actor."""
        found, labels = find_actor(workspace, text)
        if found is None:
            sentence = _("{text} ne désigne pas un acteur de façon sûre.")
            raise could_mean(sentence, text, labels)
        return found

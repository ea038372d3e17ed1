"""The filters of the list of cases, held in its address."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.i18n import fold
from terreau.i18n import gettext as _
from terreau.web.cases.models import CaseKind
from terreau.web.cases.queries.case_list import CaseList

__all__ = ["CaseFilters"]

_FIRST = ("q", "kind", "phase", "theme", "follower")


class _WordField(forms.ChoiceField):
    """A theme, whatever its case and accents in the address."""

    def to_python(self, value: Any) -> str:
        """Return the folded word."""
        return fold(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        """Return what the list of choices holds."""
        return fold(value) if isinstance(value, str) else value


class CaseFilters(forms.Form):
    """What a list of cases can be narrowed to; a value that is not proposed filters nothing."""

    q = forms.CharField(label="Nom ou référence", required=False, max_length=120)
    kind = forms.ChoiceField(label="Type", required=False)
    phase = forms.ChoiceField(label="Phase en cours", required=False)
    theme = _WordField(label="Domaine", required=False)
    follower = forms.ChoiceField(label="Suivi par", required=False)
    territory = forms.ChoiceField(label="Territoire", required=False)
    cohort = forms.ChoiceField(label="Cohorte", required=False)
    state = forms.ChoiceField(
        label="En cours ou terminé",
        required=False,
        choices=[("", "—"), ("open", "en cours"), ("over", "terminé")],
    )
    stale = forms.ChoiceField(
        label="Vérification", required=False, choices=[("", "—"), ("1", "à vérifier")]
    )
    archived = forms.ChoiceField(
        label="Archives", required=False, choices=[("", "—"), ("1", "archivés seulement")]
    )

    def __init__(
        self, *args: Any, cases: CaseList, kinds: list[CaseKind], team: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        several = [(kind.code, kind.singular) for kind in kinds] if len(kinds) > 1 else []
        phases = [(code, f"{code} {title}") for code, title in cases.phases().items()]
        people = [("me", _("moi")), *cases.followers(), ("nobody", _("personne"))] if team else []
        words = [(fold(word), word) for word in cases.themes()]
        cohorts = [(word, word) for word in cases.cohorts()]
        self._choose("kind", several)
        self._choose("phase", phases)
        self._choose("theme", words)
        self._choose("follower", people)
        self._choose("territory", cases.territories())
        self._choose("cohort", cohorts)
        self.fields["q"].widget.attrs |= {"autocomplete": "off"}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Propose `choices`; a filter with nothing to choose is not shown."""
        if choices:
            self.fields[name].choices = [("", "—"), *choices]
        else:
            del self.fields[name]

    def first(self) -> list[forms.BoundField]:
        """Return the filters always in sight."""
        return [field for field in self if field.name in _FIRST]

    def others(self) -> list[forms.BoundField]:
        """Return the filters behind « Plus de filtres »."""
        return [field for field in self if field.name not in _FIRST]

    def others_used(self) -> bool:
        """Return whether one of them narrows the list."""
        return any(self.data.get(field.name) for field in self.others())

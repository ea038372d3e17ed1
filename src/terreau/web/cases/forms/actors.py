"""Forms over actors: new, change, merge, and the filters of their list."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.formats.tables.vocabularies import SECTORS
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.cases.forms.fields import ActorField
from terreau.web.cases.models import Actor
from terreau.web.cases.queries.proposals import label_of, near_actors
from terreau.web.core.forms import RecordForm
from terreau.web.core.models import Workspace
from terreau.web.territories.fields import CommuneField

__all__ = ["ActorFilters", "ActorForm", "MergeForm", "NearNames"]


class NearNames(forms.Form):
    """Part of a form that makes an actor: a name nearly borne already must be confirmed.

    The box to tick is shown once there is something to confirm.
    """

    distinct = forms.BooleanField(
        label="C’est bien un autre acteur", required=False, widget=forms.HiddenInput
    )

    def check_near(self, name: str, *, besides: int | None = None) -> None:
        """Refuse a `name` too near those of others, unless it is said that they differ."""
        near = near_actors(self.workspace, name, besides=besides)
        if not near:
            return
        self.fields["distinct"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("distinct"):
            names = " ; ".join(label_of(actor) for actor in near)
            sentence = _("Un nom très proche existe déjà : {names}. Si ce n’est pas lui, cochez.")
            self.add_error("distinct", typeset(sentence.format(names=names)))


class ActorForm(RecordForm, NearNames):
    """An organisation or a person."""

    declared = "actors"
    helps = {
        "name": "Celui d’une personne n’est lu que par l’équipe.",
        "person": "Et non une organisation.",
        "sector": "",
        "form": "Commune, association, SCIC…",
    }
    commune = CommuneField()

    class Meta:
        model = Actor
        fields = ["name", "person", "sector", "form", "commune"]

    field_order = ["name", "distinct", "person", "sector", "form", "commune"]

    def clean(self) -> dict[str, Any]:
        """Warn of a duplicate when the name is new."""
        cleaned = super().clean()
        if cleaned.get("name") and "name" in self.changed_data:
            self.check_near(cleaned["name"], besides=self.instance.pk)
        return cleaned


class MergeForm(forms.Form):
    """Which actor is the same as this one."""

    other = ActorField(
        label="L’autre acteur",
        required=True,
        help_text="Celui qui disparaîtra des listes : sa référence ou son nom.",
    )

    def __init__(self, *args: Any, workspace: Workspace, kept: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept
        self.fields["other"].in_workspace(workspace)

    def clean_other(self) -> Actor:
        """Refuse to merge an actor with itself, or a person with an organisation."""
        other: Actor = self.cleaned_data["other"]
        if other.pk == self.kept.pk:
            raise forms.ValidationError(_("C’est l’acteur lui-même : choisissez-en un autre."))
        if other.person != self.kept.person:
            raise forms.ValidationError(
                _("L’un est une personne, l’autre une organisation : ils ne se fusionnent pas.")
            )
        return other


class ActorFilters(forms.Form):
    """Filters of the list of actors; persons are listed for the team alone."""

    q = forms.CharField(label="Nom", required=False, max_length=120)
    sector = forms.ChoiceField(
        label="Secteur", required=False, choices=[("", "tous"), *SECTORS, ("none", "non dit")]
    )
    person = forms.ChoiceField(
        label="Qui",
        required=False,
        choices=[("", "tous"), ("no", "organisations"), ("yes", "personnes")],
    )
    commune = forms.ChoiceField(label="Commune", required=False)
    case = forms.CharField(label="Dans le projet", required=False, max_length=300)

    def __init__(
        self, *args: Any, team: bool, communes: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["commune"].choices = [("", "toutes"), *communes]
        if not team:
            del self.fields["person"]

"""Forms over those around a case: places of actors, holder groups, the role of the structure."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.formats.tables.vocabularies import SECTORS
from terreau.i18n import fold
from terreau.i18n import gettext as _
from terreau.web.cases.forms.actors import NearNames
from terreau.web.cases.forms.fields import ActorField, could_mean
from terreau.web.cases.forms.rows import Part, PhaseField, RankField, RowForm
from terreau.web.cases.models import Actor, HolderGroup, Involvement, Stance
from terreau.web.cases.queries.phases import phases_of
from terreau.web.cases.queries.proposals import find_actor
from terreau.web.core.models import Workspace
from terreau.web.territories.fields import CommuneField

__all__ = ["HolderGroupForm", "InvolvementForm", "StanceForm"]


class ActorName(ActorField):
    """The name of an actor who may not be known yet: the form looks it up, or makes it."""

    def find(self, workspace: Workspace, text: str) -> Any:
        """Leave the text to the form."""
        return text


class InvolvementForm(RowForm, NearNames):
    """The place of an actor, chosen or added in the same gesture."""

    declared = "involvements"
    helps = {
        "gives": "Un local, du temps, de l’argent, une compétence…",
        "receives": "Ce qu’il attend ou reçoit en retour.",
    }
    span = None
    phase_fields = ("from_phase", "to_phase")
    parts = (
        Part((("actor_name",),)),
        Part(
            (("new_actor",), ("distinct",), ("person",), ("sector", "form"), ("commune",)),
            title="Il n’est pas encore connu",
            help="Cochez, et dites ce que vous en savez : il sera ajouté aux acteurs.",
            folded=True,
        ),
        Part(
            (("role",), ("from_phase", "to_phase"), ("gives",), ("receives",), ("risk",)),
            title="Sa place",
        ),
    )

    actor_name = ActorName(label="Acteur", required=True, help_text="Son nom ou sa référence.")
    new_actor = forms.BooleanField(label="Nouvel acteur", required=False)
    person = forms.BooleanField(label="C’est une personne", required=False)
    sector = forms.ChoiceField(label="Secteur", required=False, choices=[("", "—"), *SECTORS])
    form = forms.CharField(
        label="Forme", required=False, max_length=80, help_text="Commune, association, SCIC…"
    )
    commune = CommuneField(label="Commune", help_text="Où il a son siège.")
    from_phase = PhaseField(required=False)
    to_phase = PhaseField(required=False)

    class Meta:
        model = Involvement
        fields = ["role", "from_phase", "to_phase", "gives", "receives", "risk"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.made: Actor | None = None  # the actor to add with the place
        if self.instance.pk is not None:  # whose place it is does not change: one archives it
            for line in (line for part in self.parts[:2] for line in part.lines):
                for name in line:
                    self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Find the actor or make it; refuse phases in the wrong order."""
        cleaned = super().clean()
        if cleaned.get("actor_name"):
            self._find_actor(cleaned)
        order = [phase.code for phase in phases_of(self.case)]
        first, last = cleaned.get("from_phase"), cleaned.get("to_phase")
        if first in order and last in order and order.index(last) < order.index(first):
            self.add_error("to_phase", _("Cette phase vient avant la première."))
        return cleaned

    def _find_actor(self, cleaned: dict[str, Any]) -> None:
        name = cleaned["actor_name"]
        found, labels = find_actor(self.workspace, name)
        by_reference = found is not None and fold(found.name) != fold(name)
        if found is not None and (by_reference or not cleaned.get("new_actor")):
            self.instance.actor = found
            return
        if not cleaned.get("new_actor"):
            self.add_error("actor_name", self._unknown(name, labels))
            return
        self.check_near(name)
        self.made = Actor(
            workspace=self.workspace,
            name=name,
            person=cleaned["person"],
            sector=cleaned["sector"],
            form=cleaned["form"],
            commune=cleaned.get("commune") or "",
        )

    def _unknown(self, name: str, labels: list[str]) -> forms.ValidationError:
        sentence = _("Aucun acteur ne porte ce nom : {text}.")
        if any(fold(name) == fold(label.partition(" ")[2]) for label in labels):
            sentence = _("Plusieurs acteurs portent ce nom : {text}.")
        return could_mean(sentence, name, labels, after=_("S’il est nouveau, cochez-le dessous."))


class HolderGroupForm(RowForm):
    """Those who carry the case."""

    declared = "holder_groups"
    span = None
    key = ("group",)
    past = ("since",)
    taken = "Ce collectif est déjà écrit."

    class Meta:
        model = HolderGroup
        fields = ["group", "since", "note"]


class StanceForm(RowForm):
    """The role of the accompanying structure in a phase."""

    declared = "stances"
    helps = {"stance": "", "clarity": "", "for_whom": "Les élus, les bénévoles…"}
    span = None
    phase_fields = ("phase",)
    key = ("phase", "seq")
    taken = (
        "Le rôle dans cette phase est déjà écrit à ce rang : modifiez-le, ou laissez le rang vide."
    )
    parts = (Part((("phase", "stance"), ("clarity", "for_whom"), ("seq",))),)

    phase = PhaseField()
    seq = RankField()

    class Meta:
        model = Stance
        fields = ["phase", "stance", "clarity", "for_whom", "seq"]

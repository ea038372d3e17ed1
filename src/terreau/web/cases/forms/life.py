"""Forms over the life of a case: phases, standby, links, outcomes, means."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.i18n import gettext as _
from terreau.i18n import parse_amount, typeset
from terreau.web.cases.forms.fields import CaseField
from terreau.web.cases.forms.rows import Part, PhaseField, RankField, RowForm
from terreau.web.cases.models import Case, CaseLink, CasePhase, Means, Outcome, Standby

__all__ = ["LinkForm", "MeansForm", "OutcomeForm", "PhaseForm", "StandbyForm"]

_DATES = "Exacte ou approchée : 14/03/2018, mars 2018, été 2016, vers 2015."
_AMOUNTS = ("amount", "requested", "granted", "paid", "spent")
_FIRST_YEAR, _YEARS_AHEAD = 1900, 20


class PhaseForm(RowForm):
    """One stay in a phase."""

    declared = "phases"
    helps = {"start": _DATES}
    phase_fields = ("phase",)
    key = ("phase", "seq")
    taken = "Cette phase est déjà écrite à ce rang. Laissez le rang vide : ce sera un retour."
    parts = (Part((("phase",), ("start", "end"), ("seq",))),)

    phase = PhaseField()
    seq = RankField()

    class Meta:
        model = CasePhase
        fields = ["phase", "start", "end", "seq"]

    def phase_notes(self) -> dict[str, str]:
        """Say which phases were lived already: choosing one again is a return."""
        if self.instance.pk is not None:
            return {}
        lived = CasePhase.objects.live().filter(case=self.case).values_list("phase", flat=True)
        return {code: _(" (déjà vécue : ce sera un retour)") for code in lived}


class StandbyForm(RowForm):
    """A time when the case sleeps."""

    declared = "standbys"
    helps = {"start": _DATES}
    past = ("start", "end")
    parts = (Part((("start", "end"), ("reason",))),)

    class Meta:
        model = Standby
        fields = ["start", "end", "reason"]


class LinkForm(RowForm):
    """What ties the case to another; whom it concerns does not change afterwards."""

    declared = "case_links"
    helps = {
        "relation": "Ce que ce projet est pour l’autre.",
        "other": "Sa référence ou son nom.",
        "date": _DATES,
    }
    span = None
    past = ("date",)
    parts = (Part((("relation",), ("other",), ("date",), ("end_case",))),)

    other = CaseField(required=True)
    end_case = forms.BooleanField(
        label="Écrire aussi la fin du projet, à cette date, par absorption",
        required=False,
        help_text="Pour une fusion : la fiche du projet dira sa fin et son motif de sortie.",
    )

    class Meta:
        model = CaseLink
        fields = ["relation", "other", "date"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            del self.fields["other"]
        if self.case.ended or self.case.exit_reason:
            del self.fields["end_case"]

    def clean_other(self) -> Case:
        """Refuse a link of a case with itself."""
        other: Case = self.cleaned_data["other"]
        if other.pk == self.case.pk:
            raise forms.ValidationError(_("C’est le projet lui-même : choisissez-en un autre."))
        return other

    def clean(self) -> dict[str, Any]:
        """Refuse a link already written from one side or the other, and an end without a day."""
        cleaned = super().clean()
        relation = cleaned.get("relation")
        other = cleaned.get("other") or (self.instance.pk and self.instance.other)
        if relation and other:
            self._check_once(relation, other)
        if cleaned.get("end_case") and relation:
            if relation != "merged_into":
                sentence = _(
                    "La fin ne s’écrit ici que pour une fusion. Décochez, ou changez le lien."
                )
                self.add_error("end_case", sentence)
            elif not cleaned.get("date") and "date" not in self.errors:
                self.add_error("date", _("Dites la date : c’est elle qui sera écrite comme fin."))
        return cleaned

    def _check_once(self, relation: str, other: Case) -> None:
        links = CaseLink.objects.live().filter(relation=relation).exclude(pk=self.instance.pk)
        where = "other" if "other" in self.fields else "relation"
        if links.filter(case=self.case, other=other).exists():
            self.add_error(where, _("Ce lien est déjà écrit."))
        elif links.filter(case=other, other=self.case).exists():
            words = dict(self.fields["relation"].choices)[relation]
            sentence = _("L’autre est déjà dit « {words} » celui-ci : un seul des deux est vrai.")
            if relation == "shares_with":
                sentence = _(
                    "Ce lien est déjà écrit sur la page de l’autre : il se lit des deux côtés."
                )
            self.add_error(where, typeset(sentence.format(words=words)))


class OutcomeForm(RowForm):
    """A dated fact on what the case became."""

    declared = "outcomes"
    helps = {
        "outcome": "",
        "date": "Quand cela a été constaté. " + _DATES,
        "value": "« oui », « non », ou un nombre.",
    }
    span = None
    key = ("outcome", "date")
    taken = "Ce devenir est déjà écrit à cette date : modifiez-le, ou datez autrement celui-ci."
    parts = (Part((("outcome",), ("date",), ("value", "unit"), ("source_kind", "source"))),)

    class Meta:
        model = Outcome
        fields = ["outcome", "date", "value", "unit", "source_kind", "source"]


class MeansForm(RowForm):
    """What feeds the case, one resource and one year at a time."""

    declared = "means"
    helps = {
        "family": "",
        "source_kind": "",
        "local": "La ressource vient du territoire.",
        "year": "",
        "amount": "En euros, exact ou approché : 12\u202f500, env. 10\u202f000, 5\u202f000 à 8\u202f000.",
        **dict.fromkeys(_AMOUNTS[1:], ""),
    }
    span = None
    parts = (
        Part((("family", "source_kind"), ("funder",), ("local", "year"), ("amount",))),
        Part(
            (("requested", "granted"), ("paid", "spent")),
            title="Si c’est une aide : où en est l’argent",
        ),
    )

    class Meta:
        model = Means
        fields = ["family", "source_kind", "funder", "local", "year", *_AMOUNTS]

    def clean_year(self) -> int | None:
        """Refuse a year that no resource can have."""
        year: int | None = self.cleaned_data["year"]
        last = self.workspace.current_day().year + _YEARS_AHEAD
        if year is not None and not _FIRST_YEAR <= year <= last:
            sentence = _("Écrivez une année entre {first} et {last}.")
            raise forms.ValidationError(sentence.format(first=_FIRST_YEAR, last=last))
        return year

    def clean(self) -> dict[str, Any]:
        """Refuse amounts below zero."""
        cleaned = super().clean()
        for name in _AMOUNTS:
            amount = parse_amount(cleaned.get(name) or "")
            if amount is not None and amount.low < 0:
                self.add_error(name, _("Un montant ne peut pas être négatif."))
        return cleaned

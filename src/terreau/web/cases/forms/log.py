"""Forms of the logbook: the line one types, the line one corrects, the filters of a list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS, DECISIONS, LOG_KINDS, MILESTONES
from terreau.i18n import gettext as _
from terreau.i18n import parse_date, typeset
from terreau.web.cases.forms.log_draft import GROUPS, UNKNOWN, LineDraft
from terreau.web.cases.forms.log_fields import CountsField, DayField, HoursField
from terreau.web.cases.models import Actor, Case, LogEntry
from terreau.web.core.forms import DateWidget, RecordForm
from terreau.web.core.models import Workspace

__all__ = ["EntryForm", "LineFilters", "LineForm", "StepDayForm", "sent_number"]

_LONGEST = 10_000
_MOST_PEOPLE = 100_000
_LATEST = 5  # years ahead within which a next step is believed


def check_step_day(day: datetime.date, today: datetime.date) -> None:
    """Refuse a day no step is planned for: a slip of the year."""
    if abs(day.year - today.year) > _LATEST:
        raise forms.ValidationError(_("Cette année est trop loin : vérifiez la date."))


class LineForm(forms.Form):
    """One line: a sentence and what was understood of it. Built from a `LineDraft`, never from the page."""

    text = forms.CharField(
        label="Ce qui s’est passé", max_length=_LONGEST, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "id": "texte", "data-key": "j", "autocapitalize": "sentences", "enterkeyhint": "enter"}),
        error_messages={
            "required": "Écrivez une phrase : ce qui s’est passé.",
            "max_length": "Cette ligne dépasse 10 000 caractères : gardez l’essentiel, joignez le reste comme document.",
        },
    )  # fmt: skip
    case = forms.CharField(label="Projet", required=False)
    other_case = forms.CharField(
        label="Un autre : son nom ou sa référence", required=False, max_length=300
    )
    kind = forms.ChoiceField(label="Nature", required=False, choices=[("", "—"), *LOG_KINDS])
    date = DayField(
        label="Date", required=False, help_text="Un jour, ou ce que vous en savez : mars 2026."
    )
    attendance = forms.IntegerField(label="Présents", required=False, min_value=0, max_value=_MOST_PEOPLE)  # fmt: skip
    rest = forms.ChoiceField(label="Les autres", required=False)
    milestone = forms.ChoiceField(label="Étape", required=False, choices=[("", "—"), *MILESTONES])
    planned_for = DayField(label="Prévue le", required=False)
    moved_to = DayField(label="Reportée au", required=False)
    decision = forms.ChoiceField(label="Décision", required=False, choices=[("", "—"), *DECISIONS])
    next_step = forms.CharField(label="Ensuite", required=False, max_length=2_000)
    next_on = forms.DateField(label="Le", required=False, widget=DateWidget())
    hours = HoursField(label="Mes heures")

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workspace = workspace
        self.today = workspace.current_day()
        for code, word in ATTENDANCE_SECTORS:
            self.fields[code] = forms.IntegerField(
                label=word.capitalize(), required=False, min_value=0, max_value=_MOST_PEOPLE
            )
        self.offer([])
        self.fields["rest"].choices = [
            ("", _("à préciser")), *ATTENDANCE_SECTORS, (UNKNOWN, _("on ne sait pas")),
        ]  # fmt: skip

    @classmethod
    def of(cls, draft: LineDraft, workspace: Workspace, **typed: str) -> LineForm:
        """Return the form that shows a line, and checks it once something was typed."""
        data = {**draft.values, "text": draft.text, "rest": draft.rest_chosen, **typed}
        if not draft.sent:
            return cls(initial=data, workspace=workspace)
        return cls(data, workspace=workspace)

    def offer(self, cases: list[tuple[str, str]]) -> None:
        """Let the page propose these cases; any other can be written by its name."""
        self.fields["case"].widget = forms.Select(choices=[("", _("choisir…")), *cases])

    def clean_case(self) -> Case | None:
        """Return the case of the workspace that the reference names."""
        reference = self.cleaned_data["case"]
        if not reference:
            return None
        found = Case.objects.of(self.workspace).filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError(_("Ce projet n’est pas connu ici : choisissez-en un."))
        return found

    def clean_date(self) -> str:
        """Refuse what has not happened yet."""
        text: str = self.cleaned_data["date"]
        when = parse_date(text) if text else None
        if when is not None and when.earliest > self.today:
            raise forms.ValidationError(
                _("Cette date est à venir : écrivez-la dans « Ensuite », ou corrigez-la.")
            )
        return text

    def clean_next_on(self) -> datetime.date | None:
        """Refuse a slip of the year."""
        day: datetime.date | None = self.cleaned_data["next_on"]
        if day:
            check_step_day(day, self.today)
        return day

    def checked(self, names: Iterable[str]) -> dict[str, str]:
        """Return the values of some fields as they are written, by field."""
        return {name: str(self.cleaned_data[name]) for name in names if name in self.cleaned_data}

    def wrong_groups(self) -> set[str]:
        """Return the groups in which something must be corrected."""
        return {name for name, fields in GROUPS.items() if any(f in self.errors for f in fields)}


_HELP = {
    "date": "Un jour, ou ce que vous en savez : mars 2026.",
    "kind": "",
    "text": "Ces mots restent dans l’équipe.",
    "sectors": "",
    "next_step": "Ce qui est à faire.",
    "next_on": "",
}


class EntryForm(RecordForm):
    """A line that was kept: everything in it may be corrected by its author or the team."""

    declared = "log"
    date = DayField()
    planned_for = DayField(required=False)
    moved_to = DayField(required=False)
    sectors = CountsField(label="Secteurs", required=False)
    hours = HoursField(label="Mes heures", help_text="Vous seul·e les voyez.")

    class Meta:
        model = LogEntry
        fields = [
            "date", "kind", "text", "attendance", "sectors", "milestone", "planned_for", "moved_to",
            "decision", "reverses", "next_step", "next_on", "next_done_on",
        ]  # fmt: skip
        widgets = {"next_on": DateWidget(), "next_done_on": DateWidget()}

    def __init__(self, *args: Any, actors: list[Actor], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, help_text in _HELP.items():
            self.fields[name].help_text = typeset(help_text)
        decisions = LogEntry.objects.filter(case=self.instance.case_id, archived_on__isnull=True)
        decisions = decisions.filter(Q(kind="decision") | ~Q(decision=""))
        self.fields["reverses"].queryset = decisions.exclude(pk=self.instance.pk)
        self.fields["reverses"].label_from_instance = _decision_label
        self.fields["reverses"].empty_label = "—"
        self.fields["present"] = forms.ModelMultipleChoiceField(
            label=_("Qui était là"), required=False, widget=forms.CheckboxSelectMultiple,
            queryset=Actor.objects.of(self.workspace).filter(pk__in=[one.pk for one in actors]),
        )  # fmt: skip
        for name, label in (("next_on", "Ensuite, le"), ("next_done_on", "Fait le")):
            self.fields[name].label = label

    def clean_next_on(self) -> datetime.date | None:
        """Refuse a slip of the year."""
        day: datetime.date | None = self.cleaned_data["next_on"]
        if day:
            check_step_day(day, self.workspace.current_day())
        return day

    def clean_next_done_on(self) -> datetime.date | None:
        """Refuse what is not done yet."""
        day: datetime.date | None = self.cleaned_data["next_done_on"]
        if day and day > self.workspace.current_day():
            raise forms.ValidationError(_("Ce jour est à venir : « fait » se dit une fois fait."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse parts larger than the whole."""
        cleaned = super().clean()
        total, parts = cleaned.get("attendance"), sum((cleaned.get("sectors") or {}).values())
        if total is not None and parts > total:
            self.add_error("sectors", _("Les secteurs comptent plus de personnes que le total."))
        return cleaned


def _decision_label(entry: LogEntry) -> str:
    words = " ".join(entry.text.split())
    return f"{entry.reference}, {entry.date} : {words[:60]}{'…' if len(words) > 60 else ''}"


class LineFilters(forms.Form):
    """Filters of a list of lines."""

    q = forms.CharField(label="Mot", required=False, max_length=120)
    kind = forms.ChoiceField(label="Nature", required=False, choices=[("", "toutes"), *LOG_KINDS])
    since = forms.CharField(label="Depuis", required=False, max_length=20, widget=DateWidget())
    until = forms.CharField(label="Jusqu’au", required=False, max_length=20, widget=DateWidget())
    who = forms.ChoiceField(
        label="Qui", required=False, choices=[("", "toute l’équipe"), ("me", "moi")]
    )
    state = forms.ChoiceField(
        label="État", required=False,
        choices=[("", "tous"), ("confirm", "à préciser"), ("step", "étape"), ("decision", "décision prise"), ("waiting", "suite à faire")],
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("since", "until"):
            self.fields[name].label = typeset(str(self.fields[name].label))


class StepDayForm(forms.Form):
    """The new day of a next step."""

    day = forms.DateField(label="Reporter au", widget=DateWidget())

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_day(self) -> datetime.date:
        """Refuse a day gone, or a slip of the year."""
        day: datetime.date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("Ce jour est passé : choisissez un jour à venir."))
        check_step_day(day, self.today)
        return day


def sent_number(text: str) -> UUID | None:
    """Return the number that the page gave to its line; None when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None

"""What every form over a row of a case shares: its case, its key, its dates, its parts on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from terreau.framework import Phase
from terreau.i18n import gettext as _
from terreau.i18n import parse_date, typeset
from terreau.web.cases.models import Case
from terreau.web.cases.queries.case_kinds import kind_named
from terreau.web.cases.queries.phases import phases_of
from terreau.web.core.forms import RecordForm

__all__ = ["Part", "PhaseField", "RankField", "RowForm", "no_phases"]


def no_phases(case: Case) -> str:
    """Return the sentence for a kind of case that has no référentiel, so no phases."""
    sentence = _(
        "Le type « {kind} » n’a pas de référentiel : il n’a donc pas de phases. "
        "Donnez-lui un référentiel dans les types, ou racontez sa vie par le journal de bord."
    )
    kind = kind_named(case.workspace, case.kind)
    return typeset(sentence.format(kind=kind.singular))


class PhaseField(forms.ChoiceField):
    """A phase of the référentiel of the case; a free text is refused."""

    def offer(self, case: Case, phases: Sequence[Phase], kept: str, notes: dict[str, str]) -> None:
        """Propose `phases`, and the code already kept even if the référentiel lost it."""
        choices = [(p.code, f"{p.code} {p.short}{notes.get(p.code, '')}") for p in phases]
        if kept and kept not in {code for code, _label in choices}:
            choices.append((kept, kept))
        self.choices = [("", "—"), *choices]
        self.error_messages["invalid_choice"] = (
            _("Cette phase n’est pas dans le référentiel : choisissez dans la liste.")
            if phases
            else no_phases(case)
        )


class RankField(forms.IntegerField):
    """The rank of a return; left empty, the next one is given when the row is written."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            min_value=1,
            max_value=99,
            label="Rang",
            help_text=_("Laissez vide : 1 la première fois, le suivant si le projet y revient."),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form on the page: its title, lines of one field or of fields side by side."""

    lines: tuple[tuple[str, ...], ...]
    title: str = ""
    help: str = ""
    folded: bool = False  # opened by the reader, or when something is to mend


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its fields bound."""

    part: Part
    lines: list[list[forms.BoundField]]
    open: bool


class RowForm(RecordForm):
    """A row that hangs on a case."""

    parts: tuple[Part, ...] = ()
    phase_fields: tuple[str, ...] = ()
    key: tuple[str, ...] = ()  # fields that, with the case, belong to one row only
    taken = "Cette ligne est déjà écrite."
    span: tuple[str, str] | None = ("start", "end")
    past: tuple[str, ...] = ()  # dates of facts that no table declares

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        self.case = case
        self.instance.case = case
        phases = phases_of(case) if self.phase_fields else ()
        for name in self.phase_fields:
            if not phases and not self.fields[name].required:
                del self.fields[name]
                continue
            kept = getattr(self.instance, name)
            self.fields[name].help_text = ""  # that of the table is for a cell
            self.fields[name].offer(case, phases, kept, self.phase_notes())
        if "seq" in self.fields and self.instance.pk is None:
            self.initial["seq"] = None  # proposed when the row is written

    def phase_notes(self) -> dict[str, str]:
        """Return what to add to the title of some phases in the list."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Refuse facts to come, ends before beginnings, keys that are taken."""
        cleaned = super().clean()
        for name in self.past:
            when = parse_date(cleaned.get(name) or "")
            if when is not None and when.earliest > self.workspace.current_day():
                sentence = _("Cette date est à venir : un fait s’écrit quand il a eu lieu.")
                self.add_error(name, sentence)
        self._check_span(cleaned)
        if self.key and not self.errors and self._is_taken(cleaned):
            self.add_error(self.key[0], typeset(self.taken))
        return cleaned

    def _check_span(self, cleaned: dict[str, Any]) -> None:
        if self.span is None:
            return
        start, end = (parse_date(cleaned.get(name) or "") for name in self.span)
        if start is not None and end is not None and end.latest < start.earliest:
            self.add_error(self.span[1], _("La fin est avant le début."))

    def _is_taken(self, cleaned: dict[str, Any]) -> bool:
        values = {name: cleaned.get(name, getattr(self.instance, name)) for name in self.key}
        if None in values.values():
            return False
        rows = type(self.instance).objects.live().filter(case=self.case, **values)
        return bool(rows.exclude(pk=self.instance.pk).exists())

    def save(self, commit: bool = True) -> Any:
        """Leave the rank to the service when nobody gave one."""
        ranked = any(field.name == "seq" for field in self.instance._meta.fields)
        given = self.cleaned_data.get("seq")
        if ranked and given is None and ("seq" in self.fields or self.instance.pk is None):
            self.instance.seq = None
        return super().save(commit=commit)

    def shown_parts(self) -> Iterator[ShownPart]:
        """Yield the parts with their fields; fields that no part names come last."""
        named = {name for part in self.parts for line in part.lines for name in line}
        rest = Part(tuple((name,) for name in self.fields if name not in named))
        for part in (*self.parts, rest):
            lines = [[self[name] for name in line if name in self.fields] for line in part.lines]
            lines = [line for line in lines if line]
            if lines:
                yield ShownPart(part, lines, self.is_bound)

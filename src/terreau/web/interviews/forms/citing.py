"""Citing: from what was chosen in a document (selected, checked, numbered or written) to a span."""

from __future__ import annotations

from typing import Any

from django import forms

from terreau.i18n import gettext as _
from terreau.web.cases.models import Case
from terreau.web.cases.queries.phases import phases_of
from terreau.web.core.forms import RecordForm
from terreau.web.interviews.models import Passage
from terreau.web.interviews.spans import (
    Misplaced,
    Span,
    span_of_lines,
    span_of_selection,
    span_of_words,
)

__all__ = ["CitingForm", "PassageForm", "phase_choices"]


def phase_choices(case: Case | None) -> list[tuple[str, str]]:
    """Return the phases a passage may speak of, an empty choice first."""
    found = [(phase.code, f"{phase.code} {phase.short}") for phase in phases_of(case)] if case else []  # fmt: skip
    return [("", _("sans phase précise")), *found]


class CitingForm(forms.Form):
    """The four ways of choosing words: a selection, checked lines, numbers of lines, first and last words."""

    phase = forms.ChoiceField(label=_("Phase dont parle l’extrait"), required=False)
    # a selection made with the script
    start_line = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    start_at = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    end_line = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    end_at = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)
    words = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    # numbers of lines
    first = forms.IntegerField(label=_("De la ligne"), required=False, min_value=1)
    last = forms.IntegerField(label=_("à la ligne"), required=False, min_value=1)
    # words
    begins = forms.CharField(label=_("Premiers mots"), required=False, max_length=400)
    ends = forms.CharField(label=_("Derniers mots"), required=False, max_length=400)

    span: Span | None = None

    def __init__(self, *args: Any, text: str, case: Case | None, **options: Any) -> None:
        self.text = text
        super().__init__(*args, **options)
        self.fields["phase"].choices = phase_choices(case)

    def _checked_lines(self) -> list[int]:
        """Return the lines whose boxes are checked."""
        given = self.data.getlist("lines") if hasattr(self.data, "getlist") else []
        return [int(number) for number in given if number.isdigit() and len(number) < 9]

    def _span(self, cleaned: dict[str, Any]) -> Span:
        if cleaned.get("words"):
            start, end = ((cleaned.get(f"{edge}_line") or 1, cleaned.get(f"{edge}_at") or 0) for edge in ("start", "end"))  # fmt: skip
            return span_of_selection(self.text, start, end, cleaned["words"])
        checked = self._checked_lines()
        if checked:
            return span_of_lines(self.text, min(checked), max(checked))
        numbers = [cleaned[name] for name in ("first", "last") if cleaned.get(name)]
        lines = span_of_lines(self.text, min(numbers), max(numbers)) if numbers else None
        if cleaned.get("begins"):
            return span_of_words(self.text, cleaned["begins"], cleaned.get("ends") or "", lines)
        if lines is None:
            raise Misplaced(_("Rien n’est choisi : donnez un numéro de ligne, ou les premiers mots."))  # fmt: skip
        return lines

    def clean(self) -> dict[str, Any]:
        """Find the span; say in a sentence why it is not found."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.span = self._span(cleaned)
        except Misplaced as why:
            self.add_error(None, str(why))
        return cleaned


class PassageForm(RecordForm):
    """What may change of a passage: the phase it speaks of."""

    declared = "passages"
    phase = forms.ChoiceField(label=_("Phase dont parle l’extrait"), required=False)

    class Meta:
        model = Passage
        fields = ["phase"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phase"].label = _("Phase dont parle l’extrait")
        self.fields["phase"].help_text = ""
        self.fields["phase"].choices = phase_choices(self.instance.document.case)

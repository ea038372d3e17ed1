"""Forms: words from the tables declared once, errors said first, what was typed kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from terreau.formats.tables import Column, table
from terreau.i18n import parse_date, typeset
from terreau.web.core.models import Workspace

__all__ = ["DateWidget", "RecordForm", "Renderer"]


class Renderer(TemplatesSetting):
    """Draws fields and lists of errors with our own templates."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class DateWidget(forms.DateInput):
    """A day, picked in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class RecordForm(forms.ModelForm):
    """A form over a record. Give `declared`, the name of its table in `formats.tables`: labels and
    explanations come from there.

    Every field of the model with a column of the same name takes its header and help; `helps` are said
    in place of those, which speak of the cell of a workbook.
    """

    declared: str = ""
    helps: Mapping[str, str] = {}
    required_css_class = "required"

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:
        self.workspace = workspace
        super().__init__(*args, **options)
        if self.instance.workspace_id is None:
            self.instance.workspace = workspace
        for name, field in self.fields.items():
            if hasattr(field, "in_workspace"):  # a field that looks something up there
                field.in_workspace(workspace)
            self._word(name, field)

    def _column(self, name: str) -> Column | None:
        if not self.declared:
            return None
        try:
            return table(self.declared).column(name)
        except KeyError:
            return None

    def _word(self, name: str, field: forms.Field) -> None:
        column = self._column(name)
        if column is not None:
            field.label = typeset(column.header)
            field.help_text = field.help_text or typeset(column.help)
        if name in self.helps:
            field.help_text = typeset(self.helps[name])
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs.setdefault("rows", 3)
        if isinstance(field, forms.TypedChoiceField) and field.choices:
            offered = list(field.choices)
            choices = [choice for choice in offered if choice[0]]
            if not field.required or len(choices) < len(offered):
                field.choices = [("", "—"), *choices]
        if isinstance(field, forms.NullBooleanField):
            field.widget = forms.NullBooleanSelect()  # knows that True is « true »
            field.widget.choices = [("unknown", "—"), ("true", "oui"), ("false", "non")]

    def clean(self) -> dict[str, Any]:
        """Refuse dates of facts that are still to come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            column = self._column(name)
            text = cleaned.get(name)
            if column is None or column.kind != "date" or not column.past_only or not text:
                continue
            when = parse_date(str(text))
            if when is not None and when.earliest > self.workspace.current_day():
                self.add_error(name, "Cette date est à venir : un fait s’écrit quand il a eu lieu.")
        return cleaned

"""Fields where one types a name and chooses among proposals: what is kept is what the name means.

They work without script too: what is typed is looked up when the form is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from terreau.web.core.models import Workspace

__all__ = ["ProposalsWidget", "ProposedField", "asked", "options"]


def asked(request: HttpRequest) -> str:
    """Return what is being typed: ``q``, or the value of the field that asks."""
    name = request.headers.get("HX-Trigger-Name", "")
    return (request.GET.get("q") or request.GET.get(name, ""))[:120]


def options(labels: Iterable[str]) -> HttpResponse:
    """Answer with the options of a list of proposals."""
    rows = format_html_join("\n", '<option value="{}"></option>', ((label,) for label in labels))
    return HttpResponse(rows)


class ProposalsWidget(forms.TextInput):
    """A line of text with proposals while one types; `address` answers with `options`."""

    template_name = "core/forms/proposals.html"
    address = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the address of the proposals."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["address"] = self.address
        return context


class ProposedField(forms.CharField):
    """A text that names something of the workspace.

    A subclass says where proposals come from, what a text means and how a value is shown. A form that
    knows its workspace calls `in_workspace` (a `RecordForm` does).
    """

    widget = ProposalsWidget

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("required", False)
        settings.setdefault("max_length", 300)
        super().__init__(**settings)
        self.workspace: Workspace | None = None

    def address(self, workspace: Workspace) -> str:
        """Return where proposals are asked."""
        raise NotImplementedError

    def shown(self, workspace: Workspace, value: Any) -> str:
        """Return the text that shows `value`; `find` must understand it."""
        raise NotImplementedError

    def find(self, workspace: Workspace, text: str) -> Any:
        """Return what `text` means, or raise a `ValidationError` that says what could be meant."""
        raise NotImplementedError

    def in_workspace(self, workspace: Workspace) -> None:
        """Look things up there."""
        self.workspace = workspace
        self.widget.address = self.address(workspace)

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows; what was typed stays as it was typed."""
        return self.shown(self.workspace, value) if value and self.workspace else value

    def clean(self, value: Any) -> Any:
        """Return what is meant, or an empty value."""
        text = super().clean(value)
        return self.find(self.workspace, text) if text and self.workspace else text

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is meant, not spellings."""
        try:
            return bool(self.clean(data) != self.clean(initial))
        except ValidationError:
            return True

"""The form of a case: what everyone describes, and what the workspace added for its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q

from terreau.i18n import fold, parse_date, sort_key
from terreau.i18n import gettext as _
from terreau.web.accounts.models import User
from terreau.web.accounts.rules import TEAM
from terreau.web.cases.forms.case_fields import AddressField, WordsField, added_form_field
from terreau.web.cases.models import AddedField, Case, CaseKind, Theme
from terreau.web.cases.queries.case_duplicates import close_names
from terreau.web.core.forms import RecordForm
from terreau.web.core.models import Workspace
from terreau.web.territories.fields import CommuneField
from terreau.web.territories.models import Territory

__all__ = ["CaseForm"]

# title of a group, then its rows: fields of one row stand side by side
_GROUPS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("L’essentiel", (("name",), ("summary",), ("themes",), ("commune", "territory"), ("followed_by",))),
    ("Le temps", (("started", "ended"), ("exit_reason",))),
    ("Ce qui se raconte", (("story",), ("contact",))),
    ("D’où cela vient", (("source",), ("source_url",))),
    ("Rangement", (("structure", "cohort"),)),
    ("Pour l’équipe seulement", (("note",),)),
)  # fmt: skip


def _members(workspace: Workspace, current: int | None) -> Any:
    """Return who may follow a case: the team, and the one who does even when gone since."""
    team = Q(
        memberships__workspace=workspace,
        memberships__role__in=TEAM,
        memberships__ended_on__isnull=True,
    )
    return User.objects.filter(team | Q(pk=current)).distinct().order_by("name")


class CaseForm(RecordForm):
    """A form over a case of one kind. Close names are said before a new one is written."""

    declared = "cases"
    themes = WordsField(required=False)
    commune = CommuneField(required=False)
    source_url = AddressField(required=False, max_length=500)

    class Meta:
        model = Case
        fields = [name for _title, rows in _GROUPS for row in rows for name in row]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, kind: CaseKind, **options: Any) -> None:
        self.kind = kind
        self.close: list[Case] = []
        super().__init__(*args, **options)
        self.instance.kind = kind.code
        self.added = list(AddedField.objects.of(self.workspace).filter(kind=kind.code))
        for one in self.added:
            self._add(one)
        territories = Q(pk=self.instance.territory_id) | Q(archived_on__isnull=True)
        self.fields["territory"].queryset = Territory.objects.filter(
            territories, workspace=self.workspace
        )
        self.fields["territory"].help_text = ""  # a list to choose from needs no code
        self.fields["commune"].help_text = _("Son nom ou son code officiel.")
        self.fields["followed_by"].queryset = _members(self.workspace, self.instance.followed_by_id)
        self.fields["note"].help_text = _("Lue par l’équipe, jamais publiée.")
        words = Theme.objects.of(self.workspace).values_list("word", flat=True)
        self.fields["themes"].widget.proposed = sorted(words, key=sort_key)
        for name in ("territory", "followed_by"):
            self.fields[name].empty_label = "—"

    def _add(self, added: AddedField) -> None:
        value = self.instance.extra.get(added.code)
        self.fields[added.column] = added_form_field(added, value)
        self.initial.setdefault(added.column, value)
        self._word(added.column, self.fields[added.column])

    def groups(self) -> Iterator[tuple[str, list[list[forms.BoundField]]]]:
        """Return the fields, row by row, under their titles."""
        own = [(one.column,) for one in self.added]
        title = _("Propre à {workspace}").format(workspace=self.workspace.name)
        groups = [*_GROUPS[:-1], *([(title, tuple(own))] if own else []), _GROUPS[-1]]
        for title, rows in groups:
            yield _(title), [[self[name] for name in row] for row in rows]

    def clean_name(self) -> str:
        """Refuse a name without a letter or a figure."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("Écrivez un nom qui se lise."))
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning; say close names once before a creation."""
        cleaned = super().clean()
        started, ended = (parse_date(cleaned.get(name) or "") for name in ("started", "ended"))
        if started and ended and ended.latest < started.earliest:
            self.add_error("ended", _("La fin vient avant le début."))
        if self.instance.pk is None and "anyway" not in self.data:
            self.close = close_names(self.workspace, cleaned.get("name") or "")
            if self.close:
                self.add_error(None, self._said_twice(cleaned["name"]))
        return cleaned

    def _said_twice(self, name: str) -> str:
        same = any(fold(one.name) == fold(name) for one in self.close)
        if same:
            return _("Ce nom est déjà pris. Est-ce le même ?")
        return _("Un nom tout proche existe déjà. Est-ce le même ?")

    def _post_clean(self) -> None:
        """Keep what the workspace added with the rest, in `extra`."""
        super()._post_clean()
        extra = dict(self.instance.extra)
        for one in self.added:
            if one.column not in self.cleaned_data:
                continue
            value = self.cleaned_data[one.column]
            if value in (None, ""):
                extra.pop(one.code, None)
            else:
                extra[one.code] = value
        self.instance.extra = extra

"""Forms over the words of a workspace: its kinds, the fields it adds, its themes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.cases.models import AddedField, CaseKind, Theme
from terreau.web.core.forms import RecordForm
from terreau.web.frameworks.queries import choices

__all__ = ["AddedFieldForm", "KindForm", "NewKindForm", "ThemeForm"]

_HELP = {
    "singular": "Comme on le dit chez vous : « projet », « opération », « lieu ».",
    "plural": "Pour les titres des listes.",
    "feminine": "Cochez si l’on dit « une ».",
    "framework": "Ce que l’on y apprécie. Vide : ce type n’a que des faits.",
    "rank": "Le plus petit vient d’abord.",
}


class KindForm(RecordForm):
    """The words of a kind, and its référentiel."""

    framework = forms.ChoiceField(label="Référentiel", required=False)

    class Meta:
        model = CaseKind
        fields: tuple[str, ...] = ("singular", "plural", "feminine", "framework", "rank")
        help_texts = {name: typeset(text) for name, text in _HELP.items()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = choices(self.workspace)
        held = self.instance.framework
        if held and held not in dict(known):
            known.append((held, held))
        self.fields["framework"].choices = [("", _("aucun")), *known]
        self.fields["framework"].help_text = typeset(_HELP["framework"])


class NewKindForm(KindForm):
    """A kind that the workspace did not use yet."""

    class Meta(KindForm.Meta):
        fields = ("code", *KindForm.Meta.fields)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        used = set(CaseKind.objects.filter(workspace=self.workspace).values_list("code", flat=True))
        field = self.fields["code"]
        field.choices = [(code, word) for code, word in field.choices if code and code not in used]
        field.help_text = typeset(_("Ce que c’est, dans les fichiers échangés avec d’autres."))


class AddedFieldForm(RecordForm):
    """A field that the workspace adds to a kind."""

    choices = forms.CharField(
        label="Choix",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=typeset("Pour une liste de choix : un par ligne."),
    )

    class Meta:
        model = AddedField
        fields = ("label", "help", "type", "choices", "rank")
        help_texts = {
            "help": typeset("Une phrase pour qui remplira : ce qui est attendu, un exemple."),
            "rank": typeset("Le plus petit vient d’abord."),
        }

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["choices"] = "\n".join(self.instance.choices)

    def clean_choices(self) -> list[str]:
        """Return the choices, each once; « ; » separates them too, as in a cell of a workbook."""
        lines = (
            line.strip() for line in self.cleaned_data["choices"].replace(";", "\n").splitlines()
        )
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Ask for choices where there must be some; give a new field its code."""
        said = super().clean()
        if said.get("type") == AddedField.Type.CHOICE and len(said.get("choices") or []) < 2:
            self.add_error(
                "choices", typeset(_("Une liste demande au moins deux choix, un par ligne."))
            )
        if not self.instance.pk and said.get("label"):
            self.instance.kind = self.kind
            self.instance.code = self._free_code(said["label"])
        return said

    def _free_code(self, label: str) -> str:
        """Return a code made of the label; a code that served is never given again."""
        taken = set(
            AddedField.objects.filter(workspace=self.workspace, kind=self.kind).values_list(
                "code", flat=True
            )
        )
        base = slugify(label).replace("-", "_")[:34] or "champ"
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}_{number}"
        return code


class ThemeForm(RecordForm):
    """A domain of work proposed in forms."""

    class Meta:
        model = Theme
        fields = ("word",)

    def clean_word(self) -> str:
        """Refuse a domain that is already proposed."""
        word: str = self.cleaned_data["word"].strip()
        if (
            Theme.objects.filter(workspace=self.workspace, word__iexact=word)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise forms.ValidationError(
                typeset(_("Ce domaine est déjà proposé, ou l’a été : remettez-le."))
            )
        return word

"""What is typed when one appraises, speaks or agrees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace
from terreau.web.interviews.models import Interview
from terreau.web.ratings.models import Rater
from terreau.web.ratings.services import Answer

__all__ = ["AgreeForm", "LinkForm", "RatingForm", "SpeakForm"]

_LONGEST = 5_000  # characters of a sentence


def _version(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _answers(framework: Framework) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in (*framework.scale, *framework.specials)]


class RatingForm(forms.Form):
    """A level and what it rests on. `known` holds the pieces cited when the page was read."""

    level = forms.ChoiceField(
        label="Niveau",
        error_messages={
            "required": "Choisissez un niveau ou une autre réponse ; pour y revenir plus tard, « Passer ».",
            "invalid_choice": "Cette réponse n’est pas de l’échelle : choisissez l’une de celles qui sont décrites.",
        },
    )
    informant = forms.ModelChoiceField(
        None,
        required=False,
        label="D’après un entretien",
        empty_label="aucun en particulier",
        error_messages={"invalid_choice": "Cet entretien n’est pas de ce projet."},
    )
    retrospective = forms.BooleanField(label="Après coup : la phase était passée", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, framework: Framework, case: Case, team: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        heard = Interview.objects.of(case.workspace).filter(case=case)
        self.fields["level"].choices = _answers(framework)
        self.fields["informant"].queryset = heard if team else heard.none()
        self.fields["informant"].label_from_instance = lambda one: one.informant

    def answer(self, data: QueryDict, offered: set[str]) -> Answer:
        """Return what was chosen; pieces that are not `offered` to this person are left out."""
        ticked = set(data.getlist("piece")) & offered
        known = set(data.get("known", "").splitlines()) & offered
        cleaned = self.cleaned_data
        return Answer(
            cleaned["level"],
            cleaned["informant"],
            cleaned["retrospective"],
            added=frozenset(_key(piece) for piece in ticked - known),
            removed=frozenset(_key(piece) for piece in known - ticked),
        )

    def clean_version(self) -> int | None:
        """Return the version that was read; None when no level had been given."""
        return _version(self.cleaned_data["version"])


def _key(piece: str) -> tuple[str, str]:
    kind, _colon, source = piece.partition(":")
    return kind, source


class SpeakForm(forms.Form):
    """One's level, kept or changed, and a sentence."""

    level = forms.ChoiceField(label="Votre niveau")
    text = forms.CharField(
        label="Votre phrase",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONGEST,
        error_messages={
            "required": "Dites en une phrase pourquoi vous gardez ou changez votre niveau.",
            "max_length": "Une phrase de discussion tient en 5 000 caractères.",
        },
    )
    apart = forms.BooleanField(
        label="Nous en avons parlé et nous restons en désaccord", required=False
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, framework: Framework, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = _answers(framework)

    def clean_version(self) -> int | None:
        """Return the version of one's level that was read."""
        return _version(self.cleaned_data["version"])


class AgreeForm(forms.Form):
    """The level agreed on, with a sentence and what it rests on."""

    level = forms.ChoiceField(
        label="Niveau retenu ensemble",
        error_messages={"required": "Choisissez le niveau retenu ensemble."},
    )
    text = forms.CharField(
        label="Ce qui a fait l’accord",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_LONGEST,
        error_messages={
            "required": "Dites en une phrase ce qui a fait l’accord.",
            "max_length": "Une phrase de discussion tient en 5 000 caractères.",
        },
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, framework: Framework, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = [("", _("choisir…")), *_answers(framework)]

    def clean_version(self) -> int | None:
        """Return the version of the consensus that was read; None when there was none."""
        return _version(self.cleaned_data["version"])


class LinkForm(forms.Form):
    """Which member is behind a code."""

    user = forms.ModelChoiceField(
        None, required=False, label="Membre", empty_label="personne dans l’équipe"
    )

    def __init__(self, *args: Any, workspace: Workspace, rater: Rater, **options: Any) -> None:
        super().__init__(*args, **options)
        members = User.objects.filter(
            memberships__workspace=workspace, memberships__ended_on__isnull=True
        )
        taken = members.filter(raters__rater__workspace=workspace).exclude(raters__rater=rater)
        self.fields["user"].queryset = members.exclude(pk__in=taken.values("pk")).order_by("name")

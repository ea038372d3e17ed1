"""Forms about people: to invite, to join, to change a role, to leave, to name oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from terreau.i18n import gettext as _
from terreau.web.accounts.forms.entrance import PASSWORD_HELP
from terreau.web.accounts.models import Invitation, Role, User

__all__ = ["EndForm", "InviteForm", "JoinForm", "NameForm", "RoleForm"]


def _password(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, strip=False)


class InviteForm(forms.ModelForm):
    """Who is invited, and as what."""

    class Meta:
        model = Invitation
        fields = ("name", "email", "role")
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = Role.choices
        self.fields["name"].help_text = _("Le nom sous lequel l’équipe connaît cette personne.")


class JoinForm(forms.Form):
    """A new account: its name and its password."""

    name = forms.CharField(
        label=_("Votre nom, tel que l’équipe le verra"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password1 = _password(_("Mot de passe"), PASSWORD_HELP)
    password2 = _password(_("Le même, encore une fois"))

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        self.email = email
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """Refuse two passwords that differ, and those that are guessed at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password, again = cleaned.get("password1"), cleaned.get("password2")
        if password and again and password != again:
            self.add_error("password2", _("Les deux mots de passe diffèrent."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class RoleForm(forms.Form):
    """The role of a member."""

    role = forms.ChoiceField(label=_("Rôle"), choices=Role.choices, widget=forms.RadioSelect)


class EndForm(forms.Form):
    """Who takes over what a person follows, when they leave."""

    heir = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Qui reprend ce que cette personne suit ?"),
        required=False,
        empty_label=_("Personne pour l’instant"),
    )

    def __init__(self, *args: Any, heirs: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heir"].queryset = heirs


class NameForm(forms.ModelForm):
    """One's own name."""

    class Meta:
        model = User
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

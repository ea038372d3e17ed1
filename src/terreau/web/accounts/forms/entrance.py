"""The forms of allauth in our words: a label over each field, nothing that fades when one types."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp

from terreau.i18n import gettext as _
from terreau.i18n import typeset

__all__ = [
    "PASSWORD_HELP",
    "ActivateForm",
    "AskForm",
    "ChangeForm",
    "ChooseForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmForm",
    "LoginForm",
    "SetForm",
]

PASSWORD_HELP = typeset(
    _("Dix signes au moins. Une phrase que vous seul·e connaissez fait très bien l’affaire.")
)
_NEW = (_("Nouveau mot de passe"), PASSWORD_HELP)
_AGAIN = (_("Le même, encore une fois"), "")
_SIX_DIGITS = (_("Code à six chiffres"), "")


class _Words:
    """Gives each field its label and help from `words`; takes allauth's placeholders away."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words[name]


class _Digits(_Words):
    """A code read on a telephone: the keyboard of digits, nothing kept by the browser."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}  # type: ignore[attr-defined]


class LoginForm(_Words, account.LoginForm):
    """Address and password."""

    words: ClassVar = {
        "login": (_("Adresse électronique"), ""),
        "password": (_("Mot de passe"), ""),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].widget.attrs["autofocus"] = True


class AskForm(_Words, account.ResetPasswordForm):
    """The address to which a link is sent."""

    words: ClassVar = {"email": (_("Adresse électronique"), "")}


class ChooseForm(_Words, account.ResetPasswordKeyForm):
    """A new password, by a link."""

    words: ClassVar = {"password1": _NEW, "password2": _AGAIN}


class SetForm(_Words, account.SetPasswordForm):
    """A first password."""

    words: ClassVar = {"password1": _NEW, "password2": _AGAIN}


class ChangeForm(_Words, account.ChangePasswordForm):
    """Another password."""

    words: ClassVar = {
        "oldpassword": (_("Mot de passe actuel"), ""),
        "password1": _NEW,
        "password2": _AGAIN,
    }


class ConfirmForm(_Words, account.ReauthenticateForm):
    """The password once more, before a sensitive gesture."""

    words: ClassVar = {"password": (_("Mot de passe"), "")}


class CodeForm(_Digits, factor.AuthenticateForm):
    """The second factor, when entering."""

    words: ClassVar = {"code": (_("Code à six chiffres, ou code de secours"), "")}


class ConfirmCodeForm(_Digits, factor.ReauthenticateForm):
    """The second factor once more, before a sensitive gesture."""

    words: ClassVar = {"code": (_("Code à six chiffres, ou code de secours"), "")}


class ActivateForm(_Digits, totp.ActivateTOTPForm):
    """The first code, which proves that the telephone is set."""

    words: ClassVar = {"code": _SIX_DIGITS}

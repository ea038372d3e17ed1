"""What allauth asks of us: nobody signs up without an invitation; words and letters are ours."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts import mail
from terreau.web.accounts.models import Membership, User
from terreau.web.accounts.second_factor import is_missing
from terreau.web.accounts.sessions import device

__all__ = ["Adapter", "FactorAdapter"]

_WORDS = {
    "account_inactive": _(
        "Ce compte est fermé. Écrivez à la personne qui administre votre structure."
    ),
    "email_password_mismatch": _(
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez l’un et l’autre."
    ),
    "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
    "incorrect_password": _("Ce n’est pas votre mot de passe."),
    "too_many_login_attempts": _(
        "Trop d’essais sans succès. Attendez cinq minutes, puis recommencez."
    ),
    "rate_limited": _("Trop d’essais sans succès. Attendez cinq minutes, puis recommencez."),
    "invalid_password_reset": _("Ce lien ne vaut plus."),
}


_ASK = typeset(
    _("Votre rôle demande un second facteur : activez-le dans « Mon compte », en deux minutes.")
)
_FACTOR_WORDS = {
    "incorrect_code": _("Ce code n’est pas le bon : il change toutes les trente secondes."),
    "cannot_generate_recovery_codes": _("Activez d’abord le second facteur."),
}


class Adapter(DefaultAccountAdapter):
    """Closes the sign-up: an account is made by an invitation (`accounts.services.invitations`)."""

    error_messages: ClassVar[dict[str, Any]] = {**DefaultAccountAdapter.error_messages, **_WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No one enters without a link."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to one's own page."""
        return reverse("person")

    def post_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse:
        """Ask once at each entrance for the second factor that a role calls for."""
        response: HttpResponse = super().post_login(request, user, **said)
        members = Membership.objects.filter(user=user, ended_on__isnull=True)
        if any(is_missing(one) for one in members.select_related("user")):
            messages.warning(request, _ASK)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write to the address of the account; what was done stays done when no mail leaves."""
        said = {**(context or {}), "device": device(self.get_http_user_agent(self.request))}
        with mail.failing_quietly():
            super().send_notification_mail(template_prefix, user, said, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter, or say that it could not leave: the same for every address."""
        try:
            super().send_mail(template_prefix, email, context)
        except mail.FAILURES as error:
            page = render(current.request, "accounts/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from error


class FactorAdapter(DefaultMFAAdapter):
    """The second factor in our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        **_FACTOR_WORDS,
    }

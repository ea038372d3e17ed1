"""Letters: whether the server sends any, and what happens when one cannot leave."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from terreau.i18n import gettext as _
from terreau.web.accounts.models import Invitation

__all__ = ["FAILURES", "failing_quietly", "leaves", "link_of", "send_invitation"]

FAILURES = (SMTPException, OSError)
_LOG = logging.getLogger("terreau.mail")


def leaves() -> bool:
    """Whether letters leave the server; without a mail server they are files in the data folder."""
    return not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


@contextmanager
def failing_quietly() -> Iterator[None]:
    """Log a letter that cannot leave, and go on."""
    try:
        yield
    except (*FAILURES, ImmediateHttpResponse) as error:
        _LOG.warning("a letter could not leave: %s", type(error).__name__)


def link_of(request: HttpRequest, invitation: Invitation) -> str:
    """Return the whole address of an invitation, to copy or to send."""
    return request.build_absolute_uri(reverse("invitation", args=[invitation.token]))


def send_invitation(request: HttpRequest, invitation: Invitation) -> bool:
    """Send the link to the person invited; say whether it left."""
    context = {
        "invitation": invitation,
        "link": link_of(request, invitation),
        "sender": request.user,
    }
    subject = _("Invitation à rejoindre « {name} » sur Terreau").format(
        name=" ".join(invitation.workspace.name.split())
    )
    text = render_to_string("accounts/mail/invitation.txt", context)
    sent = False
    with failing_quietly():
        sent = bool(send_mail(subject, text, None, [invitation.email]))
    return sent and leaves()

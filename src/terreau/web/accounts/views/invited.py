"""The page of an invitation, seen by the person who is invited."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.forms.people import JoinForm
from terreau.web.accounts.models import Invitation, Membership, User
from terreau.web.accounts.roles import described
from terreau.web.accounts.services.invitations import (
    AccountExists,
    AlreadyMember,
    Unusable,
    accept,
)
from terreau.web.core.rooms import first_page

__all__ = ["invitation"]

_GONE = 410


def _closed(request: HttpRequest, invited: Invitation | None, state: str) -> HttpResponse:
    """Say why the link lets nobody in, and what to do."""
    context = {"state": state, "invitation": invited}
    status = _GONE if invited else 404
    page = render(request, "accounts/invitation_closed.html", context, status=status)
    page._has_been_logged = True  # the address is a key that may be made good again
    return page


def _welcome(request: HttpRequest, membership: Membership) -> str:
    words = _("Bienvenue dans « {name} ».").format(name=membership.workspace.name)
    messages.success(request, typeset(words))
    membership.user.__dict__.pop(
        "_memberships", None
    )  # what they are was asked before they were it
    return first_page(membership.user, membership.workspace)


def _show(
    request: HttpRequest, invited: Invitation, form: JoinForm | None, status: int
) -> HttpResponse:
    context = {
        "invitation": invited,
        "role": described(invited.role),
        "form": form,
        "account": form is None and not request.user.is_authenticated,
        "other": request.user.is_authenticated and request.user.email != invited.email,
    }
    return render(request, "accounts/invitation.html", context, status=status)


def _join(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Let in a person who has an account and is logged in."""
    try:
        membership = accept(request.user, invitation=invited)
    except AlreadyMember:
        messages.info(request, _("Vous étiez déjà membre de cette structure."))
        return redirect(first_page(request.user, invited.workspace))
    return redirect(_welcome(request, membership))


def _enter(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Make the account of a person who has none, and let them in."""
    form = JoinForm(request.POST, email=invited.email)
    if not form.is_valid():
        return _show(request, invited, form, 422)
    said = form.cleaned_data
    membership = accept(None, invitation=invited, name=said["name"], password=said["password1"])
    where = _welcome(request, membership)
    return perform_login(request, membership.user, redirect_url=where)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person in: with an account they have, or a name and a password."""
    invited = Invitation.objects.select_related("workspace", "sent_by").filter(token=token).first()
    if invited is None:
        return _closed(request, None, "unknown")
    if invited.state != Invitation.State.OPEN:
        return _closed(request, invited, invited.state)
    known = request.user.is_authenticated or User.objects.filter(email=invited.email).exists()
    if request.method != "POST":
        form = None if known else JoinForm(email=invited.email, initial={"name": invited.name})
        return _show(request, invited, form, 200)
    try:
        if request.user.is_authenticated:
            return _join(request, invited)
        return _enter(request, invited)
    except Unusable as closed:
        return _closed(request, invited, closed.state)
    except AccountExists:
        return _show(request, invited, None, 200)

"""Invitations, seen by those who send them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts import mail
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.forms.people import InviteForm
from terreau.web.accounts.models import Invitation
from terreau.web.accounts.roles import every_role
from terreau.web.accounts.services import invitations as services
from terreau.web.core import kept

__all__ = ["invite", "resend", "sent", "withdraw"]

_MEMBER = _("Cette personne est déjà membre : changez plutôt son rôle.")
_PROPOSED = ("name", "email", "role")


def _found(request: HttpRequest, key: int) -> Invitation:
    return get_object_or_404(request.workspace.invitations, pk=key)


def _send(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Send the letter and show the link: one of the two always arrives."""
    if mail.send_invitation(request, invitation):
        messages.success(request, typeset(_("Invitation envoyée à {email}.").format(email=invitation.email)))  # fmt: skip
    elif mail.leaves():
        messages.warning(
            request, typeset(_("Le courriel n’a pas pu partir : transmettez le lien vous-même."))
        )
    return redirect("accounts:invitation-sent", request.workspace.code, invitation.pk)


@workspace_page("manage_members", methods=("GET", "POST"))
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person: name, address, role."""
    typed = kept.typed(request)
    proposed = {name: request.GET[name] for name in _PROPOSED if name in request.GET}
    form = InviteForm(typed, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.invite(request.user, workspace=request.workspace, **form.cleaned_data)
        except services.AlreadyMember:
            form.add_error("email", _MEMBER)
        else:
            return _send(request, made)
    context = {
        "form": form,
        "roles": every_role(),
        "chosen": form["role"].value(),
        "kept": request.method == "GET" and typed is not None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/invite.html", context, status=status)


@workspace_page("manage_members")
def sent(request: HttpRequest, invitation: int) -> HttpResponse:
    """Show the link of an invitation, to copy."""
    found = _found(request, invitation)
    context = {
        "invitation": found,
        "link": mail.link_of(request, found),
        "mail_leaves": mail.leaves(),
    }
    return render(request, "accounts/invitation_sent.html", context)


@workspace_page("manage_members", methods=("POST",))
def resend(request: HttpRequest, invitation: int) -> HttpResponse:
    """Give the link fourteen more days and send it again."""
    found = _found(request, invitation)
    try:
        again = services.resend(request.user, invitation=found)
    except services.Unusable:
        return _closed(request, found)
    return _send(request, again)


@workspace_page("manage_members", methods=("POST",))
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Close a link."""
    found = _found(request, invitation)
    try:
        services.withdraw(request.user, invitation=found)
    except services.Unusable:
        return _closed(request, found)
    messages.success(request, _("Invitation retirée : le lien ne vaut plus."))
    return redirect("accounts:members", request.workspace.code)


def _closed(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Show what became of the invitation meanwhile."""
    return redirect("accounts:invitation-sent", request.workspace.code, invitation.pk)

"""The members of a workspace: who they are, what each may do, how one leaves."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.forms.people import EndForm, RoleForm
from terreau.web.accounts.handover import held_by
from terreau.web.accounts.models import Invitation, Membership, User
from terreau.web.accounts.roles import described, every_role
from terreau.web.accounts.second_factor import having
from terreau.web.accounts.services import members as services

__all__ = ["end", "factor", "link", "member", "members"]

_LAST = _(
    "C’est la dernière personne à l’administration : donnez d’abord ce rôle à quelqu’un d’autre."
)


def _found(request: HttpRequest, key: int) -> Membership:
    """Return a present member of the workspace; a departed one is not found."""
    return get_object_or_404(
        Membership.objects.select_related("user"),
        workspace=request.workspace, ended_on__isnull=True, pk=key,
    )  # fmt: skip


@workspace_page("see_team")
def members(request: HttpRequest) -> HttpResponse:
    """List the members, and for administrators the invitations and those who left."""
    manages = request.user.has_perm("manage_members", request.workspace)
    everyone = list(
        request.workspace.memberships.select_related("user").order_by("user__name", "pk")
    )
    present = [one for one in everyone if one.ended_on is None]
    secured = having([one.user for one in present]) if manages else set()
    context = {
        "manages": manages,
        "members": [
            {"membership": one, "role": described(one.role), "secured": one.user_id in secured}
            for one in present
        ],
        "roles": every_role(),
        "gone": [one for one in everyone if one.ended_on is not None] if manages else [],
        "invitations": _open_invitations(request) if manages else [],
    }
    return render(request, "accounts/members.html", context)


def _open_invitations(request: HttpRequest) -> list[Invitation]:
    return list(
        request.workspace.invitations.filter(
            used_on__isnull=True, withdrawn_on__isnull=True
        ).select_related("sent_by")
    )


@workspace_page("manage_members", methods=("GET", "POST"))
def member(request: HttpRequest, member: int) -> HttpResponse:
    """Show a member and change their role."""
    held = _found(request, member)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": held.role})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_role(request.user, membership=held, role=form.cleaned_data["role"])
        except services.LastAdmin:
            form.add_error("role", _LAST)
        else:
            messages.success(request, _("Rôle enregistré."))
            return redirect("accounts:members", request.workspace.code)
    return _shown(request, held, form)


def _shown(
    request: HttpRequest, held: Membership, form: RoleForm, password_link: str = ""
) -> HttpResponse:
    context = {
        "member": held,
        "form": form,
        "roles": every_role(),
        "chosen": form["role"].value(),
        "secured": bool(having([held.user])),
        "may_help": services.may_help(request.user, held.user),
        "password_link": password_link,
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/member.html", context, status=status)


@workspace_page("manage_members", methods=("POST",))
def link(request: HttpRequest, member: int) -> HttpResponse:
    """Make the link by which a member chooses a new password, and show it once."""
    held = _found(request, member)
    try:
        path = services.password_link(request.user, membership=held)
    except services.NotTheirs as refused:
        raise PermissionDenied from refused
    form = RoleForm(initial={"role": held.role})
    return _shown(request, held, form, request.build_absolute_uri(path))


@workspace_page("manage_members", methods=("POST",))
def factor(request: HttpRequest, member: int) -> HttpResponse:
    """Take away a second factor that was lost."""
    held = _found(request, member)
    try:
        services.remove_second_factor(request.user, membership=held)
    except services.NotTheirs as refused:
        raise PermissionDenied from refused
    messages.success(request, _("Second facteur retiré. Cette personne peut l’activer de nouveau."))
    return redirect("accounts:member", request.workspace.code, held.pk)


@workspace_page("manage_members", methods=("GET", "POST"))
def end(request: HttpRequest, member: int) -> HttpResponse:
    """End a membership; what the person follows goes to another in the same gesture."""
    held = _found(request, member)
    heirs = User.objects.filter(
        memberships__workspace=request.workspace, memberships__ended_on__isnull=True
    ).exclude(pk=held.user_id).order_by("name")  # fmt: skip
    form = EndForm(request.POST if request.method == "POST" else None, heirs=heirs)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_membership(request.user, membership=held, heir=form.cleaned_data["heir"])
        except services.LastAdmin:
            form.add_error(None, _LAST)
        else:
            words = _("{name} n’est plus membre.").format(name=held.user.name)
            messages.success(request, typeset(words))
            return redirect("accounts:members", request.workspace.code)
    context = {"member": held, "form": form, "held": held_by(request.workspace, held.user)}
    return render(
        request, "accounts/member_end.html", context, status=422 if form.is_bound else 200
    )

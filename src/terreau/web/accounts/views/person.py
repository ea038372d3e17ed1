"""« Mon compte »: what a person sees and changes of what is theirs."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.web.accounts.forms.people import NameForm
from terreau.web.accounts.roles import described
from terreau.web.accounts.second_factor import ASKED
from terreau.web.accounts.services.members import rename
from terreau.web.accounts.sessions import close_others, open_on
from terreau.web.core import kept

__all__ = ["close_sessions", "download_codes", "factor", "person"]


def _codes_left(request: HttpRequest) -> tuple[bool, int]:
    """Return whether the second factor is on, and how many recovery codes are left."""
    found = {one.type: one for one in Authenticator.objects.filter(user=request.user)}
    codes = found.get(Authenticator.Type.RECOVERY_CODES)
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return Authenticator.Type.TOTP in found, left


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: HttpRequest) -> HttpResponse:
    """Show and change one's name; lead to password, second factor, devices, workspaces."""
    typed = kept.typed(request)
    form = NameForm(typed, instance=request.user)
    if request.method == "POST" and form.is_valid():
        rename(request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Enregistré."))
        return redirect("person")
    if form.is_bound:
        request.user.refresh_from_db()  # the frame shows the name that is kept, not the one refused
    members = request.user.memberships.filter(ended_on__isnull=True).select_related("workspace")
    on, left = _codes_left(request)
    roles = [(one, described(one.role)) for one in members.order_by("workspace__name")]
    context: dict[str, Any] = {
        "form": form,
        "factor": on,
        "codes_left": left,
        "asked": not on and any(one.role in ASKED for one, _role in roles),
        "devices": open_on(request),
        "roles": roles,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/person.html", context, status=status)


@require_POST
@login_required
def close_sessions(request: HttpRequest) -> HttpResponse:
    """Close the sessions opened elsewhere."""
    closed = close_others(request)
    words = ngettext("{n} appareil déconnecté.", "{n} appareils déconnectés.", closed)
    messages.success(request, words.format(n=closed) if closed else _("Aucun autre appareil."))
    return redirect("person")


@require_safe
@login_required
def factor(request: HttpRequest) -> HttpResponse:
    """Lead where allauth sends after a change of the second factor: one's own page."""
    return redirect("person")


class _Codes(DownloadRecoveryCodesView):
    def render_to_response(self, context: Any, **options: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **options)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours-terreau.txt"'
        return response


download_codes = _Codes.as_view()

"""The settings of a workspace."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terreau.i18n import gettext as _
from terreau.web.accounts.access import workspace_page
from terreau.web.accounts.forms.workspaces import SettingsForm
from terreau.web.accounts.services.workspaces import change_settings
from terreau.web.core import kept

__all__ = ["settings"]


@workspace_page("manage_members", methods=("GET", "POST"))
def settings(request: HttpRequest) -> HttpResponse:
    """Change the name, the rooms shown, the first page; say what is fixed."""
    typed = kept.typed(request)
    form = SettingsForm(typed, initial=SettingsForm.values(request.workspace))
    if request.method == "POST" and form.is_valid():
        change_settings(request.user, workspace=request.workspace, **form.cleaned_data)
        messages.success(request, _("Réglages enregistrés."))
        return redirect("accounts:settings", request.workspace.code)
    context = {"form": form, "kept": request.method == "GET" and typed is not None}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/settings.html", context, status=status)

"""Addresses of `accounts` in a workspace."""

from __future__ import annotations

from django.urls import path

from terreau.web.accounts.views import invitations, members, workspaces

app_name = "accounts"
urlpatterns = [
    path("membres/", members.members, name="members"),
    path("membres/inviter/", invitations.invite, name="invite"),
    path("membres/invitations/<int:invitation>/", invitations.sent, name="invitation-sent"),
    path(
        "membres/invitations/<int:invitation>/renvoyer/",
        invitations.resend,
        name="invitation-resend",
    ),
    path(
        "membres/invitations/<int:invitation>/retirer/",
        invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("membres/<int:member>/", members.member, name="member"),
    path("membres/<int:member>/fin/", members.end, name="member-end"),
    path("membres/<int:member>/lien/", members.link, name="member-link"),
    path("membres/<int:member>/second-facteur/", members.factor, name="member-factor"),
    path("reglages/", workspaces.settings, name="settings"),
]

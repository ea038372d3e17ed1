"""Addresses outside the workspaces: arriving, entering, one's own account, an invitation.

Of allauth, only what Terreau uses: nobody signs up, no other address is added, no code by mail.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from terreau.web.accounts.views import arrival, invited, person

urlpatterns = [
    path("", arrival.home, name="home"),
    path("invitation/<str:token>/", invited.invitation, name="invitation"),
    path("compte/login/", account.login, name="account_login"),
    path("compte/inscription/", arrival.no_signup, name="account_signup"),
    path("compte/deconnexion/", account.logout, name="account_logout"),
    path("compte/ferme/", account.account_inactive, name="account_inactive"),
    path("compte/confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("compte/moi/", person.person, name="person"),
    path("compte/moi/appareils/", person.close_sessions, name="person-sessions"),
    path("compte/mot-de-passe/", account.password_change, name="account_change_password"),
    path("compte/mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("compte/mot-de-passe/oublie/", arrival.forgotten, name="account_reset_password"),
    path(
        "compte/mot-de-passe/oublie/envoye/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^compte/mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "compte/mot-de-passe/change/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("compte/second-facteur/", person.factor, name="mfa_index"),
    path("compte/second-facteur/code/", factor.authenticate, name="mfa_authenticate"),
    path("compte/second-facteur/confirmer/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("compte/second-facteur/activer/", totp.activate_totp, name="mfa_activate_totp"),
    path("compte/second-facteur/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "compte/second-facteur/secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "compte/second-facteur/secours/nouveaux/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/second-facteur/secours/fichier/",
        person.download_codes,
        name="mfa_download_recovery_codes",
    ),
]

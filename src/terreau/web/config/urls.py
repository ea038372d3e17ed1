"""Every address. Those of a workspace stand under ``/e/<workspace>/``."""

from __future__ import annotations

from django.urls import include, path

from terreau.web.accounts import views as accounts
from terreau.web.core.views import health, offline

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

handler400 = "terreau.web.core.faults.misread"
handler403 = "terreau.web.core.faults.refused"
handler404 = "terreau.web.core.faults.not_found"
handler500 = "terreau.web.core.faults.broken"

urlpatterns = [
    path("", accounts.home, name="home"),
    path("sante/", health.health, name="health"),
    path("hors-ligne.js", offline.worker, name="offline-worker"),
    path("compte/", include("allauth.account.urls")),
    path("compte/second-facteur/", include("allauth.mfa.urls")),
    path("compte/moi/", accounts.person, name="person"),
    path("invitation/<str:token>/", accounts.invitation, name="invitation"),
    path("e/<slug:workspace>/", include("terreau.web.home.urls")),
    path("e/<slug:workspace>/", include("terreau.web.accounts.urls")),
    path("e/<slug:workspace>/", include("terreau.web.territories.urls")),
    path("e/<slug:workspace>/", include("terreau.web.frameworks.urls")),
    path("e/<slug:workspace>/", include("terreau.web.cases.urls")),
    path("e/<slug:workspace>/", include("terreau.web.interviews.urls")),
    path("e/<slug:workspace>/", include("terreau.web.ratings.urls")),
    path("e/<slug:workspace>/", include("terreau.web.exchange.urls")),
]

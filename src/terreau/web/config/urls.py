"""Every address. Those of a workspace stand under ``/e/<workspace>/``."""

from __future__ import annotations

from django.urls import include, path

from terreau.web.core.views import health, offline

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

handler400 = "terreau.web.core.faults.misread"
handler403 = "terreau.web.core.faults.refused"
handler404 = "terreau.web.core.faults.not_found"
handler429 = "terreau.web.core.faults.too_many"
handler500 = "terreau.web.core.faults.broken"

urlpatterns = [
    path("", include("terreau.web.accounts.entrance")),
    path("sante/", health.health, name="health"),
    path("hors-ligne.js", offline.worker, name="offline-worker"),
    path("e/<slug:workspace>/", include("terreau.web.home.urls")),
    path("e/<slug:workspace>/", include("terreau.web.accounts.urls")),
    path("e/<slug:workspace>/", include("terreau.web.territories.urls")),
    path("e/<slug:workspace>/", include("terreau.web.frameworks.urls")),
    path("e/<slug:workspace>/", include("terreau.web.cases.urls")),
    path("e/<slug:workspace>/", include("terreau.web.interviews.urls")),
    path("e/<slug:workspace>/", include("terreau.web.ratings.urls")),
    path("e/<slug:workspace>/", include("terreau.web.exchange.urls")),
]

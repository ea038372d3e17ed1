"""Addresses of `cases`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "cases"
urlpatterns = [
    path("projets/", pending, name="cases"),
    path("tiers-lieux/", pending, name="places"),
    path("projets/nouveau/<str:kind>/", pending, name="case-new"),
    path("projets/<str:reference>/", pending, name="case"),
    path("projets/<str:reference>/modifier/", pending, name="case-edit"),
    path("projets/<str:reference>/historique/", pending, name="case-history"),
    path("projets/<str:reference>/journal/", pending, name="case-log"),
    path("projets/<str:reference>/suivi/", pending, name="case-follow-up"),
    path("projets/<str:reference>/bilan/<int:year>/", pending, name="case-review"),
    path("acteurs/", pending, name="actors"),
    path("acteurs/<str:reference>/", pending, name="actor"),
    path("journal/", pending, name="logbook"),
    path("journal/<str:reference>/", pending, name="entry"),
    path("ensuite/", pending, name="next"),
    path("suivi/", pending, name="follow-up"),
    path("types/", pending, name="kinds"),
]

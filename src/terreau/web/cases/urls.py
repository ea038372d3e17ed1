"""Addresses of `cases`."""

from __future__ import annotations

from django.urls import path

from terreau.web.cases.views import kinds
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
    path("types/", kinds.kinds, name="kinds"),
    path("types/nouveau/", kinds.kind_new, name="kind-new"),
    path("types/<str:code>/", kinds.kind_edit, name="kind-edit"),
    path("types/<str:kind>/champs/nouveau/", kinds.field_new, name="field-new"),
    path("types/<str:kind>/champs/<slug:code>/", kinds.field_edit, name="field-edit"),
    path("types/<str:kind>/champs/<slug:code>/ranger/", kinds.field_shelve, name="field-shelve"),
    path("domaines/nouveau/", kinds.theme_new, name="theme-new"),
    path("domaines/<int:pk>/ranger/", kinds.theme_shelve, name="theme-shelve"),
]

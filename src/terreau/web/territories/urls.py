"""Addresses of `territories`."""

from __future__ import annotations

from django.urls import path

from terreau.web.territories.views import communes, territories

app_name = "territories"
urlpatterns = [
    path("communes/", communes.proposals, name="communes"),
    path("territoires/", territories.territories, name="territories"),
    path("territoires/ajouter/", territories.territory_new, name="territory-new"),
    path("territoires/communes/ajouter/", communes.commune_new, name="commune-new"),
    path("territoires/communes/<str:code>/", communes.commune_edit, name="commune-edit"),
    path(
        "territoires/communes/<str:code>/retirer/", communes.commune_archive, name="commune-archive"
    ),
    path("territoires/<slug:code>/", territories.territory, name="territory"),
    path("territoires/<slug:code>/modifier/", territories.territory_edit, name="territory-edit"),
    path(
        "territoires/<slug:code>/retirer/", territories.territory_archive, name="territory-archive"
    ),
]

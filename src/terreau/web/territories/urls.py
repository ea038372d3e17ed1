"""Addresses of `territories`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending
from terreau.web.territories.views import communes

app_name = "territories"
urlpatterns = [
    path("territoires/", pending, name="territories"),
    path("territoires/<slug:code>/", pending, name="territory"),
    path("communes/", communes.proposals, name="communes"),
]

"""Addresses of `frameworks`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "frameworks"
urlpatterns = [
    path("referentiels/", pending, name="frameworks"),
    path("referentiels/<str:identifier>/", pending, name="framework"),
]

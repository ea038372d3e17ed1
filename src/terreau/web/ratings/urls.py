"""Addresses of `ratings`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "ratings"
urlpatterns = [
    path("appreciations/", pending, name="overview"),
    path("projets/<str:case>/appreciations/", pending, name="grid"),
    path("projets/<str:case>/apprecier/", pending, name="rate"),
    path("projets/<str:case>/discussion/", pending, name="discussion"),
    path("appreciations/regards/", pending, name="raters"),
]

"""Addresses of `interviews`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "interviews"
urlpatterns = [
    path("entretiens/", pending, name="interviews"),
    path("entretiens/<str:reference>/", pending, name="interview"),
    path("documents/", pending, name="documents"),
    path("documents/<str:reference>/", pending, name="document"),
    path("projets/<str:case>/documents/nouveau/", pending, name="document-new"),
    path("projets/<str:case>/entretiens/nouveau/", pending, name="interview-new"),
]

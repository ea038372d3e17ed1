"""Addresses of accueil, search, acts and background work."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending
from terreau.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("presentation/", views.presentation, name="presentation"),
    path("composants/", views.components, name="components"),
    path("recherche/", views.search, name="search"),
    path("actes/", views.acts, name="acts"),
    path("travaux/", pending, name="jobs"),
    path("travaux/<uuid:job>/", pending, name="job"),
    path("travaux/<uuid:job>/fichier/", pending, name="job-file"),
]

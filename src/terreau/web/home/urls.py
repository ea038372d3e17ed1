"""Addresses of accueil, search, acts and background work."""

from __future__ import annotations

from django.urls import path

from terreau.web.home import views, views_jobs

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("presentation/", views.presentation, name="presentation"),
    path("composants/", views.components, name="components"),
    path("recherche/", views.search, name="search"),
    path("actes/", views.acts, name="acts"),
    path("travaux/", views_jobs.jobs_of, name="jobs"),
    path("travaux/<uuid:job>/", views_jobs.job, name="job"),
    path("travaux/<uuid:job>/fichier/", views_jobs.job_file, name="job-file"),
]

"""Addresses of `exchange`."""

from __future__ import annotations

from django.urls import path

from terreau.web.exchange import views, views_imports

app_name = "exchange"
urlpatterns = [
    path("exporter/", views.export, name="export"),
    path("importer/", views_imports.import_workbook, name="import"),
    path("importer/<uuid:batch>/", views_imports.batch, name="batch"),
    path("importer/<uuid:batch>/annuler/", views_imports.undo, name="undo"),
]

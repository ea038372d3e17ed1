"""Addresses of `exchange`."""

from __future__ import annotations

from django.urls import path

from terreau.web.exchange import views

app_name = "exchange"
urlpatterns = [
    path("exporter/", views.export, name="export"),
]

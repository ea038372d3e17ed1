"""Addresses of `exchange`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "exchange"
urlpatterns = [
    path("exporter/", pending, name="export"),
]

"""Addresses of `accounts`."""

from __future__ import annotations

from django.urls import path

from terreau.web.core.views.pending import pending

app_name = "accounts"
urlpatterns = [
    path("membres/", pending, name="members"),
    path("reglages/", pending, name="settings"),
]

"""Addresses of `ratings`."""

from __future__ import annotations

from django.urls import path

from terreau.web.ratings.views.discussion import discuss, discussion
from terreau.web.ratings.views.grid import grid
from terreau.web.ratings.views.origin import origin
from terreau.web.ratings.views.overview import overview
from terreau.web.ratings.views.rate import rate, rate_stay, rate_variable
from terreau.web.ratings.views.raters import rater, raters

app_name = "ratings"
_CASE = "projets/<str:case>"
_STAY = "<str:phase>/<int:seq>"
urlpatterns = [
    path("appreciations/", overview, name="overview"),
    path("appreciations/regards/", raters, name="raters"),
    path("appreciations/regards/<str:reference>/", rater, name="rater"),
    path(f"{_CASE}/appreciations/", grid, name="grid"),
    path(f"{_CASE}/appreciations/origine/{_STAY}/<str:pillar>/", origin, name="origin"),
    path(f"{_CASE}/apprecier/", rate, name="rate"),
    path(f"{_CASE}/apprecier/{_STAY}/", rate_stay, name="rate-stay"),
    path(f"{_CASE}/apprecier/{_STAY}/<str:variable>/", rate_variable, name="rate-variable"),
    path(f"{_CASE}/discussion/", discussion, name="discussion"),
    path(f"{_CASE}/discussion/{_STAY}/<str:variable>/", discuss, name="discuss"),
]

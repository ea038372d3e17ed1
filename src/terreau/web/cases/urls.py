"""Addresses of `cases`."""

from __future__ import annotations

from django.urls import path, register_converter

from terreau.web.cases.urls_log import LOG
from terreau.web.cases.views import (
    actor_edit,
    actors,
    case,
    case_acts,
    case_edit,
    case_history,
    case_list,
    kinds,
    proposals,
    rows,
)

register_converter(rows.RowConverter, "row")

app_name = "cases"
urlpatterns = [
    *LOG,
    path("projets/", case_list.cases, name="cases"),
    path("tiers-lieux/", case_list.places, name="places"),
    path("projets/nouveau/<str:kind>/", case_edit.case_new, name="case-new"),
    path("projets/<str:reference>/", case.case, name="case"),
    path("projets/<str:reference>/modifier/", case_edit.case_edit, name="case-edit"),
    path("projets/<str:reference>/verifier/", case_acts.case_verify, name="case-verify"),
    path("projets/<str:reference>/archiver/", case_acts.case_archive, name="case-archive"),
    path("projets/<str:reference>/remettre/", case_acts.case_restore, name="case-restore"),
    path("projets/<str:reference>/historique/", case_history.case_history, name="case-history"),
    path("projets/<str:reference>/<row:row>/ajouter/", rows.row_new, name="row-new"),
    path("projets/<str:reference>/<row:row>/<int:pk>/", rows.row_edit, name="row-edit"),
    path(
        "projets/<str:reference>/<row:row>/<int:pk>/retirer/", rows.row_archive, name="row-archive"
    ),
    path("proposer/projets/", proposals.cases, name="case-proposals"),
    path("proposer/acteurs/", proposals.actors, name="actor-proposals"),
    path("acteurs/", actors.actors, name="actors"),
    path("acteurs/ajouter/", actor_edit.actor_new, name="actor-new"),
    path("acteurs/<str:reference>/", actors.actor, name="actor"),
    path("acteurs/<str:reference>/modifier/", actor_edit.actor_edit, name="actor-edit"),
    path("acteurs/<str:reference>/retirer/", actor_edit.actor_archive, name="actor-archive"),
    path("acteurs/<str:reference>/fusionner/", actor_edit.actor_merge, name="actor-merge"),
    path("types/", kinds.kinds, name="kinds"),
    path("types/nouveau/", kinds.kind_new, name="kind-new"),
    path("types/<str:code>/", kinds.kind_edit, name="kind-edit"),
    path("types/<str:kind>/champs/nouveau/", kinds.field_new, name="field-new"),
    path("types/<str:kind>/champs/<slug:code>/", kinds.field_edit, name="field-edit"),
    path("types/<str:kind>/champs/<slug:code>/ranger/", kinds.field_shelve, name="field-shelve"),
    path("domaines/nouveau/", kinds.theme_new, name="theme-new"),
    path("domaines/<int:pk>/ranger/", kinds.theme_shelve, name="theme-shelve"),
]

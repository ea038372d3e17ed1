"""Addresses of the référentiels."""

from __future__ import annotations

from django.urls import path

from terreau.web.frameworks.views import drafts, mappings, reading

app_name = "frameworks"
_ONE = "referentiels/<str:identifier>/"
_PAIR = "referentiels/correspondances/<str:source>/<str:target>/"
urlpatterns = [
    path("referentiels/", reading.frameworks, name="frameworks"),
    path("referentiels/correspondances/nouvelle/", mappings.new, name="mapping-new"),
    path(_PAIR, mappings.mapping, name="mapping"),
    path(f"{_PAIR}modifier/", mappings.edit, name="mapping-edit"),
    path(f"{_PAIR}fichier/", mappings.mapping_file, name="mapping-file"),
    path(_ONE, reading.framework, name="framework"),
    path(f"{_ONE}livret/", reading.booklet, name="booklet"),
    path(f"{_ONE}fichiers/", reading.files, name="files"),
    path(f"{_ONE}utiliser/", reading.use, name="use"),
    path(f"{_ONE}copier/", drafts.copy, name="copy"),
    path(f"{_ONE}version-suivante/", drafts.next_version, name="next-version"),
    path(f"{_ONE}titre/", drafts.common, name="common"),
    path(f"{_ONE}phases/", drafts.phases, name="phases"),
    path(f"{_ONE}variables/<str:code>/", drafts.variable, name="variable"),
    path(f"{_ONE}variables/<str:code>/retirer/", drafts.retire, name="variable-retire"),
    path(f"{_ONE}piliers/<str:pillar>/ajouter/", drafts.add_variable, name="variable-new"),
    path(f"{_ONE}publier/", drafts.publish, name="publish"),
    path(f"{_ONE}archiver/", drafts.discard, name="discard"),
]

"""Addresses of interviews, people met, documents and passages."""

from __future__ import annotations

from django.urls import path

from terreau.web.interviews.views import documents, interviews, passages, people

app_name = "interviews"
_INTERVIEW = "entretiens/<str:reference>/"
_PERSON = f"{_INTERVIEW}personnes/<str:person>/"
_DOCUMENT = "documents/<str:reference>/"
_PASSAGE = f"{_DOCUMENT}extraits/<str:passage>/"
urlpatterns = [
    path("entretiens/", interviews.interviews, name="interviews"),
    path(_INTERVIEW, interviews.interview, name="interview"),
    path(f"{_INTERVIEW}modifier/", interviews.change, name="interview-edit"),
    path(f"{_INTERVIEW}ranger/", interviews.archive, name="interview-archive"),
    path(f"{_INTERVIEW}personnes/nouvelle/", people.new, name="person-new"),
    path(f"{_PERSON}modifier/", people.change, name="person-edit"),
    path(f"{_PERSON}ranger/", people.archive, name="person-archive"),
    path(f"{_PERSON}consentement/", people.consent, name="consent"),
    path(f"{_PERSON}retrait/", people.withdraw, name="withdraw"),
    path(f"{_INTERVIEW}documents/nouveau/", documents.new_of_interview, name="interview-document-new"),
    path("documents/", documents.documents, name="documents"),
    path(_DOCUMENT, documents.document, name="document"),
    path(f"{_DOCUMENT}modifier/", documents.change, name="document-edit"),
    path(f"{_DOCUMENT}ranger/", documents.archive, name="document-archive"),
    path(f"{_PASSAGE}modifier/", passages.change, name="passage-edit"),
    path(f"{_PASSAGE}ranger/", passages.archive, name="passage-archive"),
    path("projets/<str:case>/documents/nouveau/", documents.new, name="document-new"),
    path("projets/<str:case>/entretiens/nouveau/", interviews.new, name="interview-new"),
]  # fmt: skip

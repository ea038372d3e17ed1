"""The lists of the room: interviews and documents, their columns and filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from terreau.formats.tables.vocabularies import CONFIDENTIALITY, DOCUMENT_KINDS, INFORMANT_KINDS
from terreau.i18n import fold, format_date, parse_date
from terreau.i18n import gettext as _
from terreau.web.accounts.models import Membership
from terreau.web.accounts.rules import circles
from terreau.web.core.listing import Column, Listing
from terreau.web.core.models import Workspace
from terreau.web.interviews import queries, rules
from terreau.web.interviews.models import Document, Interview, Passage

__all__ = [
    "consent_warning",
    "documents_listing",
    "documents_of",
    "interviews_listing",
    "interviews_of",
]

_ALL = ("", "—")
_OF_THE_TEAM = ("interview", "confidentiality", "state")  # columns that say nothing to others


def _date(text: str) -> str:
    when = parse_date(text) if text else None
    return format_date(when.earliest) if when is not None and when.exact else text


def consent_warning(interview: Interview, day: date) -> str:
    """Return in a few words what the consents of an interview ask for on `day`; empty when nothing."""
    why = rules.shut(interview, day)
    if why is not None:
        return why.word
    ends = [
        person.consent.expires_on_latest
        for person in interview.participants.all()
        if not person.archived and person.consent.expires_on_latest
    ]
    if ends and min(ends) <= day + queries.RENEW_WITHIN:
        return _("expire le {day}").format(day=format_date(min(ends)))
    return ""


def _counted(rows: QuerySet[Any], to: str) -> Coalesce:
    """Return the number of `rows` that point by `to` at the row of the list."""
    counted = rows.filter(**{to: OuterRef("pk")}).order_by().values(to).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def interviews_of(membership: Membership, workspace: Workspace, day: date) -> QuerySet[Interview]:
    """Return the interviews of a workspace, with those met and the number of documents one may know of."""
    known = Document.objects.live().filter(queries.known(membership, day))
    return (
        Interview.objects.of(workspace)
        .select_related("case")
        .prefetch_related(queries.with_people())
        .annotate(n_documents=_counted(known, "interview"))
    )


def documents_of(membership: Membership, workspace: Workspace, day: date) -> QuerySet[Document]:
    """Return the documents one may know of, without their words."""
    return (
        queries.known_documents(membership, workspace, day)
        .select_related("case", "interview")
        .prefetch_related(queries.with_people("interview__participants"))
        .annotate(n_passages=_counted(Passage.objects.live(), "document"))
    )


def _of_case(query: QuerySet[Any], text: str) -> QuerySet[Any]:
    named = Q(case__reference__iexact=text.strip())
    words = fold(text)
    return query.filter(named | Q(case__name_key__contains=words) if words else named)


def _in_year(query: QuerySet[Any], year: str) -> QuerySet[Any]:
    return query.filter(date_earliest__year__lte=int(year), date_latest__year__gte=int(year))


class _Filters(forms.Form):
    """What both lists are narrowed by."""

    case = forms.CharField(label=_("Projet"), required=False, max_length=120)
    year = forms.ChoiceField(label=_("Année"), required=False)

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [_ALL, *[(str(year), str(year)) for year in years]]


class InterviewFilters(_Filters):
    """Who was heard, and what waits."""

    kind = forms.ChoiceField(
        label=_("Qui est entendu"), required=False, choices=[_ALL, *INFORMANT_KINDS]
    )
    consent = forms.ChoiceField(
        label=_("Consentement"),
        required=False,
        choices=[_ALL, ("renew", _("à renouveler")), ("shut", _("fermé"))],
    )
    documents = forms.ChoiceField(
        label=_("Documents"), required=False, choices=[_ALL, ("none", _("sans document"))]
    )


class DocumentFilters(_Filters):
    """What kind of document, for whom."""

    kind = forms.ChoiceField(label=_("Nature"), required=False, choices=[_ALL, *DOCUMENT_KINDS])
    confidentiality = forms.ChoiceField(
        label=_("Confidentialité"), required=False, choices=[_ALL, *CONFIDENTIALITY]
    )


def _years(rows: QuerySet[Any]) -> list[int]:
    dated = rows.filter(date_latest__isnull=False).order_by()
    return [day.year for day in dated.dates("date_latest", "year", order="DESC")]


def _people(interview: Interview) -> str:
    met = [person for person in interview.participants.all() if not person.archived]
    return " ; ".join(person.name or person.reference for person in met)


def _met(interview: Interview) -> int:
    return sum(not person.archived for person in interview.participants.all())


def interviews_listing(membership: Membership, workspace: Workspace, day: date) -> Listing:
    """Return the list of interviews as a member sees it: names only for those who hold interviews."""

    def narrow(query: QuerySet[Interview], asked: dict[str, Any]) -> QuerySet[Interview]:
        if "case" in asked:
            query = _of_case(query, asked["case"])
        if "year" in asked:
            query = _in_year(query, asked["year"])
        if "kind" in asked:
            query = query.filter(informant_kind=asked["kind"])
        if asked.get("consent") == "renew":
            waiting = queries.consents_to_renew(workspace, day).order_by()
            query = query.filter(pk__in=waiting.values("participant__interview"))
        if asked.get("consent") == "shut":
            query = query.exclude(queries.open_on(day, "pk"))
        return query.filter(n_documents=0) if asked.get("documents") else query

    met = (
        Column("met", _("Personnes rencontrées"), _people, personal=True)
        if rules.holds_interviews(membership)
        else Column("met", _("Personnes"), _met, number=True)
    )
    code = workspace.code
    return Listing(
        title=_("Entretiens"),
        lead=_("Qui a été entendu, quand, et ce que chaque personne a accepté."),
        empty=_(
            "Ici se rangent les entretiens : qui a été entendu, sur quel projet, avec quel consentement. "
            "Ouvrez un projet, puis « Ajouter un entretien »."
        ),
        columns=(
            Column("interview", _("Entretien"), lambda row: row.reference, ("reference",), lambda row: reverse("interviews:interview", args=[code, row.reference])),
            Column("date", _("Date"), lambda row: _date(row.date), ("date_latest",)),
            Column("case", _("Projet"), lambda row: row.case.name if row.case else "", ("case__name_key",)),
            Column("kind", _("Qui est entendu"), lambda row: row.get_informant_kind_display(), ("informant_kind",)),
            met,
            Column("consent", _("Consentement"), lambda row: consent_warning(row, day) or _("en règle")),
            Column("documents", _("Documents"), lambda row: row.n_documents, ("n_documents",), number=True),
        ),
        filters=InterviewFilters,
        filter_options={"years": _years(Interview.objects.of(workspace))},
        narrow=narrow,
        file="entretiens",
    )  # fmt: skip


def _state(document: Document, day: date) -> str:
    why = rules.shut(document.interview, day)
    return _("fermé, {why}").format(why=why.word) if why is not None else ""


def documents_listing(membership: Membership, workspace: Workspace, day: date) -> Listing:
    """Return the list of documents as a member sees it: outside the team, all are public and open."""

    def narrow(query: QuerySet[Document], asked: dict[str, Any]) -> QuerySet[Document]:
        if "case" in asked:
            query = _of_case(query, asked["case"])
        if "year" in asked:
            query = _in_year(query, asked["year"])
        exact = {name: asked[name] for name in ("kind", "confidentiality") if name in asked}
        return query.filter(**exact)

    code = workspace.code
    columns: tuple[Column, ...] = (
        Column("title", _("Document"), lambda row: row.title, ("title",), lambda row: reverse("interviews:document", args=[code, row.reference])),
        Column("document", _("Référence"), lambda row: row.reference, ("reference",)),
        Column("kind", _("Nature"), lambda row: row.get_kind_display(), ("kind",)),
        Column("case", _("Projet"), lambda row: row.case.name if row.case else "", ("case__name_key",)),
        Column("interview", _("Entretien"), lambda row: row.interview.reference if row.interview else "", ("interview__reference",)),
        Column("date", _("Date"), lambda row: _date(row.date), ("date_latest",)),
        Column("length", _("Caractères"), lambda row: row.n_characters, ("n_characters",), number=True),
        Column("passages", _("Extraits"), lambda row: row.n_passages, ("n_passages",), number=True),
        Column("confidentiality", _("Confidentialité"), lambda row: row.get_confidentiality_display(), ("confidentiality",)),
        Column("state", _("État"), lambda row: _state(row, day)),
    )  # fmt: skip
    if "team" not in circles(membership):
        columns = tuple(one for one in columns if one.code not in _OF_THE_TEAM)
    return Listing(
        title=_("Documents"),
        lead=_("Transcriptions, notes, comptes rendus : les textes que l’on cite."),
        empty=_(
            "Ici se rangent les textes que l’on cite : transcriptions, notes, comptes rendus, rapports. "
            "Ouvrez un projet ou un entretien, puis « Ajouter un document »."
        ),
        columns=columns,
        filters=DocumentFilters,
        filter_options={"years": _years(queries.known_documents(membership, workspace, day))},
        narrow=narrow,
        file="documents",
    )  # fmt: skip

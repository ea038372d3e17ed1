"""What a member may read of interviews, documents and passages: `rules` as questions to the base.

Every page, list, panel and export starts from here; the search asks `shut_documents`. A test holds
these answers and those of `rules` together, for every role, confidentiality and state of consent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from terreau.web.accounts.models import Membership
from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace
from terreau.web.interviews import rules
from terreau.web.interviews.models import Consent, Document, Interview, Participant, Passage

__all__ = [
    "RENEW_WITHIN",
    "Citable",
    "CitableDocument",
    "CitablePassage",
    "citable",
    "consents_to_renew",
    "documents_for",
    "known",
    "known_documents",
    "open_on",
    "passages_for",
    "people_of",
    "shut_documents",
    "with_people",
]

RENEW_WITHIN = timedelta(days=60)  # how long before its end a consent asks for attention


def with_people(path: str = "participants") -> Prefetch:
    """Return the prefetch that the rules read: people met with their consent, in one question."""
    return Prefetch(path, people_of())


def people_of() -> QuerySet[Participant]:
    """Return people met, each with its consent."""
    return Participant.objects.select_related("consent").order_by("pk")


def open_on(day: date, path: str = "interview") -> Q:
    """Return the condition « its interview is open on `day` », for rows whose interview is at `path`."""
    people = Participant.objects.filter(interview=OuterRef(path), archived_on__isnull=True)
    withdrawn = Consent.objects.filter(participant__interview=OuterRef(path)).exclude(
        withdrawn_on=""
    )
    valid = Consent.objects.filter(
        Q(expires_on_latest__isnull=True) | Q(expires_on_latest__gte=day),
        participant=OuterRef("pk"),
        archived_on__isnull=True,
        transcribe=True,
        withdrawn_on="",
    )
    agreed = Q(Exists(people)) & ~Exists(people.filter(~Exists(valid))) & ~Exists(withdrawn)
    return Q(**{f"{path}__isnull": True}) | agreed


def _quotable() -> Q:
    """Return the condition « each person met agreed to be quoted », which « public » needs."""
    people = Participant.objects.filter(interview=OuterRef("interview"), archived_on__isnull=True)
    agreed = Consent.objects.filter(
        participant=OuterRef("pk"), archived_on__isnull=True, quote=True
    ).exclude(citation="none")
    return Q(interview__isnull=True) | Q(Exists(people)) & ~Exists(people.filter(~Exists(agreed)))


def _in_circle(membership: Membership | None) -> Q:
    mine = circles(membership)
    if membership is None:
        return Q(pk__in=[])
    found = Q(confidentiality="public") if "team" in mine else Q(confidentiality="public") & _quotable()  # fmt: skip
    for confidentiality, circle in rules.CIRCLES.items():
        if circle != "facts" and circle in mine:
            found |= Q(confidentiality=confidentiality)
    return found | _mine(membership)


def _mine(membership: Membership) -> Q:
    """Return the condition « the member wrote it », in a role that still writes."""
    if membership.role in rules.WRITERS:
        return Q(created_by=membership.user_id)
    return Q(pk__in=[])


def _held(workspace: Workspace, about: Case | Interview | None) -> QuerySet[Document]:
    """Return the live documents of a workspace, or of one of its cases or interviews.

    Then the workspace is left out on purpose: SQLite would start from its index, which holds every row.
    """
    if isinstance(about, Case):
        return Document.objects.live().filter(case=about)
    if isinstance(about, Interview):
        return Document.objects.live().filter(interview=about)
    return Document.objects.of(workspace)


def documents_for(
    membership: Membership | None,
    workspace: Workspace,
    day: date,
    about: Case | Interview | None = None,
) -> QuerySet[Document]:
    """Return the live documents whose words the member may read on `day`, all or those `about` one thing."""
    return _held(workspace, about).filter(_in_circle(membership), open_on(day))


def known(membership: Membership | None, day: date) -> Q:
    """Return the condition « the member may learn that it exists », for documents of their workspace.

    For subqueries, which leave the workspace out for the same reason.
    """
    found = _in_circle(membership)
    if membership is not None and not rules.holds_interviews(membership):
        found &= open_on(day) | _mine(membership)
    return found


def known_documents(
    membership: Membership | None,
    workspace: Workspace,
    day: date,
    about: Case | Interview | None = None,
) -> QuerySet[Document]:
    """Return the live documents whose existence the member may learn: those read, and those closed
    by a consent for those who hold interviews and for their author. Their words are not loaded.
    """
    return _held(workspace, about).filter(known(membership, day)).defer("text")


def passages_for(
    membership: Membership | None, workspace: Workspace, day: date
) -> QuerySet[Passage]:
    """Return the live passages whose words the member may read on `day`: those of readable documents."""
    readable = documents_for(membership, workspace, day).order_by().values("pk")
    return Passage.objects.of(workspace).filter(document__in=readable).defer("document__text")


def shut_documents(workspace: Workspace, ids: list[int]) -> set[int]:
    """Return which documents are closed today by a consent: what the search must not answer with."""
    day = workspace.current_day()
    some = Document.objects.filter(workspace=workspace, pk__in=ids)
    return set(some.exclude(pk__in=some.filter(open_on(day)).values("pk")).values_list("pk", flat=True))  # fmt: skip


def consents_to_renew(
    workspace: Workspace, day: date, within: timedelta = RENEW_WITHIN
) -> QuerySet[Consent]:
    """Return the consents that ran out, or will before long; those withdrawn ask for nothing."""
    return (
        Consent.objects.of(workspace)
        .filter(
            withdrawn_on="",
            expires_on_latest__lte=day + within,
            participant__archived_on__isnull=True,
            participant__interview__archived_on__isnull=True,
        )
        .select_related("participant__interview__case", "participant__interview__workspace")
        .order_by("expires_on_latest", "pk")
    )


@dataclass(frozen=True, slots=True)
class CitablePassage:
    """A passage that an appraisal may cite, with what is said beside it."""

    reference: str
    text: str
    phase: str
    document: str
    title: str
    informant: str
    date: str
    citation: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class CitableDocument:
    """A document that an appraisal may cite as a whole."""

    reference: str
    title: str
    kind: str
    informant: str
    date: str
    citation: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Citable:
    """What may be cited for a case by a member."""

    passages: tuple[CitablePassage, ...]
    documents: tuple[CitableDocument, ...]


def _about(document: Document) -> dict[str, str]:
    interview: Interview | None = document.interview
    level = rules.citation_level(interview)
    return {
        "title": document.title,
        "informant": interview.get_informant_kind_display() if interview else "",
        "date": document.date,
        "citation": level,
        "said": rules.citation_words(level),
    }


def citable(case: Case, membership: Membership | None, day: date) -> Citable:
    """Return the passages and documents about `case` that the member may read, hence cite, on `day`.

    `citation` is how the words may leave (« none »: inside the team), `said` the same in French.
    """
    documents = list(
        documents_for(membership, case.workspace, day, case)
        .select_related("interview", "workspace")
        .prefetch_related(with_people("interview__participants"))
        .defer("text")
    )
    by_id = {document.pk: document for document in documents}
    passages = Passage.objects.live().filter(document__in=by_id)
    order = {document.pk: rank for rank, document in enumerate(documents)}
    found = sorted(passages, key=lambda one: (order[one.document_id], one.start, one.pk))
    return Citable(
        tuple(
            CitablePassage(
                reference=one.reference,
                text=one.text,
                phase=one.phase,
                document=by_id[one.document_id].reference,
                url=f"{by_id[one.document_id].get_absolute_url()}#{one.reference}",
                **_about(by_id[one.document_id]),
            )
            for one in found
        ),
        tuple(
            CitableDocument(
                reference=one.reference,
                kind=one.get_kind_display(),
                url=one.get_absolute_url(),
                **_about(one),
            )
            for one in documents
        ),
    )

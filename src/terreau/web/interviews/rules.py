"""Who may read the words of an interview: the rule, in sentences. Everything else asks it.

A document is read when three things hold, always asked in this order:

1. **Its circle is the reader's.** « public » is for every member, « équipe » for the team, « restreint »
   for those who hold interviews; its author, while in the team's field, always reads what they wrote.
   A public document of an interview leaves the team only when each person met agreed to be quoted.
2. **Nobody withdrew.** One withdrawal, even by a person put away since, closes every document of the
   interview for everyone, at once.
3. **Everybody agreed to the transcription**, and the agreement has not run out. A person met without a
   written consent, or an interview where nobody is written, closes it too: silence is not consent.

Those who hold interviews, and the author, may know that a closed document exists and why; others do not
learn it. A passage follows its document. Names and functions of people met are for those who hold
interviews. `queries` says the same to the base; a test holds both together.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from terreau.i18n import gettext as _
from terreau.web.accounts.models import Membership, Role
from terreau.web.accounts.rules import HEARING, circles

if TYPE_CHECKING:
    from terreau.web.interviews.models import Document, Interview, Participant

__all__ = [
    "CIRCLES",
    "WRITERS",
    "Shut",
    "circle_of",
    "citation_level",
    "citation_words",
    "holds_interviews",
    "in_circle",
    "is_author",
    "may_know",
    "may_read",
    "person_shut",
    "shut",
]

WRITERS = (*HEARING, Role.ACCOMPANIST)
_CAUTIOUS = ("none", "anonymous", "function", "named")
CIRCLES = {"public": "facts", "workspace": "team", "restricted": "restricted"}


class Shut(IntEnum):
    """Why the documents of an interview are closed, the gravest reason first."""

    WITHDRAWN = 1
    EXPIRED = 2
    REFUSED = 3
    UNSAID = 4

    @property
    def word(self) -> str:
        """Return two or three words for a list."""
        return {
            Shut.WITHDRAWN: _("consentement retiré"),
            Shut.EXPIRED: _("consentement expiré"),
            Shut.REFUSED: _("transcription refusée"),
            Shut.UNSAID: _("consentement à écrire"),
        }[self]

    @property
    def sentence(self) -> str:
        """Return why, for the page of the document or of the interview."""
        return {
            Shut.WITHDRAWN: _("Fermé : une personne rencontrée a retiré son consentement."),
            Shut.EXPIRED: _("Fermé : le consentement d’une personne rencontrée a expiré."),
            Shut.REFUSED: _("Fermé : une personne rencontrée n’a pas accepté la transcription."),
            Shut.UNSAID: _(
                "Fermé : le consentement à la transcription n’est pas encore écrit pour chaque personne rencontrée."
            ),
        }[self]


def person_shut(participant: Participant, day: date) -> Shut | None:
    """Return why the consent of one person does not open their words on `day`; None when it does."""
    consent = getattr(participant, "consent", None)
    if consent is None:
        return Shut.UNSAID
    if consent.withdrawn_on:
        return Shut.WITHDRAWN
    if consent.archived:
        return Shut.UNSAID
    if consent.expires_on_latest is not None and consent.expires_on_latest < day:
        return Shut.EXPIRED
    return None if consent.transcribe else Shut.REFUSED


def shut(interview: Interview | None, day: date) -> Shut | None:
    """Return why the documents of `interview` are closed on `day`; None when they are open.

    A document that comes from no interview is never closed by a consent.
    """
    if interview is None:
        return None
    people = list(interview.participants.all())
    met = [person for person in people if not person.archived]
    found = [why for person in met if (why := person_shut(person, day)) is not None]
    if any(person_shut(person, day) is Shut.WITHDRAWN for person in people):
        found.append(Shut.WITHDRAWN)
    if not met:
        found.append(Shut.UNSAID)
    return min(found, default=None)


def citation_level(interview: Interview | None) -> str:
    """Return how the words of an interview may be quoted: the most cautious answer of those met.

    ``none`` (inside the team only), ``anonymous``, ``function`` or ``named``; empty when the words are
    nobody's (a report, minutes).
    """
    if interview is None:
        return ""
    met = [person for person in interview.participants.all() if not person.archived]
    return min((_citation(person) for person in met), key=_CAUTIOUS.index, default="none")


def _citation(participant: Participant) -> str:
    consent = getattr(participant, "consent", None)
    if consent is None or consent.archived or not consent.quote:
        return "none"
    if consent.citation == "named" and not consent.name_allowed:
        return "function"
    return consent.citation or "anonymous"


def citation_words(level: str) -> str:
    """Return a level of citation as it is said beside a passage."""
    return {
        "": _("document de l’équipe"),
        "none": _("interne à l’équipe"),
        "anonymous": _("peut être cité sans nom ni fonction"),
        "function": _("peut être cité par sa fonction"),
        "named": _("peut être cité par son nom"),
    }[level]


def circle_of(document: Document) -> str:
    """Return the circle that reads `document`: ``facts``, ``team`` or ``restricted``."""
    circle = CIRCLES[document.confidentiality]
    if circle == "facts" and citation_level(document.interview) == "none":
        return "team"
    return circle


def holds_interviews(membership: Membership | None) -> bool:
    """Whether the member reads restricted documents and the names of people met."""
    return "restricted" in circles(membership)


def is_author(document: Document, membership: Membership | None) -> bool:
    """Whether the member wrote `document`, in a role that still writes interviews."""
    return (
        membership is not None
        and membership.role in WRITERS
        and document.created_by_id == membership.user_id
    )


def in_circle(document: Document, membership: Membership | None) -> bool:
    """Whether the member belongs to those the document was written for."""
    return circle_of(document) in circles(membership) or is_author(document, membership)


def may_know(document: Document, membership: Membership | None, day: date) -> bool:
    """Whether the member may learn that the document exists: its title, its length, why it is closed."""
    if not in_circle(document, membership):
        return False
    if shut(document.interview, day) is None:
        return True
    return holds_interviews(membership) or is_author(document, membership)


def may_read(document: Document, membership: Membership | None, day: date) -> tuple[bool, str]:
    """Return whether the member may read the words of `document` on `day`, and why not."""
    if not in_circle(document, membership):
        if circle_of(document) == "restricted":
            return False, _("Restreint : lu par les personnes qui mènent les entretiens.")
        return False, _("Réservé à l’équipe.")
    why = shut(document.interview, day)
    return (False, why.sentence) if why is not None else (True, "")

"""People met as a page shows them: by their name to those who hold interviews, by « Porteur, E-0012 » to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from terreau.web.accounts.models import Membership
from terreau.web.interviews import queries, rules
from terreau.web.interviews.models import Consent, Interview, Participant

__all__ = ["SCOPES", "People", "Person", "Scope", "people_shown", "person_shown"]

SCOPES = ("record", "transcribe", "quote", "name_allowed", "laboratory", "reuse")


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that was asked, and the answer."""

    label: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A person met, as the reader may see them; `name` and `function` are empty for who reads no names."""

    reference: str
    name: str
    function: str
    called: str
    archived: bool
    consent: Consent | None
    scopes: tuple[Scope, ...]
    shut: rules.Shut | None
    renew: bool


@dataclass(frozen=True, slots=True)
class People:
    """Those met in an interview: present, and put away."""

    met: tuple[Person, ...]
    away: tuple[Person, ...]
    named: bool


def _scopes(consent: Consent | None) -> tuple[Scope, ...]:
    if consent is None:
        return ()
    fields = [consent._meta.get_field(name) for name in SCOPES]
    return tuple(Scope(str(f.verbose_name), bool(getattr(consent, f.name))) for f in fields)


def person_shown(participant: Participant, membership: Membership, day: date) -> Person:
    """Return a person met as the member may see them."""
    named = rules.holds_interviews(membership)
    consent = getattr(participant, "consent", None)
    why = rules.person_shut(participant, day)
    ends = consent.expires_on_latest if consent is not None else None
    return Person(
        reference=participant.reference,
        name=participant.name if named else "",
        function=participant.function if named else "",
        called=participant.interview.informant,
        archived=participant.archived,
        consent=consent,
        scopes=_scopes(consent),
        shut=why,
        renew=why is None and ends is not None and ends <= day + queries.RENEW_WITHIN,
    )


def people_shown(interview: Interview, membership: Membership, day: date) -> People:
    """Return those met in an interview whose people were prefetched."""
    rows = list(interview.participants.all())
    for row in rows:
        row.interview = interview
    shown = [person_shown(row, membership, day) for row in rows]
    return People(
        tuple(one for one in shown if not one.archived),
        tuple(one for one in shown if one.archived),
        rules.holds_interviews(membership),
    )

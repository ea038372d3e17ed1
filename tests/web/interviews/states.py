"""Every state of consent, in words, with what it opens: the table that rules and pages are held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from terreau.web.accounts.models import Membership
from terreau.web.core import records
from terreau.web.interviews.models import Document, Interview
from tests.web.access import EVERYONE, HEARING, TEAM
from tests.web.interviews.builders import AGREED, make_case, make_interview, meet, write
from tests.web.people import House

DAY = date(2026, 11, 12)
WRITERS = HEARING | {"accompanist"}
Make = Callable[[House, Interview], None]


def _one(**consent: object) -> Make:
    return lambda house, interview: void(meet(house, interview, **(AGREED | consent)))


def void(_made: object) -> None:
    return None


def _with(**second: object) -> Make:
    def make(house: House, interview: Interview) -> None:
        meet(house, interview, **AGREED)
        meet(house, interview, "Ali Imaginaire", **second)

    return make


def _away(**consent: object) -> Make:
    def make(house: House, interview: Interview) -> None:
        meet(house, interview, **AGREED)
        records.archive(house["rd"], meet(house, interview, "Ali Imaginaire", **consent))

    return make


@dataclass(frozen=True)
class State:
    """What was agreed, and what follows: are the texts open, may they be public?"""

    make: Make | None
    open: bool
    quotable: bool = True


STATES = {
    "no interview": State(None, True),
    "agreed": State(_one(), True),
    "agreed, ends today": State(_one(expires_on="12/11/2026"), True),
    "agreed until some day of this year": State(_one(expires_on="2026"), True),
    "agreed, not to be quoted": State(_one(quote=False, citation=""), True, False),
    "agreed, without citation": State(_one(citation="none"), True, False),
    "ran out yesterday": State(_one(expires_on="11/11/2026"), False),
    "transcription refused": State(_one(transcribe=False), False),
    "withdrawn": State(_one(withdrawn_on="été 2026"), False),
    "withdrawn and run out": State(_one(withdrawn_on="2025", expires_on="2024"), False),
    "said nothing": State(lambda house, interview: void(meet(house, interview)), False, False),
    "nobody written": State(lambda _house, _interview: None, False, False),
    "one of two withdrew": State(_with(**AGREED, withdrawn_on="2026"), False),
    "one of two said nothing": State(_with(), False, False),
    "one of two is not quoted": State(_with(transcribe=True), True, False),
    "who withdrew was put away": State(_away(**AGREED, withdrawn_on="2026"), False),
    "who said nothing was put away": State(_away(), True),
}
# for a document that Katia, accompanist, did not write
CIRCLES = {"public": EVERYONE, "workspace": TEAM, "restricted": HEARING}


@dataclass(frozen=True)
class Written:
    """A document of the table, the only one to hold its word."""

    document: Document
    state: str
    confidentiality: str
    author: str
    word: str

    def readers(self) -> frozenset[str]:
        """Return the roles that may read it, by the table."""
        return self.knowing() if STATES[self.state].open else frozenset()

    def knowing(self) -> frozenset[str]:
        """Return the roles that may learn that it exists."""
        state = STATES[self.state]
        circle = CIRCLES[self.confidentiality]
        if self.confidentiality == "public" and not state.quotable:
            circle = TEAM
        if state.open:
            return circle | {self.author}
        return (circle & HEARING) | {self.author}


def _word(number: int) -> str:
    return "zibeline" + "".join(chr(ord("a") + int(digit)) * 2 for digit in f"{number:03}")


def write_all(house: House, states: list[str], *, every: bool = True) -> list[Written]:
    """Write a document of each confidentiality in each state, by a researcher and by the accompanist.

    Without `every`, the accompanist writes only where it makes a difference.
    """
    house.workspace.today = DAY
    house.workspace.save()
    case = make_case(house)
    found = []
    for state in states:
        make = STATES[state].make
        interview = None
        if make is not None:
            interview = make_interview(house, case)
            make(house, interview)
        for confidentiality in CIRCLES:
            for author in (
                ("rd", "accompanist") if every or confidentiality == "restricted" else ("rd",)
            ):
                word = _word(len(found))
                document = write(
                    house, case=case, interview=interview, author=house[author],
                    confidentiality=confidentiality, text=f"Ici {word}.\nLà {word}.", title=f"Titre {word}",
                )  # fmt: skip
                found.append(Written(document, state, confidentiality, author, word))
    return found


def membership(house: House, role: str) -> Membership:
    return Membership.objects.get(workspace=house.workspace, user=house[role])

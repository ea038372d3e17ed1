"""The interviews as they were spoken, and the passages of them that are cited."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from terreau.i18n import typeset

__all__ = ["Quote", "Spoken", "interview_tables", "spoken_interviews"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an interview that bear on a variable in a phase."""

    text: str
    phase: str
    variable: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """An interview: who was heard on what, the text, the passages to cite."""

    reference: str
    case: str
    kind: str
    day: str
    person: str
    function: str
    text: str
    quotes: tuple[Quote, ...]


@cache
def spoken_interviews() -> tuple[Spoken, ...]:
    """Return every interview, in the order of the references."""
    folder = files("terreau.demonstration") / "entretiens"
    known = tomllib.loads((folder / "entretiens.toml").read_text(encoding="utf-8"))
    found = []
    for reference, one in sorted(known.items()):
        text = (folder / f"{reference}.txt").read_text(encoding="utf-8").strip()
        quotes = tuple(
            Quote(typeset(words), phase, variable) for phase, variable, words in one["quotes"]
        )
        found.append(
            Spoken(reference, one["case"], one["kind"], one["date"].isoformat(), one["person"],
                   typeset(one["function"]), typeset(text), quotes)
        )  # fmt: skip
    return tuple(found)


def interview_tables() -> dict[str, list[dict[str, Any]]]:
    """Return interviews, documents, passages, codings, people and consents as rows."""
    names = ("interviews", "documents", "passages", "codings", "people", "consents")
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number, one in enumerate(spoken_interviews(), 1):
        document, person = f"D-{number:04d}", f"H-{number:03d}"
        tables["interviews"].append({"interview": one.reference, "case": one.case,
                                     "informant_kind": one.kind, "date": one.day})  # fmt: skip
        tables["documents"].append({
            "document": document, "interview": one.reference, "kind": "transcript",
            "n_characters": len(one.text), "confidentiality": "restricted", "case": one.case,
            "title": f"Entretien avec {one.person}", "date": one.day, "text": one.text,
        })  # fmt: skip
        tables["people"].append({"person": person, "name": one.person,
                                 "interview": one.reference, "function": one.function})  # fmt: skip
        tables["consents"].append({
            "person": person, "interview": one.reference, "signed_on": one.day, "record": True,
            "transcribe": True, "quote": True, "name_allowed": False, "laboratory": number % 3 != 0,
            "reuse": number % 2 == 0, "citation": "function" if number % 2 else "anonymous",
        })  # fmt: skip
        for quote in one.quotes:
            passage = f"X-{len(tables['passages']) + 1:04d}"
            tables["passages"].append({
                "passage": passage, "document": document, "case": one.case, "phase": quote.phase,
                "length": len(quote.text), "start": one.text.index(quote.text), "text": quote.text,
            })  # fmt: skip
            tables["codings"].append({"passage": passage, "code": quote.variable, "coder": "R-09",
                                      "layer": "individual", "date": "2026-10-05"})  # fmt: skip
    return tables

"""What surrounds a project: its facts, phases, outcomes, means, actors, roles and links."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from terreau.demonstration.courses import Course
from terreau.demonstration.world import Place, read

__all__ = ["actor_rows", "case_rows", "involvement_rows", "life_rows", "link_rows", "means_rows"]

_LAST = date(2026, 11, 12)
_LINKS = (
    ("P-0017", "merged_into", "P-0018", "janvier 2020"),
    ("P-0024", "born_from", "P-0001", "mars 2019"),
    ("P-0016", "shares_with", "P-0002", "2017"),
)


def case_rows(places: tuple[Place, ...], courses: list[Course]) -> list[dict[str, Any]]:
    """Return the rows of the cases; what is not appraised has facts only."""
    lived = {course.place.reference: course for course in courses}
    structures = {one["code"]: one["name"] for one in read("places")["territories"]}
    holders = {one["code"]: one["structure"] for one in read("places")["territories"]}
    rows = []
    for place in places:
        course = lived.get(place.reference)
        rows.append({
            "case": place.reference, "name": place.name, "kind": place.kind,
            "structure": holders[place.territory], "territory": place.territory,
            "cohort": place.cohort or None, "commune": place.commune, "themes": list(place.themes),
            "started": str(place.year) if place.year else None,
            "ended": course.ended.isoformat() if course and course.ended else None,
            "exit_reason": course.exit_reason if course else None,
            "summary": place.summary or None,
            "source": f"Imaginé pour la démonstration, {structures[place.territory]}",
            "verified_on": "2026-10-20",
        })  # fmt: skip
    return rows


def life_rows(courses: list[Course]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of phases, outcomes and roles of the structure."""
    phases, outcomes, stances = [], [], []
    for number, course in enumerate(courses):
        reference = course.place.reference
        for step, span in enumerate(course.spans):
            end = span.end.isoformat() if span.end else None
            phases.append({"case": reference, "phase": span.phase, "seq": span.seq,
                           "start": span.start.isoformat(), "end": end})  # fmt: skip
            clear = course.conditions["role_clear"]
            stances.append({
                "case": reference, "phase": span.phase, "seq": span.seq,
                "stance": ("carries", "supplies", "guarantees", "facilitates")[min(step, 3) if clear else number % 2],
                "clarity": "clear" if clear else ("unclear", "partly")[number % 2],
            })  # fmt: skip
        if course.success is None or course.ended is None:
            continue
        seen = min(course.ended + timedelta(days=90), _LAST).isoformat()
        source = ("public_record", "press", "observation")[number % 3]
        word = "oui" if course.success else "non"
        for outcome in ("alive_24m", "alive_36m", "used")[: 3 if number % 4 else 2]:
            outcomes.append({"case": reference, "outcome": outcome, "date": seen, "value": word,
                             "source_kind": source})  # fmt: skip
        if course.success:
            outcomes.append({"case": reference, "outcome": "jobs", "date": seen,
                             "value": str(1 + number % 5), "unit": "ETP",
                             "source_kind": "public_record"})  # fmt: skip
    return {"phases": phases, "outcomes": outcomes, "stances": stances}


def actor_rows() -> list[dict[str, Any]]:
    """Return the rows of the actors, with what they give and receive kept aside by a leading _."""
    rows = []
    for number, line in enumerate(read("actors")["actors"], 1):
        territory, name, person, sector, form, commune, gives, receives, said = line
        rows.append({
            "actor": f"A-{number:04d}", "name": name, "person": person, "sector": sector,
            "form": form or None, "commune": commune or None,
            "_territory": territory, "_gives": gives, "_receives": receives, "_said": said,
        })  # fmt: skip
    return rows


def involvement_rows(
    courses: list[Course], actors: list[dict[str, Any]], rng: np.random.Generator
) -> list[dict[str, Any]]:
    """Return who takes part in what, and the risk each shares."""
    rows = []
    for course in courses:
        near = [actor for actor in actors if actor["_territory"] == course.place.territory]
        chosen = rng.permutation(len(near))[: int(rng.integers(2, 6))]
        roles = ["porteur", *["partenaire"] * 6]
        for role, index in zip(roles, chosen, strict=False):
            actor = near[int(index)]
            shared = course.conditions["risk_shared"] or role == "porteur"
            rows.append({
                "case": course.place.reference, "actor": actor["actor"], "seq": 1, "role": role,
                "from_phase": course.spans[0].phase, "to_phase": None, "gives": actor["_gives"],
                "receives": actor["_receives"], "risk": "sa part, écrite" if shared else None,
            })  # fmt: skip
    return rows


def means_rows(courses: list[Course], rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return the means of each project from its trial on: mixed, or nearly all of one family."""
    funders = read("actors")["funders"]
    rows = []
    for course in courses:
        tried = next((span for span in course.spans if span.phase == "P3"), None)
        if tried is None:
            continue
        total = float(rng.uniform(18_000, 120_000))
        shares = (0.42, 0.38, 0.2) if course.conditions["means_mixed"] else (0.06, 0.88, 0.06)
        kinds = (("market", "sales"), ("redistribution", "public_subsidy"), ("reciprocity", "volunteering"))  # fmt: skip
        for seq, ((family, kind), share) in enumerate(zip(kinds, shares, strict=True), 1):
            amount = str(int(round(total * share, -2)))
            subsidy = kind == "public_subsidy"
            funder = funders[int(rng.integers(len(funders)))] if subsidy else None
            rows.append({
                "case": course.place.reference, "seq": seq, "family": family, "source_kind": kind,
                "funder": funder, "local": not subsidy, "amount": amount, "year": tried.start.year + 1,
                "requested": amount if subsidy else None, "granted": amount if subsidy else None,
            })  # fmt: skip
    return rows


def link_rows() -> list[dict[str, Any]]:
    """Return what ties one project to another: the merger, the spin-off, what is shared."""
    return [dict(zip(("case", "relation", "other", "date"), link, strict=True)) for link in _LINKS]

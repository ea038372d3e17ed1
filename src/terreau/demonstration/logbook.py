"""The logbook: ordinary lines, and the lines and series of the stories."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from terreau.demonstration.courses import Course
from terreau.demonstration.world import Story, phrases, stories
from terreau.i18n import typeset

__all__ = ["Names", "log_rows"]

Names = dict[str, list[tuple[str, str]]]  # by territory: reference, how one says it
_LAST = date(2026, 11, 12)
_KINDS = ("meeting",) * 6 + ("decision", "milestone", "difficulty")


def _sectors(attendance: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    shares = rng.multinomial(attendance, [0.2, 0.2, 0.55, 0.05])
    names = ("public", "private", "civil_society", "research")
    return [{"sector": s, "count": int(n)} for s, n in zip(names, shares, strict=True) if n]


def _ordinary(
    course: Course, commune: str, names: Names, rng: np.random.Generator
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    base = float(rng.uniform(6, 16))
    said: set[str] = set()
    for span in course.spans:
        day = span.start
        while day < (span.end or _LAST):
            kind = _KINDS[int(rng.integers(len(_KINDS)))]
            actor = names[course.place.territory][int(rng.integers(len(names[course.place.territory])))]  # fmt: skip
            fresh = [line for line in phrases()[kind] if line not in said] or phrases()[kind]
            line = fresh[int(rng.integers(len(fresh)))]
            said.add(line)
            words = {"actor": actor[1], "commune": commune, "name": course.place.name}
            attendance = int(rng.poisson(base)) if kind in ("meeting", "decision") else None
            rows.append({
                "date": day.isoformat(), "kind": kind, "attendance": attendance,
                "sectors": _sectors(attendance, rng) if attendance else None,
                "milestone": "reached" if kind == "milestone" else None,
                "decision": "continue" if kind == "decision" else None,
                "text": typeset(_capital(line.format(**words))), "actor": actor[0] if "{actor}" in line else None,
            })  # fmt: skip
            day += timedelta(days=int(rng.integers(45, 130)))
    return rows


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(story: Story, rng: np.random.Generator) -> list[dict[str, Any]]:
    year, month = (int(part) for part in story.starts.split("-"))
    rows: list[dict[str, Any]] = []
    for step, attendance in enumerate(story.series):
        at = year * 12 + month - 1 + step
        rows.append({
            "date": date(at // 12, at % 12 + 1, 12).isoformat(), "kind": "meeting",
            "attendance": attendance, "sectors": _sectors(attendance, rng),
            "text": story.monthly[step * len(story.monthly) // len(story.series)],
        })  # fmt: skip
    last = story.lines[-1][0]
    for day, kind, text in story.lines:
        stopping = text.startswith(("Décision d’arrêter", "Arrêt"))
        postponed = kind == "milestone" and "repo" in text
        rows.append({
            "date": day, "kind": kind, "text": text,
            "milestone": None if kind != "milestone" else "postponed" if postponed else "reached",
            "decision": None if kind != "decision" else "stop" if stopping and day == last else "continue",
        })  # fmt: skip
    return rows


def log_rows(
    courses: list[Course], communes: dict[str, str], names: Names, rng: np.random.Generator
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of the logbook and those of the attendances."""
    told = {story.cases[0]: story for story in stories()}
    log: list[dict[str, Any]] = []
    attendances: list[dict[str, Any]] = []
    for course in courses:
        reference = course.place.reference
        if reference in told:
            lines = _told(told[reference], rng)
        else:
            lines = _ordinary(course, communes[course.place.commune], names, rng)
        lines.sort(key=lambda line: line["date"])
        for line in lines:
            actor = line.pop("actor", None)
            entry = f"J-{len(log) + 1:05d}"
            log.append({"case": reference, "entry": entry, "to_confirm": False, **line})
            if actor:
                attendances.append({"case": reference, "entry": entry, "actor": actor})
        if course.success is None:
            step = phrases()["next_step"][int(rng.integers(len(phrases()["next_step"])))]
            actor_name = names[course.place.territory][0][1]
            log[-1]["next_step"] = typeset(step.format(actor=actor_name))
            log[-1]["next_on"] = f"2026-11-{int(rng.integers(13, 29)):02d}"
    return log, attendances

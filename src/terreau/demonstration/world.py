"""The imagined world as it is written down: places, actors, projects, phrases, stories."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from terreau.i18n import typeset

__all__ = ["ELSEWHERE", "HOME", "Place", "Story", "cases", "phrases", "read", "stories"]

HOME, ELSEWHERE = "haute-aubraie", "sept-combes"
_CURRENT_FROM, _SECOND_FROM = 2024, 2020


@dataclass(frozen=True, slots=True)
class Place:
    """A project or a place, as its line of the world says it; `group` is the list it comes from."""

    reference: str
    name: str
    kind: str
    group: str
    territory: str
    commune: str
    themes: tuple[str, ...]
    summary: str
    year: int | None = None

    @property
    def project(self) -> bool:
        """Whether it goes through phases and is appraised."""
        return self.kind == "projet"

    @property
    def cohort(self) -> str:
        """The group of years it belongs to."""
        if not self.project or self.year is None:
            return ""
        if self.year >= _CURRENT_FROM:
            return "2024-2026"
        return "2020-2023" if self.year >= _SECOND_FROM else "2014-2019"


@dataclass(frozen=True, slots=True)
class Story:
    """A story told by hand: attendance from `starts`, what is said month after month, dated lines."""

    key: str
    cases: tuple[str, ...]
    title: str
    starts: str
    series: tuple[int, ...]
    monthly: tuple[str, ...]
    lines: tuple[tuple[str, str, str], ...]


def read(name: str) -> dict[str, Any]:
    """Return a file of the world, e.g. ``"places"``."""
    text = (files("terreau.demonstration") / "world" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _split(themes: str) -> tuple[str, ...]:
    return tuple(theme.strip() for theme in themes.split(";"))


@cache
def cases() -> tuple[Place, ...]:
    """Return every project, place and initiative, in the order of their references."""
    world = read("projects")
    found: list[Place] = []
    groups = (
        ("P", "projet", ("past", "current"), HOME),
        ("S", "projet", ("elsewhere",), ELSEWHERE),
        ("T", "tiers_lieu", ("places",), HOME),
    )
    for letter, kind, names, territory in groups:
        lines = [(group, line) for group in names for line in world[group]]
        for number, (group, (year, name, commune, themes, summary)) in enumerate(lines, 1):
            found.append(
                Place(f"{letter}-{number:04d}", typeset(name), kind, group, territory, commune,
                      _split(themes), typeset(summary), year)
            )  # fmt: skip
    for number, (name, commune, themes) in enumerate(world["listed"], 1):
        found.append(
            Place(f"I-{number:04d}", typeset(name), "initiative", "listed", HOME, commune,
                  _split(themes), "")
        )  # fmt: skip
    return tuple(found)


@cache
def phrases() -> dict[str, list[str]]:
    """Return the lines of ordinary logbooks, by kind."""
    return {kind: list(lines) for kind, lines in read("phrases").items()}


@cache
def stories() -> tuple[Story, ...]:
    """Return the six stories."""
    return tuple(
        Story(one["key"], tuple(one["cases"]), one["title"], one["starts"], tuple(one["series"]),
              tuple(map(typeset, one["monthly"])),
              tuple((day, kind, typeset(text)) for day, kind, text in one["lines"]))
        for one in read("stories")["stories"]
    )  # fmt: skip

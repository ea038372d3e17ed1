"""A draft of a référentiel, changed one gesture at a time: dictionaries in, dictionaries out.

The dictionary is that of `terreau.framework.as_dict`. Nothing here touches the base.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

__all__ = [
    "add_variable", "digest", "draft_of", "next_code", "next_number", "pillar_of", "renamed", "retire",
    "variable_of", "with_common", "with_phases", "with_variable",
]  # fmt: skip

Content = dict[str, Any]
_SAME_MEANING = ("same", "reworded")


def variables(content: Content) -> Iterator[dict[str, Any]]:
    """Yield every variable, pillar by pillar."""
    for pillar in content["pillars"]:
        yield from pillar["variables"]


def variable_of(content: Content, code: str) -> dict[str, Any] | None:
    """Return the variable `code`, or None."""
    return next((v for v in variables(content) if v["code"] == code), None)


def pillar_of(content: Content, code: str) -> dict[str, Any] | None:
    """Return the pillar `code`, or None."""
    return next((p for p in content["pillars"] if p["code"] == code), None)


def digest(part: Any) -> str:
    """Return what tells whether a part changed since it was read."""
    return hashlib.sha256(
        json.dumps(part, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()[:16]


def next_number(number: str, taken: set[str]) -> str:
    """Return the number of the next version that is free: 0.1 → 0.2."""
    major, _dot, minor = number.partition(".")
    rank = int(minor or 0) + 1
    while f"{major}.{rank}" in taken:
        rank += 1
    return f"{major}.{rank}"


def draft_of(content: Mapping[str, Any], number: str) -> Content:
    """Return the next version of `content`: it names its parent, every variable says « same »."""
    draft = deepcopy(dict(content))
    draft["parent"] = f"{content['id']}@{content['version']}"
    draft["version"] = number
    draft["changes"] = {v["code"]: "same" for v in variables(draft)}
    return draft


def renamed(content: Mapping[str, Any], identifier: str, title: str) -> Content:
    """Return a référentiel of one's own that starts with these words; it descends from nothing."""
    draft = deepcopy(dict(content))
    draft |= {
        "id": identifier,
        "version": "0.1",
        "title": title,
        "parent": "",
        "changes": {},
        "retired": [],
    }
    return draft


def _counted(content: Content) -> Content:
    """Keep the announced numbers of expected variables in step with the sheets."""
    expected = content.get("budget", {}).get("expected")
    if expected:
        for phase in expected:
            expected[phase] = sum(phase in v["expected"] for v in variables(content))
    return content


def with_variable(content: Content, code: str, words: Mapping[str, Any], meaning: str) -> Content:
    """Return `content` with the variable `code` rewritten.

    `meaning` is what the writer says of the change since the parent (``same``, ``reworded``,
    ``changed``); a new variable stays new, and it says nothing where there is no parent.
    """
    changed = deepcopy(content)
    variable = variable_of(changed, code)
    if variable is None:
        raise KeyError(code)
    variable.update(deepcopy(dict(words)))
    if changed["parent"] and changed["changes"].get(code) != "new":
        changed["changes"][code] = meaning
    return _counted(changed)


def next_code(content: Content, pillar: str) -> str:
    """Return the next free code of a pillar: a number that was used never comes back."""
    used = [v["code"] for v in variables(content)] + list(content["retired"])
    used += list(content["changes"])
    numbers = [
        int(c[len(pillar) :]) for c in used if c.startswith(pillar) and c[len(pillar) :].isdigit()
    ]
    return f"{pillar}{max(numbers, default=0) + 1}"


def add_variable(content: Content, pillar: str, words: Mapping[str, Any]) -> tuple[Content, str]:
    """Return `content` with one more variable in `pillar`, and its code."""
    changed = deepcopy(content)
    held = pillar_of(changed, pillar)
    if held is None:
        raise KeyError(pillar)
    code = next_code(changed, pillar)
    held["variables"].append({"code": code, **deepcopy(dict(words))})
    if changed["parent"]:
        changed["changes"][code] = "new"
    return _counted(changed), code


def retire(content: Content, code: str) -> Content:
    """Return `content` without the variable `code`: its number will never serve again."""
    changed = deepcopy(content)
    for pillar in changed["pillars"]:
        pillar["variables"] = [v for v in pillar["variables"] if v["code"] != code]
    for hypothesis in changed["hypotheses"]:
        for key in ("first", "witnesses"):
            hypothesis[key] = [one for one in hypothesis[key] if one != code]
    changed["retired"] = sorted({*changed["retired"], code})
    if changed["parent"]:
        if changed["changes"].get(code) == "new":
            del changed["changes"][code]
        else:
            changed["changes"][code] = "retired"
    return _counted(changed)


def with_common(content: Content, words: Mapping[str, str], pillars: Mapping[str, str]) -> Content:
    """Return `content` with its own words (title, description, note, licence) and those of its pillars."""
    changed = deepcopy(content) | dict(words)
    for pillar in changed["pillars"]:
        pillar["title"] = pillars.get(pillar["code"], pillar["title"])
    return changed


def with_phases(content: Content, phases: Mapping[str, Mapping[str, Any]]) -> Content:
    """Return `content` with the words of its phases rewritten; their codes stay."""
    changed = deepcopy(content)
    for phase in changed["phases"]:
        phase.update(deepcopy(dict(phases.get(phase["code"], {}))))
    return changed

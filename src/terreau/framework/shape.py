"""The shape of a référentiel, read from its published schema and said in French.

The schema is the one declaration of keys and types: this module walks it, reports every departure
and returns a document where what is missing or wrong is blank, so that reading goes on to the end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from terreau.framework.wording import choices, nearest
from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset

__all__ = ["Complaint", "clean", "schema"]

# (code, path in the document, French sentence, what was expected)
Complaint = tuple[str, tuple[str | int, ...], str, str]
Path_ = tuple[str | int, ...]
Rule = dict[str, Any]

_SCHEMA = Path(__file__).parent / "schema" / "framework.schema.json"
_BLANK: dict[str, Callable[[], Any]] = {
    "string": str, "array": list, "object": dict, "number": float, "integer": int,
}  # fmt: skip
_PYTHON: dict[str, tuple[type, ...]] = {
    "string": (str,), "array": (list,), "object": (dict,),
    "number": (int, float), "integer": (int,),
}  # fmt: skip
_WANTED = {
    "string": "Un texte entre guillemets est attendu ici.",
    "array": "Une liste entre crochets est attendue ici.",
    "object": "Une table est attendue ici.",
    "number": "Un nombre est attendu ici, avec un point.",
    "integer": "Un nombre entier est attendu ici.",
}
_INK = re.compile(r"[ \t\r\n]+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


@cache
def schema() -> Rule:
    """Return the published JSON Schema of a référentiel."""
    loaded: Rule = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return loaded


def clean(document: object) -> tuple[dict[str, Any], list[Complaint]]:
    """Return `document` in full shape, every key present, and what was wrong with it."""
    found: list[Complaint] = []
    whole: dict[str, Any] = _clean(document, schema(), (), found)
    return whole, found


def _resolved(rule: Rule) -> Rule:
    reference = rule.get("$ref", "")
    if not reference:
        return rule
    target: Rule = schema()["$defs"][reference.rsplit("/", 1)[1]]
    return {**target, **rule}


def _clean(value: object, rule: Rule, path: Path_, found: list[Complaint]) -> Any:
    rule = _resolved(rule)
    kind = rule["type"]
    # TOML has booleans, Python counts them among the integers
    if not isinstance(value, _PYTHON[kind]) or isinstance(value, bool):
        found.append(("type-wrong", path, _(_WANTED[kind]), rule.get("description", "")))
        return _blank(rule)
    return _BY_KIND[kind](value, rule, path, found)


def _blank(rule: Rule) -> Any:
    rule = _resolved(rule)
    if "properties" in rule:
        return {key: _blank(inner) for key, inner in rule["properties"].items()}
    return _BLANK[rule["type"]]()


def _clean_text(value: str, rule: Rule, path: Path_, found: list[Complaint]) -> str:
    text = _prose(value) if rule.get("format") == "prose" else value
    description = rule.get("description", "")
    if not text and rule.get("minLength"):
        found.append(("text-blank", path, _("Ce texte est vide."), description))
    elif "enum" in rule and text not in rule["enum"]:
        message = _("{value} n’est pas connu ici.").format(value=quote(text))
        found.append(("value-unknown", path, message, nearest(text, rule["enum"])))
    elif "pattern" in rule and not re.fullmatch(rule["pattern"], text):
        message = _("{value} n’a pas la forme attendue.").format(value=quote(text))
        found.append(("value-malformed", path, message, description))
    return text


def _prose(text: str) -> str:
    """Return `text` typeset, lines joined, paragraphs kept."""
    paragraphs = (_INK.sub(" ", part).strip() for part in _PARAGRAPH.split(text))
    return "\n\n".join(typeset(part) for part in paragraphs if part)


def _clean_number(value: float, rule: Rule, path: Path_, found: list[Complaint]) -> float:
    low, high = rule.get("minimum", float("-inf")), rule.get("maximum", float("inf"))
    if not low <= value <= high:
        message = _("{value} est hors des bornes.").format(value=value)
        found.append(("value-out-of-range", path, message, rule.get("description", "")))
    return value


def _clean_list(value: list[Any], rule: Rule, path: Path_, found: list[Complaint]) -> list[Any]:
    if len(value) < rule.get("minItems", 0):
        found.append(("list-empty", path, _("Cette liste est vide."), rule.get("description", "")))
    return [_clean(item, rule["items"], (*path, n), found) for n, item in enumerate(value)]


def _clean_table(
    value: dict[str, Any], rule: Rule, path: Path_, found: list[Complaint]
) -> dict[str, Any]:
    if "properties" not in rule:
        if len(value) < rule.get("minProperties", 0):
            found.append(("table-empty", path, _("Cette table est vide."), rule["description"]))
        others = rule["additionalProperties"]
        return {key: _clean(item, others, (*path, key), found) for key, item in value.items()}
    known: dict[str, Rule] = rule["properties"]
    for key in value:
        if key not in known:
            message = _("La clé {key} n’est pas connue.").format(key=quote(key))
            missing = [name for name in known if name not in value]
            found.append(("key-unknown", (*path, key), message, nearest(key, missing or [*known])))
    return {key: _member(value, key, rule, path, found) for key in known}


def _member(
    value: dict[str, Any], key: str, rule: Rule, path: Path_, found: list[Complaint]
) -> Any:
    inner: Rule = rule["properties"][key]
    if key in value:
        return _clean(value[key], inner, (*path, key), found)
    if key in rule["required"]:
        message = _("La clé {key} manque.").format(key=quote(key))
        expected = _resolved(inner).get("description", "") or choices([key])
        found.append(("key-missing", (*path, key), message, expected))
    return _blank(inner)


_BY_KIND: dict[str, Callable[[Any, Rule, Path_, list[Complaint]], Any]] = {
    "string": _clean_text, "array": _clean_list, "object": _clean_table,
    "number": _clean_number, "integer": _clean_number,
}  # fmt: skip

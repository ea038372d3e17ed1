"""From a `Framework` back to files: JSON obeying the schema, a folder of TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from terreau.framework.model import Framework
from terreau.framework.wording import FRAMEWORK_FILE
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["as_dict", "export_toml", "mapping_file", "toml_files"]

_ORDER = (
    "id", "version", "kind", "language", "licence", "title", "description", "note", "parent",
    "retired", "changes", "scale", "specials", "respondents", "phases", "calibration", "budget",
    "hypotheses", "foundations", "pillars",
)  # fmt: skip
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_dict(framework: Framework) -> dict[str, Any]:
    """Return the JSON form of `framework`, obeying ``framework.schema.json``."""
    everything = asdict(framework)
    for pillar in everything["pillars"]:
        for variable in pillar["variables"]:
            del variable["pillar"]
    return {key: _listed(everything[key]) for key in _ORDER}


def _listed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def export_toml(framework: Framework, folder: Path) -> list[Path]:
    """Write `framework` in `folder`, one file per pillar; return the files, the common one first.

    Raises
    ------
    Refused
        When `folder` already holds TOML files: a référentiel is never mixed with another.
    """
    if any(folder.glob("*.toml")):
        message = _("Ce dossier contient déjà des fichiers TOML.")
        expected = _("Choisissez un dossier vide ou nouveau.")
        raise Refused([Problem("folder-taken", quote(folder.name), message, expected)])
    folder.mkdir(parents=True, exist_ok=True)
    files = toml_files(as_dict(framework))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def toml_files(document: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a référentiel in its JSON form, by name, the common one first.

    A draft that is not whole yet can be written too; it will not be read until it is.
    """
    pillars = document["pillars"]
    common = {**document, "pillars": [pillar["code"] for pillar in pillars]}
    texts = {FRAMEWORK_FILE: _toml(common)}
    texts |= {f"{pillar['code']}.toml": _toml(pillar) for pillar in pillars}
    return {name: text.encode("utf-8") for name, text in texts.items()}


def mapping_file(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the TOML file of a mapping table, as `read_mapping` reads it."""
    return _toml({"rows": [dict(row) for row in rows]}).encode("utf-8")


def _toml(document: Mapping[str, Any]) -> str:
    """Return a TOML document: keys first, then tables, then lists of tables."""
    lines = _pairs("", {k: v for k, v in document.items() if not _is_table(v)})
    for key, value in document.items():
        if isinstance(value, Mapping) and value:
            lines += ["", f"[{_key(key)}]", *_pairs("", value)]
        elif _is_table(value) and value:
            for item in value:
                lines += ["", f"[[{_key(key)}]]", *_pairs("", item)]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    tables = isinstance(value, Sequence) and bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping) or tables


def _pairs(prefix: str, table: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in table.items():
        name = f"{prefix}{_key(key)}"
        if isinstance(value, Mapping):
            lines += _pairs(f"{name}.", value)
        else:
            lines.append(f"{name} = {_value(value)}")
    return lines


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        items = [_value(item) for item in value]
        short = f"[{', '.join(items)}]"
        return short if len(short) <= 80 else "[\n" + "".join(f"    {i},\n" for i in items) + "]"
    return repr(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # JSON escapes are TOML's, but for the delete character
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

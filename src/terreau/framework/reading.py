"""From documents to a `Framework`, or to everything that keeps them from being one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from terreau.framework.coherence import incoherences
from terreau.framework.files import parse_toml, read_files
from terreau.framework.model import (
    Budget,
    Foundation,
    Framework,
    Hypothesis,
    Level,
    Phase,
    Pillar,
    Respondent,
    Special,
    Variable,
)
from terreau.framework.shape import Complaint, clean
from terreau.framework.wording import FRAMEWORK_FILE, in_common, in_file, named_key, repeated
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["from_dict", "from_files", "load", "read"]

_ITEMS = {
    "scale": "niveau {name}",
    "specials": "réponse {name}",
    "respondents": "personne {name}",
    "phases": "phase {name}",
    "hypotheses": "hypothèse {name}",
    "foundations": "fondement {name}",
    "variables": "variable {name}",
}


def load(path: Path | str) -> Framework:
    """Return the référentiel kept in `path`, a folder of TOML files or a ZIP of it.

    Raises
    ------
    Refused
        With every problem found, each naming its file and key.
    """
    framework, problems = read(Path(path))
    return _accepted(framework, problems)


def from_dict(document: Mapping[str, Any]) -> Framework:
    """Return the référentiel of a JSON document obeying ``framework.schema.json``.

    Raises
    ------
    Refused
        With every problem found.
    """
    pillars = document.get("pillars")
    listed = pillars if isinstance(pillars, Sequence) else ()
    codes = [pillar.get("code") if isinstance(pillar, Mapping) else None for pillar in listed]
    files = [f"{code or f'pilier-{n}'}.toml" for n, code in enumerate(codes, 1)]
    return _accepted(*_read_document(document, files))


def from_files(contents: Mapping[str, bytes]) -> Framework:
    """Return the référentiel of TOML files held in memory, by name.

    Raises
    ------
    Refused
        With every problem found.
    """
    return _accepted(*_read_contents(contents))


def read(path: Path) -> tuple[Framework | None, list[Problem]]:
    """Return the référentiel, or None when an error forbids it, and all problems found."""
    try:
        contents = read_files(path)
    except Refused as refused:
        return None, list(refused.problems)
    return _read_contents(contents)


def _read_contents(contents: Mapping[str, bytes]) -> tuple[Framework | None, list[Problem]]:
    documents, problems = _parsed(contents)
    if FRAMEWORK_FILE not in documents:
        return None, problems
    common = documents[FRAMEWORK_FILE]
    listed = _listed_pillars(common, [n for n in contents if n != FRAMEWORK_FILE], problems)
    files = [f"{code}.toml" for code in listed if f"{code}.toml" in documents]
    whole = {**common, "pillars": [documents[file] for file in files]}
    framework, faults = _read_document(whole, files, partial=bool(problems))
    return (None if problems else framework), [*problems, *faults]


def _parsed(contents: Mapping[str, bytes]) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    documents: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for name, content in contents.items():
        document, faults = parse_toml(name, content)
        if not faults:
            documents[name] = document
        problems += faults
    return documents, problems


def _accepted(framework: Framework | None, problems: Sequence[Problem]) -> Framework:
    if framework is None:
        raise Refused(problems)
    return framework


def _listed_pillars(
    common: Mapping[str, Any], files: Sequence[str], problems: list[Problem]
) -> list[str]:
    """Return the pillars that framework.toml names, and say where files and names differ."""
    listed = common.get("pillars")
    where = in_common("pillars")
    if not isinstance(listed, list) or not listed or not all(isinstance(c, str) for c in listed):
        message = _("La liste des piliers manque ou n’est pas une liste de codes.")
        expected = _('Par exemple pillars = ["A", "B"], avec A.toml et B.toml à côté.')
        problems.append(Problem("pillars-unlisted", where, message, expected))
        return [name.removesuffix(".toml") for name in files]
    for code in repeated(listed):
        message = _("Le code {code} est écrit deux fois.").format(code=quote(code))
        problems.append(Problem("code-repeated", where, message))
    for code in dict.fromkeys(listed):
        if f"{code}.toml" not in files:
            message = _("Le fichier {file} n’est pas dans le dossier.").format(file=f"{code}.toml")
            problems.append(Problem("file-missing", where, message))
    for name in files:
        if name.removesuffix(".toml") not in listed:
            message = _("Ce fichier n’est pas annoncé dans « pillars ».")
            expected = _("Ajoutez-le à la liste de framework.toml, ou ôtez-le du dossier.")
            problems.append(Problem("file-unlisted", in_file(name), message, expected))
    return list(dict.fromkeys(listed))


def _read_document(
    document: Mapping[str, Any], files: Sequence[str], *, partial: bool = False
) -> tuple[Framework | None, list[Problem]]:
    whole, complaints = clean(document)
    problems = [
        _problem(complaint, document, files)
        for complaint in complaints
        # where a pillar could not be read, that has been said already
        if not (partial and complaint[1] == ("pillars",))
    ]
    problems += _misnamed(whole, files)
    framework = _framework(whole)
    problems += incoherences(framework, partial=partial)
    refused = any(problem.severity == "error" for problem in problems)
    return (None if refused else framework), problems


def _misnamed(whole: Mapping[str, Any], files: Sequence[str]) -> list[Problem]:
    message = _("Le code du pilier ne va pas avec le nom du fichier.")
    return [
        Problem(
            "pillar-misnamed",
            in_file(file),
            message,
            _("Attendu : {code}.").format(code=quote(file[:-5])),
        )
        for pillar, file in zip(whole["pillars"], files, strict=False)
        if pillar["code"] and f"{pillar['code']}.toml" != file
    ]


def _problem(complaint: Complaint, document: Mapping[str, Any], files: Sequence[str]) -> Problem:
    code, path, message, expected = complaint
    return Problem(code, _place(path, document, files), message, expected)


def _place(path: Sequence[str | int], document: Any, files: Sequence[str]) -> str:
    """Return « A.toml, variable A1, clé « questions.holder » » for a path in the document."""
    file, rest, inside = FRAMEWORK_FILE, list(path), document
    if len(path) > 1 and path[0] == "pillars" and isinstance(path[1], int):
        file, rest, inside = files[path[1]], list(path[2:]), document["pillars"][path[1]]
    parts = []
    if len(rest) > 1 and rest[0] in _ITEMS and isinstance(rest[1], int):
        item = inside[rest[0]][rest[1]]
        code = item.get("code") if isinstance(item, Mapping) else None
        name = code if isinstance(code, str) and code else f"n° {rest[1] + 1}"
        parts.append(_(_ITEMS[str(rest[0])]).format(name=name))
        rest = rest[2:]
    keys = ".".join(str(step) for step in rest if isinstance(step, str))
    ranks = [_("élément {n}").format(n=step + 1) for step in rest if isinstance(step, int)]
    return in_file(file, *parts, named_key(keys), *ranks)


def _framework(whole: Mapping[str, Any]) -> Framework:
    plain = (
        "id",
        "version",
        "kind",
        "language",
        "licence",
        "title",
        "description",
        "note",
        "parent",
    )
    return Framework(
        **{key: whole[key] for key in plain},
        changes=whole["changes"],
        retired=tuple(whole["retired"]),
        scale=tuple(Level(**item) for item in whole["scale"]),
        specials=tuple(Special(**item) for item in whole["specials"]),
        respondents=tuple(Respondent(**item) for item in whole["respondents"]),
        phases=tuple(Phase(**_frozen(item)) for item in whole["phases"]),
        pillars=tuple(_pillar(item) for item in whole["pillars"]),
        calibration=whole["calibration"],
        budget=Budget(**whole["budget"]),
        hypotheses=tuple(Hypothesis(**_frozen(item)) for item in whole["hypotheses"]),
        foundations=tuple(Foundation(**item) for item in whole["foundations"]),
    )


def _pillar(item: Mapping[str, Any]) -> Pillar:
    code = item["code"]
    variables = tuple(Variable(pillar=code, **_frozen(inner)) for inner in item["variables"])
    return Pillar(code, item["title"], variables)


def _frozen(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in item.items()}

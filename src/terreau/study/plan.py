"""The plan of a study, read from a TOML file: every mistake is reported at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from terreau.formats.tables import table
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused
from terreau.study.plan_model import (
    COMPARABLE,
    DEFAULT_SEED,
    DESCRIPTIVE,
    LATER,
    Condition,
    Exclusion,
    Outcome,
    Plan,
    Publish,
    Scope,
    default_plan,
)
from terreau.study.plan_reading import Section

__all__ = [
    "COMPARABLE",
    "DEFAULT_SEED",
    "DESCRIPTIVE",
    "LATER",
    "Condition",
    "Exclusion",
    "Outcome",
    "Plan",
    "Publish",
    "Scope",
    "default_plan",
    "parse_plan",
    "read_plan",
]

AXES = ("emergence", "accompagnement", "financement")
AUDIENCES = ("tous", "interne", "public")
_SOURCE = re.compile(r"(?:outcome|estimate|column):\S+")
_LINE = re.compile(r"line (\d+)")


def _study(section: Section) -> dict[str, Any]:
    values = {
        "title": section.text("title"),
        "question": section.text("question"),
        "axis": section.choice("axis", AXES),
        "seed": section.take("seed", int, DEFAULT_SEED),
        "prereg_date": section.day("prereg_date"),
    }
    if values["seed"] < 0:
        section.add("plan-value-unknown", "seed", _("la graine est un nombre entier positif."))
    section.close()
    return values


def _scope(section: Section) -> Scope:
    exclude = []
    for row in section.tables("exclude", "[scope] exclude"):
        exclude.append(
            Exclusion(row.text("case", required=True), row.text("reason", required=True))
        )
        row.close()
    scope = Scope(
        kinds=section.words(
            "kinds", [code for code, _word in table("cases").column("kind").choices]
        ),
        territories=section.words("territories"),
        cohorts=section.words("cohorts"),
        phases=section.words("phases"),
        exclude=tuple(exclude),
    )
    section.close()
    return scope


def _source(section: Section) -> str:
    source = section.text("source", required=True)
    if source and not _SOURCE.fullmatch(source):
        message = _("{source} n’est pas une source.").format(source=quote(source))
        expected = _("Par exemple\u00a0: outcome:alive_24m, estimate:A@P4 ou column:x_surface.")
        section.add("plan-value-unknown", "source", message, expected)
    return source


def _outcome(section: Section) -> Outcome | None:
    if not section.values:
        return None
    outcome = Outcome(
        name=section.text("name", required=True),
        source=_source(section),
        rule=section.text("rule"),
        anchors=section.numbers("anchors"),
        reason=section.text("reason"),
    )
    section.close()
    return outcome


def _condition(section: Section) -> Condition:
    calibration = section.table("calibration")
    calibration.name = f"{section.name} calibration"
    condition = Condition(
        name=section.text("name", required=True),
        source=_source(section),
        method=calibration.text("method"),
        anchors=calibration.numbers("anchors"),
        expected=section.choice("expected", ("present", "absent", "unknown"), "unknown"),
        reason=section.text("reason"),
    )
    calibration.close()
    section.close()
    return condition


def _analyses(section: Section) -> dict[str, Any]:
    """Return what is asked: descriptions unless `false`, the rest only if `true`."""
    asked = [name for name in DESCRIPTIVE if name != "compare" and section.take(name, bool, True)]
    compare_by: tuple[str, ...] = COMPARABLE
    if section.values.get("compare", True) is not True:  # false, or a list
        said = section.values["compare"]
        compare_by = () if said is False else section.words("compare", COMPARABLE)
    if compare_by:
        asked.append("compare")
    asked += [name for name in LATER if section.take(name, bool, False)]
    section.close("compare")
    ordered = tuple(name for name in (*DESCRIPTIVE, *LATER) if name in asked)
    return {"analyses": ordered, "compare_by": compare_by}


def _publish(section: Section) -> Publish:
    publish = Publish(
        sheets=section.take("sheets", bool, True),
        report=section.take("report", bool, True),
        tables=section.take("tables", bool, True),
        catalogue=section.take("catalogue", bool, True),
        audience=section.choice("audience", AUDIENCES, "tous"),
        language=section.choice("language", ("fr",), "fr"),
        added_columns=section.words("added_columns"),
        lead=section.text("lead"),
        correction=section.text("correction"),
        licence=section.text("licence"),
    )
    for name in publish.added_columns:
        if not name.startswith("x_"):
            message = _("{name} n’est pas une colonne ajoutée.").format(name=quote(name))
            section.add(
                "plan-value-unknown", "added_columns", message, _("Leur nom commence par x_.")
            )
    section.close()
    return publish


def parse_plan(text: str) -> Plan:
    """Return the plan that `text` (TOML) writes.

    Raises
    ------
    Refused
        With every mistake of the plan, each with the key or value probably meant.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = _(", ligne {n}").format(n=line[1]) if line else ""
        message = _("ce n’est pas du TOML lisible.")
        expected = _("Vérifiez les guillemets, les crochets et les signes égal.")
        where = _("plan d’analyse") + place
        raise Refused([Problem("plan-unreadable", where, message, expected)]) from None
    problems: list[Problem] = []
    root = Section("", values, problems)
    plan = Plan(
        **_study(root.table("study")),
        scope=_scope(root.table("scope")),
        outcome=_outcome(root.table("outcome")),
        conditions=tuple(_condition(row) for row in root.tables("condition", "[[condition]]")),
        **_analyses(root.table("analyses")),
        publish=_publish(root.table("publish")),
    )
    root.close()
    if problems:
        raise Refused(problems)
    return plan


def read_plan(path: Path) -> Plan:
    """Return the plan written in the TOML file `path`.

    Raises
    ------
    Refused
        When the file is absent or unreadable, or with every mistake of the plan.
    """
    where = _("fichier {name}").format(name=quote(path.name))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problem = Problem("plan-absent", where, _("ce fichier n’existe pas."))
        raise Refused([problem]) from None
    except (OSError, UnicodeDecodeError):
        message = _("ce fichier n’est pas un texte en UTF-8.")
        raise Refused([Problem("plan-unreadable", where, message)]) from None
    return parse_plan(text)

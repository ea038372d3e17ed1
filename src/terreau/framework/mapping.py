"""A table that joins two référentiels, variable by variable."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.framework.files import parse_toml
from terreau.framework.model import Framework
from terreau.framework.wording import choices, in_file, nearest, repeated
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["RELATIONS", "MappingRow", "MappingTable", "check_mapping", "read_mapping"]

RELATIONS = ("equal", "broader", "narrower", "overlaps", "none")
Rows = list[tuple[str, Mapping[str, Any]]]  # the place in the words of the person, the cells
_COLUMNS = ("from", "to", "relation", "note")


@dataclass(frozen=True, slots=True)
class MappingRow:
    """`source` is equal to, broader or narrower than, overlaps `target`; or joins none."""

    source: str
    target: str
    relation: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MappingTable:
    """The rows as written, in order."""

    rows: tuple[MappingRow, ...]

    def translate(self, code: str) -> tuple[MappingRow, ...]:
        """Return the rows of the variable `code`, empty where the table does not speak of it."""
        return tuple(row for row in self.rows if row.source == code)

    def equivalent(self, code: str) -> str | None:
        """Return the code that means the same in the other référentiel: the only safe one."""
        equal = [row.target for row in self.translate(code) if row.relation == "equal"]
        return equal[0] if len(equal) == 1 else None


def read_mapping(path: Path) -> MappingTable:
    """Return the table of a CSV (comma or semicolon) or of a TOML file with ``[[rows]]``.

    Raises
    ------
    Refused
        With every row that cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        message = _("Ce fichier ne peut pas être lu.")
        raise Refused([Problem("file-unreadable", in_file(path.name), message)]) from fault
    toml = path.suffix.lower() == ".toml"
    read = _toml_rows if toml else _csv_rows
    rows, problems = read(path.name, content)
    problems += [p for place, row in rows for p in _row_problems(path.name, place, row)]
    if problems:
        raise Refused(problems)
    return MappingTable(tuple(_row(row) for _place, row in rows))


def _toml_rows(name: str, content: bytes) -> tuple[Rows, list[Problem]]:
    document, problems = parse_toml(name, content)
    listed = document.get("rows", [])
    if not problems and (
        not isinstance(listed, list) or not all(isinstance(r, dict) for r in listed)
    ):
        message = _("Les lignes s’écrivent chacune sous « [[rows]] ».")
        return [], [Problem("rows-missing", in_file(name), message)]
    return [(_("ligne {n}").format(n=n), row) for n, row in enumerate(listed, 1)], problems


def _csv_rows(name: str, content: bytes) -> tuple[Rows, list[Problem]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = _("Ce fichier n’est pas écrit en UTF-8.")
        return [], [
            Problem("encoding", in_file(name), message, _("Enregistrez-le en « CSV UTF-8 »."))
        ]
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows: Rows = [
            (_("ligne {n}").format(n=reader.line_num), _text_cells(row)) for row in reader
        ]
    except csv.Error:
        return [], [
            Problem("csv-malformed", in_file(name), _("Ce fichier n’est pas un CSV lisible."))
        ]
    missing = [column for column in _COLUMNS[:3] if column not in (reader.fieldnames or ())]
    message = _("La colonne {name} manque.")
    found = [
        Problem(
            "column-missing", in_file(name), message.format(name=quote(column)), choices(_COLUMNS)
        )
        for column in missing
    ]
    return ([] if found else rows), found


def _text_cells(row: Mapping[Any, Any]) -> dict[str, Any]:
    # DictReader keeps the cells beyond the header under None, and absent ones as None
    return {
        ("" if key is None else key.strip()): (
            value.strip() if isinstance(value, str) else value or ""
        )
        for key, value in row.items()
    }


def _row(row: Mapping[str, Any]) -> MappingRow:
    return MappingRow(row["from"], row.get("to", ""), row["relation"], row.get("note", ""))


def _row_problems(name: str, place: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    where = in_file(name, place)
    for key, value in row.items():
        if key not in _COLUMNS:
            message = _("La colonne {name} n’est pas connue.").format(name=quote(key))
            yield Problem("column-unknown", where, message, nearest(key, _COLUMNS))
        elif not isinstance(value, str):
            message = _("La valeur de {name} n’est pas un texte.").format(name=quote(key))
            yield Problem(
                "type-wrong", where, message, _("Un texte entre guillemets est attendu ici.")
            )
    relation = row.get("relation", "")
    if relation not in RELATIONS:
        message = _("La relation {name} n’est pas connue.").format(name=quote(str(relation)))
        yield Problem("relation-unknown", where, message, nearest(str(relation), RELATIONS))
    if not row.get("from"):
        yield Problem("from-missing", where, _("La variable de départ manque."))
    if bool(row.get("to")) == (relation == "none"):
        message = _("La variable d’arrivée manque, ou est en trop pour « none ».")
        yield Problem("to-inconsistent", where, message)


def check_mapping(table: MappingTable, source: Framework, target: Framework) -> list[Problem]:
    """Return where `table` speaks of variables that are not, or forgets some."""
    return [
        *_unknown_codes("from", [row.source for row in table.rows], source),
        *_unknown_codes("to", [row.target for row in table.rows if row.target], target),
        *_contradictions(table),
        *_forgotten(table, source),
    ]


def _unknown_codes(column: str, codes: list[str], framework: Framework) -> Iterator[Problem]:
    known = [variable.code for variable in framework.variables]
    for code in dict.fromkeys(codes):
        if code not in known:
            message = _("La variable {code} n’est pas dans {name}.")
            message = message.format(code=quote(code), name=framework.identifier)
            where = _("colonne {name}").format(name=quote(column))
            yield Problem("variable-unknown", where, message, nearest(code, known))


def _contradictions(table: MappingTable) -> Iterator[Problem]:
    pairs = [f"{row.source} → {row.target}" for row in table.rows]
    for pair in repeated(pairs):
        yield Problem(
            "pair-repeated", "", _("La paire {pair} est écrite deux fois.").format(pair=pair)
        )
    equal = [row for row in table.rows if row.relation == "equal"]
    for side in ("source", "target"):
        for code in repeated(getattr(row, side) for row in equal):
            message = _("La variable {code} est dite égale à plusieurs.").format(code=quote(code))
            expected = _("L’égalité ne joint que deux variables.")
            yield Problem("equal-several", "", message, expected)
    for code in dict.fromkeys(row.source for row in table.rows if row.relation == "none"):
        if len(table.translate(code)) > 1:
            message = _("La variable {code} est jointe et dite sans équivalent.")
            yield Problem("none-and-more", "", message.format(code=quote(code)))


def _forgotten(table: MappingTable, source: Framework) -> Iterator[Problem]:
    said = {row.source for row in table.rows}
    for variable in source.variables:
        if variable.code not in said:
            message = _("La variable {code} n’est pas dans la table.").format(
                code=quote(variable.code)
            )
            expected = _("Dites « none » si rien ne lui répond.")
            yield Problem("variable-forgotten", "", message, expected, "warning")

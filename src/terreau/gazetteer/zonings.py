"""Zonings a person brings: a CSV that gives each commune a level (density, catchment area…)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from terreau.i18n import fold, join_words, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused

__all__ = ["read_density", "read_zoning"]

CODE_HEADERS = ("CODGEO", "code", "code_commune", "code_insee", "codgeo_2026", "depcom", "insee")
DENSITY_HEADERS = ("DENS", "densite", "densité", "density", "dens7")
DENSITY_LEVELS = ("1", "2", "3", "4", "5", "6", "7")

_COMMUNE = re.compile(r"[0-9]{5}|2[AB][0-9]{3}")
_PREAMBLE = 20  # lines Insee may write above the headers of its files


def read_density(path: Path) -> dict[str, str]:
    """Return commune code → level (« 1 » to « 7 ») of Insee's density grid.

    Columns: CODGEO (or code…) and DENS (or densité…), separated by « ; » or « , ».

    Raises
    ------
    Refused
        With every problem of the file, by line.
    """
    return read_zoning(path, *DENSITY_HEADERS, levels=DENSITY_LEVELS)


def read_zoning(path: Path, *columns: str, levels: tuple[str, ...] = ()) -> dict[str, str]:
    """Return commune code → value of the first of `columns` the CSV has, in the file's order.

    Case and accents of headers do not matter; lines above the headers are skipped; a code whose
    first zero a spreadsheet dropped gets it back; UTF-8 and Windows encodings are read. When
    `levels` are given, no other value is accepted.

    Raises
    ------
    Refused
        With every problem of the file, by line.
    """
    rows = _rows(path)
    for _number, row in islice(rows, _PREAMBLE):
        code_at, level_at = _place(row, CODE_HEADERS), _place(row, columns)
        if code_at is not None and level_at is not None:
            return _levels(path, rows, (code_at, level_at), levels)
    raise Refused([_no_columns(path, columns)])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = _text(path.read_bytes())
        separator = ";" if text[:4096].count(";") >= text[:4096].count(",") else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            yield reader.line_num, row
    except (OSError, csv.Error):
        message = _("Le fichier est introuvable, ou ce n’est pas un fichier CSV.")
        raise Refused([Problem("zoning-unreadable", _where(path), message)]) from None


def _text(packed: bytes) -> str:
    try:
        return packed.decode("utf-8-sig")
    except UnicodeDecodeError:
        return packed.decode("cp1252", errors="replace")


def _place(row: list[str], names: tuple[str, ...]) -> int | None:
    headers = [fold(header) for header in row]
    wanted = [fold(name) for name in names]
    return next((headers.index(name) for name in wanted if name in headers), None)


def _levels(
    path: Path,
    rows: Iterator[tuple[int, list[str]]],
    places: tuple[int, int],
    allowed: tuple[str, ...],
) -> dict[str, str]:
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for line, row in rows:
        cells = [*(cell.strip() for cell in row), *[""] * (max(places) + 1)]
        if not any(cells):
            continue
        code, level = _code(cells[places[0]]), cells[places[1]]
        wrong = _wrong(code, level, found.get(code, level), allowed)
        if wrong:
            where = _("{file}, ligne {line}").format(file=_where(path), line=line)
            problems.append(Problem(wrong[0], where, *wrong[1:]))
        else:
            found[code] = level
    if problems:
        raise Refused(problems)
    return found


def _code(text: str) -> str:
    return text.zfill(5) if text.isdigit() else text.upper()


def _wrong(code: str, level: str, before: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return code of problem, message and what was expected; empty when all is well."""
    if not _COMMUNE.fullmatch(code):
        message = _("{code} n’est pas un code de commune.").format(code=quote(code[:40]))
        return "zoning-code", message, _("Attendu\u00a0: cinq caractères, par exemple 39300.")
    if not level:
        return "zoning-level-missing", _("La commune {code} n’a pas de valeur.").format(code=code)
    if level != before:
        message = _("La commune {code} a déjà une autre valeur, {level}.")
        return "zoning-code-twice", message.format(code=code, level=quote(before[:40]))
    if allowed and level not in allowed:
        message = _("La commune {code} a la valeur {level}, qui n’existe pas dans ce zonage.")
        expected = _("Attendu\u00a0: {levels}.").format(levels=join_words(allowed, _("ou")))
        return "zoning-level", message.format(code=code, level=quote(level[:40])), expected
    return ()


def _no_columns(path: Path, columns: tuple[str, ...]) -> Problem:
    expected = _("Attendu\u00a0: une colonne {codes} et une colonne {columns}.").format(
        codes=join_words([quote(name) for name in CODE_HEADERS], _("ou")),
        columns=join_words([quote(name) for name in columns], _("ou")),
    )
    message = _("Les colonnes du code de commune et de la valeur n’ont pas été trouvées.")
    return Problem("zoning-columns", _where(path), message, expected)


def _where(path: Path) -> str:
    return _("fichier {name}").format(name=quote(path.name))

"""Rows that several tests of the workbook start from; everything in them is imagined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from terreau.formats.workbook.reading import ReadResult
from terreau.problems import Problem
from tests.formats.conftest import CASES

__all__ = ["CASES", "PROJECT", "RATERS", "RATINGS", "Check", "only", "with_ratings"]

Check = Callable[..., ReadResult]
PROJECT = ["P-0001", "La Ressourcerie", "projet"]
RATINGS = ["Référence", "Projet ou lieu", "Phase", "Variable", "Regard", "Niveau"]
RATERS = [["Regard", "Type"], ["R-01", "porteur"], ["R-02", "chercheur"]]


def only(result: ReadResult, code: str = "") -> Problem:
    found = [p for p in result.problems if not code or p.code == code]
    assert len(found) == 1, [p.sentence() for p in result.problems]
    return found[0]


def with_ratings(*rows: list[Any], header: list[str] = RATINGS) -> dict[str, list[list[Any]]]:
    return {
        "Projets et lieux": [CASES, PROJECT],
        "Regards": RATERS,
        "Appréciations": [header, *rows],
    }

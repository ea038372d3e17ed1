"""Promises of translation: French is the source, and what no catalogue has stays French."""

from __future__ import annotations

import pytest

from terreau.i18n import gettext, ngettext


@pytest.mark.parametrize("language", ["fr", "de", "xx"])
def test_a_message_without_translation_stays_as_written(language: str) -> None:
    assert gettext("Rien à corriger.", language) == "Rien à corriger."


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "projet"), (1, "projet"), (1.5, "projet"), (2, "projets"), (-1, "projet")],
)
def test_zero_and_one_are_singular_in_french(count: int, form: str) -> None:
    assert ngettext("projet", "projets", count) == form


def test_another_language_has_its_own_plural() -> None:
    assert ngettext("projet", "projets", 0, "xx") == "projets"
    assert ngettext("projet", "projets", 1, "xx") == "projet"

"""The communes most probably meant."""

from __future__ import annotations

import subprocess
import sys

import pytest

from terreau.gazetteer import Former, Gazetteer


def codes(gazetteer: Gazetteer, text: str, limit: int = 3) -> list[str]:
    return [commune.code for commune in gazetteer.suggest(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Lons-le-Sonier", "39300"),
        ("39300 Champagnole", "39097"),
        ("Champagnol", "39097"),
        ("39001", "39300"),
        ("39000", "39300"),
        ("39301", "39300"),
        ("93300", None),
        ("Lons", "39300"),
        ("Champagnole du Jura", "39097"),
        ("Vieu-Bourg", "39300"),
        ("Ajacio", "2A004"),
        ("zzzzzz", None),
        ("", None),
        ("x", None),
    ],
)
def test_the_first_suggestion(small: Gazetteer, text: str, first: str | None) -> None:
    """Misspelt, shortened, lengthened, old, postal, slipped; nothing when nothing is near."""
    assert codes(small, text)[:1] == ([first] if first else [])


def test_the_departement_that_was_written_comes_first(small: Gazetteer) -> None:
    """Among homonyms, a postal code or « (10) » tells which; else the most peopled."""
    assert codes(small, "Saint-Aubain")[0] == "39476"
    assert codes(small, "Saint-Aubain (10)")[0] == "10334"
    assert codes(small, "10400 Saint-Aubin")[0] == "10334"


def test_never_more_than_asked(small: Gazetteer) -> None:
    """And each commune once."""
    assert len(codes(small, "Saint-Aubin", 1)) == 1
    found = codes(small, "Saint-Aubin", 10)
    assert len(found) == len(set(found))


def test_names_that_went_nowhere_are_not_suggested() -> None:
    """An old name whose taker is unknown leads to nobody."""
    lost = Gazetteer([], [Former("39001", "Vieux-Bourg", "39002", "merged")])
    assert lost.suggest("Vieux-Bourg") == ()
    assert lost.suggest("39001") == ()
    assert lost.by_name("Vieux-Bourg") == ()
    assert lost.parse_label("Vieux-Bourg") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mont-sous-Vaudray", "39365"),
        ("39130 Clairvaux-les-lac", "39154"),
        ("Dôle du Jura", "39198"),
        ("Clison", "44043"),
        ("20000 Ajaccio", "2A004"),
    ],
)
def test_suggestions_in_the_official_code(france: Gazetteer, text: str, first: str) -> None:
    """Real slips find the real commune among 34 969."""
    assert codes(france, text)[0] == first


def test_hundreds_of_wrong_values_are_answered_each_and_the_same_twice(france: Gazetteer) -> None:
    """Two hundred distinct ones, one letter too long: the commune itself comes first, or its namesake."""
    wrong = [f"{commune.name}x" for commune in france.communes()[:20_000:100]]
    first = [france.suggest(text)[0].code for text in wrong]
    assert first == [france.suggest(text)[0].code for text in wrong]


def test_importing_and_loading_need_the_standard_library_only() -> None:
    """The command starts fast: no array or matching library before a suggestion is asked for."""
    script = (
        "import sys, terreau.gazetteer as g; g.default().by_name('Lons-le-Saunier');"
        "print([m for m in ('numpy', 'pyarrow', 'rapidfuzz') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

"""`results.json`: one way of writing it, read back with its version checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.problems import Refused
from terreau.study.results import read_results, results_text, rounded, write_results
from tests.study.builders import simulated, studied

TEXT = {
    "format": "terreau-results/1",
    "analyses": {"b": {"x": 1 / 3}, "a": {}},
    "study": {"title": "Été"},
}


def test_keys_are_sorted_and_each_analysis_has_its_line() -> None:
    assert results_text(TEXT) == (
        '{\n"analyses": {\n"a": {},\n"b": {"x": 0.333333}\n},\n"format": "terreau-results/1",\n'
        '"study": {"title": "Été"}\n}\n'
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_six_significant_digits(number: float) -> None:
    kept = rounded({"list": [(number,)]})["list"][0][0]
    assert kept == pytest.approx(number, rel=5.1e-6, abs=1e-320)
    assert rounded(kept) == kept


def test_large_amounts_keep_their_units() -> None:
    assert rounded([1234567.0, -98765432.4, 999999.7]) == [1234567.0, -98765432.0, 1000000.0]


def test_whole_numbers_and_words_are_left_as_they_are() -> None:
    assert rounded([1234567, "a", None, True, ("b", 2)]) == [1234567, "a", None, True, ["b", 2]]


def test_what_is_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        results_text({"analyses": {}, "x": float("nan")})


def test_it_is_read_back_from_the_file_or_its_folder(tmp_path: Path) -> None:
    results = studied(simulated(n_cases=2))
    path = write_results(results, tmp_path / "etude" / "results.json")
    assert path.read_bytes() == results_text(results).encode()
    assert read_results(path) == read_results(path.parent) == json.loads(results_text(results))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "results-absent"),
        (b"{", "results-unreadable"),
        (b"\xff", "results-unreadable"),
        (b"[]", "results-format"),
        (b'{"format": "terreau-results/9"}', "results-format"),
    ],
)
def test_what_is_not_a_result_of_this_version_is_refused(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / "results.json").write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read_results(tmp_path)
    assert [problem.code for problem in refusal.value.problems] == [code]

"""The page of the method says what the data say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from terreau.framework import as_dict, default, from_dict


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "methode" / "referentiel.md").read_text(encoding="utf-8")


def test_each_word_of_the_field_leads_where_the_page_says(page: str) -> None:
    said = re.findall(r"^\| ([a-zà-ÿ ’]+) \| (P\d) \|", page, flags=re.MULTILINE)
    assert len(said) == 9
    for word, code in said:
        phase = default().phase_for(word)
        assert phase is not None
        assert phase.code == code, word


def test_the_words_also_understood_are(page: str) -> None:
    line = next(line for line in page.splitlines() if line.startswith("Sont compris aussi"))
    groups = re.findall(r"((?:«[^»]+»[ ,et]*)+)\((P\d)\)", line)
    assert len(groups) == 6
    for words, code in groups:
        for word in re.findall(r"«\u00a0([^»]+)\u00a0»", words):
            phase = default().phase_for(word)
            assert phase is not None
            assert phase.code == code, word


def test_the_sheet_shown_is_the_one_that_ships(page: str) -> None:
    shown = re.search(r"```toml\n(.+?)```", page, flags=re.DOTALL)
    assert shown is not None
    document = as_dict(default())
    document["pillars"][0]["variables"][0] = tomllib.loads(shown[1])["variables"][0]
    assert from_dict(document).variable("A1") == default().variable("A1")


def test_the_tables_of_the_page_are_the_data(page: str) -> None:
    ect = default()
    for level in ect.scale:
        assert f"| {level.code} | {level.label} | {level.meaning} |" in page
    for special in ect.specials:
        assert f"| {special.code} | {special.label} |" in page
    for phase in ect.phases:
        row = (phase.code, phase.title, phase.short, phase.enters, phase.leaves or "—")
        assert f"| {' | '.join(row)} |" in page
    for hypothesis in ect.hypotheses:
        first, witnesses = ", ".join(hypothesis.first), ", ".join(hypothesis.witnesses)
        assert f"| {hypothesis.title} | {first} | {witnesses} |" in page
    values = " | ".join(f"{value}".replace(".", ",") for value in ect.calibration.values())
    assert f"| {values} |" in page
    counts = [len(ect.expected_in(phase.code)) for phase in ect.phases]
    said = re.search(r"Les fiches donnent [^.]+\.", page)
    assert said is not None
    assert [int(n) for n in re.findall(r"(\d+)(?: variables attendues)? en P", said[0])] == counts
    for pillar in ect.pillars:
        assert f"| {pillar.code}. {pillar.title} | {len(pillar.variables)} |" in page

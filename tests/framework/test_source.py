"""The shipped référentiel is its source text, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terreau.framework import Framework, Variable, default

pytestmark = pytest.mark.shared
SHEET = re.compile(
    r"### (?P<code>[A-Z]\d+)\. (?P<title>.+?) - \*\*Définition\*\* : (?P<definition>.+?)"
    r" - \*\*0\*\* (?P<levels>.+?)\. - \*\*Phases\*\* : (?P<phases>.+?)\."
    r" - \*\*Porteur\*\* : « (?P<holder>.+?) » - \*\*Accompagnateur\*\* : « (?P<accompanist>.+?) »"
    r"(?: \((?P<advice>.+?)\))? - \*\*Fondement\*\* : (?P<foundation>.+?)(?= ###| ##|$)"
)


def plain(text: str) -> str:
    """Return `text` with one kind of space, apostrophe and hyphen."""
    text = text.replace("\u2011", "-").replace("’", "'").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text.replace("\u202f", " ")).strip()


@pytest.fixture(scope="module")
def source(shared: Path) -> str:
    return plain((shared / "referentiel" / "ect.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sheets(source: str) -> dict[str, re.Match[str]]:
    return {match["code"]: match for match in SHEET.finditer(source)}


def phases(sign: str, said: str) -> tuple[str, ...]:
    """Return the phases that follow `sign`: « ● P1-P3, ○ P5 » gives P1, P2, P3 for ●."""
    runs = re.findall(rf"{sign} ([P\d, -]+)", said)
    found: list[str] = []
    for first, last in re.findall(r"P(\d)(?:-P(\d))?", ",".join(runs)):
        found += [f"P{n}" for n in range(int(first), int(last or first) + 1)]
    return tuple(found)


def sheet_of(variable: Variable) -> dict[str, object]:
    return {
        "title": plain(variable.title),
        "definition": plain(variable.definition),
        "levels": [plain(level) for level in variable.levels],
        "expected": variable.expected,
        "early": variable.early,
        "without_object": variable.without_object,
        "holder": plain(variable.questions["holder"]),
        "accompanist": plain(variable.questions["accompanist"]),
        "advice": plain(variable.advice.get("accompanist", "")),
        "foundation": plain(variable.foundation),
    }


def test_every_sheet_says_the_words_of_the_source(sheets: dict[str, re.Match[str]]) -> None:
    framework = default()
    assert list(sheets) == [variable.code for variable in framework.variables]
    assert len(sheets) == 26
    for variable in framework.variables:
        written = sheets[variable.code]
        said = written["phases"]
        assert sheet_of(variable) == {
            "title": written["title"],
            "definition": written["definition"],
            "levels": re.split(r" ; \*\*[1-4]\*\* ", written["levels"]),
            "expected": phases("●", said),
            "early": phases("○", said),
            "without_object": phases(r"\(SO en", said),
            "holder": written["holder"],
            "accompanist": written["accompanist"],
            "advice": written["advice"] or "",
            "foundation": written["foundation"],
        }, variable.code


def test_the_pillars_have_the_titles_of_the_source(source: str) -> None:
    written = re.findall(r"## \d\. Pilier ([A-Z]) — (.+?) ###", source)
    assert [(pillar.code, plain(pillar.title)) for pillar in default().pillars] == written


def rows(source: str, columns: int, first: str) -> list[tuple[str, ...]]:
    cell = r" ([^|]+?) \|"
    return re.findall(rf"\| ({first}) \|" + cell * (columns - 1), source)


def test_phases_and_scale_are_those_of_the_source(source: str) -> None:
    framework = default()
    assert rows(source, 5, r"P\d") == [
        (p.code, plain(p.title), plain(p.enters), plain(p.leaves) or "—", p.srl)
        for p in framework.phases
    ]
    assert rows(source, 3, r"\d") == [(x.code, x.label, plain(x.meaning)) for x in framework.scale]
    for special, said in zip(
        framework.specials, ("non observé", "sans objet", "je ne sais pas"), strict=True
    ):
        assert special.label.lower() == said
        assert f"**{special.code}** ({said}" in source


def test_calibration_and_hypotheses_are_those_of_the_source(source: str) -> None:
    framework = default()
    calibration = dict(re.findall(r"(\d)→(0,\d+)", source))
    assert {c: str(v).replace(".", ",") for c, v in framework.calibration.items()} == calibration
    axes = rows(source, 3, "Émergence|Accompagnement|Financement")
    assert axes == [
        (h.title, ", ".join(h.first), ", ".join(h.witnesses)) for h in framework.hypotheses
    ]


def test_the_legend_describes_every_reference_of_the_source(source: str) -> None:
    legend = dict(
        re.findall(r"- \*\*\[([A-Z]+\d*)\]\*\* (.+?)(?: ;|\.) (?=- \*\*\[|Les découpages)", source)
    )
    shipped = {foundation.code: plain(foundation.text) for foundation in default().foundations}
    assert {f"G00{n}" for n in range(5)} == {code for code in shipped if code.startswith("G0")}
    for code, text in legend.items():
        assert shipped[code] == text.replace("*", "")
    assert len(legend) == len(shipped) - 5


def counted(framework: Framework, phase: str) -> int:
    return len(framework.expected_in(phase))


def test_the_counts_announced_come_out_of_the_sheets(source: str) -> None:
    framework = default()
    announced = {phase: int(n) for n, phase in re.findall(r"(\d+) en (P\d)[,.]", source)}
    assert announced == {"P1": 8, "P2": 16, "P3": 23, "P4": 25} == dict(framework.budget.expected)
    assert {phase: counted(framework, phase) for phase in announced} == announced


def test_the_first_phase_expects_one_variable_of_resilience_and_one_of_economy() -> None:
    expected = [variable.pillar for variable in default().expected_in("P1")]
    assert expected.count("C") == expected.count("D") == 1


def test_the_minutes_are_those_of_the_source(source: str) -> None:
    budget = default().budget
    assert (
        f"{budget.minutes['accompanist']} minutes au plus par cas et par {budget.period} à un"
        in source
    )
    assert f"accompagnateur, {budget.minutes['holder']} à un porteur" in source


@pytest.mark.parametrize(
    "word",
    [
        "observer",
        "préparer",
        "semer et arroser",
        "idées captées",
        "projets amorcés",
        "test",
        "passage à l'échelle",
        "passage en opportunité",
        "programmation",
    ],
)
def test_the_words_of_the_field_name_a_phase(source: str, word: str) -> None:
    assert word in source
    assert default().phase_for(word) is not None

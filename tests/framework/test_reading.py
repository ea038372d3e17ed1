"""What a référentiel is refused for, where, and in which words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terreau.framework import as_dict, check, default, from_dict, load
from terreau.problems import Refused

Edit = Callable[..., Path]


def refusals(path: Path) -> list[tuple[str, str]]:
    """Return code and place of each refusal of `load`, which `check` must say too."""
    with pytest.raises(Refused) as caught:
        load(path)
    assert [p for p in check(path) if p.severity == "error"] == list(caught.value.problems)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_a_copy_is_the_original(folder: Path) -> None:
    assert load(folder) == load(str(folder)) == default()
    assert check(folder) == []


A1 = "fichier A.toml, variable A1, clé «\u00a0{}\u00a0»"
COMMON = "fichier framework.toml, clé «\u00a0{}\u00a0»"


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "where"),
    [
        (
            "A.toml",
            "questions.holder",
            "advice.holder",
            "question-missing",
            A1.format("questions.holder"),
        ),
        (
            "A.toml",
            "questions.holder",
            "questions.porteur",
            "respondent-unknown",
            A1.format("questions"),
        ),
        (
            "A.toml",
            '    "un seul acteur porte et décide",\n',
            "",
            "levels-count",
            A1.format("levels"),
        ),
        (
            "A.toml",
            '"un seul acteur porte et décide"',
            '""',
            "text-blank",
            A1.format("levels") + ", élément 1",
        ),
        (
            "A.toml",
            '"un seul acteur porte et décide"',
            "1",
            "type-wrong",
            A1.format("levels") + ", élément 1",
        ),
        ("A.toml", '"P5", "P6"]', '"P5", "P7"]', "phase-unknown", A1.format("expected")),
        ("A.toml", '"P5", "P6"]', '"P5", "P5"]', "phase-twice", A1.format("expected")),
        ("A.toml", '"A2"', '"A1"', "code-repeated", "fichier A.toml"),
        (
            "A.toml",
            'code = "A1"',
            'code = "B9"',
            "code-outside-pillar",
            "fichier A.toml, variable B9, clé «\u00a0code\u00a0»",
        ),
        (
            "A.toml",
            'code = "A1"',
            'code = "a1"',
            "value-malformed",
            "fichier A.toml, variable a1, clé «\u00a0code\u00a0»",
        ),
        (
            "A.toml",
            'code = "A1"\n',
            "",
            "key-missing",
            "fichier A.toml, variable n° 1, clé «\u00a0code\u00a0»",
        ),
        ("A.toml", "definition =", "defintion =", "key-unknown", A1.format("defintion")),
        ("A.toml", "[PTCE]", "[PTEC]", "foundation-unknown", A1.format("foundation")),
        ("A.toml", 'code = "A"', 'code = "Z"', "pillar-misnamed", "fichier A.toml"),
        (
            "framework.toml",
            'version = "0.1"',
            "version = 0.1",
            "type-wrong",
            COMMON.format("version"),
        ),
        (
            "framework.toml",
            'version = "0.1"',
            "version = true",
            "type-wrong",
            COMMON.format("version"),
        ),
        (
            "framework.toml",
            'version = "0.1"',
            'version = "un"',
            "value-malformed",
            COMMON.format("version"),
        ),
        (
            "framework.toml",
            'title = "Entrepreneuriat coopératif de territoire"',
            "",
            "key-missing",
            COMMON.format("title"),
        ),
        ("framework.toml", 'id = "ect"', "[[id]]", "type-wrong", COMMON.format("id")),
        (
            "framework.toml",
            '"B", "C", "D"]',
            '"B", "C", "D", "E"]',
            "file-missing",
            COMMON.format("pillars"),
        ),
        (
            "framework.toml",
            '"B", "C", "D"]',
            '"B", "C", "D", "D"]',
            "code-repeated",
            COMMON.format("pillars"),
        ),
        ("framework.toml", '"B", "C", "D"]', '"B", "C"]', "file-unlisted", "fichier D.toml"),
        (
            "framework.toml",
            'pillars = ["A", "B", "C", "D"]',
            "pillars = 4",
            "pillars-unlisted",
            COMMON.format("pillars"),
        ),
        (
            "framework.toml",
            '"préparer"',
            '"Observer"',
            "synonym-ambiguous",
            "fichier framework.toml, phase P2, clé «\u00a0synonyms\u00a0»",
        ),
        (
            "framework.toml",
            '"préparer"',
            '"…"',
            "synonym-blank",
            "fichier framework.toml, phase P2, clé «\u00a0synonyms\u00a0»",
        ),
        ("framework.toml", 'code = "P2"', 'code = "P1"', "code-repeated", COMMON.format("phases")),
        ("framework.toml", 'code = "SO"', 'code = "NO"', "code-repeated", COMMON.format("scale")),
        (
            "framework.toml",
            "1 = 0.25",
            "1 = 0.02",
            "calibration-order",
            COMMON.format("calibration"),
        ),
        ("framework.toml", "2 = 0.45", "2 = 0.5", "calibration-half", COMMON.format("calibration")),
        ("framework.toml", "4 = 0.95\n", "", "calibration-missing", COMMON.format("calibration")),
        (
            "framework.toml",
            "4 = 0.95",
            "4 = 1.95",
            "value-out-of-range",
            COMMON.format("calibration.4"),
        ),
        (
            "framework.toml",
            "4 = 0.95",
            "4 = 0.95\n5 = 0.99",
            "level-unknown",
            COMMON.format("calibration"),
        ),
        (
            "framework.toml",
            "P2 = 16",
            "P2 = 17",
            "expected-count",
            COMMON.format("budget.expected"),
        ),
        ("framework.toml", "P2 = 16", "P9 = 16", "phase-unknown", COMMON.format("budget.expected")),
        (
            "framework.toml",
            "holder = 15",
            "porteur = 15",
            "respondent-unknown",
            COMMON.format("budget.minutes"),
        ),
        (
            "framework.toml",
            'first = ["B1"',
            'first = ["B7"',
            "variable-unknown",
            "fichier framework.toml, hypothèse emergence, clé «\u00a0first\u00a0»",
        ),
        (
            "framework.toml",
            'parent = ""',
            'parent = "ect@0.1"',
            "parent-not-older",
            COMMON.format("parent"),
        ),
        (
            "framework.toml",
            'parent = ""',
            'parent = "ect"',
            "value-malformed",
            COMMON.format("parent"),
        ),
        ("framework.toml", 'parent = ""', 'retired = ["A1"]', "code-retired", A1.format("code")),
        (
            "framework.toml",
            "[calibration]",
            '[changes]\nA1 = "pareil"\n\n[calibration]',
            "value-unknown",
            COMMON.format("changes.A1"),
        ),
        (
            "framework.toml",
            "[calibration]",
            '[changes]\nA1 = "same"\n\n[calibration]',
            "parent-missing",
            COMMON.format("parent"),
        ),
    ],
)
def test_each_fault_is_told_at_its_place(
    edit: Edit, name: str, old: str, new: str, code: str, where: str
) -> None:
    assert (code, where) in refusals(edit(name, old, new))


def test_a_table_without_any_question_is_told_once(folder: Path, edit: Edit) -> None:
    text = (folder / "A.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("questions.")]
    (folder / "A.toml").write_text("".join(lines), encoding="utf-8")
    found = refusals(folder)
    assert {code for code, _where in found} == {"key-missing"}
    assert len(found) == 7
    edit("A.toml", "[[variables]]\n", "[[variables]]\nquestions = {}\n")
    assert refusals(folder)[0] == ("table-empty", A1.format("questions"))


def test_all_faults_are_told_at_once(edit: Edit) -> None:
    edit("A.toml", 'code = "A1"', 'code = "B9"')
    edit("B.toml", '"P1", "P2", "P3"]', '"P1", "P2", "P0"]')
    edit("C.toml", "definition =", "definition = 3 #")
    edit("framework.toml", 'title = "Entrepreneuriat coopératif de territoire"', "titre = 1")
    found = {
        where.removeprefix("fichier ").partition(",")[0]
        for _code, where in refusals(edit("D.toml", "early", "earli"))
    }
    assert found >= {"A.toml", "B.toml", "C.toml", "D.toml", "framework.toml"}


def test_the_nearest_valid_word_is_offered(edit: Edit) -> None:
    edit("A.toml", "definition =", "defintion =")
    edit("A.toml", '"P5", "P6"]', '"P5", "Q6"]')
    problems = {problem.code: problem for problem in check(edit("A.toml", "[PTCE]", "[PTEC]"))}
    assert problems["key-unknown"].expected == "Vouliez-vous dire «\u00a0definition\u00a0»\u202f?"
    assert "«\u00a0P6\u00a0»" in problems["phase-unknown"].expected
    assert problems["foundation-unknown"].expected == "Vouliez-vous dire «\u00a0PTCE\u00a0»\u202f?"


def test_a_retired_number_is_not_taken_again_and_a_free_one_is_offered(edit: Edit) -> None:
    folder = edit("framework.toml", 'parent = ""', 'retired = ["A3", "A12"]')
    problem = next(p for p in check(folder) if p.code == "code-retired")
    assert "«\u00a0A13\u00a0»" in problem.expected


def test_a_version_says_what_each_variable_became(edit: Edit) -> None:
    folder = edit("framework.toml", 'parent = ""', 'parent = "ect@0.0"')
    edit("framework.toml", "[calibration]", '[changes]\nA1 = "same"\nA9 = "same"\n[calibration]')
    codes = [code for code, _where in refusals(folder)]
    assert codes.count("change-missing") == 25
    assert codes.count("variable-unknown") == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('title = "Diversité', 'title "Diversité', 8, "signe ="),
        ('title = "Diversité des parties prenantes"', "title = Diversité", 8, "guillemets"),
        ('title = "Diversité des parties prenantes"', 'title = "Diversité', 8, "guillemet"),
        ('title = "Diversité', 'code = "A1"\ntitle = "Diversité', 8, "deux fois"),
        ("# Pilier A", "bonjour !\n# Pilier A", 1, ""),
    ],
)
def test_a_fault_of_syntax_is_told_with_its_line(
    edit: Edit, old: str, new: str, line: int, says: str
) -> None:
    folder = edit("A.toml", old, new)
    assert refusals(folder) == [("toml-syntax", f"fichier A.toml, ligne {line}")]
    problem = check(folder)[0]
    assert says in problem.message
    assert problem.message.endswith(".")
    assert problem.expected.startswith("On y lit «")


def test_a_fault_of_syntax_hides_no_other_file(edit: Edit) -> None:
    edit("A.toml", 'title = "Diversité', 'title "Diversité')
    codes = [code for code, _where in refusals(edit("B.toml", "definition =", "defintion ="))]
    assert codes == ["toml-syntax", "key-unknown", "key-missing"]


def test_an_array_left_open_is_told_at_the_end(folder: Path) -> None:
    (folder / "framework.toml").write_text('id = "ect"\npillars = [\n', encoding="utf-8")
    assert refusals(folder) == [("toml-syntax", "fichier framework.toml, ligne 2")]


def test_when_no_pillar_can_be_read_only_that_is_said(folder: Path) -> None:
    for letter in "ABCD":
        (folder / f"{letter}.toml").write_text("=\n", encoding="utf-8")
    assert {code for code, _where in refusals(folder)} == {"toml-syntax"}


def test_a_windows_editor_is_welcome(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert load(folder) == default()


def test_another_encoding_is_told_with_its_line(folder: Path) -> None:
    file = folder / "A.toml"
    file.write_bytes(file.read_text(encoding="utf-8").replace("…", "").encode("latin-1"))
    assert refusals(folder) == [("encoding", "fichier A.toml, ligne 1")]


def test_a_document_is_read_without_any_file() -> None:
    assert from_dict(as_dict(default())) == default()


def spoiled(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    document = as_dict(default())
    change(document)
    with pytest.raises(Refused) as caught:
        from_dict(document)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_a_document_is_refused_in_the_same_words() -> None:
    assert spoiled(lambda d: d["pillars"][0].pop("title")) == [
        ("key-missing", "fichier A.toml, clé «\u00a0title\u00a0»")
    ]
    assert ("key-missing", "fichier pilier-1.toml, clé «\u00a0code\u00a0»") in spoiled(
        lambda d: d["pillars"][0].pop("code")
    )
    assert ("type-wrong", "fichier framework.toml, clé «\u00a0pillars\u00a0»") in spoiled(
        lambda d: d.update(pillars=3)
    )
    assert ("type-wrong", "fichier framework.toml, niveau n° 2") in spoiled(
        lambda d: d["scale"].__setitem__(1, "Amorcé")
    )
    assert ("list-empty", "fichier framework.toml, clé «\u00a0phases\u00a0»") in spoiled(
        lambda d: d.update(phases=[])
    )


def test_nothing_is_bound_to_four_pillars_or_five_levels() -> None:
    document = as_dict(default())
    document |= {"pillars": document["pillars"][1:2], "hypotheses": [], "budget": {}}
    document["scale"].pop(2)
    document["calibration"].pop("2")
    for variable in document["pillars"][0]["variables"]:
        variable["levels"].pop(2)
    small = from_dict(document)
    assert small.level_codes == ("0", "1", "3", "4")
    assert [variable.code for variable in small.variables] == ["B1", "B2", "B3", "B4", "B5", "B6"]


def test_lines_are_joined_and_paragraphs_kept(edit: Edit) -> None:
    folder = edit(
        "framework.toml",
        'note = "Première version, à discuter."',
        'note = """\nUn\ndeux.\n\nTrois."""',
    )
    assert load(folder).note == "Un deux.\n\nTrois."


def test_a_problem_never_shows_the_machine(tmp_path: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    assert str(tmp_path) not in "".join(problem.sentence() for problem in check(folder))

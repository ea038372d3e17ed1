"""What ships, and the check of one's own against its parent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from terreau.framework import by_identifier, check, default, load, shipped
from terreau.problems import Refused

Edit = Callable[..., Path]
SAME = "\n".join(f'{variable.code} = "same"' for variable in default().variables)


def test_what_ships_is_found_by_its_identifier() -> None:
    assert default() in shipped()
    for framework in shipped():
        assert by_identifier(framework.identifier) is framework
        assert (
            check(
                Path(__file__).parents[2]
                / "src/terreau/framework/data"
                / framework.id
                / framework.version
            )
            == []
        )


def test_an_unknown_one_is_refused_with_what_exists() -> None:
    with pytest.raises(Refused) as caught:
        by_identifier("tiers-lieux@3.0")
    assert "«\u00a0ect@0.1\u00a0»" in caught.value.problems[0].expected


def child(edit: Edit, parent: str = "ect@0.1", changes: str = SAME) -> Path:
    edit("framework.toml", 'version = "0.1"', 'version = "0.2"')
    edit("framework.toml", 'parent = ""', f'parent = "{parent}"')
    return edit("framework.toml", "[calibration]", f"[changes]\n{changes}\n\n[calibration]")


def test_a_child_that_says_the_truth_has_nothing_to_mend(edit: Edit) -> None:
    assert check(child(edit)) == []


def test_a_child_is_compared_with_the_parent_that_ships(edit: Edit) -> None:
    child(edit)
    problems = check(edit("A.toml", "porte et décide", "porte, décide"))
    assert [(p.code, p.where) for p in problems] == [
        ("change-untrue", "fichier A.toml, variable A1")
    ]
    assert load(edit("A.toml", "porte, décide", "porte et décide")).version == "0.2"


def test_a_child_is_compared_with_the_parent_beside_it(
    tmp_path: Path, folder: Path, edit: Edit
) -> None:
    edit("framework.toml", 'id = "ect"', 'id = "mien"')
    shutil.copytree(folder, tmp_path / "avant")
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "framework.toml").write_text("=", encoding="utf-8")
    child(edit, "mien@0.1")
    assert check(folder) == []
    edit("B.toml", "besoin supposé", "besoin imaginé")
    assert [p.where for p in check(folder)] == ["fichier B.toml, variable B1"]


def test_an_absent_parent_is_said_and_refuses_nothing(edit: Edit) -> None:
    folder = child(edit, "ailleurs@1.0")
    assert [(p.code, p.severity) for p in check(folder)] == [("parent-absent", "warning")]
    assert load(folder).parent == "ailleurs@1.0"

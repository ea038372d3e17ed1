"""The guide of the plan names every key, and its example is a plan that Terreau accepts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terreau.study.plan import parse_plan


@pytest.fixture
def guide(root: Path) -> str:
    return (root / "docs/guide/plan.md").read_text(encoding="utf-8")


def test_every_key_of_the_plan_is_in_the_guide(root: Path, guide: str) -> None:
    code = (root / "src/terreau/study/plan.py").read_text(encoding="utf-8")
    keys = set(
        re.findall(r"\w\.(?:take|text|choice|words|numbers|day|tables?)\(\s*\"([a-z_]+)\"", code)
    )
    assert {"title", "kinds", "added_columns"} <= keys
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", guide)] == []


def test_the_example_of_the_guide_is_accepted(guide: str) -> None:
    example = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    assert parse_plan(example[1]).publish.licence == "Licence Ouverte 2.0"

"""What is written is read back the same, whatever the référentiel."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.framework import as_dict, default, export_toml, from_dict, load
from terreau.problems import Refused

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = ANY.map(lambda text: f"{text}mot")
CODES = st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True)


@st.composite
def frameworks(draw: st.DrawFn) -> dict[str, Any]:
    """Documents of any size: pillars, variables, phases, levels and persons asked."""
    phases = [f"P{n}" for n in draw(CODES)]
    levels = [str(n) for n in range(draw(st.integers(1, 7)))]
    persons = draw(
        st.lists(st.sampled_from(["holder", "accompanist", "partner"]), min_size=1, unique=True)
    )
    pillars = draw(st.lists(st.sampled_from(["A", "B", "AB"]), min_size=1, unique=True))

    def sheet(code: str) -> dict[str, Any]:
        said = draw(st.lists(st.sampled_from(phases), unique=True))
        cut = draw(st.integers(0, len(said)))
        return {
            "code": code,
            "title": draw(WORDS),
            "definition": draw(WORDS),
            "expected": said[:cut],
            "early": said[cut:],
            "levels": [draw(WORDS) for _level in levels],
            "questions": {person: draw(WORDS) for person in persons},
            "foundation": draw(ANY).replace("[", ""),
        }

    return {
        "id": "essai",
        "version": f"{draw(st.integers(0, 9))}.{draw(st.integers(0, 99))}",
        "kind": "projet",
        "language": "fr",
        "licence": draw(WORDS),
        "title": draw(WORDS),
        "note": draw(ANY),
        "description": draw(st.lists(WORDS, min_size=1).map("\n\n".join)),
        "scale": [{"code": c, "label": draw(WORDS), "meaning": draw(WORDS)} for c in levels],
        "specials": [
            {"code": c, "label": draw(WORDS), "meaning": draw(WORDS)} for c in ("NO", "SO")
        ],
        "respondents": [{"code": c, "label": draw(WORDS)} for c in persons],
        "phases": [
            {
                "code": c,
                "title": f"{c} t",
                "short": c,
                "enters": draw(WORDS),
                "srl": draw(ANY),
                "synonyms": [f"mot {c}"],
            }
            for c in phases
        ],
        "calibration": {c: 0.01 + (n + 0.1) / 8 for n, c in enumerate(levels)},
        "retired": draw(st.sampled_from([[], ["A100"]])),
        "budget": {"minutes": {persons[0]: draw(st.integers(1, 90))}},
        "pillars": [
            {"code": p, "title": draw(WORDS), "variables": [sheet(f"{p}{n}") for n in draw(CODES)]}
            for p in pillars
        ],
    }


@settings(max_examples=40, deadline=None)
@given(frameworks())
def test_what_is_exported_is_read_back(document: dict[str, Any]) -> None:
    framework = from_dict(document)
    with tempfile.TemporaryDirectory() as place:
        written = export_toml(framework, Path(place) / "copie")
        assert written[0].name == "framework.toml"
        assert load(Path(place) / "copie") == framework
    assert from_dict(json.loads(json.dumps(as_dict(framework)))) == framework


def test_the_shipped_one_goes_round(tmp_path: Path) -> None:
    written = export_toml(default(), tmp_path / "ect")
    assert [file.name for file in written] == [
        "framework.toml",
        "A.toml",
        "B.toml",
        "C.toml",
        "D.toml",
    ]
    assert load(tmp_path / "ect") == default()


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        export_toml(default(), tmp_path / name)
    for file in (tmp_path / "un").iterdir():
        content = file.read_bytes()
        assert content == (tmp_path / "deux" / file.name).read_bytes()
        assert b"\r" not in content


def test_two_frameworks_are_never_mixed(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(Refused) as caught:
        export_toml(default(), folder)
    assert caught.value.problems[0].code == "folder-taken"
    assert before == {file.name: file.read_bytes() for file in folder.iterdir()}


def test_keys_that_are_not_bare_are_quoted(tmp_path: Path) -> None:
    document = as_dict(default())
    for pillar in document["pillars"]:
        for variable in pillar["variables"]:
            variable["advice"] = {"holder": 'dire "oui" \\ \x7f'}
    framework = from_dict(document)
    export_toml(framework, tmp_path / "ect")
    assert load(tmp_path / "ect") == framework

"""The seal of a study, and two studies side by side."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from terreau import __version__
from terreau.problems import Refused
from terreau.study.compare import compare
from terreau.study.manifest import read_manifest, seal, verify
from terreau.study.plan import Plan, default_plan
from terreau.study.results import read_results, write_results
from tests.study.builders import ECT, simulated, studied


def study(folder: Path, plan: Plan | None = None) -> Path:
    data = simulated(n_cases=6)
    plan = plan or default_plan(data)
    write_results(studied(data, plan), folder / "results.json")
    (folder / "sortie").mkdir()
    (folder / "sortie" / "page.html").write_text("<p>Bonjour</p>\n", encoding="utf-8")
    seal(folder, plan)
    return folder


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    return study(tmp_path / "a")


@pytest.fixture
def twin(tmp_path: Path, sealed: Path) -> Path:
    return Path(shutil.copytree(sealed, tmp_path / "b"))


def change(folder: Path, **figures: float) -> None:
    """Change figures of the overall agreement, and seal again."""
    results = read_results(folder)
    results["analyses"]["agreement"]["result"]["overall"]["alpha"].update(figures)
    (folder / "results.json").write_text(json.dumps(results), encoding="utf-8")
    seal(folder, Plan())


def test_the_manifest_says_what_made_the_study(sealed: Path) -> None:
    manifest = read_manifest(sealed)
    results = read_results(sealed)
    assert manifest["format"] == "terreau-manifest/1"
    assert manifest["snapshot"] == results["snapshot"]["digest"]
    assert (manifest["framework"], manifest["software"]) == (ECT.identifier, results["software"])
    assert manifest["plan"]["digest"] == default_plan(simulated()).digest()
    assert list(manifest["files"]) == ["results.json", "sortie/page.html"]
    page = (sealed / "sortie" / "page.html").read_bytes()
    assert manifest["files"]["sortie/page.html"] == {
        "sha256": hashlib.sha256(page).hexdigest(), "bytes": len(page),
    }  # fmt: skip


def test_the_same_study_has_the_same_seal(sealed: Path, tmp_path: Path) -> None:
    again = study(tmp_path / "again")
    assert (again / "manifest.json").read_bytes() == (sealed / "manifest.json").read_bytes()


def test_nothing_changed_nothing_said(sealed: Path) -> None:
    assert verify(sealed) == []


def test_every_file_changed_added_or_gone_is_named(sealed: Path) -> None:
    (sealed / "results.json").write_text("{}", encoding="utf-8")
    (sealed / "sortie" / "page.html").unlink()
    (sealed / "autre.txt").write_text("", encoding="utf-8")
    assert [(p.code, p.where) for p in verify(sealed)] == [
        ("file-added", "fichier «\u00a0autre.txt\u00a0»"),
        ("file-changed", "fichier «\u00a0results.json\u00a0»"),
        ("file-absent", "fichier «\u00a0sortie/page.html\u00a0»"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "manifest-absent"),
        ("{", "manifest-unreadable"),
        ("{}", "manifest-format"),
        ("3", "manifest-format"),
    ],
)
def test_a_study_without_its_seal_is_refused(
    tmp_path: Path, content: str | None, code: str
) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        verify(tmp_path)
    assert refusal.value.problems[0].code == code


def test_there_is_no_seal_without_results(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"results\.json"):
        seal(tmp_path, Plan())


def test_two_same_studies_do_not_differ(sealed: Path, twin: Path) -> None:
    assert compare(sealed, twin) == []


def test_figures_that_agree_to_a_millionth_are_the_same(sealed: Path, twin: Path) -> None:
    value = read_results(twin)["analyses"]["agreement"]["result"]["overall"]["alpha"]["value"]
    change(twin, value=value * (1 + 5e-7))
    found = compare(sealed, twin)
    assert {problem.severity for problem in found} == {"warning"}
    assert found[0].message == "Les chiffres sont les mêmes à un millionième près, les octets non."


def test_each_figure_that_differs_is_named_in_french(sealed: Path, twin: Path) -> None:
    change(twin, value=0.25)
    errors = [problem for problem in compare(sealed, twin) if problem.severity == "error"]
    assert len(errors) == 1
    assert (
        errors[0].where
        == "résultat «\u00a0analyses › agreement › result › overall › alpha › value\u00a0»"
    )
    assert errors[0].message.endswith(", 0.25 de l’autre.")


def test_a_list_element_is_named_by_what_it_is_about(sealed: Path, twin: Path) -> None:
    results = read_results(twin)
    row = results["analyses"]["coverage"]["result"]["variables"][3]
    row["n_no"] = 99
    results["analyses"]["facts"]["result"] = None
    results["analyses"]["means"]["reason"] = "Autre."
    results["scope"]["cases"].append("P-9999")
    (twin / "results.json").write_text(json.dumps(results), encoding="utf-8")
    said = [p.sentence() for p in compare(sealed, twin) if p.severity == "error"]
    assert any(f"variables › {row['variable']} › n_no" in sentence for sentence in said)
    assert any("un détail d’un côté, rien de l’autre." in sentence for sentence in said)
    assert any("6 lignes d’un côté, 7 lignes de l’autre." in sentence for sentence in said)
    assert any("de l’autre." in s and "«\u00a0Autre.\u00a0»" in s for s in said)


def test_many_differences_are_counted_not_listed(sealed: Path, twin: Path) -> None:
    results = read_results(twin)
    for cell in results["analyses"]["profile"]["result"]["cells"]:
        cell["too_early"] = not cell["too_early"]
    (twin / "results.json").write_text(json.dumps(results), encoding="utf-8")
    errors = [problem for problem in compare(sealed, twin) if problem.severity == "error"]
    assert len(errors) == 51
    assert errors[-1].message.endswith("autres résultats diffèrent.")


def test_another_version_of_the_software_is_said(sealed: Path, twin: Path) -> None:
    results = read_results(twin) | {"software": "9.9"}
    write_results(results, twin / "results.json")
    seal(twin, Plan())
    found = compare(sealed, twin)
    assert [problem.code for problem in found] == [
        "software-differs",
        "bytes-differ",
    ]
    assert f"{__version__}, 9.9" in found[0].message


def test_publications_with_other_bytes_are_named(sealed: Path, twin: Path) -> None:
    (twin / "sortie" / "page.html").write_text("<p>Bonsoir</p>", encoding="utf-8")
    seal(twin, default_plan(simulated()))
    (problem,) = compare(sealed, twin)
    assert problem.severity == "warning"
    assert problem.message == "Un fichier n’a pas les mêmes octets\u00a0: sortie/page.html."

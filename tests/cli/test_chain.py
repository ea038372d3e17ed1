"""The whole chain by its door: a workbook in, a published study out, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from terreau.cli import main as door
from terreau.study import manifest


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def run(*words: str | Path) -> int:
    return door.main([str(word) for word in words])


@pytest.fixture(scope="module")
def study(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The imagined example, studied once with its plan."""
    example, folder = (
        root / "examples/val-d-ombre",
        tmp_path_factory.mktemp("etude") / "val-d-ombre",
    )
    assert (
        run(
            "study", "run", example / "classeur.xlsx", "--plan", example / "plan.toml", "-o", folder
        )
        == 0
    )
    return folder


def test_a_study_has_its_data_its_results_its_publications_and_its_seal(study: Path) -> None:
    names = set(files(study))
    for name in ("manifest.json", "results.json", "donnees/datapackage.json", "donnees/manifest.json",
                 "sortie/interne/index.html", "sortie/interne/rapport.html", "sortie/interne/rapport.pdf",
                 "sortie/interne/rapport.docx", "sortie/public/index.html", "sortie/public/rapport.pdf",
                 "sortie/public/catalogue/index.html"):  # fmt: skip
        assert name in names, name
    assert manifest.verify(study) == []


def test_the_same_workbook_gives_the_same_bytes(study: Path, root: Path, tmp_path: Path) -> None:
    example = root / "examples/val-d-ombre"
    again = tmp_path / "ailleurs"
    assert (
        run("study", "run", example / "classeur.xlsx", "--plan", example / "plan.toml", "-o", again)
        == 0
    )
    assert files(again) == files(study)
    assert run("study", "compare", study, again) == 0


def test_frozen_data_give_the_same_study_as_their_workbook(
    study: Path, root: Path, tmp_path: Path
) -> None:
    plan = root / "examples/val-d-ombre/plan.toml"
    packed = tmp_path / "donnees.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted((study / "donnees").iterdir()):
            archive.write(path, path.name)
    for source in (study / "donnees", packed):
        again = tmp_path / "encore"
        assert run("study", "run", source, "--plan", plan, "-o", again) == 0
        assert files(again) == files(study)


def test_frozen_data_become_a_workbook_that_passes_its_check(study: Path, tmp_path: Path) -> None:
    book = tmp_path / "rendu.xlsx"
    assert run("workbook", "export", study / "donnees", "-o", book) == 0
    assert run("workbook", "check", book) == 0


def test_two_studies_that_differ_are_told_apart(
    study: Path, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run("study", "run", root / "examples/pays-ledonien/classeur.xlsx", "-o", tmp_path / "autre")
        == 0
    )
    assert run("study", "compare", study, tmp_path / "autre") == 1
    assert "Ce qui les sépare" in capsys.readouterr().err


def test_a_workbook_to_mend_writes_nothing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "faux.xlsx"
    broken.write_bytes(b"%PDF-1.7 ceci n'est pas un classeur")
    target = tmp_path / "etude"
    assert run("study", "run", broken, "-o", target) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["faux.xlsx"]
    assert "Traceback" not in capsys.readouterr().err


def test_a_plan_to_mend_is_refused_before_any_work(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('[study]\ntitre = "Non"\n', encoding="utf-8")
    source = root / "examples/val-d-ombre/classeur.xlsx"
    assert run("study", "run", source, "--plan", plan, "-o", tmp_path / "etude") == 1
    assert "title" in capsys.readouterr().err
    assert not (tmp_path / "etude").exists()


def test_json_says_where_and_what_was_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = root / "examples/pays-ledonien"
    assert (
        run(
            "study",
            "run",
            example / "classeur.xlsx",
            "--plan",
            example / "plan.toml",
            "-o",
            tmp_path / "e",
            "--json",
        )
        == 0
    )
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    assert said["status"] == "done"
    assert "appréciation" in said["refused"]["agreement"]
    assert printed.err == ""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is said with a signal")
def test_a_run_killed_in_the_middle_leaves_the_old_study(
    study: Path, root: Path, tmp_path: Path
) -> None:
    target = tmp_path / "etude"
    target.mkdir()
    for name, content in files(study).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    before = files(target)
    words = [
        sys.executable,
        "-m",
        "terreau",
        "study",
        "run",
        str(root / "examples/val-d-ombre/classeur.xlsx"),
        "-o",
        str(target),
    ]
    for delay in (0.8, 1.6, 2.4):
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert files(target) == before


def test_the_booklet_is_written_in_each_format(tmp_path: Path) -> None:
    for name, start in (
        ("livret.pdf", b"%PDF"),
        ("livret.docx", b"PK"),
        ("livret.html", b"<!"),
        ("ect.json", b"{"),
    ):
        assert run("framework", "export", "-o", tmp_path / name) == 0
        assert (tmp_path / name).read_bytes().startswith(start), name


def test_a_framework_leaves_as_text_and_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("framework", "export", "-o", tmp_path / "ect" / "0.2") == 0
    assert run("framework", "check", tmp_path / "ect" / "0.2") == 0
    assert "26 variables" in capsys.readouterr().out


def test_a_framework_to_mend_is_refused_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("framework", "export", "-o", tmp_path / "mien") == 0
    pillar = tmp_path / "mien" / "A.toml"
    pillar.write_text(
        pillar.read_text(encoding="utf-8").replace('code = "A2"', 'code = "B9"', 1),
        encoding="utf-8",
    )
    assert run("framework", "check", tmp_path / "mien") == 1
    assert "B9" in capsys.readouterr().err


def test_a_format_unknown_is_said_with_those_that_exist(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("framework", "export", "-o", tmp_path / "livret.odt") == 1
    assert "docx" in capsys.readouterr().err


def test_an_empty_workbook_is_written_once_and_says_where_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "vide.xlsx"
    words = (
        "workbook",
        "new",
        book,
        "--title",
        "Essai",
        "--date",
        "2026-11-22",
        "--departements",
        "39",
    )
    assert run(*words) == 0
    assert f"terreau workbook check {book}" in capsys.readouterr().out
    assert run("workbook", "check", book) == 1
    assert "Commencez par «\u00a0Projets et lieux\u00a0»" in capsys.readouterr().err
    assert run("workbook", "new", book) == 1
    assert run("workbook", "new", book, "--force", "--date", "hier") == 1
    assert run("workbook", "new", tmp_path / "sans extension", "--departements", "1; 2a") == 0
    assert (tmp_path / "sans extension.xlsx").is_file()


def test_a_departement_unknown_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("workbook", "new", tmp_path / "a.xlsx", "--departements", "39, Jura") == 1
    assert "«\u00a0Jura\u00a0» n’est pas un département" in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


def test_check_says_what_comes_next(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("workbook", "check", root / "examples/val-d-ombre/classeur.xlsx") == 0
    assert "terreau study run" in capsys.readouterr().out


def test_a_whole_study_may_be_given_for_its_data(study: Path, tmp_path: Path) -> None:
    assert run("workbook", "export", study, "-o", tmp_path / "a.xlsx") == 0
    assert run("workbook", "check", tmp_path / "a.xlsx") == 0

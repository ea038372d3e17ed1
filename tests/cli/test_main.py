"""Exit codes and sentences of the command; never a traceback to a person."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from terreau.cli import main as door
from terreau.cli.commands import check
from terreau.cli.output import Outcome, Progress, report
from terreau.problems import Problem, Refused


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Il manque"),
        (["inconnu"], "n’existe pas"),
        (["study", "run", "a.xlsx"], "-o/--output"),
        (["workbook", "check", "a", "b"], "Argument inconnu"),
        (["workbook", "new", "a.xlsx", "--title"], "une valeur est attendue"),
        (["framework", "export", "-o", "x", "--format", "odt"], "n’existe pas"),
    ],
)
def test_a_command_badly_written_is_code_2_in_french(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        door.main(words)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "--help" in said


def test_a_missing_file_is_code_2_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "absent.xlsx")
    assert door.main(["workbook", "check", missing]) == 2
    assert missing in capsys.readouterr().err


def failing(error: BaseException) -> Callable[..., object]:
    def run(_options: argparse.Namespace) -> Outcome:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (
            Refused([Problem("x", "feuille « A »", "Un mot.", "Un autre.")]),
            1,
            "Feuille « A »\u00a0: Un mot. Un autre.",
        ),
        (ZeroDivisionError("secret"), 3, "en panne (ZeroDivisionError)"),
        (OSError(28, "No space left on device", "etude"), 3, "Le disque est plein"),
        (OSError(30, "Read-only file system", "etude"), 3, "«\u00a0etude\u00a0» est refusé"),
        (OSError(20, "Not a directory", "a/b"), 3, "devrait être un dossier"),
        (OSError(5, "Input/output error", "etude"), 3, "ne répond pas comme prévu"),
        (OSError("secret"), 3, "Le disque ne répond"),
        (KeyboardInterrupt(), 3, "Arrêté"),
    ],
)
def test_each_failure_has_its_code_and_its_sentence(
    error: BaseException,
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("TERREAU_DEBUG", raising=False)
    monkeypatch.setattr(check, "_check", failing(error))
    assert door.main(["check"]) == code
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said
    assert "secret" not in said


def test_the_detail_is_shown_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_DEBUG", "1")
    monkeypatch.setattr(check, "_check", failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        door.main(["check"])


def test_json_prints_one_object_whatever_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        check, "_check", failing(Refused([Problem("x", "ici", "Un mot.", "Un autre.")]))
    )
    assert door.main(["check", "--json"]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "status": "refused",
        "errors": [{"code": "x", "where": "ici", "message": "Un mot.", "expected": "Un autre."}],
        "warnings": [],
    }
    assert printed.err == ""


def test_check_says_what_works_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["check"]) == 0
    said = capsys.readouterr().out
    assert "26 variables" in said
    assert "communes" in said
    assert "le moteur répond" in said


def test_check_says_what_is_broken_and_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise ImportError("typst")

    monkeypatch.setattr(
        check,
        "CHECKS",
        (("pdf", broken), ("framework", failing(Refused([Problem("f", "", "Illisible.")])))),
    )
    monkeypatch.setattr(check, "CHECKS", (("pdf", broken),))
    assert door.main(["check"]) == 1
    assert "Réinstallez" in capsys.readouterr().err


def test_warnings_do_not_refuse(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Outcome([Problem("w", "", "Un avis.", severity="warning")], ["Fait."])
    assert report(outcome, as_json=False) == 0
    printed = capsys.readouterr()
    assert "À savoir" in printed.err
    assert "Fait." in printed.out


def test_progress_says_each_step_once_when_nobody_watches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = Progress(quiet=False)
    for share in (0.0, 0.5, 1.0):
        progress("Lecture", share)
    progress.close()
    assert capsys.readouterr().err == "Lecture…\n"


def test_progress_is_silent_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Progress(quiet=True)("Lecture", 0.5)
    assert capsys.readouterr().err == ""


def test_progress_rewrites_its_line_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = Progress(quiet=False)
    progress("Lecture", 0.5)
    progress.close()
    assert "\rLecture" in capsys.readouterr().err.replace("\033[K", "")

"""`terreau init`, `demo`, `check`, `tick`, `django`: a first time, a second time, and what is missing."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.served import ROOT, command, installed, run

OPTIONS = ("--structure", "Réseau d’ici", "--model", "places", "--email", "O.Perrin@exemple.invalid",
           "--name", "Odile Perrin")  # fmt: skip
_SEE = """
from terreau.web.accounts.models import Membership
from terreau.web.cases.models import CaseKind
one = Membership.objects.select_related("user", "workspace").get()
print(one.user.email, one.role, one.workspace.code, one.workspace.model, one.workspace.first_page)
print(sorted(CaseKind.objects.values_list("code", flat=True)))
"""
_DEMO = """
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core.models import Workspace
one = Workspace.objects.get()
print(one.fictional, one.today, Case.objects.count(), User.objects.count())
print(all(user.check_password("val-d-ombre") for user in User.objects.all()))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return installed(tmp_path / "data")


def test_a_first_installation_makes_everything_and_a_second_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "données d’ici"
    (tmp_path / "court").write_text("abc", encoding="utf-8")
    for option, value, sentence in (
        ("--email", "odile", "n’est pas une adresse électronique"),
        ("--password-file", tmp_path / "court", "trop court"),
    ):
        done = command(folder, "init", *OPTIONS, option, value)
        assert done.returncode == 1
        assert sentence in done.stderr
    done = command(folder, "init", *OPTIONS)  # nothing was left half made
    assert done.returncode == 0, done.stderr
    assert "mot de passe, montré une seule fois" in done.stdout
    assert "terreau serve" in done.stdout
    assert run(folder, _SEE).splitlines() == [
        "o.perrin@exemple.invalid admin reseau-d-ici places places",
        "['projet', 'structure', 'tiers_lieu']",
    ]
    if os.name == "posix":
        assert stat.S_IMODE((folder / "cle").stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if "verrous" not in p.parts}
    again = command(folder, "init", "--json", *OPTIONS)
    assert json.loads(again.stdout)["new"] is False
    assert before == {
        p: p.stat().st_mtime_ns for p in folder.rglob("*") if "verrous" not in p.parts
    }
    assert "Déjà installé" in command(folder, "init").stdout


def test_what_is_missing_is_named_when_nobody_can_be_asked(tmp_path: Path) -> None:
    done = command(tmp_path / "data", "init", "--structure", "Ici", "--model", "leader")
    assert done.returncode == 2
    assert "Il manque\u00a0: --email, --name" in done.stderr
    assert not (tmp_path / "data").exists()


def test_check_says_what_holds_and_what_to_mend(home: Path) -> None:
    done = command(home, "check")
    assert done.returncode == 0, done.stderr
    for sentence in (
        "SQLite",
        "journal",
        "clé\u00a0: à sa place",
        "base\u00a0: à jour",
        "Mo libres",
    ):
        assert sentence in done.stdout
    (home / "cle").chmod(0o644)
    (home / "statique" / ".empreinte").write_text("autre", encoding="ascii")
    done = command(home, "check", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["code"] for one in said["errors"]] == ["key-open"]
    assert "chmod 600" in said["errors"][0]["expected"]
    assert [one["code"] for one in said["warnings"]] == ["assets-older"]
    (home / "cle").unlink()
    assert "La clé" in command(home, "check").stderr


def test_check_of_a_base_that_is_none_says_to_restore(home: Path) -> None:
    (home / "terreau.sqlite3").write_bytes(b"ceci n'est pas une base" * 400)
    done = command(home, "check")
    assert done.returncode == 1
    assert "restore" in done.stderr
    assert "Traceback" not in done.stderr


def test_tick_says_what_it_did(home: Path) -> None:
    assert command(home, "tick").stdout.strip() == "Rien à faire."
    run(home, "from django.contrib.sessions.models import Session\n"
              "from django.utils import timezone\n"
              "Session.objects.create(session_key='a', session_data='', expire_date=timezone.now())")  # fmt: skip
    said = json.loads(command(home, "tick", "--json").stdout)
    assert said["sessions"] == 1
    assert said["failed"] == 0


def test_django_is_at_hand(home: Path) -> None:
    done = command(home, "django", "showmigrations", "core", "--plan")
    assert done.returncode == 0
    assert "core.0001_initial" in done.stdout


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    done = command(folder, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    for name in ("rd@", "stagiaire@", "dev1@", "dev2@", "methode@", "admin@"):
        assert f"{name}exemple.invalid" in done.stdout
    assert "mot de passe de tous\u00a0: val-d-ombre" in done.stdout
    return folder


def test_the_demonstration_holds_the_imagined_example_on_its_own_day(demo: Path) -> None:
    assert run(demo, _DEMO).splitlines() == ["True 2026-11-12 9 6", "True"]


def test_the_demonstration_answers_this_machine_alone(demo: Path) -> None:
    done = command(demo, "serve", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "que sur cette machine" in done.stderr


def test_a_second_demonstration_keeps_its_data_until_one_starts_afresh(
    demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo, folder)
    run(
        folder,
        "from terreau.web.cases.models import Case; c = Case.objects.first(); c.name = 'Écrit'; c.save()",
    )
    written = "from terreau.web.cases.models import Case; print(Case.objects.filter(name='Écrit').count())"
    assert "gardée telle quelle" in command(folder, "demo", "--no-serve").stdout
    assert run(folder, written).strip() == "1"
    assert "prête" in command(folder, "demo", "--no-serve", "--reset").stdout
    assert run(folder, written).strip() == "0"


@pytest.mark.parametrize("words", [(), ("--reset",)])
def test_a_demonstration_never_touches_real_data(home: Path, words: tuple[str, ...]) -> None:
    done = command(home, "demo", "--no-serve", *words)
    assert done.returncode == 1
    assert "autre chose qu’une démonstration" in done.stderr
    assert (home / "terreau.sqlite3").exists()
    assert not (home / "demonstration").exists()


def test_the_example_of_the_demonstration_can_be_given(tmp_path: Path) -> None:
    done = command(tmp_path / "data", "demo", "--no-serve", "--workbook", "absent.xlsx")
    assert done.returncode == 2
    assert "absent.xlsx" in done.stderr
    assert (ROOT / "examples/val-d-ombre/classeur.xlsx").exists()

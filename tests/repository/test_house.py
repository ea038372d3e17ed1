"""Promises about the repository itself: sizes, names, doors, papers."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.repository.french_words import FRENCH, GLOSSARY

PURE = (
    "framework", "gazetteer", "i18n", "analysis", "formats", "study", "publishing", "demonstration",
)  # fmt: skip


def python_files(root: Path, *folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (root / folder).rglob("*.py"))


def tracked_text(root: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    kinds = {".py", ".md", ".toml", ".typ", ".html", ".css", ".js", ".txt", ".json", ".yml", ""}
    return [
        root / name
        for name in listed.stdout.splitlines()
        if Path(name).suffix in kinds and (root / name).is_file()
    ]


def test_no_module_is_longer_than_500_lines(root: Path) -> None:
    long = {
        p.relative_to(root).as_posix(): n
        for p in python_files(root, "src", "tests", "scripts", "benchmarks", "examples")
        if p.parent.name != "migrations"  # written by Django
        and (n := len(p.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


def test_most_modules_are_read_in_one_sitting(root: Path) -> None:
    sizes = sorted(
        len(p.read_text(encoding="utf-8").splitlines()) for p in python_files(root, "src")
    )
    assert sizes[len(sizes) // 2] <= 200


def test_the_contract_between_rooms_holds(root: Path) -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def identifiers(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def words_of(identifier: str) -> list[str]:
    return [w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", identifier)]


def test_identifiers_are_english_outside_the_glossary(root: Path) -> None:
    french = {
        (p.relative_to(root).as_posix(), name)
        for p in python_files(root, "src")
        for name in identifiers(p)
        if not name.isascii() or set(words_of(name)) & (FRENCH - GLOSSARY)
    }
    assert french == set()


@pytest.mark.parametrize("word", sorted(GLOSSARY))
def test_each_french_identifier_allowed_is_explained(root: Path, word: str) -> None:
    assert f"`{word}`" in (root / "docs/dev/glossary.md").read_text(encoding="utf-8")


def test_pure_rooms_have_no_clock_no_locale_no_network(root: Path) -> None:
    forbidden = re.compile(
        r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time\(|import locale|import socket|import requests|urllib\.request)\b"
    )
    folders = [f"src/terreau/{room}" for room in PURE]
    found = [
        p.relative_to(root).as_posix()
        for p in python_files(root, *folders)
        if forbidden.search(p.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_room_is_called_utils(root: Path) -> None:
    banned = {"utils", "helpers", "common", "misc"}
    assert [p for p in (root / "src").rglob("*") if p.stem in banned] == []


def test_every_dependency_is_argued_in_one_line(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [
        re.split(r"[<>=;\s\[]", d)[0]
        for d in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    ]
    said = (root / "docs/dependencies.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}`" not in said] == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_the_lock_is_hashed_and_names_no_address(root: Path, name: str) -> None:
    lock = (root / "requirements" / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][^\s]*==[^\s]+", lock, re.MULTILINE)
    assert len(pins) > 10
    assert "://" not in lock
    blocks = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert [b.split()[0] for b in blocks if "--hash=sha256:" not in b] == []


def test_papers_name_no_machine(root: Path) -> None:
    banned = re.compile(
        r"(?<![\w.])/(?:work|root|home)/\w|\b(?:pypi|registry)\.(?:org|npmjs)|files\.pythonhosted",
        re.IGNORECASE,
    )
    own = Path(__file__).resolve()
    found = [
        p.relative_to(root).as_posix()
        for p in tracked_text(root)
        if p.resolve() != own and banned.search(p.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_readme_commands_exist(root: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for name in ("README.md", "README.fr.md"):
        asked = set(re.findall(r"`?make ([a-z-]+)", (root / name).read_text(encoding="utf-8")))
        assert asked
        assert asked <= targets


def test_changelog_speaks_of_this_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file_format",
    [
        "terreau-workbook/1",
        "terreau-snapshot/1",
        "terreau-results/1",
        "terreau-manifest/1",
        "terreau-backup/1",
    ],
)
def test_each_file_format_is_documented_and_used(root: Path, file_format: str) -> None:
    assert file_format in (root / "docs/dev/formats.md").read_text(encoding="utf-8")
    assert any(file_format in p.read_text(encoding="utf-8") for p in python_files(root, "src"))


def test_links_in_the_documentation_lead_somewhere(root: Path) -> None:
    broken = []
    for page in [*root.glob("*.md"), *(root / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.startswith("mailto:")
                and not (page.parent / target).exists()
            ):
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []


def test_templates_are_set_as_french_is(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/typeset_templates.py", "--check"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_templates_hold_no_style_and_no_script_of_their_own(root: Path) -> None:
    banned = re.compile(r"\sstyle=|\son[a-z]+=\"|hx-on|<script>(?!\s*</script>)|<style>")
    found = [
        p.relative_to(root).as_posix()
        for p in (root / "src/terreau/web").rglob("*.html")
        if banned.search(p.read_text(encoding="utf-8"))
    ]
    assert found == []

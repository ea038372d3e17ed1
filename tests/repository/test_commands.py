"""Every command is documented, speaks French and starts fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scripts.write_command_reference import parsers, reference

from terreau.cli.main import build_parser

COMMANDS = {
    "terreau workbook new", "terreau workbook check", "terreau workbook export", "terreau study run",
    "terreau study compare", "terreau framework check", "terreau framework export", "terreau check", "terreau init",
    "terreau serve", "terreau demo", "terreau tick", "terreau backup", "terreau restore", "terreau django",
}  # fmt: skip


def test_the_reference_of_commands_is_not_stale(root: Path) -> None:
    assert (root / "docs/guide/commandes.md").read_text(encoding="utf-8") == reference()


def test_the_commands_promised_exist_and_no_other() -> None:
    assert {parser.prog for parser in parsers(build_parser())} == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_help_in_french(command: str) -> None:
    words = command.split()[1:]
    done = subprocess.run(
        [sys.executable, "-m", "terreau", *words, "--help"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    assert "montrer cette aide" in done.stdout
    assert not any(
        english in done.stdout for english in ("show this", "optional", "required", "default")
    )


def test_start_up_loads_no_heavy_library() -> None:
    code = (
        "import sys, terreau, terreau.cli.main as m; m.build_parser();"
        "heavy = {'django', 'numpy', 'pyarrow', 'typst', 'docx', 'fontTools', 'xlsxwriter', 'jinja2', 'rapidfuzz', 'python_calamine', 'django', 'waitress'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

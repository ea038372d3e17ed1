"""A copy of the shipped référentiel that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import terreau.framework

SHIPPED = Path(terreau.framework.__file__).parent / "data" / "ect" / "0.1"

Edit = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped référentiel, copied."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "mien"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace a text, present exactly as many times as said, in a file of the copy."""

    def replace(name: str, old: str, new: str, times: int = 1) -> Path:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, times), encoding="utf-8", newline="\n")
        return folder

    return replace

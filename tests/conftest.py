"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared, present on the project's own machines only."""
    folder = ROOT.parent / "shared"
    if not (folder / "README.md").exists():
        folder = Path(os.environ.get("TERREAU_SHARED", folder))
    if not (folder / "README.md").exists():
        if os.environ.get("TERREAU_REQUIRE_SHARED") == "1":
            pytest.fail("TERREAU_REQUIRE_SHARED=1 and ../shared is not there")
        pytest.skip("../shared is not on this machine")
    return folder

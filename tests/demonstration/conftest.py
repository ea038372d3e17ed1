"""The demonstration, drawn once for every test."""

from __future__ import annotations

from typing import Any

import pytest

from terreau.demonstration import generate, truth
from terreau.formats.tables import Dataset


@pytest.fixture(scope="session")
def demonstration() -> Dataset:
    return generate()


@pytest.fixture(scope="session")
def planted() -> dict[str, Any]:
    return truth()

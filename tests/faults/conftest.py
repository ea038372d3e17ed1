"""An application served for the tests of one file."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.served import Served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.name == "nt":
        for item in items:
            if "tests/faults" in item.nodeid:
                item.add_marker(pytest.mark.skip(reason="processes are read in /proc"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An application whose writers wait one second for each other."""
    made = Served.make(
        tmp_path_factory.mktemp("served") / "data",
        TERREAU_SQLITE_WAIT="1",
        DJANGO_SETTINGS_MODULE="tests.faults.settings",
    )
    made.start()
    yield made
    if made.process is not None:
        made.stop()

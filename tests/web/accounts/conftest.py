"""What the tests of `accounts` share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_tries_before() -> Iterator[None]:
    """Each test starts without any failed try."""
    cache.clear()
    yield
    cache.clear()

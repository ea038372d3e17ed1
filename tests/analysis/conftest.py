"""Property tests here draw the same examples each time and are not timed: the machine is shared."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("terreau", deadline=None, derandomize=True)
settings.load_profile("terreau")

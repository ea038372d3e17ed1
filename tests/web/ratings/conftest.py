"""A day that does not move, and a project to appraise."""

from __future__ import annotations

from datetime import date

import pytest

from terreau.web.cases.models import Case
from tests.web.people import House
from tests.web.ratings.builders import make_life


@pytest.fixture
def case(house: House) -> Case:
    """A project in its third phase, on 12 November 2026."""
    house.workspace.today = date(2026, 11, 12)
    house.workspace.save()
    return make_life(house.workspace)

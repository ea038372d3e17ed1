"""Who may open the addresses of `cases`."""

from __future__ import annotations

from tests.web.access import Door
from tests.web.cases.access_kinds import DOORS as KINDS

DOORS: dict[str, Door] = {**KINDS}

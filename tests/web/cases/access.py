"""Who may open the addresses of `cases`."""

from __future__ import annotations

from tests.web.access import Door
from tests.web.cases.access_case import DOORS as CASE
from tests.web.cases.access_kinds import DOORS as KINDS
from tests.web.cases.access_log import DOORS as LOG
from tests.web.cases.access_rows import DOORS as ROWS

DOORS: dict[str, Door] = {**CASE, **KINDS, **LOG, **ROWS}

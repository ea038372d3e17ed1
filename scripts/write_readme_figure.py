"""Write docs/images/profil.png: the profile of one imagined project, as its sheet draws it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from terreau import framework
from terreau.formats import workbook
from terreau.publishing.components.profile import draw_profile
from terreau.publishing.render.raster import raster
from terreau.study.plan import default_plan
from terreau.study.run import run

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "images" / "profil.png"
CASE = "P-0001"


def picture() -> bytes:
    """Return the profile of the case as PNG."""
    book = ROOT / "examples" / "val-d-ombre" / "classeur.xlsx"
    read = workbook.read(book, today=date(2026, 12, 31))
    if read.dataset is None:
        raise SystemExit(read.problems[0].sentence())
    dataset, _report = workbook.to_snapshot(read.dataset)
    ect = framework.default()
    found = run(dataset, default_plan(dataset), ect)["analyses"]["profile"]["result"]["cells"]
    figure = draw_profile(
        [cell for cell in found if cell["case"] == CASE],
        [(pillar.code, pillar.title) for pillar in ect.pillars],
        [(phase.code, phase.short) for phase in ect.phases],
    )
    return raster(figure.svg, ppi=150.0)[0]


def main() -> int:
    """Write the picture."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(picture())
    return 0


if __name__ == "__main__":
    sys.exit(main())

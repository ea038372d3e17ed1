"""Make the three simulated reliability tables again: `python gen_data.py FOLDER`.

Subjects by raters on levels 1 to 5 (NumPy PCG64, fixed seed): one complete with three raters, one
with four raters and missing cells, one complete with two raters. Nobody real was rated.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

SEED = 20250
TABLES = (
    ("ratings_full", 30, 3, 0.0, 7),
    ("ratings_missing", 40, 4, 0.3, 8),
    ("ratings_two", 25, 2, 0.0, 9),
)
CUTS = np.array([-1.2, -0.4, 0.4, 1.2])


def main(folder: Path) -> None:
    """Write the three tables."""
    for name, n_subjects, n_raters, missing, stream in TABLES:
        rng = np.random.Generator(np.random.PCG64([SEED, stream]))
        subject = rng.normal(0, 1, n_subjects)[:, None]
        rater = rng.normal(0, 0.4, n_raters)
        seen = subject + rater + rng.normal(0, 0.6, (n_subjects, n_raters))
        level = 1 + (seen[..., None] > CUTS).sum(-1)
        hidden = rng.random(level.shape) < missing
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream_out:
            out = csv.writer(stream_out, lineterminator="\n")
            out.writerow(["subject", *(f"R{r + 1}" for r in range(n_raters))])
            for s in range(n_subjects):
                cells = ["" if hidden[s, r] else int(level[s, r]) for r in range(n_raters)]
                out.writerow([f"S{s + 1:02d}", *cells])


if __name__ == "__main__":
    main(Path(sys.argv[1]))

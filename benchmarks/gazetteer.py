"""Cost of knowing the communes: loading all of them, then offering the nearest to a wrong name."""

from __future__ import annotations

import time

from terreau import gazetteer

WRONG = ("Lons le Saulnier", "Orgelai", "Clisson-sur-Sèvre", "Valet", "Saint Claude")


def main() -> None:
    """Print seconds for the first use, milliseconds for a new wrong name and for one seen before."""
    start = time.perf_counter()
    known = gazetteer.default()
    print(f"load {sum(1 for _ in known.communes())} communes: {time.perf_counter() - start:.2f} s")
    known.suggest("Lonss")
    for label in ("new", "seen"):
        start = time.perf_counter()
        for name in WRONG:
            known.suggest(name)
        print(f"suggest, {label} name: {(time.perf_counter() - start) / len(WRONG) * 1000:.1f} ms")


if __name__ == "__main__":
    main()

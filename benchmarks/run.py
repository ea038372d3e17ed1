"""Run every benchmark of this folder; each prints its own table and its ratios."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run them one after the other; return the first exit code that is not 0."""
    for script in sorted(HERE.glob("*.py")):
        if script.name in {"run.py", "base.py", "__init__.py"}:
            continue
        print(f"== {script.name}", flush=True)
        if code := subprocess.run(
            [sys.executable, "-m", f"benchmarks.{script.stem}"], cwd=HERE.parent, check=False
        ).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

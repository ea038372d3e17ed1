"""Write requirements/base.txt and dev.txt: every version pinned and hashed, for every platform."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = [
    "--universal",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--python-version",
    "3.11",
    "--quiet",
]


def main() -> int:
    """Write both files; return the first exit code that is not 0."""
    for name, extra in (("base", []), ("dev", ["--extra", "dev"])):
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            *extra,
            *COMMON,
            "-o",
            f"requirements/{name}.txt",
        ]
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

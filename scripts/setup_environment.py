"""Make `.venv` from the hashed lock: uv when it can be had, pip with the same file otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"


def run(*command: str | Path) -> int:
    """Run a command in the root, return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def main() -> int:
    """Make the environment; return the exit code of the command."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python the person has
        print("Terreau needs Python 3.11 or later: see README.md.", file=sys.stderr)
        return 2
    try:
        import ensurepip  # noqa: F401 - Debian splits it into a package of its own
    except ImportError:
        print("Python has no venv module: on Debian, `apt install python3-venv`.", file=sys.stderr)
        return 2
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists() and run(sys.executable, "-m", "venv", VENV):
        return 2
    wanted = [
        line.split(" ")[0]
        for line in LOCK.read_text(encoding="utf-8").splitlines()
        if line.startswith("uv==")
    ]
    quiet = "--quiet"
    if run(python, "-m", "pip", "install", quiet, "--disable-pip-version-check", *wanted) == 0:
        uv = [python, "-m", "uv", "pip"]
        code = run(*uv, "sync", quiet, "--python", python, "--require-hashes", LOCK)
        code = code or run(
            *uv,
            "install",
            quiet,
            "--python",
            python,
            "--no-deps",
            "--no-build-isolation",
            "-e",
            ".",
        )
    else:
        pip = [python, "-m", "pip", "install", quiet, "--disable-pip-version-check"]
        code = run(*pip, "--require-hashes", "-r", LOCK)
        code = code or run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")
    if code == 0:
        (VENV / "installed").write_text("", encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())

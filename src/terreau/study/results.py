"""`results.json`: written the same way every time, read back with its version checked."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem, Refused

__all__ = ["FILE", "FORMAT", "read_results", "results_text", "rounded", "write_results"]

FORMAT = "terreau-results/1"
FILE = "results.json"
_DIGITS = 6


def rounded(value: Any) -> Any:
    """Return `value` with every float at six significant digits, through lists and objects.

    A million and above keep their units: a declared amount is a fact, not an estimate.
    """
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):  # mostly references: a million texts are not visited twice
        return [item if type(item) is str else rounded(item) for item in value]
    return _float(value) if isinstance(value, float) else value


def _float(value: float) -> float:
    large = math.isfinite(value) and abs(value) >= 10**_DIGITS
    return float(round(value)) if large else float(f"{value:.{_DIGITS}g}")


def _line(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ": ")
    )


def results_text(results: dict[str, Any]) -> str:
    """Return the canonical text: sorted keys, floats `rounded`, one line per analysis.

    Raises
    ------
    ValueError
        When a figure is not a number: such a figure is written null, with its reason.
    """
    plain = rounded(results)
    analyses = ",\n".join(f"{_line(k)}: {_line(v)}" for k, v in sorted(plain["analyses"].items()))
    parts = {k: _line(v) for k, v in plain.items()} | {"analyses": f"{{\n{analyses}\n}}"}
    body = ",\n".join(f"{_line(key)}: {parts[key]}" for key in sorted(parts))
    return f"{{\n{body}\n}}\n"


def write_results(results: dict[str, Any], path: Path) -> Path:
    """Write the results at `path` (usually `results.json` of a study) and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(results_text(results), encoding="utf-8", newline="\n")
    return path


def _refuse(code: str, path: Path, message: str, expected: str = "") -> Refused:
    where = _("fichier {name}").format(name=quote(path.name))
    return Refused([Problem(code, where, message, expected)])


def read_results(path: Path) -> dict[str, Any]:
    """Return the results of a file, or of the folder that holds it.

    Raises
    ------
    Refused
        When the file is absent, is not JSON, or has another format.
    """
    file = path / FILE if path.is_dir() else path
    try:
        results = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _refuse("results-absent", file, _("ce fichier n’existe pas.")) from None
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise _refuse(
            "results-unreadable", file, _("ce fichier n’est pas un résultat d’étude lisible.")
        ) from None
    found = results.get("format") if isinstance(results, dict) else None
    if found != FORMAT:
        raise _refuse(
            "results-format",
            file,
            _("le format {found} n’est pas celui de cette version.").format(
                found=quote(str(found))
            ),
            _("Format attendu\u00a0: {expected}.").format(expected=FORMAT),
        )
    return dict(results)

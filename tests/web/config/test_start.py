"""The application starts with what every page needs, and nothing more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_HEAVY = (
    "numpy",
    "pyarrow",
    "docx",
    "xlsxwriter",
    "jinja2",
    "python_calamine",
    "fontTools",
    "lxml",
)
_CODE = f"""
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(sorted(set({_HEAVY!r}) & set(sys.modules)))
"""


def test_no_engine_of_files_or_figures_is_loaded_before_the_first_page(tmp_path: Path) -> None:
    environment = {**os.environ, "TERREAU_DATA": str(tmp_path),
                   "DJANGO_SETTINGS_MODULE": "terreau.web.config.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _CODE], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"

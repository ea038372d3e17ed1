"""What travels beside the workbook: the référentiels that the workspace wrote, and what joins them.

Published versions stand in ``referentiels/<name>/`` and are read again with the workbook. Drafts and
mapping tables lie one folder deeper or apart: they leave for people to keep.
"""

from __future__ import annotations

import re

from terreau.formats.workbook.layout import FRAMEWORKS
from terreau.framework import from_dict, mapping_file, toml_files
from terreau.problems import Refused
from terreau.web.core.models import Workspace
from terreau.web.frameworks.models import FrameworkMapping, FrameworkVersion

__all__ = ["files_beside"]

_DRAFTS, _MAPPINGS = "brouillons", "correspondances"
_UNSAFE = re.compile(r"[^\w.@-]+")


def _safe(name: str) -> str:
    return _UNSAFE.sub("_", name)


def _is_whole(version: FrameworkVersion) -> bool:
    try:
        from_dict(version.content)
    except Refused:
        return False
    return True


def files_beside(workspace: Workspace, used: set[str]) -> dict[str, bytes]:
    """Return the files by name; `used` are the référentiels that ratings rest on, drafts included."""
    files: dict[str, bytes] = {}
    for version in FrameworkVersion.objects.of(workspace).order_by("id"):
        name = version.full_identifier
        ready = version.published_on is not None or name in used
        folder = _safe(name) if ready and _is_whole(version) else f"{_DRAFTS}/{_safe(name)}"
        for file, content in toml_files(version.content).items():
            files[f"{FRAMEWORKS}{folder}/{_safe(file)}"] = content
    for mapping in FrameworkMapping.objects.of(workspace).order_by("id"):
        name = f"{_safe(mapping.source)}--{_safe(mapping.target)}.toml"
        files[f"{FRAMEWORKS}{_MAPPINGS}/{name}"] = mapping_file(mapping.rows)
    return files

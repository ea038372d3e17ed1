"""The référentiel as data: pillars, variables, levels, phases, questions, versions, mappings.

A référentiel is a folder of TOML files (``framework.toml`` and one file per pillar) whose shape is
published in ``schema/framework.schema.json``. Texts are kept plain and typeset when they are read.
"""

from terreau.framework.exporting import as_dict, export_toml, mapping_file, toml_files
from terreau.framework.library import by_identifier, check, default, shipped
from terreau.framework.mapping import MappingRow, MappingTable, check_mapping, read_mapping
from terreau.framework.model import (
    Budget,
    Foundation,
    Framework,
    Hypothesis,
    Level,
    Phase,
    Pillar,
    Respondent,
    Special,
    Variable,
)
from terreau.framework.reading import from_dict, from_files, load
from terreau.framework.versions import VersionChange, comparable, compare_versions

__all__ = [
    "Budget",
    "Foundation",
    "Framework",
    "Hypothesis",
    "Level",
    "MappingRow",
    "MappingTable",
    "Phase",
    "Pillar",
    "Respondent",
    "Special",
    "Variable",
    "VersionChange",
    "as_dict",
    "by_identifier",
    "check",
    "check_mapping",
    "comparable",
    "compare_versions",
    "default",
    "export_toml",
    "from_dict",
    "from_files",
    "load",
    "mapping_file",
    "read_mapping",
    "shipped",
    "toml_files",
]

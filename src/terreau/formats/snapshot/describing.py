"""The data package: what each table and column is, for whoever reads the data without Terreau."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.types as pt

from terreau.formats.tables import Column, Dataset, Table, arrow_fields, arrow_schema, table
from terreau.framework import Framework
from terreau.i18n import typeset

__all__ = ["datapackage", "framework_tables"]

_ENDS = {
    "earliest": "Premier jour possible", "latest": "Dernier jour possible",
    "low": "Borne basse", "high": "Borne haute",
}  # fmt: skip
_OWN = "Champ propre à la structure."
_FRAMEWORK_HELP = {
    "framework_pillars": "Les piliers du référentiel.",
    "framework_variables": "Les variables du référentiel et les phases où elles sont attendues.",
    "framework_levels": "Ce que veut dire chaque niveau, variable par variable.",
    "framework_scale": "L’échelle commune, et les réponses qui ne sont pas des niveaux.",
    "framework_phases": "Les phases de vie.",
}


def _strings(names: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = names.split()
    fields = [
        pa.field(n, pa.list_(pa.string()) if n in ("expected", "early") else pa.string())
        for n in columns
    ]
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pa.table(
        [pa.array(list(c), f.type) for c, f in zip(cells, fields, strict=True)],
        schema=pa.schema(fields),
    )


def framework_tables(framework: Framework) -> dict[str, pa.Table]:
    """Return the référentiel as tables, by name: pillars, variables, levels, scale, phases."""
    variables, scale = framework.variables, framework.scale
    specials = [(s.code, s.label, s.meaning, "special") for s in framework.specials]
    return {
        "framework_pillars": _strings("code name", [(p.code, p.title) for p in framework.pillars]),
        "framework_variables": _strings(
            "code pillar name definition expected early",
            [
                (v.code, v.pillar, v.title, v.definition, list(v.expected), list(v.early))
                for v in variables
            ],
        ),
        "framework_levels": _strings(
            "variable code name",
            [
                (v.code, s.code, text)
                for v in variables
                for s, text in zip(scale, v.levels, strict=True)
            ],
        ),
        "framework_scale": _strings(
            "code name definition kind",
            [*((s.code, s.label, s.meaning, "level") for s in scale), *specials],
        ),
        "framework_phases": _strings(
            "code name short", [(p.code, p.title, p.short) for p in framework.phases]
        ),
    }  # fmt: skip


def _type(field: pa.DataType) -> str:
    if pt.is_integer(field):
        return "integer"
    if pt.is_floating(field):
        return "number"
    if pt.is_boolean(field):
        return "boolean"
    if pt.is_date(field):
        return "date"
    return "array" if pt.is_list(field) else "string"


def _field(column: Column, field: pa.Field) -> dict[str, Any]:
    end = field.name.removeprefix(column.name).lstrip("_")
    said = (
        f"{column.header}. {column.help}" if not end else f"{column.header} : {_ENDS[end].lower()}."
    )
    described: dict[str, Any] = {
        "name": field.name, "type": _type(field.type), "title": column.header,
        "description": typeset(said.strip()),
    }  # fmt: skip
    if column.unit:
        described["unit"] = column.unit
    if column.choices and column.kind == "choice":
        described["constraints"] = {"enum": [code for code, _word in column.choices]}
        described["labels"] = dict(column.choices)
    if column.required:
        described.setdefault("constraints", {})["required"] = True
    return described


def _fields(declared: Table, added: tuple[str, ...]) -> list[dict[str, Any]]:
    fields = [_field(c, f) for c in declared.snapshot_columns for f in arrow_fields(c)]
    own = [{"name": name, "type": "string", "title": name, "description": _OWN} for name in added]
    return [*fields, *own]


def _foreign_keys(declared: Table, present: set[str]) -> list[dict[str, Any]]:
    keys = []
    for column in declared.snapshot_columns:
        target = table(column.target).reference if column.target else None
        if target is None or column.target not in present or column.target == declared.name:
            continue
        reference = {"resource": column.target, "fields": [target.name]}
        keys.append({"fields": [column.name], "reference": reference})
    return keys


def _resource(declared: Table, held: pa.Table, present: set[str]) -> dict[str, Any]:
    plain = set(arrow_schema(declared).names)
    added = tuple(name for name in held.column_names if name not in plain)
    schema: dict[str, Any] = {"fields": _fields(declared, added), "primaryKey": list(declared.key)}
    keys = _foreign_keys(declared, present)
    if keys:
        schema["foreignKeys"] = keys
    return _wrap(declared.name, declared.sheet, declared.help, schema)


def _wrap(name: str, title: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name.replace("_", "-"), "title": title, "description": typeset(description),
        "path": f"{name}.parquet", "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }  # fmt: skip


def _framework_resource(name: str, held: pa.Table, framework: Framework) -> dict[str, Any]:
    fields = [{"name": f.name, "type": _type(f.type)} for f in held.schema]
    key = ["variable", "code"] if name == "framework_levels" else ["code"]
    resource = _wrap(
        name, framework.title, _FRAMEWORK_HELP[name], {"fields": fields, "primaryKey": key}
    )
    return resource | {"licenses": [{"title": framework.licence}]}


def datapackage(
    dataset: Dataset, framework: Framework, tables: dict[str, pa.Table]
) -> dict[str, Any]:
    """Return ``datapackage.json`` (Frictionless Data Package) for the files written."""
    ours = {name for name in tables if not name.startswith("framework_")}
    resources = [
        _resource(table(name), held, ours)
        if name in ours
        else _framework_resource(name, held, framework)
        for name, held in tables.items()
    ]
    licence = {"name": "CC0-1.0", "title": "Exemple imaginé, sans droits réservés"}
    unknown = {"name": "other-closed", "title": "À préciser par la structure qui tient ces données"}
    return {
        "profile": "data-package",
        "name": "terreau-donnees-figees",
        "title": dataset.title,
        "version": dataset.as_of,
        "licenses": [licence if dataset.fictional else unknown],
        "resources": resources,
    }

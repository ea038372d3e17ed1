"""The catalogue's data for other programs: CSV that a spreadsheet opens, GeoJSON, search words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from terreau.i18n import fold
from terreau.i18n import gettext as _
from terreau.publishing.catalogue.initiatives import Initiative
from terreau.publishing.render.csv import plain_cell

__all__ = ["csv_bytes", "geojson_bytes", "search_bytes"]

_COLUMNS = (
    "reference", "nom", "type", "domaines", "commune", "code_commune", "territoire", "derniere_phase_documentee",
    "debut", "fin", "motif_de_sortie", "resume", "structure", "contact", "source", "adresse_source", "verifie_le", "page",
)  # fmt: skip


def _record(initiative: Initiative) -> dict[str, str]:
    phase = initiative.phase
    values = (
        initiative.ref, initiative.name, initiative.kind_word, " ; ".join(initiative.themes),
        initiative.commune_name, initiative.commune, initiative.territory, phase.label if phase else "",
        initiative.started, initiative.ended, initiative.exit_word, initiative.summary, initiative.structure,
        initiative.contact, initiative.source, initiative.source_url, initiative.verified, f"initiatives/{initiative.file}",
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))


def csv_bytes(initiatives: Sequence[Initiative]) -> bytes:
    """Return UTF-8 with its mark and semicolons: what French spreadsheets open as they are."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for initiative in initiatives:
        writer.writerow({name: plain_cell(text) for name, text in _record(initiative).items()})
    return out.getvalue().encode("utf-8-sig")


def geojson_bytes(initiatives: Sequence[Initiative], attribution: str) -> bytes:
    """Return a point for each initiative: the centre of its commune, never its address."""
    features: list[dict[str, Any]] = []
    for initiative in initiatives:
        geometry = None
        if initiative.lonlat:
            lon, lat = initiative.lonlat
            geometry = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
        properties = {name: text for name, text in _record(initiative).items() if text}
        features.append({"type": "Feature", "id": initiative.ref, "geometry": geometry, "properties": properties})  # fmt: skip
    collection = {
        "type": "FeatureCollection",
        "description": _("Chaque point est le centre de la commune, non une adresse."),
        "attribution": attribution,
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _searched(initiative: Initiative) -> str:
    parts = [
        initiative.ref, initiative.name, initiative.kind_word, *initiative.themes, initiative.commune_name,
        initiative.territory, initiative.structure, initiative.summary, *initiative.story,
        *(actor.name for actor in initiative.actors),
    ]  # fmt: skip
    return " ".join(dict.fromkeys(fold(" ".join(parts)).split()))


def search_bytes(initiatives: Sequence[Initiative]) -> bytes:
    """Return the words of each page as a script: a page read from a disk may load nothing else."""
    words = {initiative.ref: _searched(initiative) for initiative in initiatives}
    text = json.dumps(words, ensure_ascii=True, indent=0)
    return f"window.terreauRecherche = {text};\n".encode()

from __future__ import annotations

import csv
import io
import json
from pathlib import Path


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(site: Path) -> None:
    data = (site / "donnees" / "initiatives.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["reference"] for row in rows] == ["p-0003", "P-0003", "P-0002", "P-0001"]
    assert rows[2]["resume"].startswith("'=cmd")
    assert rows[3]["domaines"] == "réemploi ; lien social"
    for row in rows:
        assert all(not text.startswith(("=", "+", "-", "@")) for text in row.values())
        assert (site / row["page"]).is_file()


def test_points_are_centres_of_communes(site: Path) -> None:
    data = json.loads((site / "donnees" / "initiatives.geojson").read_bytes())
    assert data["type"] == "FeatureCollection"
    assert "centre de la commune" in data["description"]
    by_ref = {feature["id"]: feature for feature in data["features"]}
    assert by_ref["P-0001"]["geometry"] == {"type": "Point", "coordinates": [-20.1, 45.1]}
    assert by_ref["P-0003"]["geometry"] is None
    assert "contact" not in by_ref["P-0002"]["properties"]


def test_search_words_are_folded_and_harmless(site: Path) -> None:
    text = (site / "donnees" / "recherche.js").read_text(encoding="ascii")
    words = json.loads(text.removeprefix("window.terreauRecherche = ").removesuffix(";\n"))
    assert {"ressourcerie", "reemploi", "val", "premier", "cooperative", "commune"} <= set(
        words["P-0001"].split()
    )
    assert "<" not in text

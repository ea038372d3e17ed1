"""The official code that comes with Terreau: anchors, and agreement with an earlier extraction."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from terreau.gazetteer import ATTRIBUTION, VINTAGE, Gazetteer, default, perimeters
from terreau.gazetteer.contours import quantise
from terreau.gazetteer.shipped import DATA, load


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_how_many_there_are(france: Gazetteer) -> None:
    """Communes, groupings, communes of the Jura."""
    assert len(france.communes()) == 34_969
    assert len(france.epcis()) == 1_255
    assert sum(c.departement == "39" for c in france.communes()) == 492
    assert {c.epci for c in france.communes()} - {None} == {e.siren for e in france.epcis()}


@pytest.mark.parametrize(
    ("name", "communes", "inhabitants", "density"),
    [("pays-ledonien", 199, 88_174, 47.6), ("vignoble-nantais", 27, 107_107, 181.6)],
)
def test_the_territories_of_the_founding_texts(
    france: Gazetteer, name: str, communes: int, inhabitants: int, density: float
) -> None:
    """Communes, inhabitants and density of the two perimeters."""
    perimeter = perimeters()[name]
    assert perimeter.unknown(france) == ()
    assert len(perimeter.communes(france)) == communes
    assert perimeter.population(france) == inhabitants
    assert perimeter.density(france) == pytest.approx(density, abs=0.05)


def test_a_grouping_counts_the_inhabitants_of_its_members(france: Gazetteer) -> None:
    """For each of the 1 255."""
    for epci in france.epcis():
        assert epci.population == sum(c.population or 0 for c in france.members(epci.siren))


def test_what_is_not_known_is_blank(france: Gazetteer) -> None:
    """94 communes overseas and 8 others have no contour; 6 uninhabited places no population."""
    assert sum(c.area_km2 is None for c in france.communes()) == 102
    assert sum(c.longitude is None for c in france.communes()) == 102
    assert sum(c.population is None for c in france.communes()) == 6
    assert sum(c.epci is None for c in france.communes()) == 98
    assert all(c.departement and c.region for c in france.communes())
    assert all(france.departement_name(c.departement) for c in france.communes())
    assert all(france.region_name(c.region) for c in france.communes())


def test_homonyms_and_corsica(france: Gazetteer) -> None:
    """Twelve communes are named Sainte-Colombe today; Corsican codes have a letter."""
    found = france.by_name("sainte colombe")
    assert sum(c.name == "Sainte-Colombe" for c in found) == 12
    ajaccio = france.commune("2A004")
    assert ajaccio is not None
    assert (ajaccio.name, france.departement_name("2A")) == ("Ajaccio", "Corse-du-Sud")
    assert france.resolve("20004").commune == ajaccio


@pytest.mark.parametrize(
    ("code", "into", "name", "kind"),
    [
        ("75111", "75056", "Paris 11e Arrondissement", "district"),
        ("01120", "01262", "Cordieux", "associated"),
        ("38007", "38524", "", "merged"),
        ("2A237", "2A308", "", "merged"),
    ],
)
def test_old_codes_lead_to_todays_commune(
    france: Gazetteer, code: str, into: str, name: str, kind: str
) -> None:
    """Districts, associated communes, merged communes."""
    resolution = france.resolve(code)
    assert resolution.commune is not None
    assert resolution.status == "merged"
    assert (resolution.commune.code, resolution.former_name, resolution.kind) == (into, name, kind)


def test_every_old_code_resolves(france: Gazetteer) -> None:
    """No row of the shipped table leads nowhere."""
    former = load(DATA)._former
    assert len(former) > 4_800
    assert all(france.resolve(row.code).status != "unknown" for row in former)
    assert Counter(row.kind for row in former)["delegated"] == 2_105


def test_loading_is_done_once() -> None:
    """Everyone shares the same gazetteer."""
    assert default() is default()


def test_the_data_say_what_they_are_made_of() -> None:
    """Vintage, packages, numbers of rows; the attribution names the vintage."""
    about = json.loads((DATA / "sources.json").read_text(encoding="utf-8"))
    assert about["vintage"] == VINTAGE
    assert VINTAGE in ATTRIBUTION
    assert (about["rows"]["communes"], about["rows"]["epci"]) == (34_969, 1_255)
    assert ATTRIBUTION in (DATA / "LICENCES.md").read_text(encoding="utf-8")


def test_the_committed_data_stay_small() -> None:
    """A clone and a wheel carry less than 2.5 MB of them."""
    committed = [p for p in DATA.rglob("*") if p.is_file() and p.parent.name != "contours"]
    committed += [DATA / "contours" / f"{code}.json.gz" for code in ("26", "38", "39", "44")]
    assert sum(path.stat().st_size for path in committed) < 2_500_000


def test_the_same_communes_as_an_earlier_extraction(france: Gazetteer, shared: Path) -> None:
    """Code, name, grouping, population exactly; centroid and area nearly."""
    expected = rows(shared / "data/territoires/communes_france_2026.csv")
    assert [row["code"] for row in expected] == [c.code for c in france.communes()]
    for row, commune in zip(expected, france.communes(), strict=True):
        assert row["nom"] == commune.name
        assert (row["departement"], row["region"]) == (commune.departement, commune.region)
        assert row["epci"] == (commune.epci or "")
        assert row["population_municipale"] == str(
            "" if commune.population is None else commune.population
        )
        assert (row["lon"] == "") == (commune.longitude is None)
        if commune.longitude is not None:
            assert commune.longitude == pytest.approx(float(row["lon"]), abs=0.01)
            assert commune.latitude == pytest.approx(float(row["lat"]), abs=0.01)
            assert commune.area_km2 == pytest.approx(float(row["surface_km2"]), rel=0.01, abs=0.02)


def test_the_same_groupings_as_an_earlier_extraction(france: Gazetteer, shared: Path) -> None:
    """SIREN, name, kind, population, number of members."""
    expected = rows(shared / "data/territoires/epci_france_2026.csv")
    for row, epci in zip(expected, france.epcis(), strict=True):
        assert (row["siren"], row["nom"], row["type"]) == (epci.siren, epci.name, epci.kind)
        assert int(row["population_municipale"]) == epci.population
        assert int(row["nb_communes"]) == len(france.members(epci.siren))


@pytest.mark.parametrize(
    ("file", "departement"), [("communes_jura_39", "39"), ("communes_isere_38", "38")]
)
def test_the_same_contours_as_an_earlier_extraction(
    france: Gazetteer, shared: Path, file: str, departement: str
) -> None:
    """Point for point, at 0.00001°."""
    path = shared / "data/territoires" / f"{file}.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    contours = france.contours(departement)
    assert sorted(feature["id"] for feature in features) == sorted(contours)
    for feature in features:
        expected = feature["geometry"]["coordinates"]
        found = contours[feature["id"]]
        for rings, known in zip(found, expected, strict=True):
            for ring, points in zip(rings, known, strict=True):
                same = quantise(tuple((x, y) for x, y in points))  # repeated points left out
                assert ring == same


def test_old_codes_go_where_the_statistical_office_says(france: Gazetteer, shared: Path) -> None:
    """Of 4 286 codes changed by 2025, all but seven are known; one commune was split since."""
    passage = rows(shared / "data/territoires/communes_passage_cog2025.csv")
    unknown, elsewhere = [], []
    for row in passage:
        found = france.resolve(row["code_ancien"]).commune
        if found is None:
            unknown.append(row["code_ancien"])
        elif found != france.resolve(row["code_2025"]).commune:
            elsewhere.append(row["code_ancien"])
    assert unknown == ["01220", "54448", "54454", "66131", "91221", "95025", "95065"]
    assert elsewhere == ["60455"]

"""Codes, mergers, names, groupings."""

from __future__ import annotations

import dataclasses

import pytest

from terreau.gazetteer import Commune, Gazetteer
from terreau.gazetteer.geometry import Point
from terreau.problems import Refused


def names(communes: tuple[Commune, ...]) -> list[str]:
    return [commune.name for commune in communes]


def test_a_commune_is_found_by_its_very_code(small: Gazetteer) -> None:
    """No guess: another code gives nothing."""
    commune = small.commune("2A004")
    assert commune is not None
    assert (commune.name, commune.departement) == ("Ajaccio", "2A")
    assert small.commune("39001") is None
    with pytest.raises(dataclasses.FrozenInstanceError):
        commune.name = "Autre"  # type: ignore[misc]


def test_communes_come_by_code(small: Gazetteer) -> None:
    """The order is that of the codes, whatever the order given."""
    codes = [commune.code for commune in small.communes()]
    assert codes == sorted(codes)
    assert len(codes) == 9


def test_a_current_code_stays_itself_even_if_a_delegated_commune_shares_it(
    small: Gazetteer,
) -> None:
    """The chief town of a new commune keeps its code: that is no merger."""
    resolution = small.resolve("39300")
    assert (resolution.status, resolution.former_name) == ("current", "")


def test_chains_of_mergers_are_followed_to_their_end(small: Gazetteer) -> None:
    """39001 went into 39002, which went into 39300."""
    resolution = small.resolve("39001")
    assert resolution.status == "merged"
    assert resolution.commune == small.commune("39300")
    assert (resolution.former_name, resolution.kind) == ("Vieux-Bourg", "delegated")
    assert small.resolve("39002").former_name == ""


@pytest.mark.parametrize("code", ["39900", "99999", "", "lons"])
def test_what_leads_nowhere_is_unknown(small: Gazetteer, code: str) -> None:
    """Mergers that turn in a circle, and codes of nobody."""
    resolution = small.resolve(code)
    assert (resolution.status, resolution.commune) == ("unknown", None)


@pytest.mark.parametrize(
    "text",
    ["Lons-le-Saunier", "LONS LE SAUNIER", " lons-le-saunier ", "Lons’le’saunier"],
)
def test_names_are_found_whatever_their_spelling(small: Gazetteer, text: str) -> None:
    """Case, accents, hyphens and apostrophes do not matter."""
    assert names(small.by_name(text)) == ["Lons-le-Saunier"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Abergement Clémenciat", "L'Abergement-Clémenciat"),
        ("l’abergement-clemenciat", "L'Abergement-Clémenciat"),
        ("Bors", "Bors (Canton de Tude-et-Lavalette)"),
        ("oeilly sur ombre", "Œilly-sur-Ombre"),
        ("Vieux Bourg", "Lons-le-Saunier"),
        ("Lons-l'Ancienne", "Lons-le-Saunier"),
    ],
)
def test_articles_parentheses_ligatures_and_old_names(
    small: Gazetteer, text: str, name: str
) -> None:
    """What people leave out, and what they still say."""
    assert names(small.by_name(text)) == [name]


def test_every_homonym_is_returned_todays_first(small: Gazetteer) -> None:
    """Two communes bear the name, a third took over one that bore it."""
    found = [commune.code for commune in small.by_name("St-Aubin")]
    assert found == ["10334", "39476", "39500"]
    assert [c.code for c in small.by_name("Saint Aubin", departement="39")] == ["39476", "39500"]
    assert small.by_name("Saint-Aubin", departement="75") == ()


def test_groupings(small: Gazetteer) -> None:
    """A grouping may cross a département; an unknown one is empty."""
    assert [commune.code for commune in small.members("200071116")] == ["01001", "39300"]
    assert small.members("999999999") == ()
    epci = small.epci("200071116")
    assert epci is not None
    assert (epci.name, epci.kind, epci.population) == ("CA Exemple", "CA", 17860)
    assert small.epci("999999999") is None
    assert small.epcis() == (epci,)


def test_names_of_departements_and_regions(small: Gazetteer) -> None:
    """Unknown codes have no name."""
    assert (small.departement_name("39"), small.departement_name("00")) == ("Jura", "")
    assert (small.region_name("27"), small.region_name("00")) == ("BFC", "")


def test_fictional_communes_are_added_without_touching_the_others(small: Gazetteer) -> None:
    """The extra gazetteer knows both, the first one is unchanged."""
    fictional = Commune("00101", "Les Ponts-sur-Ombre", population=4210)
    wider = small.with_extra([fictional])
    assert wider.commune("00101") == fictional
    assert wider.by_name("les ponts sur ombre") == (fictional,)
    assert wider.parse_label(wider.label("00101")) == "00101"
    assert wider.parse_label("101") == "00101"
    assert wider.commune("39300") == small.commune("39300")
    assert wider.epci("200071116") is not None
    assert small.commune("00101") is None


def test_a_commune_can_be_filled(small: Gazetteer) -> None:
    """The later one replaces the earlier one of the same code."""
    filled = small.with_extra([dataclasses.replace(small.communes()[0], area_km2=15.7)])
    assert filled.communes()[0].area_km2 == 15.7
    assert len(filled.communes()) == len(small.communes())


def test_contours_that_are_not_there_are_said(small: Gazetteer, france: Gazetteer) -> None:
    """Empty by default; refused with the command to run when they are required."""
    assert not small.has_contours("39")
    assert small.contours("39") == {}
    with pytest.raises(Refused, match=r"Jura \(39\).*build_gazetteer\.py --contours 39"):
        small.contours("39", required=True)
    with pytest.raises(Refused, match="département 00 "):
        france.contours("00", required=True)


def test_contours_of_the_examples_come_along(france: Gazetteer) -> None:
    """Closed rings around the centroid, for each commune of the département."""
    for departement in ("26", "38", "39", "44"):
        contours = france.contours(departement, required=True)
        communes = [c for c in france.communes() if c.departement == departement]
        assert sorted(contours) == [c.code for c in communes]
        for commune in communes:
            rings = [ring for polygon in contours[commune.code] for ring in polygon]
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
            assert _inside_the_box(commune, [point for ring in rings for point in ring])


def _inside_the_box(commune: Commune, points: list[Point]) -> bool:
    assert commune.longitude is not None
    assert commune.latitude is not None
    east, north = [x for x, _ in points], [y for _, y in points]
    return min(east) < commune.longitude < max(east) and min(north) < commune.latitude < max(north)

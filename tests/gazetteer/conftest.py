"""A small country of invented communes, and the official code."""

from __future__ import annotations

import pytest

from terreau.gazetteer import Commune, Epci, Former, Gazetteer, default

COMMUNES = (
    Commune("39300", "Lons-le-Saunier", "39", "27", "200071116", 17000, 7.7, 5.55, 46.67),
    Commune("39500", "Salins-les-Bains", "39", "27", None, 2500, 24.7, 5.88, 46.94),
    Commune("39097", "Champagnole", "39", "27", None, 7900, 20.2, 5.91, 46.74),
    Commune("01001", "L'Abergement-Clémenciat", "01", "84", "200071116", 860, None, None, None),
    Commune("39476", "Saint-Aubin", "39", "27", None, 1600, 33.0, 5.32, 47.03),
    Commune("10334", "Saint-Aubin", "10", "44", None, 570, 15.0, 3.6, 48.5),
    Commune("2A004", "Ajaccio", "2A", "94", None, 70000, 82.0, 8.7, 41.9),
    Commune("16052", "Bors (Canton de Tude-et-Lavalette)", "16", "75"),
    Commune("39010", "Œilly-sur-Ombre", "39", "27"),
)
FORMER = (
    Former("39001", "Vieux-Bourg", "39002", "delegated"),
    Former("39002", "", "39300", "merged"),
    Former("39300", "Lons-l'Ancienne", "39300", "delegated"),
    Former("39900", "Ronde", "39901", "merged"),
    Former("39901", "Carré", "39900", "merged"),
    Former("39500", "Saint-Aubin", "39500", "associated"),
)
POSTAL = {"39300": ("39097",), "39000": ("39300", "39500")}


@pytest.fixture
def small() -> Gazetteer:
    """A gazetteer small enough to read; what it says of real names is not true."""
    epcis = (Epci("200071116", "CA Exemple", "CA", 17860),)
    return Gazetteer(COMMUNES, FORMER, epcis, {"39": "Jura", "01": "Ain"}, {"27": "BFC"}, POSTAL)


@pytest.fixture(scope="session")
def france() -> Gazetteer:
    """The official code that comes with Terreau."""
    return default()

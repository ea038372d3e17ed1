"""A small imagined catalogue, with what goes wrong in real ones."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from terreau import framework
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.gazetteer import Gazetteer
from terreau.publishing.catalogue import build_catalogue

HOSTILE = '<img src=x onerror="alert(1)"> & Cie'


def make_dataset(**more: Any) -> Dataset:
    """Data with a hostile name, a person, a level, a logbook, a kind that is not listed."""
    rows: dict[str, list[dict[str, Any]]] = {
        "cases": [
            {"case": "P-0001", "name": "La Ressourcerie", "kind": "projet", "commune": "00101", "territory": "val",
             "themes": ["réemploi", "lien social"], "started": "mars 2018", "summary": "Un atelier de réemploi.",
             "story": "Premier jour.\nSecond jour : « ici ».", "contact": "bonjour@exemple.invalid",
             "source": "Journal", "source_url": "https://exemple.invalid/article", "verified_on": "2026-11-03",
             "structure": "La Coopérative"},
            {"case": "P-0002", "name": HOSTILE, "kind": "projet", "commune": "00101", "themes": [HOSTILE, "réemploi"],
             "summary": "=cmd|'/C calc'!A0", "source_url": "javascript:alert(1)", "story": "<script>alert(2)</script>",
             "ended": "2020", "exit_reason": "abandonment"},
            {"case": "P-0003", "name": "Éclair", "kind": "tiers_lieu"},
            {"case": "p-0003", "name": "eclair", "kind": "projet", "commune": "00102"},
            {"case": "X-0001", "name": "Le Val tout entier", "kind": "territoire"},
        ],
        "phases": [
            {"case": "P-0001", "phase": "P1", "seq": 1, "start": "mars 2018", "end": "2019"},
            {"case": "P-0001", "phase": "P3", "seq": 1, "start": "2020", "end": None},
            {"case": "P-0001", "phase": "P2", "seq": 1, "start": None, "end": None},
            {"case": "P-0002", "phase": "P5", "seq": 1, "start": None, "end": None},
        ],
        "outcomes": [{"case": "P-0001", "outcome": "jobs", "date": "2026-06-01", "value": "4", "unit": "ETP"}],
        "actors": [
            {"actor": "A-1", "name": "Commune du Val", "person": False, "sector": "public"},
            {"actor": "A-2", "name": "MADAME SECRÈTE", "person": True, "sector": "civil_society"},
            {"actor": "A-3", "name": "Sans secteur", "person": False, "sector": None},
        ],
        "involvements": [
            {"case": "P-0001", "actor": "A-1", "seq": 1, "role": "partenaire", "gives": "un local", "risk": "RISQUE SECRET"},
            {"case": "P-0001", "actor": "A-2", "seq": 1, "role": "porteur", "gives": "SECRET APPORT"},
            {"case": "P-0002", "actor": "A-3", "seq": 1},
            {"case": "P-0002", "actor": "A-9", "seq": 1},
        ],
        "means": [
            {"case": "P-0001", "seq": 1, "family": "market", "amount": "24 300", "year": 2025},
            {"case": "P-0001", "seq": 2, "family": "reciprocity", "amount": None, "year": None},
        ],
        "log": [{"case": "P-0001", "entry": "J-1", "date": "2022-02-02", "kind": "difficulty"}],
        "raters": [{"rater": "R-01", "kind": "holder"}],
        "ratings": [{"rating": "N-1", "case": "P-0001", "phase": "P1", "seq": 1, "variable": "A1", "rater": "R-01",
                     "layer": "individual", "level": "3", "framework": "ect@0.1"}],
        "communes": [
            {"code": "00101", "name": "Le Val", "population": 4210, "longitude": -20.1, "latitude": 45.1},
            {"code": "00102", "name": "La Combe", "longitude": -20.0, "latitude": 45.2},
            {"code": "00103", "name": "Le Vide", "longitude": -20.2, "latitude": 45.2},
        ],
        "territories": [{"code": "val", "name": "Val d’Ombre", "members": ["00101", "00102", "00103"]}],
    }  # fmt: skip
    tables = {name: arrow_table(table(name), found) for name, found in rows.items()}
    settings: dict[str, Any] = {
        "fictional": True,
        "as_of": "2026-11-12",
        "title": "Données d’essai",
    } | more
    return Dataset(tables, framework.default().identifier, **settings)


Build = Callable[..., Path]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a catalogue and return its folder."""

    def make(dataset: Dataset | None = None, **more: Any) -> Path:
        folder = tmp_path_factory.mktemp("site")
        settings: dict[str, Any] = {
            "title": "Ce qui pousse",
            "lead": "Des initiatives du Val.",
        } | more
        build_catalogue(
            dataset or make_dataset(), framework.default(), Gazetteer([]), folder, **settings
        )
        return folder

    return make


@pytest.fixture(scope="session")
def site(build: Build) -> Path:
    return build()


@pytest.fixture
def dataset() -> Callable[..., Dataset]:
    return make_dataset


class Page(HTMLParser):
    """What a browser would find in a page: elements, links, identifiers, words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def page() -> type[Page]:
    return Page

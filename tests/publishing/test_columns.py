"""Columns that a structure added: read by the team, by anyone only when the plan opens them."""

from __future__ import annotations

from pathlib import Path

import pytest

from terreau import framework, gazetteer
from terreau.formats.snapshot import write_snapshot
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.publishing.columns import added_label, opened_columns
from terreau.publishing.publish import publish
from terreau.study.plan import parse_plan
from terreau.study.results import write_results
from terreau.study.run import run

OPENED, CLOSED = "Ouverte à tous, marque 4711", "Réservée à l’équipe, marque 0815"


def published(folder: Path, plan: str) -> Path:
    row = {
        "case": "P-0001",
        "name": "Lavoir",
        "kind": "projet",
        "x_forme": OPENED,
        "x_note": CLOSED,
    }
    cases = arrow_table(table("cases"), [row], added=("x_forme", "x_note"))
    data = Dataset({"cases": cases}, "ect@0.1", fictional=True, title="Essai", as_of="2026-11-12")
    ect = framework.default()
    write_snapshot(data, folder / "donnees", {}, ect)
    write_results(run(data, parse_plan(plan), ect, gazetteer.default()), folder / "results.json")
    return publish(folder, ect)


def text_of(folder: Path) -> str:
    pages = [
        p
        for p in sorted(folder.rglob("*"))
        if p.suffix in {".html", ".csv", ".geojson", ".js", ".txt"}
    ]
    return "\n".join(p.read_text(encoding="utf-8") for p in pages)


def test_a_column_is_read_by_anyone_only_when_the_plan_opens_it(tmp_path: Path) -> None:
    out = published(tmp_path, '[publish]\nadded_columns = ["x_forme"]\n')
    public, internal = text_of(out / "public"), text_of(out / "interne")
    assert "marque 4711" in public
    assert "marque 0815" not in public
    assert "marque 4711" in internal
    assert "marque 0815" in internal


def test_without_a_word_of_the_plan_every_added_column_stays_with_the_team(tmp_path: Path) -> None:
    public = text_of(published(tmp_path, "") / "public")
    assert "marque" not in public


@pytest.mark.parametrize(
    ("audience", "written"),
    [("interne", {"interne"}), ("public", {"public"}), ("tous", {"interne", "public"})],
)
def test_the_plan_says_which_outputs_are_written(
    tmp_path: Path, audience: str, written: set[str]
) -> None:
    out = published(tmp_path, f'[publish]\naudience = "{audience}"\n')
    assert {p.name for p in out.iterdir()} == written


def test_the_lead_the_licence_and_the_address_of_corrections_are_those_of_the_plan(
    tmp_path: Path,
) -> None:
    plan = '[publish]\nlead = "Un seul lavoir."\nlicence = "Licence Ouverte 2.0"\ncorrection = "ecrire@exemple.invalid"\n'
    site = published(tmp_path, plan) / "public" / "catalogue"
    assert "Un seul lavoir." in (site / "index.html").read_text(encoding="utf-8")
    assert "Licence Ouverte 2.0" in (site / "a-propos.html").read_text(encoding="utf-8")
    (page,) = (site / "initiatives").glob("*.html")
    assert "mailto:ecrire@exemple.invalid" in page.read_text(encoding="utf-8")


def test_a_reader_sees_words_and_results_of_older_studies_open_nothing() -> None:
    assert added_label("x_forme_juridique") == "Forme juridique"
    assert opened_columns({"study": {"title": ""}}) == ()

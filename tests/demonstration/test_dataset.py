"""Promises about the demonstration as data: counts, same bytes, accepted by the check, nobody real."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from terreau import framework, gazetteer
from terreau.demonstration import AS_OF, generate, spoken_interviews
from terreau.demonstration.world import cases, phrases, read, stories
from terreau.formats import workbook
from terreau.formats.tables import Dataset


def digest(dataset: Dataset) -> str:
    held = {name: dataset.rows(name) for name in sorted(dataset.tables)}
    return hashlib.sha256(repr(held).encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes(demonstration: Dataset) -> None:
    assert digest(generate()) == digest(demonstration)


def test_another_seed_gives_other_data(demonstration: Dataset) -> None:
    assert digest(generate(7)) != digest(demonstration)


def test_it_is_fictional_and_its_day_is_fixed(demonstration: Dataset) -> None:
    assert demonstration.fictional
    assert demonstration.as_of == AS_OF == "2026-11-12"


@pytest.mark.parametrize("effects", [True, False])
def test_the_workbook_is_written_read_and_written_the_same(effects: bool, tmp_path: Path) -> None:
    made = workbook.filled(generate(effects=effects), framework.default(), gazetteer.default())
    path = tmp_path / f"classeur{made.suffix}"
    path.write_bytes(made.data)
    done = workbook.read(path, today=date(2026, 11, 12))
    assert list(done.problems) == []
    assert done.dataset is not None
    again = workbook.filled(done.dataset, framework.default(), gazetteer.default())
    assert again.data == made.data


def test_there_are_as_many_projects_and_places_as_promised(demonstration: Dataset) -> None:
    rows = demonstration.rows("cases")
    found = Counter((row["territory"], row["kind"]) for row in rows)
    assert found == {
        ("haute-aubraie", "projet"): 48,
        ("haute-aubraie", "tiers_lieu"): 6,
        ("haute-aubraie", "initiative"): 20,
        ("sept-combes", "projet"): 14,
    }
    home = [r for r in rows if r["kind"] == "projet" and r["territory"] == "haute-aubraie"]
    assert sum(row["ended"] is not None for row in home) == 36
    assert len({row["name"] for row in rows}) == len(rows)


def test_every_phase_is_lived_by_some_project(demonstration: Dataset) -> None:
    assert {r["phase"] for r in demonstration.rows("phases")} == {f"P{n}" for n in range(1, 7)}


def test_two_to_four_regards_of_different_kinds_appraise_each_project(
    demonstration: Dataset,
) -> None:
    kinds = {row["rater"]: row["kind"] for row in demonstration.rows("raters")}
    seen = defaultdict(set)
    for row in demonstration.rows("ratings"):
        seen[row["case"]].add(row["rater"])
    assert len(seen) == 62
    assert {len(raters) for raters in seen.values()} == {2, 3, 4}
    assert all(len({kinds[r] for r in raters}) == len(raters) for raters in seen.values())


def test_regards_disagree_and_leave_gaps(demonstration: Dataset) -> None:
    given = defaultdict(list)
    for row in demonstration.rows("ratings"):
        given[row["case"], row["phase"], row["seq"], row["variable"]].append(row["level"])
    several = [levels for levels in given.values() if len(levels) > 1]
    assert sum(len(set(levels)) > 1 for levels in several) > len(several) / 3
    assert {"NO", "JNSP"} <= {level for levels in given.values() for level in levels}


def test_each_story_is_in_the_logbook(demonstration: Dataset) -> None:
    texts = {row["text"] for row in demonstration.rows("log")}
    assert len(stories()) == 6
    assert [line for story in stories() for *_, line in story.lines if line not in texts] == []


def test_the_enthusiasm_that_fades_is_seen_in_the_attendance(demonstration: Dataset) -> None:
    series = [
        row["attendance"]
        for row in sorted(demonstration.rows("log"), key=lambda row: row["date"])
        if row["case"] == "P-0005" and row["kind"] == "meeting"
    ]
    assert max(series[:8]) == max(series)
    assert max(series[-6:]) < max(series) / 2


def test_the_merger_and_the_spin_off_are_linked(demonstration: Dataset) -> None:
    links = {(r["case"], r["relation"], r["other"]) for r in demonstration.rows("case_links")}
    assert ("P-0017", "merged_into", "P-0018") in links
    assert ("P-0024", "born_from", "P-0001") in links


def test_no_project_acts_after_its_end(demonstration: Dataset) -> None:
    ends = {r["case"]: r["ended_latest"] for r in demonstration.rows("cases") if r["ended"]}
    told = {story.cases[0] for story in stories()}
    late = [
        row["entry"]
        for row in demonstration.rows("log")
        if row["case"] in ends and row["case"] not in told
        if row["date_earliest"] > ends[row["case"]]
    ]
    assert late == []


def test_no_commune_of_the_demonstration_exists() -> None:
    real = gazetteer.default()
    names = [row[1] for one in read("places")["territories"] for row in one["communes"]]
    codes = [row[0] for one in read("places")["territories"] for row in one["communes"]]
    assert [name for name in names if real.by_name(name)] == []
    assert [code for code in codes if not code.startswith("00")] == []


def everything_written() -> str:
    told = [line for story in stories() for *_, line in story.lines]
    said = [line for lines in phrases().values() for line in lines]
    named = [f"{one.name} {one.summary}" for one in cases()]
    actors = [line[1] for line in read("actors")["actors"]]
    spoken = [f"{one.text} {one.person} {one.function}" for one in spoken_interviews()]
    return "\n".join([*told, *said, *named, *actors, *spoken])


@pytest.mark.shared
def test_no_person_nor_organisation_of_the_users_is_named(shared: Path) -> None:
    seeds = " ".join(p.read_text(encoding="utf-8") for p in (shared / "seeds").glob("*.txt"))
    proper = set(re.findall(r"[A-ZÉ][\w’'-]+(?: [A-ZÉ][\w’'-]+)+", seeds))
    text = everything_written().casefold()
    assert [name for name in sorted(proper) if name.casefold() in text] == []
    for word in ("lédonien", "clus", "jura", "lons", "orgelet", "arinthod", "clisson", "leader"):
        assert re.search(rf"\b{word}\b", text) is None

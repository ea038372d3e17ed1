from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from terreau.i18n import parse_date
from terreau.publishing.components import (
    Mark,
    draw_timeline,
    log_marks,
    outcome_marks,
    phase_spans,
    standby_spans,
)
from terreau.publishing.components.captions import place_captions

NAMES = {"P1": "Émergence", "P2": "Étude d’opportunité", "P3": "Expérimentation"}
TODAY = date(2026, 11, 12)


def _row(phase: str, seq: int, start: str | None, end: str | None) -> dict[str, object]:
    row: dict[str, object] = {"phase": phase, "seq": seq, "start": start, "end": end}
    for name, text in (("start", start), ("end", end)):
        when = parse_date(text) if text else None
        row[f"{name}_earliest"] = when.earliest if when else None
        row[f"{name}_latest"] = when.latest if when else None
    return row


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("mars 2018", "mai 2019", "de mars 2018 à mai 2019"),
        ("avril 2018", "fin 2020", "d’avril 2018 à fin 2020"),
        ("2018-03-01", "2019-05-14", "du 1er mars 2018 au 14 mai 2019"),
        ("2017", "2017", "2017"),
        ("vers 2016", None, "depuis 2016 environ"),
        ("2018-03-01", None, "depuis le 1er mars 2018"),
        (None, "2019", "fin\u00a0: 2019, début non documenté"),
        (None, None, "dates non documentées"),
    ],
)
def test_when_is_said_in_plain_words(start: str | None, end: str | None, words: str) -> None:
    assert phase_spans([_row("P1", 1, start, end)], NAMES)[0].words == words


def test_only_the_last_phase_is_said_to_go_on() -> None:
    spans = phase_spans([_row("P1", 1, "2016", None), _row("P2", 1, "2018", None)], NAMES)
    assert spans[0].words == "début\u00a0: 2016, fin non documentée"
    assert spans[1].words == "depuis 2018"


def test_phases_follow_time_and_returns_are_said() -> None:
    rows = [
        _row("P1", 2, "2021", None),
        _row("P2", 1, "2019", "2020"),
        _row("P1", 1, "2018", "2018"),
    ]
    spans = phase_spans(rows, NAMES)
    assert [(s.code, s.seq) for s in spans] == [("P1", 1), ("P2", 1), ("P1", 2)]
    assert spans[2].label == "P1\u00a0Émergence (2e\u00a0fois)"


def test_without_a_return_phases_follow_the_framework_even_undated() -> None:
    rows = [_row("P3", 1, None, None), _row("P2", 1, "2019", None), _row("P1", 1, None, None)]
    spans = phase_spans(rows, NAMES)
    assert [span.code for span in spans] == ["P1", "P2", "P3"]
    assert [span.last for span in spans] == [False, False, True]
    returned = phase_spans([_row("P1", 2, "2021", None), _row("P3", 1, None, None)], NAMES)
    assert [span.code for span in returned] == ["P1", "P3"]


def test_the_words_of_the_logbook_never_reach_the_picture() -> None:
    day = date(2020, 1, 1)
    entry = {
        "kind": "difficulty",
        "date": "2020-01-01",
        "date_earliest": day,
        "date_latest": day,
        "text": "SECRET",
        "next_step": "SECRET",
    }
    figure = draw_timeline([], log_marks([entry]), as_of=TODAY)
    assert "SECRET" not in repr(figure)
    assert "difficulté" in figure.svg


def test_a_fact_without_date_is_not_placed() -> None:
    assert log_marks([{"kind": "meeting", "date": None}]) == []
    assert outcome_marks([{"outcome": "jobs", "value": "4", "date": None}], {}) == []


def test_nothing_dated_draws_no_axis() -> None:
    figure = draw_timeline(phase_spans([_row("P3", 1, None, None)], NAMES), as_of=TODAY)
    assert "dates non documentées" in figure.svg
    assert "<line" not in figure.svg
    assert "2026" not in figure.svg.split("</desc>")[1]


def test_a_gap_is_said_not_documented_and_never_standby() -> None:
    spans = phase_spans(
        [_row("P1", 1, "2010-01-01", "2011-01-01"), _row("P2", 1, "2020-01-01", "2021-01-01")],
        NAMES,
    )
    figure = draw_timeline(spans, as_of=TODAY)
    assert "non documenté" in figure.svg
    assert "veille" not in figure.svg + figure.narrow


def test_phases_that_surely_overlap_stand_on_two_lanes() -> None:
    spans = phase_spans(
        [_row("P1", 1, "2015-01-01", "2020-01-01"), _row("P2", 1, "2016-01-01", "2019-01-01")],
        NAMES,
    )
    apart = draw_timeline(spans[:1], as_of=TODAY)
    both = draw_timeline(spans, as_of=TODAY)
    height = [
        float(figure.svg.split('viewBox="0 0 720 ')[1].split('"')[0]) for figure in (apart, both)
    ]
    assert height[1] >= height[0] + 40


def test_the_table_says_all_that_is_drawn() -> None:
    day = date(2020, 1, 1)
    marks = outcome_marks(
        [
            {
                "outcome": "jobs",
                "value": "4",
                "unit": "ETP",
                "date": "2020",
                "date_earliest": day,
                "date_latest": day,
            }
        ],
        {"jobs": "emplois"},
    )
    figure = draw_timeline(
        phase_spans([_row("P1", 1, "2018", "2019"), _row("P2", 1, None, None)], NAMES),
        marks,
        as_of=TODAY,
    )
    assert figure.table.rows == (
        ("P1\u00a0Émergence", "2018", "2019"),
        ("P2\u00a0Étude d’opportunité", "non documenté", "en cours ou non documentée"),
        ("emplois\u00a0: 4 ETP", "2020", ""),
    )


def test_many_facts_on_one_day_do_not_pile_up_for_ever() -> None:
    day = date(2020, 1, 1)
    entry = {"kind": "meeting", "date": "2020-01-01", "date_earliest": day, "date_latest": day}
    figure = draw_timeline([], log_marks([entry] * 50), as_of=TODAY)
    height = float(figure.svg.split('viewBox="0 0 720 ')[1].split('"')[0])
    assert height < 250
    assert len(figure.table.rows) == 50


@pytest.mark.parametrize("years", [1, 8, 60, 400])
def test_years_never_run_into_each_other(years: int) -> None:
    spans = phase_spans([_row("P1", 1, f"{2026 - years}-01-01", "2026-01-01")], NAMES)
    figure = draw_timeline(spans, as_of=TODAY)
    xs = [float(x) for x in re.findall(r't-soft" x="([0-9.]+)" y="[0-9.]+">\d{4}<', figure.narrow)]
    assert all(b - a > 28 for a, b in itertools.pairwise(xs))
    assert xs
    assert xs[-1] + 28 <= 288


def _sleep(start: str | None, end: str | None) -> dict[str, object]:
    return {**_row("", 1, start, end), "reason": "SECRET"}


def test_a_sleep_between_two_phases_stands_in_place_of_the_gap() -> None:
    spans = phase_spans(
        [_row("P1", 1, "2010-01-01", "2011-01-01"), _row("P2", 1, "2020-01-01", "2021-01-01")],
        NAMES,
    )
    sleeps = standby_spans([_sleep("2012", "2018")])
    figure = draw_timeline(spans, as_of=TODAY, standby=sleeps)
    assert "en veille" in figure.svg
    assert "non documenté<" not in figure.svg
    assert "En veille, de 2012 à 2018" in figure.narrow
    assert ("En veille", "2012", "2018") in figure.table.rows
    assert "En veille\u00a0: de 2012 à 2018" in figure.description
    assert "SECRET" not in repr(figure)


def test_a_sleep_inside_a_phase_leaves_its_name_readable() -> None:
    spans = phase_spans([_row("P1", 1, "2010-01-01", "2020-01-01")], NAMES)
    middle = standby_spans([_sleep("2012-01-01", "2019-01-01")])
    svg = draw_timeline(spans, as_of=date(2020, 1, 1), standby=middle).svg
    band = re.search(r'class="standby" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    name = re.search(r'x="([\d.]+)"[^>]*>P1\u00a0Émergence', svg)
    assert band
    assert name
    left, width = float(band[1]), float(band[2])
    assert not left <= float(name[1]) <= left + width


def test_a_case_that_still_sleeps_sleeps_until_today() -> None:
    figure = draw_timeline([], as_of=TODAY, standby=standby_spans([_sleep("2024", None)]))
    assert figure.table.rows == (("En veille", "2024", "en cours ou non documentée"),)
    assert 'class="standby"' in figure.svg
    assert 'class="standby"' in figure.narrow


def test_a_sleep_too_short_for_its_name_is_in_the_key() -> None:
    spans = phase_spans([_row("P1", 1, "2000-01-01", "2020-01-01")], NAMES)
    sleeps = standby_spans([_sleep("2010-01-01", "2010-02-01")])
    svg = draw_timeline(spans, as_of=TODAY, standby=sleeps).svg
    assert svg.count('class="standby"') == 2
    assert "en veille" in svg


def test_a_named_fact_is_written_under_the_bands_and_told_in_the_table() -> None:
    day = date(2020, 5, 1)
    mark = Mark("milestone", "étape", (day, day), "2020-05-01", "Local prêté par la commune")
    figure = draw_timeline([], [mark], as_of=TODAY)
    assert "Local prêté par la commune" in figure.svg
    assert figure.table.rows == (("étape\u00a0: Local prêté par la commune", "1er mai 2020", ""),)


def test_names_never_touch_each_other_nor_a_stem() -> None:
    day = date(2020, 5, 1)
    marks = [
        (Mark("decision", "décision", (day, day), "2020", f"Un fait long, {n}"), float(x))
        for n, x in enumerate((10, 40, 60, 62, 300, 305, 690, 700))
    ]
    placed, without = place_captions(marks, 6.0, 706.0)
    assert len(placed) + len(without) == len(marks)
    assert len(placed) >= 5
    for one, other in itertools.permutations(placed, 2):
        if one.row == other.row:
            assert one.right < other.left or other.right < one.left
        elif one.row > other.row:
            assert not other.left <= one.x <= other.right


def test_a_name_too_long_is_cut_at_a_word() -> None:
    day = date(2020, 5, 1)
    mark = Mark("decision", "décision", (day, day), "2020", "Une phrase " * 20)
    placed, _without = place_captions([(mark, 300.0)], 6.0, 706.0)
    assert placed[0].text.endswith("…")
    assert placed[0].right - placed[0].left < 260


def test_a_page_of_today_says_today() -> None:
    spans = phase_spans([_row("P1", 1, "2018", None)], NAMES)
    frozen = draw_timeline(spans, as_of=TODAY)
    living = draw_timeline(spans, as_of=TODAY, live=True)
    assert "Données du 12 novembre 2026." in frozen.description
    assert "Aujourd’hui, 12 novembre 2026." in living.description
    assert "données" not in living.svg + living.narrow

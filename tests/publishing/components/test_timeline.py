from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from terreau.i18n import parse_date
from terreau.publishing.components import draw_timeline, log_marks, outcome_marks, phase_spans

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

"""Promises about the interviews: long enough, nobody repeats anybody, every quote is in its text."""

from __future__ import annotations

import re

from terreau import framework
from terreau.demonstration import spoken_interviews
from terreau.formats.tables import Dataset
from terreau.i18n import fold, typeset


def sentences(text: str) -> set[str]:
    parts = re.split(r"[.!?…\n]+", text)
    return {" ".join(re.findall(r"\w+", fold(part))) for part in parts}


def test_twelve_interviews_are_there() -> None:
    assert len(spoken_interviews()) == 12


def test_each_interview_holds_800_to_2000_words() -> None:
    lengths = {one.reference: len(re.findall(r"\w+", one.text)) for one in spoken_interviews()}
    assert {ref: n for ref, n in lengths.items() if not 800 <= n <= 2000} == {}


def test_no_sentence_of_more_than_eight_words_is_said_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for one in spoken_interviews():
        for sentence in sentences(one.text):
            if len(sentence.split()) > 8:
                twice += [(sentence, seen[sentence])] if sentence in seen else []
                seen[sentence] = one.reference
    assert twice == []


def test_every_quote_is_in_its_text_and_nowhere_else() -> None:
    wrong = [
        (one.reference, quote.text)
        for one in spoken_interviews()
        for quote in one.quotes
        if sum(other.text.count(quote.text) for other in spoken_interviews()) != 1
        or quote.text not in one.text
    ]
    assert wrong == []


def test_each_quote_names_a_variable_and_a_phase_that_its_project_lived(
    demonstration: Dataset,
) -> None:
    known = {variable.code for variable in framework.default().variables}
    lived = {(row["case"], row["phase"]) for row in demonstration.rows("phases")}
    quotes = [(one.case, quote) for one in spoken_interviews() for quote in one.quotes]
    assert [q for _, q in quotes if q.variable not in known] == []
    assert [(case, q.phase) for case, q in quotes if (case, q.phase) not in lived] == []


def test_passages_lie_where_they_say(demonstration: Dataset) -> None:
    texts = {row["document"]: row["text"] for row in demonstration.rows("documents")}
    for row in demonstration.rows("passages"):
        text = texts[row["document"]]
        assert text[row["start"] : row["start"] + row["length"]] == row["text"]


def test_ratings_cite_passages(demonstration: Dataset) -> None:
    cited = {row["source"] for row in demonstration.rows("evidence")}
    passages = {row["passage"] for row in demonstration.rows("passages")}
    assert cited <= passages
    assert len(cited) > len(passages) / 2


def test_holder_and_accompanist_are_both_heard_on_two_projects() -> None:
    heard: dict[str, set[str]] = {}
    for one in spoken_interviews():
        heard.setdefault(one.case, set()).add(one.kind)
    assert sum({"holder", "accompanist"} <= kinds for kinds in heard.values()) >= 2


def test_the_typography_is_right() -> None:
    for one in spoken_interviews():
        assert one.text == typeset(one.text)
        assert "'" not in one.text
        assert not re.search(r'["“”]', one.text)

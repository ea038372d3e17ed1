"""What a person wrote wins over what the sentence proposes; what is doubtful is never taken for sure."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from terreau.web.cases.forms.log_draft import CONFIRMED, DOUBTFUL, PROPOSED, UNKNOWN, LineDraft
from tests.web.cases.log_builders import SENTENCE, TODAY

NAMES = {"P-0001": "La Ressourcerie des Trois Ponts", "P-0002": "Café citoyen"}


def sent(draft: LineDraft | None = None, keep: set[str] | None = None, **changes: Any) -> LineDraft:
    """The draft as its page sends it back, with some fields changed, boxes ticked or not."""
    data = QueryDict(mutable=True)
    if draft is not None:
        data.update({"text": draft.text, "shown": draft.shown, **draft.values})
        boxes = {n for n, g in draft.groups.items() if g.filled and g.state != DOUBTFUL}
        data.setlist("keep", sorted(boxes if keep is None else keep))
    data.update(changes)
    return LineDraft.of(data, TODAY, NAMES)


def states(draft: LineDraft) -> dict[str, str]:
    return {name: group.state for name, group in draft.groups.items() if group.state}


def test_a_sentence_is_proposed_before_it_is_read() -> None:
    draft = sent(text=f"Café citoyen : {SENTENCE}")
    assert not draft.read
    assert states(draft) == dict.fromkeys(
        ("case", "kind", "date", "attendance", "public", "step", "next"), PROPOSED
    )
    assert (draft.rest, draft.questions) == (9, ["rest"])


def test_what_was_shown_of_this_very_sentence_is_read() -> None:
    draft = sent(text=SENTENCE)
    assert sent(draft).read
    assert not sent(draft, text=f"{SENTENCE} Suite").read


def test_a_doubt_is_not_settled_by_sending_it() -> None:
    draft = sent(sent(text="Une douzaine de personnes à la Ressourcerie"))
    assert states(draft)["attendance"] == states(draft)["case"] == DOUBTFUL
    assert "attendance" not in draft.settled
    assert set(draft.questions) == {"case", "attendance"}


def test_a_doubt_is_settled_by_a_tick_or_by_another_value() -> None:
    first = sent(text="Une douzaine de personnes")
    ticked = sent(first, keep={"kind", "date", "attendance"})
    assert (ticked.groups["attendance"].state, ticked.settled["attendance"]) == (CONFIRMED, "12")
    changed = sent(first, attendance="14")
    assert (changed.groups["attendance"].state, changed.settled["attendance"]) == (CONFIRMED, "14")


def test_what_is_left_out_stays_out_when_the_sentence_grows() -> None:
    first = sent(text=SENTENCE)
    left = sent(first, keep={"kind", "date", "public", "step", "next"})
    assert "attendance" not in left.settled
    again = sent(left, text=f"{SENTENCE} Et un café.")
    assert "attendance" not in again.settled
    assert sent(again, attendance="13").settled["attendance"] == "13"


def test_what_was_confirmed_stays_when_the_sentence_says_something_else() -> None:
    first = sent(text="12 personnes")
    confirmed = sent(first, attendance="13")
    again = sent(confirmed, text="15 personnes")
    assert again.settled["attendance"] == "13"
    assert sent(first, text="15 personnes").settled["attendance"] == "15"


def test_a_confirmation_can_be_taken_back() -> None:
    confirmed = sent(sent(text="12 personnes"), attendance="13")
    assert "attendance" not in sent(confirmed, keep={"kind", "date"}).settled


@pytest.mark.parametrize(("chosen", "rest"), [("civil_society", 0), (UNKNOWN, 9), ("", 9)])
def test_the_others_go_where_their_author_says(chosen: str, rest: int) -> None:
    draft = sent(sent(text=SENTENCE), rest=chosen)
    assert draft.rest == rest
    assert ("rest" in draft.questions) == (chosen == "")
    assert draft.settled.get("civil_society") == ("9" if chosen == "civil_society" else None)


def test_the_others_follow_the_total_that_was_corrected() -> None:
    assert sent(sent(text=SENTENCE), attendance="10").rest == 7
    assert sent(sent(text=SENTENCE), attendance="beaucoup").rest == 0


@pytest.mark.parametrize(
    "shown", ["", "{", "[]", "3", '{"text": 3, "case": 4, "kind": [1]}', '{"kind": [[], true]}']
)
def test_a_page_that_lies_about_what_it_showed_is_read_as_new(shown: str) -> None:
    draft = sent(text=SENTENCE, shown=shown)
    assert not draft.read
    assert draft.settled["attendance"] == "12"

"""Each role, confidentiality and state of consent: the rule, the base and the search say the table."""

from __future__ import annotations

from datetime import timedelta

import pytest

from terreau.web.accounts.rules import circles
from terreau.web.core import search
from terreau.web.interviews import queries, rules, services
from terreau.web.interviews.models import Document
from tests.web.access import EVERYONE
from tests.web.interviews.builders import (
    AGREED,
    SECRET,
    cite,
    make_interview,
    meet,
    open_document,
    write,
)
from tests.web.interviews.states import DAY, STATES, membership, write_all
from tests.web.people import House


@pytest.mark.parametrize("state", STATES)
def test_rule_base_and_search_say_the_table(house: House, state: str) -> None:
    written = write_all(house, [state])
    for role in sorted(EVERYONE):
        member = membership(house, role)
        readable = queries.documents_for(member, house.workspace, DAY)
        known = queries.known_documents(member, house.workspace, DAY)
        for one in written:
            document = Document.objects.get(pk=one.document.pk)
            said = (role, one.confidentiality, one.author)
            allowed, reason = rules.may_read(document, member, DAY)
            assert allowed == (role in one.readers()), said
            assert bool(reason) != allowed
            assert rules.may_know(document, member, DAY) == (role in one.knowing()), said
            assert readable.filter(pk=document.pk).exists() == (role in one.readers()), said
            assert known.filter(pk=document.pk).exists() == (role in one.knowing()), said
            found = [e.object_id for e in search.find(house.workspace, circles(member), one.word)]
            # what an accompanist keeps restricted is not searched by them: the search knows circles
            own = role == one.author == "accompanist" and one.confidentiality == "restricted"
            assert (document.pk in found) == (role in one.readers() and not own), said


def test_strangers_read_nothing(house: House) -> None:
    written = write_all(house, ["no interview"])
    assert not queries.documents_for(None, house.workspace, DAY).exists()
    assert not queries.known_documents(None, house.workspace, DAY).exists()
    assert rules.may_read(written[0].document, None, DAY)[0] is False


def test_passages_follow_their_document(house: House) -> None:
    house.workspace.today = DAY
    house.workspace.save()
    document = open_document(house, confidentiality="restricted")
    passage = cite(house, document, "mairie")
    member = {role: membership(house, role) for role in EVERYONE}
    seen = {r for r in EVERYONE if queries.passages_for(member[r], house.workspace, DAY).exists()}
    assert seen == {"method", "rd", "coder"}
    services.archive(house["rd"], record=passage)
    assert not queries.passages_for(member["rd"], house.workspace, DAY).exists()
    services.restore(house["rd"], record=passage)
    services.archive(house["rd"], record=document)
    assert not queries.passages_for(member["rd"], house.workspace, DAY).exists()


def test_withdrawing_closes_at_once_and_coming_back_opens(house: House) -> None:
    interview = make_interview(house)
    person = meet(house, interview, **AGREED)
    document = write(house, interview=interview)
    member = membership(house, "rd")

    def seen() -> tuple[bool, bool]:
        day = house.workspace.current_day()
        readable = queries.documents_for(member, house.workspace, day).exists()
        return readable, bool(search.find(house.workspace, circles(member), SECRET))

    assert seen() == (True, True)
    services.withdraw(house["accompanist"], participant=person, on="12/11/2025")
    assert seen() == (False, False)
    services.give_back(house["accompanist"], participant=person)
    assert seen() == (True, True)
    services.meet(house["rd"], participant=type(person)(workspace=house.workspace, interview=interview, name="Ali"))  # fmt: skip
    assert seen() == (False, False)
    assert Document.objects.get(pk=document.pk).text == document.text


def test_a_consent_that_ends_leaves_the_search_though_nobody_writes(house: House) -> None:
    house.workspace.today = DAY
    house.workspace.save()
    interview = make_interview(house)
    meet(house, interview, **(AGREED | {"expires_on": "20/11/2026"}))
    write(house, interview=interview)
    team = frozenset({"facts", "team"})
    assert search.find(house.workspace, team, SECRET)
    house.workspace.today = DAY + timedelta(days=9)
    assert not search.find(house.workspace, team, SECRET)


def test_a_withdrawal_without_a_consent_is_written_too(house: House) -> None:
    person = meet(house, make_interview(house))
    services.withdraw(house["rd"], participant=person, on="2026")
    person.refresh_from_db()
    assert rules.person_shut(person, DAY) is rules.Shut.WITHDRAWN


def test_who_answered_is_not_put_away_while_texts_rest_on_it(house: House) -> None:
    interview = make_interview(house)
    person = meet(house, interview, **AGREED, withdrawn_on="2025")
    mistaken = meet(house, interview, "Erreur de saisie")
    write(house, interview=interview)
    with pytest.raises(services.Refused):
        services.archive(house["rd"], record=person)
    services.archive(house["rd"], record=mistaken)
    with pytest.raises(services.Refused):
        services.archive(house["rd"], record=interview)


@pytest.mark.parametrize(
    ("consent", "level"),
    [({}, "function"), ({"citation": ""}, "anonymous"), ({"quote": False}, "none"),
     ({"citation": "named"}, "function"), ({"citation": "named", "name_allowed": True}, "named")],
)  # fmt: skip
def test_the_most_cautious_answer_says_how_to_quote(
    house: House, consent: dict[str, object], level: str
) -> None:
    interview = make_interview(house)
    meet(house, interview, **(AGREED | consent))
    assert rules.citation_level(interview) == level
    meet(house, interview, "Ali Imaginaire", **(AGREED | {"citation": "anonymous"}))
    again = type(interview).objects.get(pk=interview.pk)
    assert rules.citation_level(again) == ("none" if level == "none" else "anonymous")


def test_what_may_be_cited_comes_with_what_is_said_beside_it(house: House) -> None:
    document = open_document(house)
    passage = cite(house, document, "mairie", phase="P2")
    write(house, case=document.case, confidentiality="restricted", title="Notes")
    day = house.workspace.current_day()
    team = queries.citable(document.case, membership(house, "accompanist"), day)
    assert [(p.reference, p.text, p.phase) for p in team.passages] == [
        (passage.reference, "mairie", "P2")
    ]
    assert team.passages[0].informant == "porteur"
    assert team.passages[0].citation == "function"
    assert team.passages[0].said == "peut être cité par sa fonction"
    assert [one.title for one in team.documents] == ["Transcription"]
    hearing = queries.citable(document.case, membership(house, "coder"), day)
    assert {one.title for one in hearing.documents} == {"Transcription", "Notes"}
    assert queries.citable(document.case, membership(house, "guest"), day).passages == ()


def test_consents_ask_for_attention_before_they_end(house: House) -> None:
    for expires in ("11/11/2026", "1/1/2027", "1/6/2027", ""):
        meet(house, make_interview(house), expires, **(AGREED | {"expires_on": expires}))
    meet(house, make_interview(house), "retiré", **AGREED, expires_on="2026", withdrawn_on="2026")
    waiting = queries.consents_to_renew(house.workspace, DAY)
    assert [one.expires_on for one in waiting] == ["11/11/2026", "1/1/2027"]

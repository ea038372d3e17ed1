"""Hours belong to their author: no page, list, export, history, search or act shows them to another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from terreau.web.accounts.models import Membership, User
from terreau.web.cases.models import OwnHours
from terreau.web.cases.queries import log as queries
from terreau.web.core.models import Act, SearchEntry
from tests.web.cases.log_builders import case_of, line_of
from tests.web.people import House

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
HOURS = Decimal("7.77")
SHOWN = ("7 h 46", "7,77", "7.77")


def pages(case: str, line: str) -> list[str]:
    return [
        "/e/val/journal/", "/e/val/journal/lignes/", "/e/val/journal/lignes/?export=csv", "/e/val/journal/mon-temps/",
        f"/e/val/journal/{line}/", f"/e/val/projets/{case}/journal/", f"/e/val/projets/{case}/journal/?export=csv",
        "/e/val/ensuite/?qui=tous", "/e/val/suivi/", f"/e/val/projets/{case}/suivi/", f"/e/val/projets/{case}/bilan/2026/",
    ]  # fmt: skip


def seen(browser: Any, addresses: list[str]) -> set[str]:
    found = set()
    for address in addresses:
        text = browser.get(address).content.decode().replace("\u00a0", " ")
        found |= {address for words in SHOWN if words in text}
    return found


def test_their_author_reads_them_and_nobody_else(house: House, at: Any) -> None:
    case = case_of(house)
    line = line_of(case, house["accompanist"], hours=HOURS, next_step="voir")
    addresses = pages(case.reference, line.reference)
    assert seen(at("accompanist"), addresses) == {
        "/e/val/journal/", "/e/val/journal/lignes/", "/e/val/journal/mon-temps/",
        f"/e/val/journal/{line.reference}/", f"/e/val/projets/{case.reference}/journal/",
    }  # fmt: skip
    for who in (house.second, "admin", "method", "rd"):
        assert not seen(at(who), addresses)


def test_they_leave_no_trace_in_history_acts_or_search(house: House, at: Any) -> None:
    line = line_of(case_of(house), house["accompanist"], hours=HOURS)
    assert not [model for model in apps.get_models() if model.__name__ == "HistoricalOwnHours"]
    assert not Act.objects.filter(kind__contains="hours").exists()
    assert not SearchEntry.objects.filter(excerpt__contains="7").exists()
    page = at("accompanist").get(f"/e/val/journal/{line.reference}/").content.decode()
    before = Act.objects.count()
    form = {
        "version": line.version,
        "text": line.text,
        "date": line.date,
        "kind": line.kind,
        "hours": "3",
    }
    assert at("accompanist").post(f"/e/val/journal/{line.reference}/", form).status_code == 302
    assert OwnHours.objects.get().hours == 3
    assert Act.objects.count() == before
    assert "7,77" in page


def test_presentation_hides_them(house: House, at: Any) -> None:
    line_of(case_of(house), house["accompanist"], hours=HOURS)
    browser = at("accompanist")
    browser.post("/e/val/presentation/", {"next": "/e/val/journal/"})
    page = browser.get("/e/val/journal/mon-temps/").content.decode()
    assert 'class="private"' in page
    assert "Masqué pendant la présentation" in page


@pytest.mark.parametrize(("people", "total"), [(4, None), (5, Decimal(10))])
def test_hours_of_others_are_summed_over_five_people_at_least(
    house: House, people: int, total: Decimal | None
) -> None:
    case = case_of(house)
    line_of(case, house["accompanist"], hours=Decimal(40))  # the reader's own never count
    for n in range(people):
        author = User.objects.create_user(f"{n}@exemple.invalid", name=f"Personne {n}")
        Membership.objects.create(workspace=house.workspace, user=author, role="accompanist")
        line_of(case, author, hours=Decimal(2))
    assert queries.team_hours(house.workspace, house["accompanist"], FIRST, LAST) == total
    assert (
        queries.team_hours(house.workspace, house["accompanist"], FIRST, date(2026, 11, 29)) is None
    )


def test_my_time_adds_up_by_month(house: House, at: Any) -> None:
    case = case_of(house)
    line_of(case, house["accompanist"], hours=Decimal("1.5"))
    line_of(case, house["accompanist"], date="2026-03-02", hours=Decimal(2))
    line_of(case, house.second, hours=Decimal(9))
    page = (
        at("accompanist").get("/e/val/journal/mon-temps/").content.decode().replace("\u00a0", " ")
    )
    assert "3 h 30" in page
    assert "1 h 30" in page
    assert "9 h" not in page
    assert (
        "Aucune heure"
        in at("accompanist").get("/e/val/journal/mon-temps/?annee=2024").content.decode()
    )

"""« Apprécier » in a real browser: the keys, what is saved as one goes, the network that drops, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.app import Application

pytestmark = pytest.mark.browser

_PROJECT = """
from tests.web.people import House
from tests.web.ratings.builders import give, make_life, make_pieces
from terreau.web.accounts.models import User
from terreau.web.core.models import Workspace
case = make_life(Workspace.objects.get(code="val"))
make_pieces(case)
give(User.objects.get(email="rd@exemple.invalid"), case, "A1", "0")
print(case.reference)
"""
_LEVELS = """
from terreau.web.ratings.models import Evidence, Rating
own = Rating.objects.filter(archived_on=None, case__reference="{case}", rater__kind="accompanist")
print(" ".join(f"{{r.variable}}:{{r.level}}:{{r.evidence.filter(archived_on=None).count()}}" for r in own.order_by("variable")))
"""


@pytest.fixture
def case(application: Application) -> str:
    """A project of three phases with pieces, where a researcher has chosen A1."""
    return application.run(_PROJECT).strip()


@pytest.fixture
def page(application: Application, browser: Browser) -> Iterator[Page]:
    """A page of the accompanist; complaints of the browser are faults."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    application.sign_in(context, "accompanist")
    opened = context.new_page()
    said: list[str] = []
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def _levels(application: Application, case: str) -> str:
    return application.run(_LEVELS.format(case=case)).strip()


def _open(page: Page, application: Application, case: str, variable: str = "A1") -> None:
    page.goto(f"{application.url}/e/val/projets/{case}/apprecier/P3/1/{variable}/")


def test_the_keys_are_enough(application: Application, page: Page, case: str) -> None:
    _open(page, application, case)
    page.keyboard.press("3")
    expect(page.locator("#saved")).to_contain_text("enregistré à")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{application.url}/e/val/projets/{case}/apprecier/P3/1/A2/")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("A3")
    page.keyboard.press("?")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("A4")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("A5")
    assert _levels(application, case) == "A1:2:0 A2:NO:0 A3:JNSP:0 A4:SO:0"


def test_the_digits_of_a_french_keyboard_work_without_shift(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'Digit4', key: \"'\", bubbles: true}))"
    )
    expect(page.locator("[data-answer='4']")).to_be_checked()


def test_a_level_and_its_pieces_are_saved_without_pressing_next(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    page.get_by_text("Réunion mairie").click()
    expect(page.locator("#saved")).to_contain_text("choisissez un niveau")
    page.locator(".level-choice").nth(1).click()
    expect(page.locator("#saved")).to_contain_text("enregistré à")
    page.get_by_text("apport en nature").click()
    page.get_by_text("Réunion mairie").click()
    expect(page.get_by_text("Les autres regards se lisent dans")).to_be_visible()
    expect(page.locator("[name=known]")).to_have_value(re.compile("^means:"))
    assert _levels(application, case) == "A1:1:1"
    page.reload()
    expect(page.locator("[data-answer='1']")).to_be_checked()
    expect(page.locator(".piece input:checked")).to_have_count(1)


def test_the_other_level_appears_only_once_mine_is_in(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    expect(page.locator("#others")).to_contain_text("Vous le verrez quand vous aurez choisi")
    assert "R-" not in page.locator("#others").inner_text()
    page.keyboard.press("4")
    expect(page.locator("#others")).to_contain_text("Les autres regards se lisent dans")
    page.reload()
    page.get_by_text("Voir les autres regards").click()
    expect(page.locator("#others")).to_contain_text("chercheur")


def test_when_the_network_drops_the_page_says_so_and_nothing_is_lost(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    page.context.set_offline(True)
    page.keyboard.press("3")
    expect(page.locator("#saved")).to_contain_text("le réseau ne répond pas")
    assert _levels(application, case) == ""
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("A2")
    assert _levels(application, case) == "A1:3:0"


def test_without_script_the_page_is_a_form(
    application: Application, browser: Browser, case: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    application.sign_in(context, "accompanist")
    page = context.new_page()
    _open(page, application, case)
    page.locator(".level-choice").nth(3).click()
    page.get_by_text("Réunion mairie").click()
    page.get_by_role("button", name="Suivante").click()
    expect(page.locator("h2").first).to_contain_text("A2")
    assert _levels(application, case) == "A1:3:1"
    page.goto(f"{application.url}/e/val/projets/{case}/appreciations/")
    expect(page.locator(".grid-table")).to_contain_text("1 pièce")
    context.close()


def test_where_a_figure_comes_from_opens_in_place(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    page.keyboard.press("3")
    expect(page.locator("#saved")).to_contain_text("enregistré à")
    page.goto(f"{application.url}/e/val/projets/{case}/")
    page.get_by_text("D’où vient ce chiffre").first.click()
    expect(page.locator(".chain").first).to_contain_text("chercheur R-")
    assert page.url.endswith(f"/projets/{case}/")


def test_two_tabs_choose_between_what_each_wrote(
    application: Application, page: Page, case: str
) -> None:
    _open(page, application, case)
    other = page.context.new_page()
    _open(other, application, case)
    other.keyboard.press("1")
    expect(other.locator("#saved")).to_contain_text("enregistré à")
    page.keyboard.press("4")
    expect(page.locator("#saved")).to_contain_text("dans une autre fenêtre")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deux choix")
    page.get_by_role("button", name="Garder 4").click()
    expect(page.locator("h2").first).to_contain_text("A2")
    assert _levels(application, case) == "A1:4:0"

"""A line in twenty seconds: typed, read, corrected with a touch, kept; with keys alone, and looked at by axe."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.browser.app import Application

pytestmark = pytest.mark.browser

LOG = "/e/val/journal/"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
SENTENCE = "Réunion mairie des Ponts, 12 personnes dont 3 élus, le local est acquis. Ensuite : visite le 14."
_CASE = """
from datetime import date
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.core.models import Workspace
workspace = Workspace.objects.get(code="val")
workspace.today = date(2026, 11, 12)
workspace.save()
katia = User.objects.get(email="accompanist@exemple.invalid")
for name in ("La Ressourcerie des Trois Ponts", "Café citoyen"):
    records.create(katia, Case(workspace=workspace, kind="projet", name=name, followed_by=katia))
"""
_LAST = """
import json
from terreau.web.cases.models import LogEntry
line = LogEntry.objects.latest("id")
print(json.dumps([line.case.name, line.text, line.kind, line.attendance, line.sectors, line.milestone, line.next_step, str(line.next_on), line.to_confirm]))
"""


@pytest.fixture(scope="module")
def prepared_case(application: Application) -> Application:
    application.run(_CASE)
    return application


def opened(application: Application, browser: Browser, **settings: Any) -> Page:
    context = browser.new_context(
        **{"viewport": {"width": 360, "height": 740}, "service_workers": "block", **settings}
    )
    application.sign_in(context, "accompanist")
    page = context.new_page()
    page.goto(application.url + LOG)
    return page


def last(application: Application) -> list[Any]:
    found: list[Any] = json.loads(application.run(_LAST))
    return found


def test_a_line_is_corrected_with_a_touch_and_kept(
    prepared_case: Application, browser: Browser
) -> None:
    page = opened(prepared_case, browser)
    page.fill("#texte", SENTENCE)
    page.locator("[data-chip=rest] > summary").click()
    page.select_option("#id_rest", "civil_society")
    expect(page.locator("[data-chip=civil_society] > summary")).to_contain_text("société civile 9")
    page.locator("[data-chip=case] > summary").click()
    page.check("[data-chip=case] [name=keep]")
    expect(page.locator("[data-chip=case]")).to_have_class("line-chip line-confirmed")
    page.fill("#id_hours", "2 h")
    page.click(".line-button")
    expect(page.locator(".said")).to_contain_text("Gardé dans La Ressourcerie des Trois Ponts.")
    expect(page.locator("#texte")).to_have_value("")
    assert last(prepared_case) == [
        "La Ressourcerie des Trois Ponts", SENTENCE, "meeting", 12, {"public": 3, "civil_society": 9}, "reached",
        "visite", "2026-11-14", False,
    ]  # fmt: skip
    page.context.close()


def test_keys_are_enough(prepared_case: Application, browser: Browser) -> None:
    page = opened(prepared_case, browser, viewport={"width": 1280, "height": 800})
    page.locator("body").press("j")
    page.keyboard.type("Café citoyen : 5 présents")
    expect(page.locator("[data-chip=attendance]")).to_contain_text("5 personnes")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-chip]').dataset.chip") == "case"
    while page.evaluate("document.activeElement.textContent.trim()") != "Garder":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("Gardé dans Café citoyen.")
    page.context.close()


def test_a_question_left_open_is_said_and_answered_later(
    prepared_case: Application, browser: Browser
) -> None:
    page = opened(prepared_case, browser)
    page.fill("#texte", "Café citoyen : 8 personnes dont 2 élus")
    expect(page.locator("[data-chip=rest]")).to_be_visible()
    page.click(".line-button")
    expect(page.locator(".said")).to_contain_text("Reste à préciser")
    assert last(prepared_case)[-1] is True
    page.get_by_role("button", name="Laisser ainsi").first.click()
    expect(page.locator(".said")).to_contain_text("Laissée ainsi.")
    assert last(prepared_case)[-1] is False
    page.context.close()


def test_what_was_being_typed_survives_a_closed_page(
    prepared_case: Application, browser: Browser
) -> None:
    page = opened(prepared_case, browser)
    page.fill("#texte", "Une ligne commencée")
    page.reload()
    expect(page.locator("#texte")).to_have_value("Une ligne commencée")
    page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_a_line_being_corrected(
    prepared_case: Application, browser: Browser, width: int, theme: Any
) -> None:
    page = opened(
        prepared_case, browser, viewport={"width": width, "height": 800}, color_scheme=theme
    )
    page.fill("#texte", f"Café citoyen : {SENTENCE}")
    page.locator("[data-chip=rest] > summary").click()
    result = Axe().run(page, options={"runOnly": TAGS, "preload": False})
    assert result.violations_count == 0, result.generate_report()
    page.locator("[data-chip=more] > summary").click()
    result = Axe().run(page, options={"runOnly": TAGS, "preload": False})
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()

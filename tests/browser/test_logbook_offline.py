"""The logbook in a car park: typed without a network, kept, sent once, seen by its author alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect
from tests.browser.app import Application

pytestmark = pytest.mark.browser

LOG = "/e/val/journal/"
_CASES = """
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case
from terreau.web.core import records
from terreau.web.core.models import Workspace
workspace = Workspace.objects.get(code="val")
katia = User.objects.get(email="accompanist@exemple.invalid")
for name in ("Café citoyen", "La Ressourcerie des Trois Ponts"):
    if not Case.objects.filter(name=name).exists():
        records.create(katia, Case(workspace=workspace, kind="projet", name=name, followed_by=katia))
"""
_LINES = """
import json
from terreau.web.cases.models import LogEntry
rows = LogEntry.objects.order_by("id")
print(json.dumps([[r.text, r.case.name, r.to_confirm, r.created_by.email.split("@")[0]] for r in rows]))
"""
_FORGET = """
from django.db import connection
from terreau.web.cases.models import LogEntry, OwnHours
OwnHours.objects.all().delete()
LogEntry.objects.all().delete()
"""
_END_SESSIONS = """
from importlib import import_module
from django.conf import settings
import_module(settings.SESSION_ENGINE).SessionStore({key!r}).delete()
"""

Open = Callable[..., Page]


@pytest.fixture
def journal(application: Application, browser: Browser) -> Iterator[Open]:
    """Open the logbook as a person; nothing is asked of another machine, no script fails."""
    application.run(_CASES)
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    failed: list[str] = []

    def open_page(who: str = "accompanist", context: BrowserContext | None = None) -> Page:
        if context is None:
            context = browser.new_context(viewport={"width": 360, "height": 740})
            application.sign_in(context, who)
            contexts.append(context)
            context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(application.url + LOG)
        return page

    yield open_page
    for context in contexts:
        context.close()
    application.run(_FORGET)
    assert not [url for url in asked if not url.startswith((application.url, "data:"))]
    assert not failed


_HELD = """async () => {
  for (const name of await caches.keys()) {
    const held = (await (await caches.open(name)).keys()).map((request) => request.url);
    if (held.filter((url) => url.includes(".css")).length >= 3 && held.some((url) => url.endsWith("/journal/"))) return true;
  }
  return false;
}"""


def until(page: Page, script: str) -> None:
    """Wait until `script`, which may be asynchronous, answers true."""
    deadline = time.monotonic() + 15
    while not page.evaluate(script):
        assert time.monotonic() < deadline, script
        page.wait_for_timeout(100)


def at_hand(page: Page) -> None:
    """Wait until the browser holds the page."""
    until(page, _HELD)


def cut(application: Application, page: Page) -> None:
    """Take the network away, and the server with it: nothing can pass."""
    page.context.set_offline(True)
    application.stop()


def restore(application: Application, page: Page) -> None:
    """Give the network back."""
    application.start()
    page.context.set_offline(False)


def lines(application: Application) -> list[list[object]]:
    found: list[list[object]] = json.loads(application.run(_LINES))
    return found


def keep(page: Page, text: str) -> None:
    page.fill("#texte", text)
    page.click(".line-button")


def test_lines_typed_without_a_network_are_kept_shown_and_sent_once(
    application: Application, journal: Open
) -> None:
    page = journal()
    at_hand(page)
    cut(application, page)
    page.goto(application.url + LOG)  # from the browser's own store
    expect(page.locator("h1")).to_have_text("Journal de bord")
    keep(page, "Café citoyen : 5 présents, on décale à janvier.")
    keep(page, "Ressourcerie : la chaudière est en panne.")
    expect(page.locator("#etat")).to_have_text("hors connexion, 2 lignes gardées")
    expect(page.locator("#gardees .line")).to_have_count(2)
    page.reload()
    expect(page.locator("#gardees .line")).to_have_count(2)
    assert lines(application) == []

    restore(application, page)
    expect(page.locator("#gardees .line")).to_have_count(0)
    expect(page.locator("#lignes .line-ask")).to_have_count(2)
    other = journal(context=page.context)  # a second page sends nothing again
    expect(other.locator("#gardees .line")).to_have_count(0)
    assert lines(application) == [
        ["Café citoyen : 5 présents, on décale à janvier.", "Café citoyen", True, "accompanist"],
        ["Ressourcerie : la chaudière est en panne.", "La Ressourcerie des Trois Ponts", True, "accompanist"],
    ]  # fmt: skip


def test_a_server_that_falls_while_one_sends_loses_nothing_and_doubles_nothing(
    application: Application, journal: Open
) -> None:
    page = journal()
    page.fill("#texte", "Café citoyen : une ligne au mauvais moment.")
    expect(page.locator("[data-chip=case]")).to_contain_text("Café citoyen")
    application.stop()
    page.click(".line-button")
    expect(page.locator("#gardees .line")).to_have_count(1)
    application.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#gardees .line")).to_have_count(0)
    assert [line[0] for line in lines(application)] == [
        "Café citoyen : une ligne au mauvais moment."
    ]


def test_a_line_whose_answer_was_lost_is_not_written_twice(
    application: Application, journal: Open
) -> None:
    page = journal()
    page.fill("#texte", "Café citoyen : reçue, mais la réponse s’est perdue.")
    expect(page.locator("[data-chip=case]")).to_contain_text("Café citoyen")

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(f"**{LOG}", lost, times=1)
    page.click(".line-button")
    expect(page.locator("#gardees .line")).to_have_count(1)
    page.unroute(f"**{LOG}")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#gardees .line")).to_have_count(0)
    assert len(lines(application)) == 1


def test_a_line_of_which_the_case_is_not_known_stays_with_its_words(
    application: Application, journal: Open
) -> None:
    page = journal()
    at_hand(page)
    cut(application, page)
    keep(page, "Il faisait beau, on a bien avancé.")
    restore(application, page)
    kept = page.locator("#gardees .line")
    expect(kept).to_contain_text("Dites de quel projet il s’agit.")
    expect(kept).to_contain_text("Il faisait beau, on a bien avancé.")
    assert lines(application) == []
    kept.locator("select").select_option(label="Café citoyen")
    kept.get_by_role("button", name="Envoyer").click()
    expect(kept).to_have_count(0)
    assert [line[:2] for line in lines(application)] == [
        ["Il faisait beau, on a bien avancé.", "Café citoyen"]
    ]


def test_a_session_that_ended_keeps_the_lines_and_says_to_come_back(
    application: Application, browser: Browser, journal: Open
) -> None:
    page = journal("second")
    at_hand(page)
    cut(application, page)
    keep(page, "Café citoyen : écrite avant de revenir.")
    application.run(_END_SESSIONS.format(key=application.sessions["second"]))
    restore(application, page)
    expect(page.locator("#etat")).to_contain_text(
        "votre session a pris fin, rien n’est perdu, 1 ligne gardée"
    )
    expect(page.locator("#reconnexion a")).to_be_visible()
    assert lines(application) == []
    # another person at the same browser neither sees nor sends it
    application.sign_in(page.context, "accompanist")
    page.goto(application.url + LOG)
    expect(page.locator("#gardees .line")).to_have_count(0)
    assert lines(application) == []


def test_leaving_takes_the_kept_page_away_and_the_lines_stay(
    application: Application, journal: Open
) -> None:
    page = journal("rd")
    at_hand(page)
    page.route("**/envoi/", lambda route: route.abort())  # the server does not take it yet
    page.context.set_offline(True)
    keep(page, "Café citoyen : gardée, pas encore envoyée.")
    page.context.set_offline(False)
    expect(page.locator("#etat")).to_contain_text("1 ligne gardée")
    page.locator(".frame-person summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/compte/login/**")
    until(page, "async () => (await caches.keys()).length === 0")
    held = "Object.keys(localStorage).filter((key) => key.startsWith('terreau/journal/')).length"
    assert page.evaluate(held) == 1
    assert lines(application) == []
    page.context.set_offline(True)
    with pytest.raises(Error):  # nothing of the person who left is shown
        page.goto(application.url + LOG)
    page.context.set_offline(False)

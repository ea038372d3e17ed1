"""Every page of the application in a real browser: axe, 320 px, the outline, nothing from outside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.browser.app import Application

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
# one page for each address that is read, with the data its door makes, as someone who may read it
_ADDRESSES = """
import json
from django.urls import reverse
from tests.web.access import doors
from tests.web.people import House
from terreau.web.accounts.models import Membership, User
from terreau.web.core.models import Job, Workspace
first = Workspace.objects.get(code="val")
people = {m.role: m.user for m in first.memberships.select_related("user").order_by("-pk")}
second, stranger = (User.objects.get(email=f"{one}@exemple.invalid") for one in ("second", "loin"))
ORDER = ("rd", "method", "accompanist", "coder", "admin", "partner", "guest")
found = []
for number, (name, door) in enumerate(sorted(doors().items())):
    if not door.read and not door.public:
        continue
    # a workspace for each: what one door makes does not stand in the way of another
    place = Workspace.objects.create(code=f"p{number}", name="Coopérative du Val d’Ombre", model="cooperative")
    for role, user in people.items():
        Membership.objects.create(workspace=place, user=user, role=role)
    Membership.objects.create(workspace=place, user=second, role="accompanist")
    house = House(place, people, second, Workspace.objects.get(code="ailleurs"), stranger)
    parts = door.parts(house)
    if ":" in name:
        parts = {"workspace": place.code, **parts}
    # the server knows its own kinds of work, not those that a test registers
    Job.objects.filter(workspace=place).update(kind="workbook-export")
    role = next((r for r in ORDER if r in door.read), "anonymous")
    found.append([name, role, reverse(name, kwargs=parts) + door.query])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def pages(application: Application) -> list[tuple[str, str, str]]:
    """Name, reader and address of every page; the doors' builders make its data."""
    return [tuple(line) for line in json.loads(application.run(_ADDRESSES))]


def _faults(page: Page, width: int) -> list[str]:
    """Return what a page does against the rules that every page keeps."""
    said = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        said.append(f"wider than {width} px")
    if page.locator("h1").count() != 1:
        said.append(f"{page.locator('h1').count()} h1")
    if not page.title().strip() or page.locator("html").get_attribute("lang") != "fr":
        said.append("no title or language")
    small = page.evaluate("""() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .filter(e => { const b = e.getBoundingClientRect(); const s = getComputedStyle(e);
            return b.width && b.height && b.height < 23.5 && s.display !== 'inline' && !e.closest('.visually-hidden, .skip')
                && !(e.matches('input') && e.closest('label')); })
        .map(e => e.outerHTML.slice(0, 90))""")
    said += [f"small target {one}" for one in small[:3]]
    return said


def _axe(page: Page) -> list[str]:
    result = Axe().run(page, options={"runOnly": TAGS, "preload": False})
    return [f"axe {v['id']}: {v['nodes'][0]['html'][:140]}" for v in result.response["violations"]]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (320, "dark")])
def test_every_page_keeps_the_rules(
    browser: Browser,
    application: Application,
    pages: list[tuple[str, str, str]],
    width: int,
    theme: Any,
) -> None:
    wrong: dict[str, list[str]] = {}
    contexts: dict[str, Any] = {}
    for name, who, address in pages:
        if who not in contexts:
            contexts[who] = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=theme, locale="fr-FR"
            )
            if who != "anonymous":
                application.sign_in(contexts[who], who)
        page = contexts[who].new_page()
        asked: list[str] = []
        noise: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, noise=noise: noise.append(message.text))
        page.on("pageerror", lambda error, noise=noise: noise.append(str(error)))
        answer = None
        downloads = False
        try:
            answer = page.goto(application.url + address)
        except Exception as error:
            downloads = "Download is starting" in str(error)
            if not downloads:
                wrong[name] = [str(error)[:200]]
        if answer is not None and "text/html" in (answer.headers.get("content-type") or ""):
            whole = answer.text().lstrip().lower().startswith("<!doctype")  # not a part of a page
            said = _faults(page, width) + _axe(page) if whole else []
            said += [
                f"asks {url}" for url in asked if not url.startswith((application.url, "data:"))
            ]
            said += [f"console: {words}" for words in noise if whole]
            if answer.status != 200:
                said.append(f"status {answer.status}")
            if said:
                wrong[f"{name} {address}"] = said
        page.close()
    for context in contexts.values():
        context.close()
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)

"""Words of a document chosen by mouse, by keyboard, by finger and without script, kept to the character."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.app import Application

pytestmark = pytest.mark.browser

_MAKE = """
from tests.web.interviews.builders import write, make_case
from tests.web.people import House
from terreau.web.accounts.models import User
from terreau.web.core.models import Workspace
place = Workspace.objects.get(code="val")
people = {m.role: m.user for m in place.memberships.select_related("user").order_by("-pk")}
house = House(place, people, people["accompanist"], place, people["rd"])
text = "— Bonjour 👩‍🌾 à toutes.\\n\\n— On s’est dit : on ne lâche pas 🎉 <b>jamais</b>.\\n— מה שלום\\n— Voilà."
print(write(house, text=text, title="Notes").reference)
"""
_KEPT = """
import json
from terreau.web.interviews.models import Document, Passage
rows = Passage.objects.filter(document__reference={reference!r}).order_by("pk")
print(json.dumps([[row.text, row.document.text[row.start:row.start + row.length], row.phase] for row in rows]))
"""
# selects, as a person would, from some words to others of the text
_SELECT = """([from, to]) => {
    const walk = document.createTreeWalker(document.querySelector("[data-transcript]"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node; (node = walk.nextNode());) {
        if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
        if (node.data.includes(to)) range.setEnd(node, node.data.indexOf(to) + to.length);
    }
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
}"""


@pytest.fixture
def reference(application: Application) -> str:
    return application.run(_MAKE).strip()


@pytest.fixture
def context(application: Application, browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    application.sign_in(made, "accompanist")
    yield made
    made.close()


def read(application: Application, context: BrowserContext, reference: str) -> Page:
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(message.text))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{application.url}/e/val/documents/{reference}/")
    return page


def kept(application: Application, reference: str) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(application.run(_KEPT.format(reference=reference)))
    assert all(text == held for text, held, _phase in rows)
    return rows


def test_words_dragged_over_are_kept_with_their_phase(
    application: Application, context: BrowserContext, reference: str
) -> None:
    page = read(application, context, reference)
    button = page.get_by_role("button", name="Citer")
    expect(button).to_be_disabled()
    line = page.locator('[data-line="2"]').bounding_box()
    assert line is not None
    middle = line["y"] + line["height"] / 2
    page.mouse.move(line["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] - 1, middle, steps=5)
    page.mouse.up()
    expect(button).to_be_enabled()
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Garder cet extrait")
    expect(dialog).to_contain_text("on ne lâche pas 🎉 <b>jamais</b>.")
    dialog.get_by_label("Phase").select_option("P2")
    dialog.get_by_role("button", name="Garder").click()
    expect(page.locator("mark")).to_have_text("— On s’est dit : on ne lâche pas 🎉 <b>jamais</b>.")
    expect(page.get_by_role("status").first).to_contain_text("gardé")
    assert kept(application, reference)[0][2] == "P2"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("👩", "toutes", "👩‍🌾 à toutes"),
        ("🎉", "<b>jam", "🎉 <b>jam"),
        ("toutes.", "On s’est", "toutes.\n\n— On s’est"),
        ("שלום", "Voil", "שלום\n— Voil"),
    ],
)
def test_emoji_lines_and_directions_do_not_shift_a_selection(
    application: Application, context: BrowserContext, reference: str,
    first: str, last: str, words: str,
) -> None:  # fmt: skip
    page = read(application, context, reference)
    # twice: the second time over words that are marked already
    for said in ("gardé", "déjà gardé"):
        page.evaluate(_SELECT, [first, last])
        expect(page.get_by_role("button", name="Citer")).to_be_enabled()
        page.keyboard.press("c")
        page.get_by_role("dialog").get_by_role("button", name="Garder").click()
        expect(page.get_by_role("status").first).to_contain_text(said)
    assert [row[0] for row in kept(application, reference)] == [words]


def test_everything_is_done_by_keyboard(
    application: Application, context: BrowserContext, reference: str
) -> None:
    page = read(application, context, reference)
    page.get_by_role("region", name="Texte").focus()
    page.keyboard.press("ArrowDown")  # the first word of the first line shown
    page.keyboard.press("ArrowDown")  # that of the second
    page.keyboard.press("ArrowRight")
    for _word in range(2):
        page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("document.getSelection().toString()")
    assert len(chosen.split()) >= 2
    expect(page.get_by_role("button", name="Citer")).to_be_enabled()
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").get_by_label("Phase")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("region", name="Texte")).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_count(1)
    [row] = kept(application, reference)
    assert row[0] == chosen.strip()
    assert row[0] in "— On s’est dit : on ne lâche pas 🎉 <b>jamais</b>."


def test_by_keyboard_a_line_is_taken_whole_then_the_next(
    application: Application, context: BrowserContext, reference: str
) -> None:
    page = read(application, context, reference)
    page.get_by_role("region", name="Texte").focus()
    for key in (
        "ArrowDown",
        "Shift+ArrowDown",
        "Shift+ArrowDown",
        "Shift+ArrowDown",
        "Shift+ArrowUp",
    ):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Citer")).to_be_enabled()
    page.keyboard.press("c")
    page.get_by_role("dialog").get_by_role("button", name="Garder").click()
    expect(page.locator("mark").first).to_be_visible()
    [row] = kept(application, reference)
    assert row[0] == (
        "— Bonjour 👩‍🌾 à toutes.\n\n— On s’est dit : on ne lâche pas 🎉 <b>jamais</b>."
    )


def test_a_finger_can_press_cite_without_losing_the_selection(
    application: Application, browser: Browser, reference: str
) -> None:
    phone = browser.new_context(
        viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, locale="fr-FR"
    )
    application.sign_in(phone, "accompanist")
    page = read(application, phone, reference)
    page.evaluate(_SELECT, ["on ne", "pas"])
    page.get_by_role("button", name="Citer").tap()
    page.get_by_role("dialog").get_by_role("button", name="Garder").tap()
    expect(page.locator("mark")).to_have_text("on ne lâche pas")
    assert [row[0] for row in kept(application, reference)] == ["on ne lâche pas"]
    phone.close()


def test_without_script_lines_are_checked_or_words_are_written(
    application: Application, browser: Browser, reference: str
) -> None:
    plain = browser.new_context(java_script_enabled=False, locale="fr-FR")
    application.sign_in(plain, "accompanist")
    page = plain.new_page()
    page.goto(f"{application.url}/e/val/documents/{reference}/")
    expect(page.get_by_role("button", name="Citer")).to_be_hidden()
    page.get_by_text("Citer par des lignes ou des mots").click()
    page.get_by_label("Premiers mots").fill("on ne lâche")
    page.get_by_label("Derniers mots").fill("jamais")
    page.get_by_role("button", name="Garder cet extrait").click()
    page.get_by_text("Citer par des lignes ou des mots").click()
    page.get_by_role("link", name="Cocher les lignes").click()
    page.get_by_label("Ligne 3").check()
    page.get_by_label("Ligne 4").check()
    page.get_by_role("button", name="Garder les lignes cochées").click()
    assert [row[0] for row in kept(application, reference)] == [
        "on ne lâche pas 🎉 <b>jamais",
        "— מה שלום\n— Voilà.",
    ]
    plain.close()

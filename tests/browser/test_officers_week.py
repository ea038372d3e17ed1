"""The officer's week in a browser: a project from idea to outcome, appraised by two, discussed, exported."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.app import Application

pytestmark = pytest.mark.browser

WORDS = (
    "— Et quand la mairie a dit non ?\n"
    "— On s’est dit : on ne lâche pas. Le local, ils l’ont voté à l’unanimité au printemps.\n"
    "— Et si le premier adjoint s’en va ?\n"
    "— Je ne sais pas qui décroche le téléphone.\n"
)
CITED = "Le local, ils l’ont voté à l’unanimité au printemps."
CASE = "/e/val/projets/P-0001/"


@pytest.fixture(scope="module")
def sit(browser: Browser, application: Application) -> Iterator[Callable[[str], Page]]:
    """Sit someone at a screen; what the page complains of is a fault."""
    screens: dict[str, Page] = {}
    noise: list[str] = []

    def at(who: str) -> Page:
        if who not in screens:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
            application.sign_in(context, who)
            screens[who] = context.new_page()
            screens[who].on("console", lambda message: noise.append(message.text))
            screens[who].on("pageerror", lambda error: noise.append(str(error)))
        return screens[who]

    yield at
    for page in screens.values():
        page.context.close()
    assert noise == []


def _row(page: Page, application: Application, row: str, button: str, **said: str) -> None:
    page.goto(f"{application.url}{CASE}{row}/ajouter/")
    for label, words in said.items():
        field = page.get_by_label(label.replace("_", " "), exact=False).first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=words)
        else:
            field.fill(words)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(f"**{CASE}**")
    assert "/ajouter/" not in page.url


def test_an_idea_becomes_a_record_with_its_life(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("rd")
    page.goto(f"{application.url}/e/val/projets/")
    page.get_by_role("link", name="Ajouter un projet").first.click()
    page.get_by_label("Nom", exact=True).fill("La Ressourcerie des Trois Ponts")
    page.get_by_label("Résumé").fill("Un atelier de réemploi tenu par des habitants.")
    page.get_by_role("button", name="Ajouter un projet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La Ressourcerie des Trois Ponts")
    page.goto(f"{application.url}{CASE}phases/ajouter/")
    for code, start, end in (("P1", "mars 2023", "janvier 2024"), ("P3", "février 2024", "")):
        page.goto(f"{application.url}{CASE}phases/ajouter/")
        page.locator("select[name=phase]").select_option(code)
        page.locator("input[name=start]").fill(start)
        page.locator("input[name=end]").fill(end)
        page.locator("main form button.button-main").click()
        page.wait_for_url(lambda url: "/ajouter/" not in url)
    page.goto(f"{application.url}{CASE}devenirs/ajouter/")
    page.locator("select[name=outcome]").select_option("jobs")
    page.locator("input[name=date]").fill("2026-06-01")
    page.locator("input[name=value]").fill("4")
    page.locator("input[name=unit]").fill("ETP")
    page.locator("main form button.button-main").click()
    page.wait_for_url(lambda url: "/ajouter/" not in url)
    page.goto(f"{application.url}{CASE}")
    main = page.locator("main")
    expect(main).to_contain_text("P3")
    expect(main).to_contain_text("4 ETP")


def test_a_person_is_heard_and_a_passage_is_kept_by_selecting_it(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("rd")
    page.goto(f"{application.url}{CASE}documents/nouveau/")
    page.get_by_label("Titre", exact=True).fill("Entretien avec le groupe du samedi")
    page.locator("select[name=kind]").select_option("notes")
    page.locator("textarea[name=text]").fill(WORDS)
    page.locator("main form button.button-main").click()
    page.wait_for_url("**/documents/D-0001/**")
    page.evaluate(
        """words => {
            const walk = document.createTreeWalker(document.querySelector('[data-transcript]'), NodeFilter.SHOW_TEXT);
            for (let node; (node = walk.nextNode());) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const chosen = getSelection();
                chosen.removeAllRanges();
                chosen.addRange(range);
                document.dispatchEvent(new Event('selectionchange'));
                return;
            }
        }""",
        CITED,
    )
    page.keyboard.press("c")
    page.get_by_role("button", name="Garder", exact=True).click()
    page.wait_for_load_state()
    expect(page.locator("mark, .passage").first).to_contain_text("Le local")
    kept = application.run(
        "from terreau.web.interviews.models import Passage\np = Passage.objects.get()\n"
        "print(p.text == p.document.text[p.start:p.start + p.length], p.text)"
    )
    assert kept.strip() == f"True {CITED}"


def _appraise(page: Page, application: Application, key: str) -> None:
    page.goto(f"{application.url}{CASE}apprecier/P3/1/B4/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("B4")
    page.keyboard.press(key)
    expect(page.locator("#saved")).to_contain_text("enregistré", ignore_case=True)


def test_each_appraises_alone_by_one_key(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("rd")
    _appraise(page, application, "3")
    page.get_by_label("Le local, ils l’ont voté", exact=False).first.check()
    page.get_by_role("button", name="Suivante").click()
    page.wait_for_load_state()
    other = sit("accompanist")
    other.goto(f"{application.url}{CASE}apprecier/P3/1/B4/")
    expect(other.locator("main")).to_contain_text("regard est rendu")
    others = application.run(
        "from django.test import Client\nfrom terreau.web.accounts.models import User\n"
        "b = Client()\nb.force_login(User.objects.get(email='accompanist@exemple.invalid'), "
        "backend='allauth.account.auth_backends.AuthenticationBackend')\n"
        "page = b.get('/e/val/projets/P-0001/appreciations/?', headers={'host': '127.0.0.1'}).content.decode()\n"
        "print('badge-other badge-3' in page.split('class=\"key')[0])"
    )
    assert others.strip() == "False"
    _appraise(other, application, "1")
    expect(other.locator("#others").get_by_role("link")).to_be_visible()  # now they may talk


def test_they_discuss_what_differs_and_agree(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("accompanist")
    page.goto(f"{application.url}{CASE}discussion/")
    page.get_by_role("link", name="B4").first.click()
    speak = page.locator("#parler")
    speak.locator("input[type=radio][value='2']").check(force=True)
    speak.locator("textarea").fill("Le vote de printemps compte plus que je ne pensais.")
    speak.get_by_role("button", name="Garder cette phrase").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Le vote de printemps compte")
    page = sit("rd")
    page.goto(f"{application.url}{CASE}discussion/P3/1/B4/")
    expect(page.locator("main")).to_contain_text("Avant")
    agree = page.locator("section[aria-labelledby=accord]")
    agree.locator("select, input[type=radio][value='3']").first.select_option("3")
    agree.locator("textarea").fill("Nous retenons trois.")
    agree.get_by_role("button", name="Enregistrer le consensus").click()
    page.wait_for_load_state()
    said = application.run(
        "from terreau.web.ratings.models import Rating\n"
        "print(sorted((r.layer, r.level) for r in Rating.objects.all()))"
    )
    assert said.strip() == "[('consensus', '3'), ('individual', '2'), ('individual', '3')]"


def test_the_figure_opens_down_to_the_sentence(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("rd")
    page.goto(f"{application.url}{CASE}")
    expect(page.locator("main")).to_contain_text("2 regards")
    page.get_by_text("D’où vient ce chiffre").first.click()
    expect(page.locator("main")).to_contain_text(CITED)


def test_the_stranger_and_the_guest_learn_nothing_of_it(
    sit: Callable[[str], Page], application: Application
) -> None:
    page = sit("guest")
    page.goto(f"{application.url}{CASE}")
    words = page.content()
    assert "Ressourcerie" in words
    assert "regards" not in words
    assert "unanimité" not in words
    for address in ("", "appreciations/", "journal/"):
        asked = sit("guest").context.request.get(f"{application.url}{CASE}{address}")
        assert asked.status == (200 if not address else 403)


def test_the_stranger_finds_no_door(browser: Browser, application: Application) -> None:
    context = browser.new_context()
    application.sign_in(context, "stranger")
    for address in ("/e/val/", CASE, "/e/val/journal/", "/e/val/documents/D-0001/", "/e/val/recherche/?q=local",
                    "/e/val/membres/", "/e/val/exporter/"):  # fmt: skip
        assert context.request.get(application.url + address).status == 404
    context.close()

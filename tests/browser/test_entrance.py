"""The doorstep in a real browser: the pages of login, lost password, second factor, one's own account."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.app import Application
from tests.browser.test_every_page import _axe, _faults

pytestmark = pytest.mark.browser

OUTSIDE = (
    "/compte/login/?next=/e/val/reglages/%3Freprise%3D1",
    "/compte/inscription/",
    "/compte/mot-de-passe/oublie/",
    "/compte/mot-de-passe/oublie/envoye/",
    "/compte/mot-de-passe/nouveau/1-abc/",
    "/compte/mot-de-passe/change/",
    "/compte/ferme/",
)
INSIDE = (
    "/?choix=1",
    "/compte/moi/",
    "/compte/deconnexion/",
    "/compte/mot-de-passe/",
    "/compte/second-facteur/activer/",  # leads to the page that asks for the password
)
_INVITE = """
from terreau.web.accounts.models import User
from terreau.web.accounts.services.invitations import invite
from terreau.web.core.models import Workspace
made = invite(
    User.objects.get(email="admin@exemple.invalid"), workspace=Workspace.objects.get(code="val"),
    name="Lou Nouvelle", email="lou@exemple.invalid", role="accompanist",
)
print(made.token)
"""


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (320, "dark")])
def test_the_doorstep_keeps_the_rules_of_every_page(
    browser: Browser, application: Application, width: int, theme: Any
) -> None:
    wrong: dict[str, list[str]] = {}
    for who, addresses in (("", OUTSIDE), ("admin", INSIDE)):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, locale="fr-FR"
        )
        if who:
            application.sign_in(context, who)
        page = context.new_page()
        noise: list[str] = []
        page.on("console", lambda message, noise=noise: noise.append(message.text))
        for address in addresses:
            page.goto(application.url + address)
            if said := [*_faults(page, width), *_axe(page), *noise]:
                wrong[address] = said
            noise.clear()
        context.close()
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


def _login(page: Page, application: Application, email: str, password: str) -> None:
    page.goto(f"{application.url}/compte/login/")
    page.wait_for_selector("#id_login:focus")  # one types at once
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def test_one_enters_by_keyboard_and_the_error_takes_the_focus(
    browser: Browser, application: Application
) -> None:
    page = browser.new_context().new_page()
    _login(page, application, "rd@exemple.invalid", "pas le bon")
    page.wait_for_selector(".note-error:focus")
    _login(page, application, "rd@exemple.invalid", "mot de passe")
    page.wait_for_url("**/e/val/")
    page.context.close()


def test_an_invited_person_enters_and_turns_the_second_factor_on(
    browser: Browser, application: Application
) -> None:
    token = application.run(_INVITE).strip()
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{application.url}/invitation/{token}/")
    assert not _axe(page)
    page.get_by_label("Mot de passe").fill("une phrase bien à moi")
    page.get_by_label("Le même, encore une fois").fill("une phrase bien à moi")
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/e/val/")
    assert page.get_by_text("Bienvenue dans").is_visible()

    page.goto(f"{application.url}/compte/second-facteur/activer/")
    page.get_by_label("Mot de passe").fill("une phrase bien à moi")
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_role("heading", name="Activer le second facteur").wait_for()
    assert not [*_axe(page), *_faults(page, 320)]
    page.get_by_text("écrire la clé").click()
    secret = page.locator(".secret").inner_text()
    code = application.run(
        "import time; from allauth.mfa.totp.internal.auth import *\n"
        f"print(format_hotp_value(hotp_value({secret!r}, int(time.time()) // 30)))"
    ).strip()
    page.get_by_label("Code à six chiffres").fill(code)
    page.get_by_role("button", name="Activer", exact=True).click()
    page.get_by_role("heading", name="Codes de secours").wait_for()
    assert page.locator(".codes li").count() == 10
    assert not [*_axe(page), *_faults(page, 320)]
    page.goto(f"{application.url}/compte/moi/")
    assert page.get_by_text("activé", exact=True).is_visible()
    assert not [*_axe(page), *_faults(page, 320)]
    context.close()

"""The server that the browser tests share does what it says."""

from __future__ import annotations

from playwright.sync_api import Browser
from tests.browser.app import Application


def test_a_person_is_at_home_and_a_stranger_is_not(
    application: Application, browser: Browser
) -> None:
    for who, status in (("accompanist", 200), ("stranger", 404)):
        context = browser.new_context()
        application.sign_in(context, who)
        answer = context.new_page().goto(f"{application.url}/e/val/")
        assert answer is not None
        assert answer.status == status
        context.close()


def test_what_is_written_beside_is_read_by_the_server(application: Application) -> None:
    code = "from terreau.web.core.models import Workspace\nprint(Workspace.objects.count())"
    assert application.run(code).strip() == "2"

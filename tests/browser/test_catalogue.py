"""The catalogue in a real browser: for everyone, by keyboard, on a telephone, without script, in print."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "index.html",
    "communes.html",
    "livret.html",
    "a-propos.html",
    "plan-du-site.html",
    "initiatives/p-0001*.html",
]


def _page(site: Path, pattern: str) -> Path:
    return next(iter(sorted(site.glob(pattern))))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(
    opened: Open, imagined: Path, real: Path, kind: str, theme: str, width: int
) -> None:
    site = imagined if width == 1280 else real
    page = opened(_page(site, kind), color_scheme=theme, width=width)
    result = Axe().run(page, options={"runOnly": TAGS, "preload": False})
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_screen(
    opened: Open, imagined: Path, real: Path, kind: str, width: int
) -> None:
    """320 px is also 1280 px seen at 400 %."""
    for site in (imagined, real):
        page = opened(_page(site, kind), width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _shown(page: Page) -> list[str]:
    return page.locator("#liste > li:visible h3").all_inner_texts()


def test_the_list_is_filtered_by_keyboard_alone(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("maraîch")
    assert _shown(page) == ["Paniers du plateau"]
    assert page.locator("#compte").inner_text() == "1 sur 9"
    page.keyboard.press("Tab")
    page.keyboard.type("lien")  # chooses « lien social » in the list of domains
    assert _shown(page) == []
    assert "Tout voir" in page.locator("#compte").inner_text()
    for _step in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    expect(page.locator("#liste > li[hidden]")).to_have_count(0)
    assert page.locator("#compte").inner_text() == "9\u00a0initiatives".replace("\u00a0", " ")


def test_search_ignores_accents_and_reads_the_stories(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html")
    page.fill("#q", "ECOLE")
    assert set(_shown(page)) == {"Café citoyen", "Cantine de Roche-Plate"} & set(_shown(page))
    assert "Café citoyen" in _shown(page)
    page.fill("#q", "dechèterie")
    assert _shown(page) == ["La Ressourcerie des Trois Ponts"]


def test_filters_add_up_and_live_in_the_address(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html")
    page.select_option("#domaine", label="alimentation")
    page.select_option("#phase", "P3")
    assert _shown(page) == ["Cantine de Roche-Plate"]
    address = page.evaluate("location.hash")
    assert address == "#domaine=alimentation&phase=P3"
    again = opened((imagined / "index.html").as_uri() + address)
    assert _shown(again) == ["Cantine de Roche-Plate"]
    assert again.locator("#phase").input_value() == "P3"


def test_the_map_answers_the_list_and_the_list_the_map(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html")
    page.locator(".picture.wide .pin-link[data-commune='00104']").click()
    assert _shown(page) == ["Café citoyen", "La Fabrique du Moulin"]
    assert page.locator("#lieu").input_value() == "00104"
    out = page.locator(".picture.wide .pin-link.is-out")
    assert out.count() == 7
    page.locator(".picture.wide .pin-link[data-commune='00104']").focus()
    page.keyboard.press("Enter")  # again: everything is back
    assert len(_shown(page)) == 9
    page.locator("#liste a").first.focus()
    assert (
        page.locator(".picture.wide .pin-link.is-current").get_attribute("data-commune") == "00105"
    )


def test_without_script_everything_is_there(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html", java_script_enabled=False)
    assert page.locator("#liste > li").count() == 9
    assert not page.locator("#filtres").is_visible()
    page.locator(".picture.wide .pin-link[data-commune='00104']").click()
    assert page.url.endswith("communes.html#commune-00104")
    page.locator("#commune-00104 a").first.click()
    assert page.locator("h1").inner_text() == "Café citoyen"


def test_any_host_under_any_path_will_do(opened: Open, served: str) -> None:
    page = opened(f"{served}index.html")
    assert len(_shown(page)) == 9
    assert (
        page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
        )
        >= 2
    )
    page.fill("#q", "taxi")
    assert _shown(page) == ["Taxi des hameaux"]


def test_from_the_disk_the_fonts_and_the_script_are_allowed(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html")
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert any("Fira Sans" in family for family in loaded)
    assert any("Literata" in family for family in loaded)
    assert page.locator("#filtres").is_visible()


def test_one_picture_at_a_time_and_the_one_that_has_room(opened: Open, imagined: Path) -> None:
    path = _page(imagined, "initiatives/p-0001*.html")
    assert opened(path).locator(".picture.narrow:visible").count() == 0
    assert opened(path, width=320).locator(".picture.wide:visible").count() == 0


def test_letters_of_figures_stay_above_eleven_pixels(
    opened: Open, imagined: Path, real: Path
) -> None:
    script = """() => [...document.querySelectorAll('.picture svg text')].filter(t => t.getClientRects().length)
        .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"""
    for site in (imagined, real):
        for kind in ("index.html", "initiatives/p-0001*.html"):
            page = opened(_page(site, kind))
            for width in (320, 480, 640, 700, 900, 1024, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                sizes = page.evaluate(script)
                assert not sizes or min(sizes) >= 11, (kind, width)


def test_targets_are_large_enough(opened: Open, real: Path) -> None:
    script = """() => [...document.querySelectorAll('.picture .pin-link')].filter(t => t.getClientRects().length)
        .map(t => { const r = t.querySelector('circle').getBoundingClientRect(); return Math.min(r.width, r.height); })"""
    for width in (320, 1280):
        sizes = opened(real / "index.html", width=width).evaluate(script)
        assert sizes
        assert min(sizes) >= 20  # and 24 px from one centre to the next, which axe measures


def test_the_booklet_prints_with_a_cover(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "livret.html")
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [found.extract_text() for found in pages]
    assert "Ce qui pousse au Val d’Ombre" in texts[0]
    assert "Bois de chez nous" not in texts[0]
    assert "Bois de chez nous" in texts[1]
    assert "La Fabrique du Moulin" in "".join(texts)


def test_a_printed_list_has_every_card_and_no_form(opened: Open, imagined: Path) -> None:
    page = opened(imagined / "index.html", color_scheme="dark")
    data = page.pdf(prefer_css_page_size=True)
    text = "".join(found.extract_text() for found in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "Taxi des hameaux" in text
    assert "Tout voir" not in text

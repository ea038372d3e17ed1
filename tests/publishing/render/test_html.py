"""The page of a document: everything is shown, nothing is run."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from terreau.publishing.document import Document
from terreau.publishing.render.html import POLICY, render_html, style_files


class Page(HTMLParser):
    """What a browser would find: tags with their attributes, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _tag, attrs in self.tags if attribute in attrs]


@pytest.fixture(scope="module")
def page(document: Document) -> Page:
    return Page(
        render_html(document, formats=[("un.pdf", "fiche en PDF")], trail=("index.html", "L’étude"))
    )


def test_the_same_document_gives_the_same_page(document: Document) -> None:
    assert render_html(document) == render_html(document)


def test_a_page_has_one_title_a_language_and_a_way_to_its_content(page: Page) -> None:
    tags = [tag for tag, _attrs in page.tags]
    assert tags.count("h1") == 1
    assert ("html", {"lang": "fr"}) in page.tags
    assert ("a", {"class": "skip", "href": "#contenu"}) in page.tags
    assert "contenu" in page.values("id")


def test_the_policy_allows_our_sheet_and_nothing_else(page: Page) -> None:
    assert POLICY in page.values("content")
    assert "script" not in POLICY
    assert "unsafe" not in POLICY


@pytest.mark.parametrize("fixture", ["document", "hostile"])
def test_no_script_and_no_style_attribute(fixture: str, request: pytest.FixtureRequest) -> None:
    page = Page(render_html(request.getfixturevalue(fixture)))
    assert not [tag for tag, _attrs in page.tags if tag in ("script", "b", "style", "iframe")]
    assert not [
        name
        for _tag, attrs in page.tags
        for name in attrs
        if name == "style" or name.startswith("on")
    ]


def test_hostile_texts_are_shown_as_they_are(
    hostile: Document, hostile_texts: tuple[str, ...]
) -> None:
    words = "".join(Page(render_html(hostile)).words)
    for text in hostile_texts[:-1]:
        assert text in words
    assert "\x00" not in words


def test_every_anchor_is_there_once(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert set(inside) <= set(ids)


def test_only_web_addresses_become_links(document: Document) -> None:
    wild = replace(
        document, blocks=(), subtitle="javascript:alert(1) https://a.invalid/x, ftp://b.invalid"
    )
    links = Page(render_html(wild)).values("href")
    assert "https://a.invalid/x" in links
    assert not [link for link in links if link.startswith(("javascript", "ftp"))]


def test_addresses_are_relative(page: Page) -> None:
    inside = [
        href for href in page.values("href") if not href.startswith("https://example.invalid")
    ]
    assert all(not href.startswith(("/", "http", "file")) for href in inside)


def test_a_figure_has_its_description_its_data_and_its_origin(page: Page) -> None:
    words = " ".join(page.words)
    assert "Les données de cette figure" in words
    assert "D’où vient ce chiffre" in words
    assert "#origine" in page.values("href")


def test_banners_are_on_the_page_the_dangerous_one_apart(page: Page) -> None:
    classes = page.values("class")
    assert classes.count("banner") == 1
    assert classes.count("banner banner-danger") == 1


def test_a_page_alone_needs_no_other_file(document: Document) -> None:
    source = render_html(document, alone=True)
    assert "<link" not in source
    assert 'url("data:font/woff2;base64,' in source
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style
    printed = b64encode(sha256(style[1].encode("utf-8")).digest()).decode()
    (policy,) = [value for value in Page(source).values("content") if "default-src" in value]
    assert f"style-src 'sha256-{printed}'" in policy


def test_every_table_has_a_name_of_its_own(page: Page) -> None:
    names = [
        attrs["aria-label"]
        for tag, attrs in page.tags
        if tag == "div" and attrs.get("class") == "scroll"
    ]
    assert len(names) == 3
    assert len(set(names)) == 3


def test_the_style_folder_holds_the_sheet_and_its_typefaces() -> None:
    files = style_files()
    wanted = set(re.findall(r'url\("([^"]+)"\)', files["terreau.css"].decode()))
    assert wanted == set(files) - {"terreau.css"}

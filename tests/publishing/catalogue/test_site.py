"""The site as a reader, a search engine and an attacker meet it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from terreau import framework
from terreau.formats.tables import Dataset
from terreau.gazetteer import Commune, Gazetteer
from terreau.publishing.catalogue import build_catalogue

Build = Callable[..., Path]


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def _page_of(site: Path, name: str) -> Path:
    return next((site / "initiatives").glob(f"{name}*.html"))


def test_every_kind_of_page_is_there(site: Path) -> None:
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {
        "index.html",
        "communes.html",
        "livret.html",
        "a-propos.html",
        "plan-du-site.html",
    } <= names
    assert {
        "donnees/initiatives.csv",
        "donnees/initiatives.geojson",
        "donnees/recherche.js",
    } <= names
    assert "initiatives/p-0001-la-ressourcerie.html" in names
    assert {"initiatives/p-0003-eclair.html", "initiatives/p-0003-eclair-2.html"} <= names
    assert sum(name.endswith(".woff2") for name in names) == 7


def test_every_link_leads_somewhere(site: Path, page: Any) -> None:
    for path in _pages(site):
        found = page(path)
        for tag, attributes in found.elements:
            for name in ("href", "src"):
                address = attributes.get(name, "")
                if (
                    tag == "use"
                    or not address
                    or address.startswith(("mailto:", "https://exemple.invalid/"))
                ):
                    continue
                parts = urlsplit(address)
                assert not parts.scheme and not parts.netloc, address  # noqa: PT018
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert target.is_file(), f"{path.name}: {address}"
                if parts.fragment and target.suffix == ".html":
                    ids = {attributes.get("id") for _tag, attributes in page(target).elements}
                    assert unquote(parts.fragment) in ids, address


def test_every_page_has_what_a_page_must_have(site: Path, page: Any) -> None:
    titles = set()
    for path in _pages(site):
        found = page(path)
        html = path.read_text(encoding="utf-8")
        assert html.startswith("<!doctype html>")
        assert found.all("html") == [{"lang": "fr"}]
        assert len(found.all("h1")) == 1
        assert len(found.all("main")) == 1
        assert any(a.get("class") == "skip" and a["href"] == "#contenu" for a in found.all("a"))
        assert 'class="banner"' in html
        titles.add(html.split("<title>")[1].split("</title>")[0])
        ids = [attributes["id"] for _tag, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
    assert len(titles) == len(_pages(site))


def test_the_policy_is_strict_and_kept(site: Path, page: Any) -> None:
    """No inline style, script or handler; nothing is asked of any other machine."""
    for path in _pages(site):
        found = page(path)
        policy = next(m["content"] for m in found.all("meta") if m.get("http-equiv"))
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert not found.all("style")
        assert all(attributes.get("src") for attributes in found.all("script"))
        for _tag, attributes in found.elements:
            assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_hostile_text_is_shown_not_run(site: Path, page: Any) -> None:
    path = _page_of(site, "p-0002")
    html = path.read_text(encoding="utf-8")
    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert "<script>alert" not in html
    found = page(path)
    assert not [a for a in found.all("a") if a.get("href", "").startswith("javascript")]
    assert "javascript:alert(1)" in found.text
    assert all("<img" not in page_path.read_text(encoding="utf-8") for page_path in _pages(site))


def test_only_facts_are_published(site: Path) -> None:
    """No level, no logbook, no risk, no name of a person, in no file of any kind."""
    for path in site.rglob("*"):
        if path.suffix in (".html", ".csv", ".geojson", ".js"):
            text = path.read_text(encoding="utf-8")
            for secret in (
                "SECR",
                "RISQUE",
                "difficulté",
                "N-1",
                "R-01",
                "J-1",
                "niveau",
                "médian",
                "Co-responsabilité",
            ):
                assert secret not in text, f"{secret} in {path.name}"


def test_kinds_are_listed_but_not_the_territory_itself(site: Path, page: Any) -> None:
    front = page(site / "index.html")
    refs = [attributes["data-ref"] for attributes in front.all("li") if "data-ref" in attributes]
    assert refs == ["p-0003", "P-0003", "P-0002", "P-0001"]
    assert "Le Val tout entier" not in front.text
    assert "4 initiatives" in front.text


def test_the_story_comes_first_and_the_figures_after(site: Path) -> None:
    html = _page_of(site, "p-0001").read_text(encoding="utf-8")
    places = [
        html.index(words)
        for words in ("Premier jour.", 'id="frise"', 'id="acteurs"', 'id="moyens"')
    ]
    assert places == sorted(places)
    assert "<p>Premier jour.</p><p>Second jour\u00a0: «\u00a0ici\u00a0».</p>" in html


def test_a_page_says_what_is_known_and_what_is_not(site: Path, page: Any) -> None:
    text = page(_page_of(site, "p-0001")).text
    assert "P3\u00a0Expérimentation, depuis 2020" in text
    assert "3 novembre 2026" in text
    assert "1 personne participe aussi, sans être nommée." in text
    empty = page(_page_of(site, "p-0003-eclair-2")).text
    assert empty.count("non trouvé") >= 5
    assert "Aucun récit" in empty
    other = page(_page_of(site, "p-0002")).text
    assert "P5\u00a0Développement" in other
    assert "Ce que chacun apporte et reçoit n’est pas documenté." in other


def test_contact_source_and_neighbours_are_linked(site: Path, page: Any) -> None:
    found = page(_page_of(site, "p-0001"))
    addresses = {attributes.get("href", "") for attributes in found.all("a")}
    assert "mailto:bonjour@exemple.invalid" in addresses
    assert "https://exemple.invalid/article" in addresses
    assert any(address.startswith("p-0002") for address in addresses)
    assert "Dans la même commune" in found.text


def test_corrections_go_to_the_structure(build: Build, site: Path, page: Any) -> None:
    text = page(_page_of(site, "p-0001")).text
    assert "Dites-le à ceux qui vous ont donné ce catalogue, en citant la référence P-0001." in text
    written = build(correction="catalogue@exemple.invalid", licence="Licence Ouverte 2.0.")
    html = _page_of(written, "p-0001").read_text(encoding="utf-8")
    assert (
        "mailto:catalogue@exemple.invalid?subject=Correction%20%3A%20La%20Ressourcerie%20%28P-0001%29"
        in html
    )
    assert "Licence Ouverte 2.0." in html


def test_the_table_says_what_the_map_shows(site: Path, page: Any) -> None:
    text = page(site / "communes.html").text
    assert "Le Val" in text
    assert "4\u202f210" in text
    assert "Sans commune trouvée" in text
    assert "1 commune\u00a0: Le Vide." in text
    front = page(site / "index.html").text
    assert "3 initiatives dans 2 communes sur 3." in front
    assert "1 initiative dont la commune n’a pas été trouvée" in front


def test_what_was_not_found_is_counted(site: Path, page: Any) -> None:
    text = page(site / "a-propos.html").text
    assert re.search(r"Contact publié\s+3 sur 4", text)
    assert "Conditions" in text or "conditions" in text
    assert "12 novembre 2026" in text


def test_the_booklet_holds_every_initiative(site: Path, page: Any) -> None:
    assert len(page(site / "livret.html").all("article")) == 4


def test_imagined_data_are_not_to_be_indexed_and_real_ones_have_no_banner(
    build: Build, dataset: Callable[..., Dataset], site: Path
) -> None:
    assert '<meta name="robots" content="noindex">' in (site / "index.html").read_text(
        encoding="utf-8"
    )
    real = build(dataset(fictional=False, as_of=""))
    html = (real / "index.html").read_text(encoding="utf-8")
    assert "banner" not in html
    assert "noindex" not in html
    assert "données du" not in html


def test_the_same_data_give_the_same_bytes(build: Build, site: Path) -> None:
    def digests(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert digests(site) == digests(build())


def test_a_catalogue_of_nothing_says_so(build: Build, page: Any) -> None:
    folder = build(Dataset({}, "ect@0.1"))
    assert "Aucune initiative n’est encore décrite" in page(folder / "index.html").text


def test_the_scope_of_the_study_is_kept(build: Build) -> None:
    folder = build(results={"scope": {"cases": ["P-0001"]}})
    assert [path.name for path in (folder / "initiatives").iterdir()] == [
        "p-0001-la-ressourcerie.html"
    ]
    assert "img src" not in (folder / "donnees" / "recherche.js").read_text(encoding="utf-8")


def test_progress_is_told(tmp_path: Path, dataset: Callable[..., Dataset]) -> None:
    steps: list[tuple[int, int, str]] = []
    written = build_catalogue(
        dataset(), framework.default(), Gazetteer([]), tmp_path, title="T",
        progress=lambda done, total, what: steps.append((done, total, what)),
    )  # fmt: skip
    assert [step[:2] for step in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert all(path.is_file() for path in written)


def test_groupings_and_merged_communes_make_the_perimeter(
    build: Build, dataset: Callable[..., Dataset]
) -> None:
    from terreau.gazetteer import Epci, Former
    from terreau.publishing.catalogue.figures import perimeter

    official = Gazetteer(
        [Commune("39001", "Une", epci="200000001"), Commune("39002", "Deux")],
        [Former("39003", "Vieille", "39002", "merged")],
        [Epci("200000001", "Ensemble", "CC", 10)],
    )
    from terreau.formats.tables import arrow_table, table

    rows = [{"code": "t", "name": "T", "members": ["200000001", "39003", "99999"]}]
    data = Dataset({"territories": arrow_table(table("territories"), rows)}, "ect@0.1")
    assert perimeter(data, official) == ["39001", "39002", "99999"]


def test_pages_stay_light(site: Path) -> None:
    for path in _pages(site):
        assert path.stat().st_size < 150_000
    assert (site / "habillage" / "catalogue.js").stat().st_size < 8_000

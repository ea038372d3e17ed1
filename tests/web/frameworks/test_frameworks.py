"""A référentiel of one's own: copied, changed, published once, joined to the other."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau import framework
from terreau.web.core.models import SearchEntry
from terreau.web.frameworks import drafts, services
from terreau.web.frameworks.models import FrameworkMapping, FrameworkVersion
from terreau.web.frameworks.queries import choices, framework_of
from tests.web.frameworks import builders
from tests.web.people import House

At = Callable[..., Client]
BASE = "/e/val/referentiels/"


def _content(house: House) -> dict[str, Any]:
    held: dict[str, Any] = FrameworkVersion.objects.get(workspace=house.workspace).content
    return held


def test_the_shipped_one_is_read_by_all_with_its_levels(house: House, at: At) -> None:
    page = at("guest").get(f"{BASE}ect@0.1/").content.decode()
    assert "Diversité des parties prenantes" in page
    assert "un seul acteur porte et décide" in page
    assert "⚠" not in page
    assert "Écrire la version suivante" not in page


def test_the_booklet_is_a_pdf_and_the_files_read_back(house: House, at: At, tmp_path: Any) -> None:
    assert at("guest").get(f"{BASE}ect@0.1/livret/").content.startswith(b"%PDF")
    held = at("guest").get(f"{BASE}ect@0.1/fichiers/").content
    (tmp_path / "r.zip").write_bytes(held)
    assert framework.load(tmp_path / "r.zip") == framework.default()
    assert len(zipfile.ZipFile(io.BytesIO(held)).namelist()) == 5


def test_a_next_version_names_its_parent_and_changes_nothing_yet(house: House, at: At) -> None:
    answer = at("rd").post(f"{BASE}ect@0.1/version-suivante/")
    assert answer["Location"] == f"{BASE}ect@0.2/"
    content = _content(house)
    assert content["parent"] == "ect@0.1"
    assert set(content["changes"].values()) == {"same"}


def test_a_reworded_variable_says_so_and_the_page_shows_it(house: House, at: At) -> None:
    draft = builders.draft(house)
    address = f"{BASE}ect@0.2/variables/A1/"
    read = drafts.digest([drafts.variable_of(draft.content, "A1"), "same"])
    sent = builders.typed(draft.content, "A1", title="Qui est <b>là</b> 🌱", meaning="reworded")
    assert at("rd").post(address, {**sent, "version": read}).status_code == 302
    page = at("rd").get(f"{BASE}ect@0.2/").content.decode()
    assert "Qui est &lt;b&gt;là&lt;/b&gt; 🌱" in page
    assert "reformulées" in page
    assert at("rd").get(address).status_code == 200


def test_a_change_said_unchanged_cannot_be_published(house: House, at: At) -> None:
    draft = builders.draft(house)
    read = drafts.digest([drafts.variable_of(draft.content, "A1"), "same"])
    sent = builders.typed(draft.content, "A1", definition="Autre chose.", meaning="same")
    at("rd").post(f"{BASE}ect@0.2/variables/A1/", {**sent, "version": read})
    page = at("rd").get(f"{BASE}ect@0.2/publier/").content.decode()
    assert "À corriger d’abord" in page
    at("rd").post(f"{BASE}ect@0.2/publier/")
    assert FrameworkVersion.objects.get().published_on is None


def test_two_people_on_one_variable_the_second_sees_the_first(house: House, at: At) -> None:
    draft = builders.draft(house)
    address = f"{BASE}ect@0.2/variables/B2/"
    read = drafts.digest([drafts.variable_of(draft.content, "B2"), "same"])
    first = builders.typed(draft.content, "B2", title="Mots de la première", meaning="reworded")
    second = builders.typed(draft.content, "B2", title="Mots du second", meaning="reworded")
    at("rd").post(address, {**first, "version": read})
    answer = at("method").post(address, {**second, "version": read})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mots de la première" in page
    assert 'value="Mots du second"' in page
    known = drafts.digest([drafts.variable_of(_content(house), "B2"), "reworded"])
    assert at("method").post(address, {**second, "version": known}).status_code == 302
    variable = drafts.variable_of(_content(house), "B2")
    assert variable is not None
    assert variable["title"] == "Mots du second"


def test_two_people_on_two_variables_both_pass(house: House, at: At) -> None:
    draft = builders.draft(house)
    for code, who in (("A1", "rd"), ("B2", "method")):
        read = drafts.digest([drafts.variable_of(draft.content, code), "same"])
        sent = builders.typed(draft.content, code, title=f"Titre de {who}", meaning="reworded")
        address = f"{BASE}ect@0.2/variables/{code}/"
        assert at(who).post(address, {**sent, "version": read}).status_code == 302
    titles = {v["code"]: v["title"] for p in _content(house)["pillars"] for v in p["variables"]}
    assert (titles["A1"], titles["B2"]) == ("Titre de rd", "Titre de method")


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"title": ""}, "Ce champ est obligatoire."), ({"expected": []}, "Cochez au moins une phase"),
     ({"early": ["P1"], "expected": ["P1"]}, "cochée deux fois"), ({"level_3": ""}, "Ce champ est obligatoire.")],
)  # fmt: skip
def test_what_is_missing_is_said_at_its_field(
    house: House, at: At, changes: dict[str, Any], said: str
) -> None:
    draft = builders.draft(house)
    read = drafts.digest([drafts.variable_of(draft.content, "A1"), "same"])
    sent = builders.typed(draft.content, "A1", **changes)
    answer = at("rd").post(f"{BASE}ect@0.2/variables/A1/", {**sent, "version": read})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FrameworkVersion.objects.get().version == 1


def test_a_retired_number_never_serves_again(house: House, at: At) -> None:
    draft = builders.draft(house)
    last = draft.content["pillars"][0]["variables"][-1]["code"]
    at("rd").post(f"{BASE}ect@0.2/variables/{last}/retirer/")
    content = _content(house)
    assert last in content["retired"]
    assert content["changes"][last] == "retired"
    assert drafts.next_code(content, "A") == f"A{int(last[1:]) + 1}"
    new = builders.typed(content, "A1", title="Toute neuve")
    at("rd").post(f"{BASE}ect@0.2/piliers/A/ajouter/", {**new, "version": drafts.digest("A")})
    assert _content(house)["changes"][f"A{int(last[1:]) + 1}"] == "new"


def test_a_published_version_serves_and_never_changes(house: House, at: At) -> None:
    builders.draft(house)
    at("rd").post(f"{BASE}ect@0.2/utiliser/")
    house.workspace.refresh_from_db()
    assert house.workspace.framework == "ect@0.1"  # a draft does not serve
    assert at("rd").post(f"{BASE}ect@0.2/publier/").status_code == 302
    assert FrameworkVersion.objects.get().published_on is not None
    assert at("rd").get(f"{BASE}ect@0.2/variables/A1/").status_code == 404
    at("rd").post(f"{BASE}ect@0.2/utiliser/")
    house.workspace.refresh_from_db()
    assert house.workspace.framework == "ect@0.2"
    assert "ect@0.2" in dict(choices(house.workspace))
    found = framework_of(house.workspace, "ect@0.2")
    assert found is not None
    assert found.parent == "ect@0.1"


def test_a_copy_is_joined_to_its_source_variable_by_variable(house: House, at: At) -> None:
    answer = at("method").post(
        f"{BASE}ect@0.1/copier/", {"identifier": "lieux", "title": "Tiers-lieux"}
    )
    assert answer["Location"] == f"{BASE}lieux@0.1/"
    assert services.draft_problems(house.workspace, FrameworkVersion.objects.get()) == []
    table = FrameworkMapping.objects.get()
    assert (table.source, table.target, len(table.rows)) == ("lieux@0.1", "ect@0.1", 26)
    page = at("guest").get(table.get_absolute_url()).content.decode()
    assert "égale à" in page
    assert "À compléter" not in page


@pytest.mark.parametrize("name", ["ect", "Avec Espaces", "é", ""])
def test_a_wrong_short_name_is_refused_with_its_sentence(house: House, at: At, name: str) -> None:
    answer = at("rd").post(f"{BASE}ect@0.1/copier/", {"identifier": name, "title": "T"})
    assert answer.status_code == 422
    assert FrameworkVersion.objects.count() == 0


def test_a_link_without_its_variable_is_refused(house: House, at: At) -> None:
    table = builders.mapping(house)
    address = f"{table.get_absolute_url()}modifier/"
    sent = {f"{r['from']}_{k}": r[k] for r in table.rows for k in ("relation", "to", "note")}
    wrong = {**sent, "A1_to": "", "version": table.version}
    assert at("rd").post(address, wrong).status_code == 422
    good = {**sent, "A1_relation": "broader", "A1_note": "Plus large", "version": table.version}
    assert at("rd").post(address, good).status_code == 302
    assert at("method").post(address, {**sent, "version": table.version}).status_code == 409
    rows = {row["from"]: row for row in FrameworkMapping.objects.get().rows}
    assert rows["A1"] == {"from": "A1", "to": "A1", "relation": "broader", "note": "Plus large"}


def test_a_draft_put_away_leaves_the_list_and_the_search(house: House, at: At) -> None:
    builders.draft(house)
    assert SearchEntry.objects.filter(kind="frameworks.frameworkversion").count() == 1
    at("rd").post(f"{BASE}ect@0.2/archiver/")
    assert at("rd").get(f"{BASE}ect@0.2/").status_code == 404
    assert SearchEntry.objects.count() == 0

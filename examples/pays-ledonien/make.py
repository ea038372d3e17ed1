"""Make the real example: public facts about projects of the Jura, and nothing more.

Each row of `faits_publics.csv` has a source address; what the source does not say stays empty. No
level is given on anyone: this is a catalogue of facts. Run `python examples/pays-ledonien/make.py`;
it writes `classeur.xlsx` beside itself.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.i18n import format_integer

HERE = Path(__file__).parent
AS_OF = "2026-11-22"
INTERNAL = re.compile(r"[Tt]exte (?:fondateur )?\d{3}")
NOT_A_PROJECT = {"PP002"}  # a line of overall figures, says the file itself
PAYS_LEDONIEN, ELSEWHERE = "pays-ledonien", "jura-autres"

STRUCTURES = {"PP001"}
PLACES = {"PP017", "PP018", "PP021", "PP022", "PP023", "PP024", "PP025"}
INITIATIVES = {"PP010", "PP011", "PP012", "PP013", "PP014", "PP015"}  # events, calls, programmes

SECTORS = {
    "acteurs_publics": "public",
    "acteurs_prives": "private",
    "acteurs_societe_civile": "civil_society",
}
SAME_ACTOR = {
    "ECLA": "Espace Communautaire Lons Agglomération",
    "CC Terre d'Émeraude": "Terre d'Émeraude Communauté",
    "Juratri / Groupe Demain": "Groupe coopératif Demain",
}
RESEARCH = {"Laboratoire Ruralités (université de Poitiers)"}
CATEGORIES = {"EPCI du Pays Lédonien"}  # a kind of actor, not one: kept as text

# one sentence by case, written from the facts of its row alone
SUMMARIES = {
    "PP001": "Une société coopérative d’intérêt collectif qui fait émerger des projets de territoire.",
    "PP003": "Un atelier de couture né de la crise sanitaire, devenu société coopérative en octobre 2021.",
    "PP004": "Une société coopérative qui rapproche éleveurs, maraîchers et cuisines pour une alimentation bio locale.",
    "PP005": "Une démarche d’alimentation bio à l’échelle du Pays Lédonien, engagée à partir de septembre 2019.",
    "PP006": "Des paniers bio proposés aux femmes enceintes, essayés avec des sociétaires d’Ensemble Bi’Eau.",
    "PP007": "La consigne et le réemploi des bouteilles de vin du Jura consommées sur place.",
    "PP008": "L’étude d’un pôle d’artisans de la rénovation énergétique dans un hangar de 2 500 m².",
    "PP009": "Une recyclerie née d’une idée du gardien de la déchèterie, ouverte en décembre 2019.",
    "PP010": "Deux rencontres créatives pour révéler les ressources de la Petite Montagne.",
    "PP011": "Une soirée créative qui a réuni plus de trois cents personnes le 30 juin 2016.",
    "PP012": "La deuxième édition, annoncée le 27 septembre 2017 avec vingt-cinq ateliers.",
    "PP013": "La troisième édition, d’où est venue l’idée d’un atelier textile.",
    "PP014": "Une soirée le 13 septembre 2024, puis un accompagnement jusqu’en juin 2025.",
    "PP015": "Un programme de recherche-action sur l’entrepreneuriat coopératif de territoire.",
    "PP016": "Quatre structures qui relient leurs lieux pour faire système sur le Pays Lédonien.",
    "PP017": "Un fablab associatif en Bresse jurassienne, près de quatre-vingts adhérents en 2019.",
    "PP018": "Un fablab associatif à Orgelet.",
    "PP021": "Un tiers-lieu culturel itinérant, sous chapiteau.",
    "PP022": "Un lieu dédié au numérique, installé dans 290 m² à Lons-le-Saunier.",
    "PP023": "Né en 2008 de l’initiative de cent vingt foyers, fablab depuis 2012, il a essaimé.",
    "PP024": "Un espace de travail partagé ouvert en novembre 2019, occupé à 80 %.",
    "PP025": "Cinq ans d’espace de travail partagé rural ; l’équilibre n’a pas été atteint.",
}
# what the public text says of money, as text says it: an amount that is not published stays empty
MEANS = [
    ("PP007", "redistribution", "public_subsidy", "ADEME", 2016, None, None),
    ("PP007", "reciprocity", "crowdfunding", None, 2020, None, "10 000"),
    ("PP023", "redistribution", "public_subsidy", "Conseil général du Jura", None, "5 000", None),
]
ADDED = {
    "x_autres_noms": "autres_noms", "x_forme_juridique": "forme_juridique", "x_emplois": "emplois_publies",
    "x_chiffres": "chiffres_publies", "x_financements": "financement_publie", "x_remarque": "remarque",
}  # fmt: skip


def facts() -> list[dict[str, str]]:
    """Return the rows that describe a case and have a source address."""
    with (HERE / "faits_publics.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if row["source_url"] and row["id"] not in NOT_A_PROJECT]


def reference(identifier: str) -> str:
    """Return the reference of a case: PP003 becomes P-0003."""
    return f"P-{identifier[2:].zfill(4)}"


def _kind(identifier: str) -> str:
    for kind, members in (
        ("structure", STRUCTURES),
        ("tiers_lieu", PLACES),
        ("initiative", INITIATIVES),
    ):
        if identifier in members:
            return kind
    return "projet"


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split("|") if piece.strip()]


def _readable(text: str) -> str:
    """Return `text` with its lists and its long numbers as French readers write them."""
    spaced = re.sub(r"\b\d{5,}\b", lambda number: format_integer(int(number[0])), text)
    return spaced.replace("|", " ; ")


def _public(text: str) -> str:
    """Return the sources that anyone can open; an internal text is no source for a reader."""
    pieces = [piece.strip() for piece in text.split(";")]
    return " ; ".join(piece for piece in pieces if not INTERNAL.search(piece))


def is_actor(name: str) -> bool:
    """Say whether `name` names an organisation; « 20 bénévoles » or « consommateurs » do not."""
    return name[0].isupper() and name not in CATEGORIES


def _case(row: dict[str, str], pays_ledonien: set[str]) -> dict[str, Any]:
    people = [p for column in SECTORS for p in _pieces(row[column]) if not is_actor(p)]
    # a case without a commune keeps the territory that its source names
    inside = row["code_insee"] in pays_ledonien or (
        not row["code_insee"] and row["territoire"] == "Pays Lédonien"
    )
    return {
        "case": reference(row["id"]), "name": row["nom"], "kind": _kind(row["id"]),
        "structure": row["structure_accompagnatrice"] or None,
        "territory": PAYS_LEDONIEN if inside else ELSEWHERE,
        "commune": row["code_insee"] or None,
        "themes": [t.strip() for t in row["theme"].split(",") if t.strip()],
        "started": row["annee_debut"] or None, "ended": row["annee_fin"] or None,
        "summary": SUMMARIES[row["id"]], "source": _public(row["source"]) or None, "source_url": row["source_url"],
        "x_autres_participants": " ; ".join(people) or None,
        **{added: _public(_readable(row[column])) or None for added, column in ADDED.items()},
    }  # fmt: skip


def _actors(rows: list[dict[str, str]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    sectors: dict[str, str] = {}
    places: list[tuple[str, str, str]] = []
    for row in rows:
        seen = []
        for column, sector in SECTORS.items():
            for name in filter(is_actor, _pieces(row[column])):
                actor = SAME_ACTOR.get(name, name)
                sectors.setdefault(actor, "research" if actor in RESEARCH else sector)
                seen.append((actor, "acteur cité"))
        if row["structure_accompagnatrice"]:
            sectors.setdefault(row["structure_accompagnatrice"], "private")
            seen.append((row["structure_accompagnatrice"], "accompagnateur"))
        places += [(reference(row["id"]), actor, role) for actor, role in dict(seen).items()]
    codes = {name: f"A-{number:04d}" for number, name in enumerate(sectors, 1)}
    actors = [
        {"actor": codes[name], "name": name, "person": False, "sector": sector}
        for name, sector in sectors.items()
    ]
    return actors, [{"case": c, "actor": codes[a], "seq": 1, "role": role} for c, a, role in places]


def _territories(inside: set[str]) -> list[dict[str, Any]]:
    perimeter = gazetteer.perimeters()["pays-ledonien"]
    others = sorted(
        c.code
        for c in gazetteer.default().communes()
        if c.departement == "39" and c.code not in inside
    )
    return [
        {"code": PAYS_LEDONIEN, "name": "Pays Lédonien", "vintage": gazetteer.VINTAGE, "members": list(perimeter.members)},
        {"code": ELSEWHERE, "name": "Jura, hors du Pays Lédonien", "vintage": gazetteer.VINTAGE, "members": others},
    ]  # fmt: skip


def _means() -> list[dict[str, Any]]:
    rows, seq = [], {}
    for case, family, kind, funder, year, amount, requested in MEANS:
        seq[case] = seq.get(case, 0) + 1
        rows.append({"case": reference(case), "seq": seq[case], "family": family, "source_kind": kind,
                     "funder": funder, "year": year, "amount": amount, "requested": requested})  # fmt: skip
    return rows


def dataset() -> Dataset:
    """Return the example as data."""
    perimeter = gazetteer.perimeters()["pays-ledonien"]
    inside = {commune.code for commune in perimeter.communes(gazetteer.default())}
    rows = facts()
    actors, involvements = _actors(rows)
    phases = [
        {"case": reference(row["id"]), "phase": row["phase_documentee"], "seq": 1}
        for row in rows
        if row["phase_documentee"].startswith("P")
    ]
    added = tuple(sorted([*ADDED, "x_autres_participants"]))
    tables = {
        "cases": arrow_table(table("cases"), [_case(row, inside) for row in rows], added=added, workbook=True),
        **{
            name: arrow_table(table(name), content, workbook=True)
            for name, content in (
                ("phases", phases), ("actors", actors), ("involvements", involvements),
                ("means", _means()), ("territories", _territories(inside)),
            )
        },
    }  # fmt: skip
    return Dataset(
        tables, framework.default().identifier, workbook=True, as_of=AS_OF,
        title="Initiatives du Pays Lédonien et du Jura",
    )  # fmt: skip


def main() -> None:
    """Write the workbook."""
    workbook.export(dataset(), HERE / "classeur.xlsx", framework.default(), gazetteer.default())


if __name__ == "__main__":
    main()

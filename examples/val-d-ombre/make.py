"""Make the fictional example: eight projects and a third place of an imagined territory.

Everything in it is invented: communes (codes in 00…), organisations, people, facts and levels.
Run `python examples/val-d-ombre/make.py`; it writes `classeur.xlsx` beside itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset, arrow_table, table
from terreau.publishing.disclosure import figures_digest
from terreau.study.plan import read_plan
from terreau.study.run import run

HERE = Path(__file__).parent
AS_OF = "2026-11-12"
SEED = 20260101

COMMUNES = [
    # code, name, population, longitude, latitude: a country that does not exist, off any coast
    ("00101", "Les Ponts-sur-Ombre", 4210, -20.10, 45.10),
    ("00102", "Haute-Combe", 640, -20.02, 45.16),
    ("00103", "Val-Sec", 380, -20.20, 45.14),
    ("00104", "Le Moulin-d’Avril", 910, -20.06, 45.04),
    ("00105", "Saint-Orme", 1520, -20.17, 45.05),
    ("00201", "Malvent", 3870, -19.80, 45.30),
    ("00202", "Roche-Plate", 450, -19.72, 45.26),
    ("00203", "Bois-du-Loup", 720, -19.86, 45.24),
]
TERRITORIES = [
    ("val-d-ombre", "Val d’Ombre", ["00101", "00102", "00103", "00104", "00105"]),
    ("malvent", "Plateau de Malvent", ["00201", "00202", "00203"]),
]
CASES: list[dict[str, Any]] = [
    {"case": "P-0001", "name": "La Ressourcerie des Trois Ponts", "kind": "projet", "commune": "00101",
     "themes": ["économie circulaire", "lien social"], "cohort": "2016-2020", "started": "mars 2018",
     "summary": "Un atelier de réemploi tenu par des habitants et trois communes, qui répare, revend et forme.",
     "story": "Tout commence par une benne trop pleine et un gardien de déchèterie qui met de côté ce qui marche "
              "encore. Un atelier ouvert un samedi réunit quarante et une personnes. Deux ans plus tard, la commune "
              "prête un hangar ; l’association est créée l’année suivante. Rien n’a été simple : le coordinateur est "
              "parti au pire moment, et c’est le groupe du samedi qui a tenu.",
     "contact": "Le groupe du samedi, par la mairie des Ponts-sur-Ombre"},
    {"case": "P-0002", "name": "Paniers du plateau", "kind": "projet", "commune": "00102",
     "themes": ["alimentation"], "cohort": "2016-2020", "started": "2017",
     "summary": "Onze maraîchers livrent ensemble les cantines de quatre villages."},
    {"case": "P-0003", "name": "Taxi des hameaux", "kind": "projet", "commune": "00103",
     "themes": ["mobilité", "lien social"], "cohort": "2021-2026", "started": "automne 2021",
     "summary": "Des conducteurs bénévoles, un standard le matin, une caisse commune."},
    {"case": "P-0004", "name": "Bois de chez nous", "kind": "projet", "commune": "00105",
     "themes": ["énergie"], "cohort": "2021-2026", "started": "2022-02-10",
     "summary": "Une plateforme de bois bûche gérée par les propriétaires de petites parcelles."},
    {"case": "P-0005", "name": "Café citoyen", "kind": "projet", "commune": "00104",
     "themes": ["lien social"], "cohort": "2016-2020", "started": "été 2016", "ended": "2019",
     "exit_reason": "abandonment",
     "summary": "Un café associatif ouvert deux ans dans l’ancienne école.",
     "story": "L’inauguration avait rempli la place. La troisième année, il restait deux personnes pour ouvrir."},
    {"case": "P-0006", "name": "Laine de Malvent", "kind": "projet", "commune": "00201",
     "themes": ["économie circulaire"], "cohort": "2016-2020", "started": "vers 2016",
     "summary": "Une filière de laine locale, de la tonte au matelas."},
    {"case": "P-0007", "name": "Cantine de Roche-Plate", "kind": "projet", "commune": "00202",
     "themes": ["alimentation", "santé"], "cohort": "2021-2026", "started": "janvier 2022",
     "summary": "Une cuisine partagée par trois écoles et la maison de retraite."},
    {"case": "P-0008", "name": "Soins à domicile du plateau", "kind": "projet", "commune": "00203",
     "themes": ["santé"], "cohort": "2021-2026", "started": "2023",
     "summary": "Une coopérative de soignants qui se répartissent les tournées."},
    {"case": "T-0001", "name": "La Fabrique du Moulin", "kind": "tiers_lieu", "commune": "00104",
     "themes": ["lien social"], "started": "2019",
     "summary": "Un tiers-lieu dans l’ancien moulin : atelier bois, numérique, café."},
]  # fmt: skip
PHASES: dict[str, list[tuple[str, int, str | None, str | None]]] = {
    "P-0001": [("P1", 1, "mars 2018", "mars 2019"), ("P2", 1, "septembre 2019", "fin 2020"), ("P3", 1, "janvier 2021", "mai 2024"), ("P4", 1, "2024-06-01", None)],
    "P-0002": [("P1", 1, "2017", "2017"), ("P2", 1, "2018", "2018"), ("P3", 1, "2019", "2020"), ("P4", 1, "2021", "2022"), ("P5", 1, "2023", None)],
    "P-0003": [("P1", 1, "automne 2021", "mars 2022"), ("P2", 1, "avril 2022", "fin 2022"), ("P3", 1, "2023", None)],
    "P-0004": [("P1", 1, "2022-02-10", "2022-12-15"), ("P2", 1, "2023", "2024"), ("P1", 2, "2025", "2025"), ("P2", 2, "2026", None)],
    "P-0005": [("P1", 1, "été 2016", "fin 2016"), ("P3", 1, "2017", "2018"), ("P6", 1, "2019", "2019")],
    "P-0006": [("P1", 1, "vers 2016", None), ("P2", 1, "2018", "2019"), ("P3", 1, "2020", "2022"), ("P4", 1, "2023", None)],
    "P-0007": [("P1", 1, "janvier 2022", "juin 2022"), ("P2", 1, "juillet 2022", "2023"), ("P3", 1, "2024", None)],
    "P-0008": [("P1", 1, "2023", "2023"), ("P2", 1, "2024", None)],
}  # fmt: skip
# starting level of each pillar, and what a phase adds: imagined, so that the figures have something to show
LATENT = {
    "P-0001": ((1.4, 1.6, 1.0, 0.8), 0.75), "P-0002": ((1.8, 2.0, 1.2, 1.3), 0.55),
    "P-0003": ((1.9, 1.2, 1.1, 0.6), 0.5), "P-0004": ((1.2, 1.5, 0.9, 0.9), 0.15),
    "P-0005": ((3.2, 1.5, 1.0, 0.6), -0.8), "P-0006": ((1.0, 1.8, 0.9, 1.0), 0.6),
    "P-0007": ((2.0, 2.1, 1.5, 1.2), 0.6), "P-0008": ((1.1, 0.9, 1.0, 0.7), 0.4),
}  # fmt: skip
RATERS = [("R-01", "holder"), ("R-02", "accompanist"), ("R-03", "researcher"), ("R-04", "partner")]
SEVERITY = {"R-01": 0.35, "R-02": 0.0, "R-03": -0.35, "R-04": -0.1}
ACTORS = [
    ("A-0001", "Commune des Ponts-sur-Ombre", False, "public", "commune", "00101"),
    ("A-0002", "Scierie Morel", False, "private", "entreprise", "00105"),
    ("A-0003", "Les Mains Vertes", False, "civil_society", "association", "00101"),
    ("A-0004", "Communauté de communes du Val d’Ombre", False, "public", "EPCI", "00101"),
    ("A-0005", "Coopérative du Val d’Ombre", False, "private", "SCIC", "00101"),
    ("A-0006", "Groupement des maraîchers", False, "private", "groupement", "00102"),
    ("A-0007", "Une voisine du moulin", True, "civil_society", None, "00104"),
    ("A-0008", "Université d’Outre-Rive", False, "research", "université", None),
]  # fmt: skip
INVOLVEMENTS = [
    ("P-0001", "A-0001", "partenaire", "P2", "P4", "un local de 180 m²", "un lieu ouvert quatre jours par semaine", "les travaux de toiture"),
    ("P-0001", "A-0002", "partenaire", "P3", None, "des chutes et des outils", "un tri évité", None),
    ("P-0001", "A-0003", "porteur", "P1", None, "douze bénévoles", None, None),
    ("P-0001", "A-0005", "accompagnateur", "P1", "P4", "du temps d’ingénierie", "un retour d’expérience", "l’avance de trésorerie"),
    ("P-0002", "A-0006", "porteur", "P1", None, "les légumes et les tournées", "un débouché stable", "les investissements"),
    ("P-0002", "A-0004", "financeur", "P3", None, "une commande publique", "des cantines approvisionnées ici", None),
    ("P-0003", "A-0007", "porteur", "P1", None, "le standard", None, None),
    ("P-0003", "A-0001", "partenaire", "P2", None, "une ligne téléphonique", "moins d’habitants isolés", None),
    ("P-0006", "A-0008", "partenaire", "P2", "P3", "des essais de feutrage", "un terrain d’étude", None),
    ("P-0006", "A-0002", "partenaire", "P3", None, "un séchoir", None, None),
]  # fmt: skip
MEANS = [
    ("P-0001", "market", "sales", "clients de la boutique", True, "24 300", 2025),
    ("P-0001", "redistribution", "public_subsidy", "Région imaginaire", False, "40 800", 2025),
    ("P-0001", "reciprocity", "volunteering", "groupe du samedi", True, "env. 13 300", 2025),
    ("P-0002", "market", "sales", "cantines", True, "118 000", 2025),
    ("P-0002", "redistribution", "public_order", "Communauté de communes du Val d’Ombre", True, "32 000", 2025),
    ("P-0003", "reciprocity", "volunteering", "conducteurs", True, "9 000 à 12 000", 2025),
    ("P-0003", "redistribution", "private_grant", "Fondation imaginaire", False, "6 000", 2025),
    ("P-0007", "redistribution", "public_subsidy", "Région imaginaire", False, "55 000", 2025),
    ("P-0007", "market", "sales", "écoles et maison de retraite", True, "41 500", 2025),
    ("P-0008", "redistribution", "public_subsidy", "Région imaginaire", False, None, 2025),
]  # fmt: skip
OUTCOMES = [
    ("P-0001", "alive_24m", "2026-06-01", "oui", None, "public_record"),
    ("P-0001", "jobs", "2026-06-01", "4", "ETP", "public_record"),
    ("P-0002", "alive_36m", "2024-01-15", "oui", None, "public_record"),
    ("P-0005", "alive_36m", "2019-09-01", "non", None, "press"),
    ("P-0006", "used", "2025-03-01", "oui", None, "observation"),
]  # fmt: skip
LOG = [
    ("P-0001", "J-0001", "2018-10-06", "meeting", 41, {"public": 3, "private": 8, "civil_society": 30}, None, None, None),
    ("P-0001", "J-0002", "2019-11-20", "milestone", None, {}, "reached", None, None),
    ("P-0001", "J-0003", "2022-05-03", "decision", 14, {"public": 4, "civil_society": 10}, None, None, "continue"),
    ("P-0001", "J-0004", "2023-02-14", "difficulty", 6, {"civil_society": 6}, None, None, None),
    ("P-0001", "J-0005", "2024-06-01", "milestone", 22, {"public": 3, "private": 4, "civil_society": 15}, "reached", None, None),
    ("P-0001", "J-0006", "2026-11-09", "meeting", 12, {"public": 3, "private": 2, "civil_society": 7}, None, None, None),
    ("P-0005", "J-0007", "2016-07-14", "meeting", 130, {}, None, None, None),
    ("P-0005", "J-0008", "2018-09-30", "meeting", 5, {}, None, None, None),
    ("P-0005", "J-0009", "2019-03-02", "decision", 4, {}, None, None, "stop"),
    ("P-0003", "J-0010", "2023-04-18", "milestone", 17, {}, "reached", None, None),
]  # fmt: skip


def _ratings(rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Levels drawn around an imagined course: two to four regards, gaps and disagreements."""
    ect = framework.default()
    pillars = [pillar.code for pillar in ect.pillars]
    number = 0
    for case, (base, slope) in LATENT.items():
        raters = [code for code, _ in RATERS if rng.random() < 0.75] or ["R-02"]
        for step, (phase, seq, _start, _end) in enumerate(PHASES[case]):
            for variable in ect.variables:
                asked = variable.expectation(phase) == "expected" or rng.random() < 0.15
                for rater in raters:
                    if not asked or rng.random() < 0.25:
                        continue
                    centre = base[pillars.index(variable.pillar)] + slope * step + SEVERITY[rater]
                    level = str(int(np.clip(round(rng.normal(centre, 0.7)), 0, 4)))
                    draw = rng.random()
                    level = "NO" if draw < 0.06 else "JNSP" if draw < 0.09 else level
                    number += 1
                    yield {
                        "rating": f"N-{number:05d}", "case": case, "phase": phase, "seq": seq,
                        "variable": variable.code, "rater": rater, "layer": "individual", "level": level,
                        "framework": ect.identifier, "date": "octobre 2026", "retrospective": step + 1 < len(PHASES[case]),
                    }  # fmt: skip


def _tables(agreements: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    rng = np.random.default_rng(SEED)
    ratings = list(_ratings(rng))
    supported = [row for row in ratings if row["level"] in ("3", "4") and rng.random() < 0.7]
    territory = {commune: code for code, _, members in TERRITORIES for commune in members}
    cases = [
        {"structure": "Coopérative du Val d’Ombre", "source": "Exemple imaginé", "verified_on": "2026-11-03",
         "territory": territory[case["commune"]], **case}
        for case in CASES
    ]  # fmt: skip
    means_seq: dict[str, int] = {}
    means = []
    for case, family, kind, funder, local, amount, year in MEANS:
        means_seq[case] = means_seq.get(case, 0) + 1
        means.append({"case": case, "seq": means_seq[case], "family": family, "source_kind": kind, "funder": funder, "local": local, "amount": amount, "year": year})  # fmt: skip
    return {
        "cases": cases,
        "phases": [{"case": case, "phase": p, "seq": s, "start": a, "end": b} for case, spans in PHASES.items() for p, s, a, b in spans],
        "outcomes": [dict(zip(("case", "outcome", "date", "value", "unit", "source_kind"), row, strict=True)) for row in OUTCOMES],
        "log": [
            {"case": c, "entry": e, "date": d, "kind": k, "attendance": n,
             "sectors": [{"sector": s, "count": m} for s, m in sectors.items()] or None,
             "milestone": milestone, "planned_for": planned, "decision": decision}
            for c, e, d, k, n, sectors, milestone, planned, decision in LOG
        ],
        "actors": [dict(zip(("actor", "name", "person", "sector", "form", "commune"), row, strict=True)) for row in ACTORS],
        "involvements": [{"case": c, "actor": a, "seq": 1, "role": r, "from_phase": f, "to_phase": t, "gives": g, "receives": x, "risk": k} for c, a, r, f, t, g, x, k in INVOLVEMENTS],
        "means": means,
        "stances": [{"case": "P-0001", "phase": p, "seq": 1, "stance": s, "clarity": c} for p, s, c in (("P1", "carries", "unclear"), ("P2", "supplies", "partly"), ("P3", "facilitates", "clear"))],
        "raters": [{"rater": code, "kind": kind} for code, kind in RATERS],
        "ratings": ratings,
        "evidence": [{"rating": row["rating"], "source_kind": "document", "source": "D-0001"} for row in supported],
        "documents": [{"document": "D-0001", "kind": "notes", "n_characters": 2400, "confidentiality": "workspace"}],
        "agreements": agreements,
        "communes": [{"code": c, "name": n, "population": p, "vintage": "imaginé", "longitude": x, "latitude": y} for c, n, p, x, y in COMMUNES],
        "territories": [{"code": c, "name": n, "vintage": "imaginé", "members": m} for c, n, m in TERRITORIES],
    }  # fmt: skip


def dataset(agreements: list[dict[str, Any]] | None = None) -> Dataset:
    """Return the example as data; `agreements` are known once its sheets have been made."""
    tables: dict[str, pa.Table] = {
        name: arrow_table(table(name), rows) for name, rows in _tables(agreements or []).items()
    }
    return Dataset(
        tables, framework.default().identifier, fictional=True, as_of=AS_OF,
        title="Ce qui pousse au Val d’Ombre",
    )  # fmt: skip


def agreed() -> list[dict[str, Any]]:
    """Return the answers of five collectives to the sheet they have read; one read an older sheet."""
    plain = dataset()
    results = run(plain, read_plan(HERE / "plan.toml"), framework.default(), gazetteer.default())
    digest = {
        case: figures_digest(results, case) for case in ("P-0001", "P-0002", "P-0004", "P-0006")
    }
    return [
        {"case": "P-0001", "digest": digest["P-0001"], "answer": "yes", "date": "2026-11-05"},
        {"case": "P-0002", "digest": digest["P-0002"], "answer": "with_reply", "date": "2026-11-06",
         "reply": "La tournée d’hiver a été refaite depuis : nous le dirions autrement aujourd’hui."},
        {"case": "P-0003", "digest": "0000000000000000", "answer": "yes", "date": "2026-06-02"},
        {"case": "P-0004", "digest": digest["P-0004"], "answer": "with_reply", "date": "2026-11-07",
         "reply": "Nous sommes revenus à l’idée de départ, et nous l’avons choisi."},
        {"case": "P-0006", "digest": digest["P-0006"], "answer": "no", "date": "2026-11-08"},
    ]  # fmt: skip


def main() -> None:
    """Write the workbook."""
    filled = dataset(agreed())
    workbook.export(filled, HERE / "classeur.xlsx", framework.default(), gazetteer.default())


if __name__ == "__main__":
    main()

"""A generated application: 48 cases, 3 000 ratings, 2 000 lines of logbook, times N, in plausible French.

`python -m benchmarks.base FOLDER --times 20` installs it in FOLDER, seeded: the same base each time.
`benchmarks/pages.py` measures on it; `terreau serve` opens it (TERREAU_DATA=FOLDER).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20260101
CASES, RATINGS, LINES = 48, 3_000, 2_000
TODAY = date(2026, 11, 12)
FIRST = date(2020, 1, 6)
CODE = "banc"
DRAFT = "banc@0.1"  # a référentiel being written
PEOPLE = (
    ("methode", "Inès Moreau", "method"), ("rd", "Anaïs Bonnet", "rd"), ("stagiaire", "Noé Lambert", "coder"),
    ("dev1", "Katia Ferrand", "accompanist"), ("dev2", "Malik Aubry", "accompanist"),
    ("dev3", "Jeanne Colin", "accompanist"), ("partenaire", "Paul Girard", "partner"),
    ("invite", "Gilles Martin", "guest"), ("admin", "Odile Perrin", "admin"),
)  # fmt: skip
FOLLOWERS = ("Katia Ferrand", "Malik Aubry", "Jeanne Colin")
THEMES = (
    "alimentation",
    "mobilité",
    "lien social",
    "énergie",
    "économie circulaire",
    "culture",
    "santé",
)
PHASES = ("P1", "P2", "P3", "P4", "P5", "P6")
_WHAT = ("Ressourcerie", "Épicerie", "Café", "Atelier", "Jardin", "Recyclerie", "Fournil", "Taxi", "Fablab", "Halle",
         "Cantine", "Verger", "Laverie", "Bibliothèque")  # fmt: skip
_WHERE = ("des Trois Ponts", "du plateau", "citoyen", "de Haute-Combe", "des hameaux", "de l’Ombre", "du Moulin",
          "de Val-Sec", "partagé", "solidaire", "de Malvent", "du loup")  # fmt: skip
_GATHERED = ("Réunion", "Visite", "Atelier", "Rendez-vous", "Appel", "Point", "Rencontre", "Comité")
_WITH = ("à la mairie", "avec la communauté de communes", "avec les habitants", "avec la chambre d’agriculture",
         "au hangar", "avec l’association", "avec le conseil départemental", "chez un maraîcher", "avec l’école")  # fmt: skip
_SAID = ("le local est acquis", "le budget reste à trouver", "l’émergence prend plus de temps que prévu",
         "deux bénévoles rejoignent le groupe", "la convention est prête à être signée",
         "les coopératives voisines proposent un prêt de matériel", "le groupe hésite sur le statut",
         "la commission a donné un avis favorable", "les travaux commencent au printemps",
         "la coopération avec la commune se renforce", "un désaccord demeure sur les horaires")  # fmt: skip
_NEXT = ("relancer la mairie", "préparer le dossier de subvention", "écrire le compte rendu", "trouver un véhicule",
         "réunir le groupe du samedi", "demander un devis", "prévenir les adhérents")  # fmt: skip
_FUNDERS = (
    "Commune des Ponts",
    "Département imaginé",
    "Fondation de l’Ombre",
    "Adhérents",
    "Banque coopérative",
)

Rows = list[dict[str, Any]]


class Maker:
    """Makes the rows of each table, from one seed."""

    def __init__(self, times: int) -> None:
        from terreau import framework

        self.times = times
        self.ect = framework.default()
        self.chance = random.Random(SEED + times)
        self.cases = [f"P-{n:04d}" for n in range(1, CASES * times + 1)]
        self.actors = [f"A-{n:04d}" for n in range(1, 60 * times + 1)]
        self.phases = {case: self.chance.randint(2, 5) for case in self.cases}

    def day(self, first: date = FIRST, last: date = TODAY) -> str:
        return (first + timedelta(self.chance.randrange((last - first).days))).isoformat()

    def sentence(self) -> str:
        pick = self.chance.choice
        number = self.chance.randint(3, 40)
        return f"{pick(_GATHERED)} {pick(_WITH)}, {number} personnes\u202f: {pick(_SAID)}."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _sentence in range(sentences))

    def case_rows(self) -> Rows:
        pick = self.chance.choice
        return [
            {"case": case, "name": f"{pick(_WHAT)} {pick(_WHERE)} {rank}",
             "kind": "tiers_lieu" if rank % 6 == 0 else "projet", "structure": "Coopérative du banc",
             "territory": f"t{rank % 4}", "cohort": pick(("2016-2020", "2021-2026")), "commune": f"00{100 + rank % 30}",
             "themes": self.chance.sample(THEMES, 2), "started": self.day(), "summary": self.sentence(),
             "story": self.text(12), "contact": "La mairie", "followed_by": pick(FOLLOWERS), "note": self.sentence()}
            for rank, case in enumerate(self.cases)
        ]  # fmt: skip

    def life(self) -> dict[str, Rows]:
        pick, rows = self.chance.choice, dict[str, Rows](phases=[], outcomes=[], means=[], stances=[], involvements=[],
                                                         holder_groups=[], verifications=[])  # fmt: skip
        for case in self.cases:
            start = date.fromisoformat(self.day(FIRST, date(2023, 1, 1)))
            for rank in range(self.phases[case]):
                end = start + timedelta(180)
                last = rank == self.phases[case] - 1
                rows["phases"].append({"case": case, "phase": PHASES[rank], "seq": 1, "start": start.isoformat(),
                                       "end": None if last else end.isoformat()})  # fmt: skip
                rows["stances"].append({"case": case, "phase": PHASES[rank], "seq": 1,
                                        "stance": pick(("facilitates", "supplies", "guarantees", "carries")),
                                        "clarity": pick(("clear", "partly", "unclear"))})  # fmt: skip
                start = end
            for value in ("alive_12m", "jobs"):
                rows["outcomes"].append({"case": case, "outcome": value, "date": self.day(), "source_kind": "holder",
                                         "value": "oui" if value == "alive_12m" else "2"})  # fmt: skip
            for seq, family in enumerate(
                ("market", "redistribution", "reciprocity", "redistribution"), 1
            ):
                amount = str(self.chance.randint(1, 90) * 500)
                rows["means"].append({"case": case, "seq": seq, "family": family, "funder": pick(_FUNDERS),
                                      "local": seq % 2 == 0, "amount": amount, "year": 2024, "requested": amount,
                                      "granted": amount})  # fmt: skip
            for actor in self.chance.sample(self.actors, 5):
                rows["involvements"].append({"case": case, "actor": actor, "seq": 1, "role": "partenaire",
                                             "from_phase": "P1", "gives": "du temps", "receives": "un lieu ouvert"})  # fmt: skip
            rows["holder_groups"].append(
                {"case": case, "group": f"Groupe de {case}", "since": "2021"}
            )
            rows["verifications"].append(
                {"case": case, "seq": 1, "date": self.day(), "by": pick(FOLLOWERS)}
            )
        return rows

    def around(self) -> dict[str, Rows]:
        pick = self.chance.choice
        sectors = ("public", "private", "civil_society", "research")
        return {
            "added_fields": [{"kind": "projet", "code": "surface", "label": "Surface", "type": "number"}],
            "territories": [{"code": f"t{n}", "name": f"Pays imaginé {n}", "members": [f"00{100 + n}"]} for n in range(4)],
            "communes": [{"code": f"00{100 + n}", "name": f"Commune imaginée {n}", "population": 200 + 37 * n}
                         for n in range(30)],
            "actors": [{"actor": actor, "name": f"{pick(('Association', 'Commune', 'Ferme', 'Atelier'))} {pick(_WHERE)} {n}",
                        "person": n % 12 == 0, "sector": pick(sectors), "commune": f"00{100 + n % 30}"}
                       for n, actor in enumerate(self.actors)],
            "raters": [{"rater": f"R-{n:02d}", "kind": kind} for n, kind in enumerate(
                ("holder", "accompanist", "accompanist", "accompanist", "researcher", "researcher", "partner", "holder"), 1)],
        }  # fmt: skip

    def log_rows(self) -> tuple[Rows, Rows]:
        pick, lines, there = self.chance.choice, [], []
        for n in range(1, LINES * self.times + 1):
            case, entry = pick(self.cases), f"L-{n:04d}"
            day, people = self.day(), self.chance.randint(2, 30)
            line: dict[str, Any] = {
                "case": case, "entry": entry, "date": day, "kind": pick(("meeting", "meeting", "decision", "other")),
                "attendance": people, "text": f"{self.sentence()} {self.sentence()}",
                "sectors": [{"sector": "public", "count": 1}, {"sector": "civil_society", "count": people - 1}],
            }  # fmt: skip
            if n % 3 == 0:
                when = date.fromisoformat(day) + timedelta(20)
                line |= {"next_step": f"{pick(_NEXT).capitalize()}.", "next_on": when.isoformat()}
                if n % 15:
                    line["next_done_on"] = min(when, TODAY).isoformat()
            lines.append(line)
            if n % 2 == 0:
                there.append({"case": case, "entry": entry, "actor": pick(self.actors)})
        return lines, there

    def _cells(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield (case, phase, variable, rater), each once, spread over the cases."""
        variables = [variable.code for variable in self.ect.variables]
        share = -(-RATINGS * self.times // len(self.cases))
        for case in self.cases:
            raters = self.chance.sample([f"R-{n:02d}" for n in range(1, 9)], 3)
            every = [
                (case, PHASES[p], v, r)
                for p in range(self.phases[case])
                for v in variables
                for r in raters
            ]
            yield from sorted(self.chance.sample(every, min(share, len(every))))

    def rating_rows(self) -> dict[str, Rows]:
        ratings: Rows = []
        for n, (case, phase, variable, rater) in enumerate(self._cells(), 1):
            if n > RATINGS * self.times:
                break
            level = str(min(max(round(self.chance.gauss(1.6 + 0.4 * int(phase[1]), 1)), 0), 4))
            ratings.append({"rating": f"N-{n:04d}", "case": case, "phase": phase, "seq": 1, "variable": variable,
                            "rater": rater, "layer": "individual", "level": "NO" if n % 40 == 0 else level,
                            "framework": self.ect.identifier, "date": self.day()})  # fmt: skip
        said = self.chance.sample(ratings, 60 * self.times)
        return {
            "ratings": ratings,
            "discussions": [{"rating": one["rating"], "seq": 1, "rater": one["rater"], "date": self.day(),
                             "text": self.sentence()} for one in said],
        }  # fmt: skip

    def heard(self, ratings: Rows) -> dict[str, Rows]:
        rows = dict[str, Rows](
            interviews=[], people=[], consents=[], documents=[], passages=[], evidence=[]
        )
        passages: dict[str, list[str]] = {}
        for n in range(1, 16 * self.times + 1):
            case, interview, person = self.chance.choice(self.cases), f"E-{n:04d}", f"H-{n:03d}"
            day = self.day()
            rows["interviews"].append(
                {"interview": interview, "case": case, "informant_kind": "holder", "date": day}
            )
            rows["people"].append(
                {"person": person, "name": f"Personne {n}", "interview": interview}
            )
            rows["consents"].append({"person": person, "interview": interview, "signed_on": day, "record": True,
                                     "transcribe": True, "quote": True, "citation": "function"})  # fmt: skip
            text = self.text(60)
            document = f"D-{n:04d}"
            rows["documents"].append({"document": document, "interview": interview, "kind": "transcript", "case": case,
                                      "confidentiality": "restricted" if n % 3 else "workspace",
                                      "title": f"Entretien {n}", "date": day, "text": text,
                                      "n_characters": len(text)})  # fmt: skip
            for rank in range(6):
                start, passage = rank * 200, f"X-{len(rows['passages']) + 1:04d}"
                rows["passages"].append({"passage": passage, "document": document, "case": case, "phase": "P1",
                                         "start": start, "length": 90, "text": text[start : start + 90]})  # fmt: skip
                passages.setdefault(case, []).append(passage)
        for rating in ratings:
            held = passages.get(rating["case"])
            if held and self.chance.random() < 0.25:
                rows["evidence"].append({"rating": rating["rating"], "source_kind": "passage",
                                         "source": self.chance.choice(held)})  # fmt: skip
        return rows

    def tables(self) -> dict[str, Rows]:
        """Return the rows of every table."""
        lines, there = self.log_rows()
        rated = self.rating_rows()
        return {
            **self.around(), "cases": self.case_rows(), **self.life(), "log": lines, "attendances": there,
            **rated, **self.heard(rated["ratings"]),
        }  # fmt: skip


def dataset(times: int) -> Any:
    """Return the generated data, as a workbook would hold them."""
    from terreau.formats.tables import Dataset, arrow_table, table

    made = Maker(times)
    tables = {
        name: arrow_table(table(name), rows, workbook=True) for name, rows in made.tables().items()
    }
    return Dataset(tables, made.ect.identifier, fictional=True, workbook=True,
                   title="Banc d’essai", as_of=TODAY.isoformat())  # fmt: skip


def _act_rows(workspace: Any, people: list[Any]) -> Iterator[Any]:
    """Yield one act for each line and each rating, spread over the years as in life."""
    from django.utils import timezone

    from terreau.web.cases.models import LogEntry
    from terreau.web.core.models import Act

    chance = random.Random(SEED)
    now = timezone.now()
    rows = LogEntry.objects.filter(workspace=workspace).values_list("reference", "case__reference")
    for verb in ("create", "change"):
        for reference, case in rows:
            ago = timedelta(minutes=chance.randrange(6 * 365 * 24 * 60))
            yield Act(workspace=workspace, actor=chance.choice(people), on=now - ago, verb=verb, kind="cases.logentry",
                      reference=reference, about=case, fields=["text"] if verb == "change" else [])  # fmt: skip


def _begin_a_draft(workspace: Any, author: Any) -> None:
    from terreau import framework
    from terreau.web.frameworks.services import copy_as

    identifier = DRAFT.partition("@")[0]
    draft = copy_as(author, workspace=workspace, source=framework.default(), identifier=identifier, title="Banc")  # fmt: skip
    assert draft.full_identifier == DRAFT


def _share_out(workspace: Any, people: list[Any]) -> None:
    """Give lines to those who would have written them, regards to members, hours to authors."""
    from terreau.web.cases.models import LogEntry, OwnHours
    from terreau.web.core.models import Act, Job
    from terreau.web.ratings.models import Rater, RaterPerson

    writers = [user for user, role in people if role in {"accompanist", "rd"}]
    for rank, user in enumerate(writers):
        own = LogEntry.objects.filter(workspace=workspace).extra(
            where=["id %% %s = %s"], params=[len(writers), rank]
        )
        own.update(created_by=user, changed_by=user)
    for kind, role in (
        ("accompanist", "accompanist"),
        ("researcher", "rd"),
        ("partner", "partner"),
    ):
        members = [user for user, one in people if one == role]
        raters = Rater.objects.filter(workspace=workspace, kind=kind).order_by("reference")
        RaterPerson.objects.bulk_create(
            RaterPerson(rater=rater, user=user)
            for rater, user in zip(raters, members, strict=False)
        )
    lines = LogEntry.objects.filter(workspace=workspace).only("id", "created_by_id")
    OwnHours.objects.bulk_create(
        (OwnHours(entry=line, author_id=line.created_by_id, hours="1.5") for line in lines if line.pk % 4 == 0),
        batch_size=2_000,
    )  # fmt: skip
    users = [user for user, _role in people]
    Act.objects.bulk_create(_act_rows(workspace, users), batch_size=2_000)
    Job.objects.bulk_create(
        Job(workspace=workspace, asked_by=users[n % len(users)], kind="workbook-export", state="done") for n in range(120)
    )  # fmt: skip


def fill(times: int) -> Any:
    """Write the generated data in the installation that is open; return its workspace."""
    from django.db import transaction

    from terreau.web.accounts.models import Membership, User
    from terreau.web.exchange.loading import load_dataset
    from terreau.web.home.start import start_workspace

    with transaction.atomic():
        people = [
            (User.objects.create_user(f"{key}@exemple.invalid", "banc d’essai", name=name), role)
            for key, name, role in PEOPLE
        ]
        admin = people[-1][0]
        workspace = start_workspace(
            admin, code=CODE, name="Coopérative du banc", model="cooperative"
        )
        for user, role in people[:-1]:
            Membership.objects.create(workspace=workspace, user=user, role=role)
        load_dataset(admin, workspace=workspace, dataset=dataset(times))
        workspace.refresh_from_db()
        workspace.today, workspace.rooms = TODAY, []
        workspace.save(update_fields=["today", "rooms"])
        _share_out(workspace, people)
        _begin_a_draft(workspace, admin)
    return workspace


def install(folder: Path, times: int) -> None:
    """Install a generated base in `folder`; one that is there already is kept."""
    os.environ["TERREAU_DATA"] = str(folder)
    from terreau.web.config import installation

    new = installation.install(lambda sentence: print(sentence))
    if new:
        from terreau.web.core.sqlite import learn_sizes

        fill(times)
        learn_sizes()  # as `terreau serve` does when it starts, then every hour


def main() -> int:
    """Install one base."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    install(options.folder, options.times)
    return 0


if __name__ == "__main__":
    sys.exit(main())

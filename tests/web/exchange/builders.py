"""A workspace where every field of every model was filled, with awkward values."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from terreau import framework
from terreau.framework import Framework, as_dict, from_dict
from terreau.web.accounts.models import User
from terreau.web.core.models import Record, ReferencedRecord, Workspace
from terreau.web.core.records import create
from terreau.web.core.values import AmountText, DateText
from terreau.web.exchange.mapping import LINKS, Link
from terreau.web.frameworks.models import FrameworkVersion
from terreau.web.interviews.models import Document
from tests.web.people import House

AWKWARD = (
    "=1+1", "<script>alert(1)</script> & <b>", "שלום עולם", "👩🏽‍🌾 et 🌱", "+33 6 00 00 00 00", "-1+1", "@SUM(A1)",
    "documents/D-1.txt", "deux\nlignes\tet tabulation", "\u202eécrit à l’envers", "_x000D_", "« à »",
)  # fmt: skip
DATES = (
    "été 2016",
    "14/03/2018",
    "2019-05-01",
    "vers 2015",
    "avant 2012",
    "2015-2016",
    "mars 2018",
)
AMOUNTS = ("12 500", "env. 10 000", "5 000 à 8 000", "12,5", "1250.5", "12 k€", "0")
LONG = "Un très long récit. " * 2_100  # 42 000 characters: no cell holds it
TOGETHER = 3  # rows by model
LONG_FIELDS = {"story", "text"}
# fields whose values are codes of the référentiel
CODES = {
    "variable": "A1",
    "level": "3",
    "framework": "ect@0.1",
    "from_phase": "P1",
    "to_phase": "P2",
}


class Filler:
    """Fills rows with values that are never the same twice."""

    def __init__(self, house: House) -> None:
        self.house, self.workspace, self.actor = house, house.workspace, house["rd"]
        self.made: dict[type[models.Model], list[models.Model]] = {User: [house["accompanist"]]}
        self.words: list[str] = []  # every text that was entered
        self.number = 0

    def text(self, field: models.Field) -> str:
        """Return a text of its own, as long as the field allows it to be told apart."""
        self.number += 1
        if field.name in LONG_FIELDS and self.number % TOGETHER == 0:
            said = f"{LONG}{self.number}"
        else:
            said = f"{AWKWARD[self.number % len(AWKWARD)]} {field.name} n° {self.number}"
        if field.max_length and len(said) > field.max_length:
            said = f"n° {self.number}"[: field.max_length]
        return said

    def value(self, link: Link, field: models.Field, rank: int) -> Any:
        name = field.name
        if field.is_relation:
            return self.related(link, field, rank)
        if name in CODES and link.table != "kinds":
            return CODES[name]
        if name == "phase":
            return f"P{rank + 1}"
        if name == "commune":
            return ("39300", "00101", "44109")[rank]
        if isinstance(field, DateText):
            return DATES[rank] if not name.startswith("expires") else "2030"
        if isinstance(field, AmountText):
            return AMOUNTS[(rank + self.number) % len(AMOUNTS)]
        if field.choices:
            codes = [code for code, _word in field.choices]
            return codes[rank % len(codes)]
        if isinstance(field, models.BooleanField):
            return rank % 2 == 0
        if isinstance(field, models.JSONField):
            return self.json(link, name)
        if isinstance(field, models.DateField):
            return date(2026, 3, rank + 1)
        if isinstance(field, models.FloatField):
            return 1.5 + rank
        if isinstance(field, models.IntegerField):
            return 2020 + rank if name == "year" else rank + 1
        return self.text(field)

    def json(self, link: Link, name: str) -> Any:
        if name == "extra":
            self.number += 1
            word = f"<i>extra</i> n° {self.number}"
            return {"surface": 12.5, "ouvert": True, "mot": word}
        if name == "sectors":
            return {"civil_society": 7, "public": 3}
        if name == "members":
            return ["39300", "00101"]
        self.number += 1
        return [f"mot {self.number}", f"<em> {self.number}"]

    def related(self, link: Link, field: models.Field, rank: int) -> Any:
        if field.related_model is link.model:
            made = self.made.get(link.model, [])
            return made[0] if made else None
        made = self.made[field.related_model]
        return made[(rank + (field.name == "other")) % len(made)]

    def fill(self, link: Link) -> None:
        fields = [f for f in link.model._meta.concrete_fields if f.name in link.field_names()]
        for rank in range(TOGETHER):
            values = {field.name: self.value(link, field, rank) for field in fields}
            values |= self.own(link, rank)
            record = link.model(workspace=self.workspace, **values)
            if isinstance(record, ReferencedRecord):
                record.reference = ""
            if isinstance(record, Record):
                create(self.actor, record)
            else:
                record.save()
            self.made.setdefault(link.model, []).append(record)
            self.words += self.written(record, fields)

    def written(self, record: models.Model, fields: list[models.Field]) -> list[str]:
        """Return every text that a person would look for in the workbook."""
        found = []
        for field in fields:
            value = getattr(record, field.attname)
            if isinstance(value, str) and value and not field.choices and field.name not in CODES:
                found.append(value)
            if isinstance(value, list | dict):
                inside = value.values() if isinstance(value, dict) else value
                found += [item for item in inside if isinstance(item, str)]
        return found

    def own(self, link: Link, rank: int) -> dict[str, Any]:
        """Return the values that no type of field tells."""
        words = {
            "communes": {"code": f"0010{rank + 1}"},
            "territories": {"code": f"t-{rank + 1}"},
            "added_fields": {"code": ("surface", "ouvert", "mot")[rank], "type": ("number", "boolean", "text")[rank],
                             "kind": "projet"},
            "kinds": {"code": ("projet", "tiers_lieu", "structure")[rank], "framework": ("ect@0.1", "maison@0.3", "")[rank]},
            "means": {"year": 2020 + rank},
            "evidence": {"source_kind": ("passage", "log", "outcome")[rank],
                         "source": (self.reference("passages"), self.reference("log"), "alive_24m")[rank]},
            "consents": {"transcribe": True, "withdrawn_on": "", "laboratory": rank == 0},
            "documents": {"confidentiality": ("public", "workspace", "restricted")[rank]},
            "passages": self.span(rank) if link.table == "passages" else {},
            "phases": {"end": ""}, "standbys": {"end": ""},
            "cases": {"ended": "", "kind": ("projet", "tiers_lieu", "structure")[rank], **({} if rank == 0 else {"extra": {}})},
            "verifications": {"field": ("", "started", "x_surface")[rank]},
        }  # fmt: skip
        return words.get(link.table, {})

    def span(self, rank: int) -> dict[str, Any]:
        """Return a span of a document that begins and ends by a blank."""
        text = self.made[Document][rank].text
        start = text.index(" ")
        return {"start": start, "length": 9, "text": text[start : start + 9]}

    def reference(self, table: str) -> str:
        model = next(link.model for link in LINKS if link.table == table)
        made = self.made.get(model, [])
        return made[0].reference if made else ""


def other_framework() -> Framework:
    """Return a référentiel of one's own: another code for a variable, other phases."""
    text = json.dumps(as_dict(framework.default()), ensure_ascii=False)
    text = re.sub(r'"P([1-6])"', r'"L\1"', text).replace('"A1"', '"A9"')
    content = json.loads(text)
    content |= {"id": "maison", "version": "0.3", "title": "Maison"}
    return from_dict(content)


def keep_framework(house: House, one: Framework, *, published: bool = True) -> FrameworkVersion:
    return create(
        house["rd"],
        FrameworkVersion(
            workspace=house.workspace, identifier=one.id, number=one.version, title=one.title,
            content=as_dict(one), published_on=timezone.now() if published else None,
        ),
    )  # fmt: skip


def fill_everything(house: House) -> Filler:
    """Fill every field of every model of the workspace; return what was made."""
    keep_framework(house, other_framework())
    filler = Filler(house)
    for link in LINKS:
        filler.fill(link)
    # a place of another kind, in a phase of its own référentiel, appraised by it
    made = {link.table: filler.made[link.model] for link in LINKS}
    models_of = {link.table: link.model for link in LINKS}
    place = made["cases"][1]
    create(house["rd"], models_of["phases"](workspace=house.workspace, case=place, phase="L3"))
    create(house["rd"], models_of["ratings"](
        workspace=house.workspace, case=place, phase="L3", variable="A9", rater=made["raters"][0],
        level="2", framework="maison@0.3", date="mars 2026",
    ))  # fmt: skip
    return filler


def empty_workspace(code: str = "neuf") -> Workspace:
    return Workspace.objects.create(
        code=code, name="Coopérative du Val d’Ombre", model="cooperative"
    )

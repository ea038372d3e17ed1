"""Cases and lines of the logbook, made in a line."""

from __future__ import annotations

from datetime import date
from typing import Any

from terreau.web.accounts.models import User
from terreau.web.cases.models import Case, LogEntry
from terreau.web.cases.services.log import keep_line
from terreau.web.core import records
from tests.web.people import House

TODAY = date(2026, 11, 12)  # a Thursday
SENTENCE = "Réunion mairie, 12 personnes dont 3 élus, le local est acquis. Ensuite : visite le 14."


def case_of(house: House, name: str = "La Ressourcerie des Trois Ponts", **fields: Any) -> Case:
    """A case of the workspace, whose today is `TODAY`."""
    house.workspace.today = TODAY
    house.workspace.save()
    fields.setdefault("followed_by", house["accompanist"])
    return records.create(None, Case(workspace=house.workspace, kind="projet", name=name, **fields))


def line_of(case: Case, author: User, text: str = "Réunion en mairie", **fields: Any) -> LogEntry:
    """A line of `case` written by `author`, today unless `date` says otherwise."""
    fields.setdefault("date", TODAY.isoformat())
    kept = {name: fields.pop(name) for name in ("hours", "sent", "to_confirm") if name in fields}
    return keep_line(author, case=case, text=text, values=fields, **kept).entry

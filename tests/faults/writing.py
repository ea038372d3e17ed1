"""Writers who never pause, what they were promised, and what the base holds."""

from __future__ import annotations

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.served import WRITERS, Served, Writer, run

VARIABLES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "C1", "C2", "D1")
_HELD = """
import json
from django.db import connection
from django.db.models import Sum
from terreau.web.cases.models import LogEntry
from terreau.web.core.models import Act, Counter, SearchEntry
from terreau.web.ratings.models import Rating
with connection.cursor() as cursor:
    cursor.execute("PRAGMA integrity_check")
    integrity = cursor.fetchone()[0]
    cursor.execute("PRAGMA foreign_key_check")
    strays = cursor.fetchall()
def table(model, prefix):
    label = model._meta.label_lower
    acts = Act.objects.filter(kind=label)
    return {
        "rows": model.objects.count(),
        "created": acts.filter(verb="create").count(),
        "counter": Counter.objects.filter(prefix=prefix).aggregate(n=Sum("last"))["n"] or 0,
        "versions": model.objects.aggregate(n=Sum("version"))["n"] or 0,
        "history": model.history.count(),
        "acts": acts.count(),
    }
print(json.dumps({
    "integrity": integrity, "strays": len(strays),
    "lines": {str(sent): text for sent, text in LogEntry.objects.values_list("sent", "text")},
    "levels": {f"{r.case.reference} {r.variable}": r.level for r in Rating.objects.select_related("case")},
    "log": table(LogEntry, LogEntry.prefix), "ratings": table(Rating, Rating.prefix),
    "found": SearchEntry.objects.filter(kind="cases.logentry").count(),
}))
"""


@dataclass
class Promised:
    """What the server acknowledged to one writer, and what it refused or left unanswered."""

    lines: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    cut: int = 0  # requests without an answer: nothing is promised of them
    doubtful: set[str] = field(default_factory=set)  # cells whose last request had no answer

    @property
    def writes(self) -> int:
        return len(self.lines)


def _line(writer: Writer, held: Promised, rank: int) -> None:
    number, text = str(uuid4()), f"Réunion {rank} à la mairie, 12 personnes, le local est acquis. "
    answer = writer.line(number, text)
    if answer.status != 200 or answer.json()["lines"][number]["state"] != "stored":
        held.errors.append(f"line {answer.status}: {answer.text[:200]}")
    else:
        held.lines[number] = text.strip()


def _level(writer: Writer, held: Promised, rank: int, versions: dict[str, str]) -> None:
    variable, level = VARIABLES[rank % len(VARIABLES)], str(rank % 5)
    key = f"{writer.case} {variable}"
    held.doubtful.add(key)
    answer = writer.rating(variable, level, versions.get(variable, ""))
    said = answer.json() if answer.status == 200 else {}
    if not said.get("saved"):
        held.errors.append(f"level {answer.status}: {answer.text[:200]}")
        return
    held.doubtful.discard(key)
    held.levels[key] = level
    versions[variable] = str(said.get("version", ""))


def _write(writer: Writer, held: Promised, until: threading.Event) -> None:
    rank, versions = 0, dict[str, str]()
    while not until.is_set():
        rank += 1
        try:
            if rank % 3 == 0:
                _level(writer, held, rank // 3, versions)
            else:
                _line(writer, held, rank)
        except (OSError, http.client.HTTPException):
            held.cut += 1
            time.sleep(0.05)


class Writers:
    """Eight people who write at once until they are told to stop."""

    def __init__(self, served: Served, *, timeout: float = 60.0) -> None:
        self.promised = [Promised() for _writer in range(WRITERS)]
        self._until = threading.Event()
        self._threads = [
            threading.Thread(
                target=_write, args=(served.writer(number, timeout), held, self._until), daemon=True
            )
            for number, held in enumerate(self.promised)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._until.set()
        for thread in self._threads:
            thread.join()

    @property
    def lines(self) -> dict[str, str]:
        return {number: text for held in self.promised for number, text in held.lines.items()}

    @property
    def levels(self) -> dict[str, str]:
        return {key: level for held in self.promised for key, level in held.levels.items()}

    @property
    def doubtful(self) -> set[str]:
        return {key for held in self.promised for key in held.doubtful}

    @property
    def errors(self) -> list[str]:
        return [error for held in self.promised for error in held.errors]

    @property
    def cut(self) -> int:
        return sum(held.cut for held in self.promised)


def held_by(served: Served) -> dict[str, Any]:
    """What the base holds."""
    return dict(json.loads(run(served.folder, _HELD)))


def broken(held: dict[str, Any]) -> list[str]:
    """Return the invariants that do not hold: nothing is ever half-written."""
    found = []
    if held["integrity"] != "ok" or held["strays"]:
        found.append(f"integrity: {held['integrity']}, {held['strays']} strays")
    for name in ("log", "ratings"):
        table = held[name]
        if not table["rows"] == table["created"] == table["counter"]:
            found.append(f"{name}: rows, acts, counter differ: {table}")
        if table["versions"] != table["history"] or table["history"] > table["acts"]:
            found.append(f"{name}: versions, history, acts differ: {table}")
    if held["found"] != held["log"]["rows"]:
        found.append(f"search: {held['found']} for {held['log']['rows']} lines")
    return found

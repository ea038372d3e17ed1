"""What a page costs: server time and number of queries, at 48 cases and ten and twenty times more.

`python benchmarks/pages.py` prints a table by size and ends with 1 when a limit is broken:
150 ms and 20 queries a page, 100 ms a search, 50 ms to save a line or a rating, 3 s to start. Pages
are held to their process time, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks import base

PAGE, QUERIES, SEARCH, SAVE, START = 150.0, 20, 100.0, 50.0, 3.0
_TIMES = 7  # the median of so many
_WARM = 2
# names of addresses that give a file, or a part of a page that another asks for: shown, held to nothing
_FILES = {"frameworks:booklet", "frameworks:files", "frameworks:mapping-file"}
_DRAFTS = {f"frameworks:{page}" for page in ("common", "phases", "variable", "variable-new", "variable-retire", "publish",
                                             "discard")}  # fmt: skip
_WORDS = ("mairie", "émergence", "coopératives", "ressourcerie ombre", "local acq", "P-0007")
_ROLES = ("rd", "methode", "dev1", "admin", "invite")
# pages that say other things to other readers
_ALSO = {
    "home:home": ("dev1", "methode", "invite"), "cases:case": ("dev1", "methode", "invite"), "cases:logbook": ("dev1",),
    "cases:next": ("dev1",), "cases:follow-up": ("dev1",), "cases:cases": ("invite",), "ratings:grid": ("dev1", "methode"),
    "ratings:overview": ("dev1",), "ratings:rate-variable": ("dev1",), "ratings:discussion": ("dev1",),
}  # fmt: skip
# what only an act makes: an invitation sent, a workbook handed over, the file of a job
_MADE = {"accounts:invitation-sent", "exchange:batch", "exchange:undo", "home:job-file"}
_LISTS = {
    "cases:cases": ("?tri=name", "?tri=-name&page=2", "?q=jardin"),
    "cases:log-lines": ("?page=40", "?q=mairie"),
    "cases:actors": ("?page=5", "?q=ferme"),
    "home:acts": ("?page=50",),
    "cases:next": ("?qui=tous",),
    "interviews:documents": ("?page=2",),
    "ratings:overview": ("?page=2", "?tri=-desaccords"),
}


@dataclass
class Line:
    """A line of the table."""

    name: str
    milliseconds: float
    cpu: float
    queries: int | None
    limit: float
    status: int

    @property
    def spent(self) -> float:
        """What the limit is held against: SQLite works in this process, its time is counted; a saving
        waits for the disk, and is timed by the clock of the wall."""
        return self.milliseconds if self.limit == SAVE else self.cpu

    @property
    def broken(self) -> str:
        said = []
        if self.status >= 400:
            said.append(f"status {self.status}")
        if self.spent > self.limit:
            said.append(f"over {self.limit:.0f} ms")
        if self.queries is not None and self.queries > QUERIES:
            said.append(f"over {QUERIES} queries")
        return ", ".join(said)


def _median(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the median of elapsed and of processor time, in ms, and the last answer."""
    for _again in range(_WARM):
        answer = ask()
    walls, cpus = [], []
    for _again in range(_TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = ask()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls) * 1000, statistics.median(cpus) * 1000, answer


class Visit:
    """The people of a generated base, and the addresses they open."""

    def __init__(self) -> None:
        from django.test import Client

        from terreau.web.accounts.models import User
        from terreau.web.core.models import Workspace

        self.workspace = Workspace.objects.get(code=base.CODE)
        self.users = {role: User.objects.get(email=f"{role}@exemple.invalid") for role in _ROLES}
        self.clients = {}
        for role, user in self.users.items():
            client = Client(HTTP_HOST="127.0.0.1")
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            self.clients[role] = client
        self.parts = self._parts()

    def _parts(self) -> dict[str, Any]:
        from terreau.web.accounts.models import Membership
        from terreau.web.cases import models as cases
        from terreau.web.core.models import Job
        from terreau.web.interviews import models as interviews
        from terreau.web.ratings import models as ratings

        def most(model: Any, field: str) -> Any:
            """Return the value that most rows have: the heaviest page of its kind."""
            from django.db.models import Count

            counted = model.objects.filter(workspace=self.workspace).values(field)
            return counted.annotate(n=Count("pk")).order_by("-n", field).first()[field]

        case = cases.Case.objects.get(pk=most(cases.LogEntry, "case"))
        rating = ratings.Rating.objects.filter(case=case).order_by("phase", "variable").first()
        document = interviews.Document.objects.get(pk=most(interviews.Passage, "document"))
        passage = document.passages.first()
        interview = interviews.Interview.objects.get(pk=document.interview_id)
        held: dict[str, Any] = {
            "case": case, "rating": rating, "document": document.reference,
            "passage": passage.reference, "interview": interview.reference,
            "person": interview.participants.first().reference,
            "actor": cases.Actor.objects.get(pk=most(cases.Involvement, "actor")).reference,
            "entry": cases.LogEntry.objects.filter(case=case).first().reference,
            "member": Membership.objects.filter(workspace=self.workspace, user=self.users["dev1"]).get().pk,
            "job": Job.objects.filter(workspace=self.workspace, asked_by=self.users["rd"]).first().uuid,
            "outcome": cases.Outcome.objects.filter(case=case).first().pk,
        }  # fmt: skip
        return held

    def of(self, name: str, param: str) -> Any:
        """Return the part `param` of the address `name`, None when none is known."""
        room, _colon, page = name.partition(":")
        held, rating = self.parts, self.parts["rating"]
        references = {
            ("cases", "entry"): held["entry"], ("cases", "actor"): held["actor"],
            ("interviews", "document"): held["document"], ("interviews", "passage"): held["document"],
            ("interviews", "interview"): held["interview"], ("interviews", "person"): held["interview"],
            ("interviews", "consent"): held["interview"], ("interviews", "withdraw"): held["interview"],
            ("ratings", "rater"): "R-02",
        }  # fmt: skip
        if param == "reference":
            found = references.get((room, page.partition("-")[0]))
            return found or (held["case"].reference if room == "cases" else None)
        if (room, page.partition("-")[0], param) == ("territories", "commune", "code"):
            return "00100"
        if (room, page.partition("-")[0], param) == ("cases", "field", "code"):
            return "surface"
        if name in _DRAFTS and param == "identifier":
            return base.DRAFT
        simple = {
            "workspace": self.workspace.code, "case": held["case"].reference, "year": 2025,
            "phase": rating.phase, "seq": 1, "variable": rating.variable, "pillar": rating.variable[0],
            "passage": held["passage"], "person": held["person"], "row": "devenirs", "pk": held["outcome"],
            "identifier": self.workspace.framework, "kind": "projet",
            "code": {"territories": "t0", "cases": "projet", "frameworks": rating.variable}.get(room),
            "source": base.DRAFT, "target": self.workspace.framework, "member": held["member"], "job": held["job"],
        }  # fmt: skip
        return simple.get(param)

    def role(self, permission: str) -> str | None:
        """Return who opens a page that asks for `permission`."""
        return next(
            (role for role, user in self.users.items() if user.has_perm(permission, self.workspace)), None
        )  # fmt: skip


def _patterns(resolver: Any, space: str = "") -> Iterator[tuple[str, Any]]:
    from django.urls import URLResolver

    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _patterns(pattern, inner)
        elif hasattr(pattern.callback, "door"):
            yield f"{space}{pattern.name}", pattern


def addresses(visit: Visit, params: dict[str, set[str]]) -> tuple[list[tuple[str, str, str]], list[str]]:  # fmt: skip
    """Return (name, address, role) of each page that is read, and the names that are not measured."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    found, left = [], []
    for name, pattern in _patterns(get_resolver()):
        permission, _write, methods = pattern.callback.door
        if "GET" not in methods or name in _MADE:
            continue
        values = {one: visit.of(name, one) for one in params[name]}
        role = visit.role(permission)
        try:
            if role is None or None in values.values():
                raise NoReverseMatch
            address = reverse(name, kwargs=values)
        except NoReverseMatch:
            left.append(name)
            continue
        found += [
            (f"{name}{query}", address + query, role) for query in ("", *_LISTS.get(name, ()))
        ]
    return found, left


def _params() -> dict[str, set[str]]:
    """Return the parts of each address, those of its whole path."""
    from django.urls import URLResolver, get_resolver

    found: dict[str, set[str]] = {}

    def walk(resolver: Any, space: str, above: set[str]) -> None:
        for pattern in resolver.url_patterns:
            here = above | set(pattern.pattern.converters)
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, here)
            else:
                found[f"{space}{pattern.name}"] = here

    walk(get_resolver(), "", set())
    return found


def _page(visit: Visit, name: str, address: str, role: str, limit: float) -> Line:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = visit.clients[role]
    wall, cpu, answer = _median(lambda: client.get(address))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    files = name in _FILES
    return Line(name, wall, cpu, None if files else len(captured),
                float("inf") if files else limit, answer.status_code)  # fmt: skip


def _saves(visit: Visit) -> Iterator[Line]:
    """Yield what it costs to keep a line of the logbook and to give a level."""
    client, user, case = visit.clients["dev1"], visit.users["dev1"], visit.parts["case"]

    def line() -> Any:
        sent = {"sent": str(uuid4()), "text": "Réunion à la mairie, 12 personnes dont 3 élus, le local est acquis.",
                "case": case.reference}  # fmt: skip
        body = json.dumps({"author": user.pk, "lines": [sent]})
        return client.post(f"/e/{base.CODE}/journal/envoi/", body, content_type="application/json")

    from terreau.web.ratings.models import Rating

    cell = {"case": case, "phase": "P1", "seq": 1, "variable": "B2", "layer": "individual",
            "rater__person__user": user}  # fmt: skip
    before = Rating.objects.live().filter(**cell).first()
    levels = iter(range(10_000))
    version = [str(before.version) if before else ""]

    def level() -> Any:
        address = f"/e/{base.CODE}/projets/{case.reference}/apprecier/P1/1/B2/"
        typed = {"level": str(next(levels) % 5), "version": version[0]}
        answer = client.post(address, typed, headers={"X-Terreau-Save": "1"})
        version[0] = str(answer.json().get("version", ""))
        assert answer.json().get("saved"), answer.json()
        return answer

    for name, ask in (("save a line", line), ("save a rating", level)):
        wall, cpu, answer = _median(ask)
        yield Line(name, wall, cpu, None, SAVE, answer.status_code)


def measure() -> list[Line]:
    """Measure everything on the base that is open."""
    visit = Visit()
    found, left = addresses(visit, _params())
    lines = [_page(visit, name, address, role, PAGE) for name, address, role in found]
    pending = [line.name for line in lines if line.status == 501]
    lines = [line for line in lines if line.status != 501]
    for words in _WORDS:
        address = f"/e/{base.CODE}/recherche/?q={words}"
        lines.append(_page(visit, f"search « {words} »", address, "rd", SEARCH))
    lines += _saves(visit)
    print(f"not measured (no data for their address): {', '.join(left) or 'none'}")
    if pending:
        print(f"still pending: {', '.join(pending)}")
    return lines


def _show(lines: list[Line]) -> int:
    """Print the table, slowest first; return how many limits are broken."""
    print(f"{'page':58} {'ms':>7} {'cpu':>7} {'queries':>7}")
    for line in sorted(lines, key=lambda one: -one.spent):
        queries = "" if line.queries is None else line.queries
        print(
            f"{line.name[:58]:58} {line.milliseconds:7.1f} {line.cpu:7.1f} {queries:>7} {line.broken}"
        )
    return sum(bool(line.broken) for line in lines)


def _start(folder: Path) -> float:
    """Return how many seconds `terreau serve` takes to its first answer, the best of three."""
    from tests.served import Served

    taken = []
    for _again in range(3):
        served = Served(folder)
        taken.append(served.start())
        served.stop()
    return min(taken)


def _one(folder: Path, times: int) -> int:
    began = time.perf_counter()
    base.install(folder, times)
    from terreau.web.cases.models import LogEntry
    from terreau.web.ratings.models import Rating

    size = (folder / "terreau.sqlite3").stat().st_size / 1e6
    print(f"== x{times}: {Rating.objects.count()} ratings, {LogEntry.objects.count()} lines, "
          f"{size:.0f} MB, made in {time.perf_counter() - began:.0f} s")  # fmt: skip
    broken = _show(measure())
    seconds = _start(folder)
    late = seconds > START
    print(f"start of terreau serve: {seconds:.2f} s{' over 3 s' if late else ''}")
    return broken + late


def main() -> int:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 20])
    parser.add_argument("--keep", type=Path, help="a folder where the bases stay, to measure again")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return min(_one(options.one, options.times[0]), 1)
    broken = False
    with tempfile.TemporaryDirectory() as temporary:
        for times in options.times:
            folder = (options.keep or Path(temporary)) / f"x{times}"
            words = [
                sys.executable,
                "-m",
                "benchmarks.pages",
                "--times",
                str(times),
                "--one",
                str(folder),
            ]
            environment = {**os.environ, "TERREAU_DATA": str(folder)}
            done = subprocess.run(
                words, cwd=Path(__file__).parents[1], env=environment, check=False
            )
            broken = broken or done.returncode != 0
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())

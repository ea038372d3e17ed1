"""Server time and queries of each page, search, saving: at ×1, ×10, ×20 of a seeded base, against the limits.

Run `python -m benchmarks.pages [--times 20]`; exit code 1 when a limit is broken. Times are process
time of this machine, median of several; a limit is what `README.md` promises at ×20.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

PAGE_MS, QUERIES, SEARCH_MS, SAVE_MS, START_S = 150.0, 20, 100.0, 50.0, 3.0
_ROUNDS = 7
# (who, name of the address, its parts, query); only pages that a person opens many times a day or that list
PAGES: list[tuple[str, str, dict[str, Any], str]] = [
    ("accompanist", "home:home", {}, ""), ("method", "home:acts", {}, ""), ("rd", "cases:cases", {}, ""),
    ("rd", "cases:cases", {}, "?tri=-name&page=5"), ("rd", "cases:cases", {}, "?vue=cartes"),
    ("accompanist", "cases:case", {"reference": "P-0001"}, ""), ("guest", "cases:case", {"reference": "P-0001"}, ""),
    ("rd", "cases:case-edit", {"reference": "P-0001"}, ""), ("rd", "cases:case-history", {"reference": "P-0001"}, ""),
    ("accompanist", "cases:case-log", {"reference": "P-0001"}, ""), ("accompanist", "cases:logbook", {}, ""),
    ("accompanist", "cases:next", {}, ""), ("accompanist", "cases:follow-up", {}, ""),
    ("accompanist", "cases:case-follow-up", {"reference": "P-0001"}, ""),
    ("rd", "cases:case-review", {"reference": "P-0001", "year": 2025}, ""), ("rd", "cases:actors", {}, ""),
    ("rd", "cases:actor", {"reference": "A-0001"}, ""), ("rd", "cases:kinds", {}, ""),
    ("coder", "interviews:interviews", {}, ""), ("coder", "interviews:documents", {}, ""),
    ("coder", "interviews:document", {"reference": "D-0001"}, ""), ("accompanist", "ratings:overview", {}, ""),
    ("accompanist", "ratings:grid", {"case": "P-0001"}, ""), ("accompanist", "ratings:discussion", {"case": "P-0001"}, ""),
    ("accompanist", "ratings:rate-variable", {"case": "P-0001", "phase": "P3", "seq": 1, "variable": "B4"}, ""),
    ("rd", "frameworks:framework", {"identifier": "ect@0.1"}, ""), ("rd", "territories:territories", {}, ""),
    ("admin", "accounts:members", {}, ""),
]  # fmt: skip
SEARCHES = ("subvention", "local acquis", "ressourceries", "combe 12", "atel")


def _prepare(folder: str) -> None:
    os.environ["TERREAU_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.web.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    call_command("migrate", verbosity=0)


def _median(
    gesture: Callable[[int], Any], clock: Callable[[], float] = time.process_time
) -> tuple[float, int]:
    """Return the median milliseconds of `gesture` once warm, and its queries.

    SQLite works in this process: its time is counted. A saving waits for the disk: give the clock of the wall.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    gesture(-1)
    spent, queries = [], 0
    with CaptureQueriesContext(connection) as captured:
        gesture(-2)
    queries = len(captured)
    for n in range(_ROUNDS):
        start = clock()
        gesture(n)
        spent.append(1000 * (clock() - start))
    return statistics.median(spent), queries


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _pages(base: Any) -> list[tuple[str, float, int, float, int]]:
    from django.urls import reverse

    clients = {role: _client(user) for role, user in base.people.items()}
    found = []
    for who, name, parts, query in PAGES:
        address = reverse(name, kwargs={"workspace": base.workspace.code, **parts}) + query

        def ask(_n: int, who: str = who, address: str = address) -> None:
            answer = clients[who].get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        found.append((f"{name} {query} ({who})", *_median(ask), PAGE_MS, QUERIES))
    for words in SEARCHES:
        address = reverse("home:search", args=[base.workspace.code])
        found.append(
            (
                f"search « {words} »",
                *_median(lambda _n, w=words, a=address: clients["rd"].get(a, {"q": w})),
                SEARCH_MS,
                QUERIES,
            )
        )
    return found


def _saves(base: Any) -> list[tuple[str, float, int, float, int]]:
    from terreau.web.cases.models import LogEntry
    from terreau.web.core.records import create
    from terreau.web.ratings.models import Rater, Rating

    person, place = base.people["accompanist"], base.workspace
    rater = Rater.objects.get(workspace=place, reference="R-00")

    def line(n: int) -> None:
        create(
            person,
            LogEntry(
                workspace=place, case=base.case, date="2026-11-12", text=f"Une ligne de plus, {n}"
            ),
        )

    def rating(n: int) -> None:
        create(person, Rating(workspace=place, case=base.case, phase="P6", variable=f"Z{n + 3}", rater=rater,
                              level="2", framework="ect@0.1", date="2026-11-12"))  # fmt: skip

    most = 10**6  # what counts for a saving is its time
    return [
        ("save a line", *_median(line, time.perf_counter), SAVE_MS, most),
        ("save a rating", *_median(rating, time.perf_counter), SAVE_MS, most),
    ]


def measure(times: int, folder: str) -> bool:
    """Fill, measure and print one size; return whether every limit holds."""
    from benchmarks.base import fill

    _prepare(folder)
    start = time.perf_counter()
    base = fill(times)
    print(f"×{times}: filled in {time.perf_counter() - start:.0f} s")
    kept = True
    for name, spent, queries, limit, most in [*_pages(base), *_saves(base)]:
        good = spent <= limit and queries <= most
        kept = kept and good
        said = f"{queries:>4} queries" if most < 10**6 else " " * 12
        print(f"  {'  ' if good else '✗ '}{name:<52} {spent:>7.1f} ms of {limit:.0f} {said}")
    return kept


def start_up() -> bool:
    """Measure from the command to the first answer, on an installation made before."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERREAU_DATA": folder}
        command = [sys.executable, "-m", "terreau"]
        subprocess.run([*command, "init", "--email", "a@exemple.invalid", "--name", "A", "--password", "banc d’essai",
                        "--workspace", "Banc", "--model", "cooperative"], env=environment, check=True,
                       capture_output=True)  # fmt: skip
        spent = []
        for _n in range(3):
            begin = time.perf_counter()
            server = subprocess.Popen([*command, "serve", "--port", "8391"], env=environment,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            while not _answers():
                time.sleep(0.02)
                assert time.perf_counter() - begin < 60, "no answer"
            spent.append(time.perf_counter() - begin)
            server.terminate()
            server.wait(15)
    found = statistics.median(spent)
    print(
        f"  {'  ' if found <= START_S else '✗ '}start of terreau serve {found:.1f} s of {START_S:.0f}"
    )
    return found <= START_S


def _answers() -> bool:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen("http://127.0.0.1:8391/sante/", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main() -> int:
    """Measure each size in a process of its own, then the start."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=0, help="one size only")
    asked = parser.parse_args()
    if asked.times:
        with tempfile.TemporaryDirectory() as folder:
            return 0 if measure(asked.times, folder) else 1
    done = [
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pages", "--times", str(times)], check=False
        ).returncode
        for times in (1, 10, 20)
    ]
    return 0 if start_up() and not any(done) else 1


if __name__ == "__main__":
    sys.exit(main())

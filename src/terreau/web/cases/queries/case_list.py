"""Cases as lists show them: phase of the moment, last line of the logbook, last verification."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery

from terreau.i18n import fold, sort_key
from terreau.web.accounts.models import User
from terreau.web.cases.models import Case, CasePhase, LogEntry, Verification
from terreau.web.cases.queries.phases import phase_titles
from terreau.web.core.models import Workspace
from terreau.web.territories.models import Territory

__all__ = ["STALE", "Asked", "CaseList", "narrowed"]

STALE = timedelta(days=365)
Asked = dict[str, Any]


def _annotated(cases: Any, day: date) -> Any:
    """Add `phase_now`, `last_log`, `verified` and `stale` to each case."""
    stays = CasePhase.objects.filter(case=OuterRef("pk"), archived_on__isnull=True)
    now = stays.order_by(F("start_latest").desc(nulls_last=True), "-seq", "-phase")
    lines = LogEntry.objects.filter(case=OuterRef("pk"), archived_on__isnull=True)
    whole = Verification.objects.filter(case=OuterRef("pk"), field="")
    return cases.annotate(
        phase_now=Subquery(now.values("phase")[:1]),
        last_log=Subquery(lines.order_by("-date_latest").values("date_latest")[:1]),
        verified=Subquery(whole.order_by("-on").values("on")[:1]),
    ).annotate(
        stale=ExpressionWrapper(
            Q(verified=None) | Q(verified__lt=day - STALE), output_field=BooleanField()
        )
    )


@dataclass
class CaseList:
    """The cases of a workspace, of some kinds, and what they can be filtered by."""

    workspace: Workspace
    kinds: list[str]

    @property
    def all(self) -> Any:
        """Every case of these kinds, archived ones too."""
        return Case.objects.filter(workspace=self.workspace, kind__in=self.kinds)

    def rows(self, day: date) -> Any:
        """Return the cases as a list shows them that day."""
        return _annotated(self.all.select_related("territory", "followed_by"), day)

    @cached_property
    def _words(self) -> list[tuple[int, list[str], str]]:
        return list(self.all.live().values_list("pk", "themes", "cohort"))

    @cached_property
    def _spellings(self) -> dict[str, Counter[str]]:
        """Each word in use, folded, with its spellings: « Mobilité » and « mobilité » are one."""
        counts = Counter(word for _pk, words, _cohort in self._words for word in words)
        found: dict[str, Counter[str]] = {}
        for word, count in counts.items():
            found.setdefault(fold(word), Counter())[word] = count
        return found

    def themes(self) -> list[str]:
        """Return the words in use, in French order; of each, the spelling most met."""
        spellings = self._spellings.values()
        return sorted((found.most_common(1)[0][0] for found in spellings), key=sort_key)

    def with_theme(self, word: str) -> list[int]:
        """Return the keys of the live cases of that theme."""
        wanted = set(self._spellings.get(fold(word), ()))
        return [pk for pk, words, _cohort in self._words if wanted.intersection(words)]

    def cohorts(self) -> list[str]:
        """Return the cohorts in use."""
        return sorted({cohort for _pk, _words, cohort in self._words if cohort}, key=sort_key)

    def phases(self) -> dict[str, str]:
        """Return the phases of these kinds, by code."""
        return phase_titles(self.workspace, self.kinds)

    def territories(self) -> list[tuple[str, str]]:
        """Return the territories of the workspace: code and name."""
        return list(Territory.objects.of(self.workspace).values_list("code", "name"))

    def followers(self) -> list[tuple[str, str]]:
        """Return those who follow a case: key and name."""
        ids = self.all.live().exclude(followed_by=None).values("followed_by")
        found = User.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name")
        return [(str(pk), name) for pk, name in found]


def narrowed(rows: Any, asked: Asked, *, cases: CaseList, reader: User) -> Any:
    """Return the rows that answer the filters of the address; archived ones only when asked for."""
    exact = {
        "kind": "kind",
        "phase": "phase_now",
        "territory": "territory__code",
        "cohort": "cohort",
    }
    rows = rows.filter(archived_on__isnull=not asked.get("archived"))
    rows = rows.filter(**{exact[name]: value for name, value in asked.items() if name in exact})
    if words := fold(asked.get("q", "")):
        for word in words.split():
            rows = rows.filter(Q(name_key__contains=word) | Q(reference__icontains=word))
    if theme := asked.get("theme"):
        rows = rows.filter(pk__in=cases.with_theme(theme))
    if follower := asked.get("follower"):
        if follower == "nobody":
            rows = rows.filter(followed_by=None)
        else:
            rows = rows.filter(followed_by=reader.pk if follower == "me" else int(follower))
    if asked.get("stale"):
        rows = rows.filter(stale=True)
    if state := asked.get("state"):
        over = ~Q(ended="") | ~Q(exit_reason="")
        rows = rows.filter(over if state == "over" else ~over)
    return rows

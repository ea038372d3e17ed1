"""One search over everything: a normal form made once in Python, the same on both engines.

Accents are taken off first, then words are reduced to their French stems; the engine (FTS5 on SQLite,
a ``simple`` tsvector on PostgreSQL) only matches words. A person finds what their circles allow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from terreau.i18n import fold
from terreau.web.core.models import SearchEntry, Workspace

if TYPE_CHECKING:
    from terreau.web.core.models import Record

__all__ = ["find", "forget", "index", "index_again", "index_new", "keep_out", "stems"]

# articles and pronouns that elide: « l’émergence » is found by « émergence »
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)
_LONGEST = 400_000  # characters of a text that are searched: two long interviews

# by kind of record: of these rows of a workspace, which are closed today
Closed = Callable[[Workspace, list[int]], set[int]]
_CLOSED: dict[str, Closed] = {}


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("french")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # the same few thousand words make most texts: each is worked out once
    return _stemmer().stemWord(word)  # type: ignore[no-any-return]


def stems(text: str) -> list[str]:
    """Return the words of `text` in their normal form, in order."""
    return [_stem(word) for word in fold(_ELIDED.sub("", text)).split()]


def _entry(record: Record) -> dict[str, Any] | None:
    """Return what the search keeps of `record`; None when it keeps nothing."""
    said = None if record.archived else record.search_text()
    if said is None:
        return None
    title, text, circle = said
    text = text[:_LONGEST]
    return {
        "workspace_id": record.workspace_id,
        "circle": circle,
        "title": title[:300],
        "excerpt": text,
        "stems": " ".join(stems(f"{title} {text}")),
        "url": record.get_absolute_url()[:300],
    }


def index(record: Record) -> None:
    """Keep the search in step with `record`; called by `core.records` in the same transaction."""
    entry = _entry(record)
    if entry is None:
        forget(record)
        return
    SearchEntry.objects.update_or_create(
        kind=record._meta.label_lower, object_id=record.pk, defaults=entry
    )


def index_new(records: Iterable[Record]) -> None:
    """Put many records that have just been made in the search, at once."""
    entries = (
        SearchEntry(kind=record._meta.label_lower, object_id=record.pk, **entry)
        for record in records
        if (entry := _entry(record)) is not None
    )
    SearchEntry.objects.bulk_create(entries, batch_size=1_000)


def index_again(records: Sequence[Record]) -> None:
    """Keep the search in step with many changed records of one model, at once."""
    kind, ids = records[0]._meta.label_lower, [record.pk for record in records]
    for start in range(0, len(ids), 500):
        SearchEntry.objects.filter(kind=kind, object_id__in=ids[start : start + 500]).delete()
    index_new(records)


def forget(record: Record) -> None:
    """Take `record` out of the search."""
    SearchEntry.objects.filter(kind=record._meta.label_lower, object_id=record.pk).delete()


def keep_out(kind: str, closed: Closed) -> None:
    """Let a room say, at each search, which of its records are closed: some rights end with time,
    when nobody writes anything.
    """
    _CLOSED[kind] = closed


def _without_closed(workspace: Workspace, found: list[SearchEntry]) -> list[SearchEntry]:
    held: dict[str, list[int]] = {}
    for entry in found:
        if entry.kind in _CLOSED:
            held.setdefault(entry.kind, []).append(entry.object_id)
    closed = {(kind, pk) for kind, ids in held.items() for pk in _CLOSED[kind](workspace, ids)}
    return [entry for entry in found if (entry.kind, entry.object_id) not in closed]


def find(
    workspace: Workspace, circles: frozenset[str], text: str, limit: int = 50
) -> list[SearchEntry]:
    """Return what `text` finds in `workspace` for a person of these circles, best first.

    Every word must be there; the last one may be unfinished.
    """
    words = stems(text)[:12]
    if not words:
        return []
    matching = _match_sqlite if connection.vendor == "sqlite" else _match_postgres
    ids = matching(workspace.pk, sorted(circles), words, limit)
    found = SearchEntry.objects.defer("stems").in_bulk(ids)
    return _without_closed(workspace, [found[i] for i in ids if i in found])


def _match_sqlite(workspace: int, circles: list[str], words: list[str], limit: int) -> list[int]:
    query = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    marks = ", ".join(["%s"] * len(circles))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM core_search_words w JOIN core_searchentry e ON e.id = w.rowid "  # noqa: S608 - marks only
            f"WHERE w.stems MATCH %s AND e.workspace_id = %s AND e.circle IN ({marks}) "
            "ORDER BY w.rank LIMIT %s",
            [query.strip(), workspace, *circles, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def _match_postgres(workspace: int, circles: list[str], words: list[str], limit: int) -> list[int]:
    query = " & ".join([*words[:-1], f"{words[-1]}:*"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM core_searchentry WHERE to_tsvector('simple', stems) @@ to_tsquery('simple', %s) "
            "AND workspace_id = %s AND circle = ANY(%s) "
            "ORDER BY ts_rank(to_tsvector('simple', stems), to_tsquery('simple', %s)) DESC, id LIMIT %s",
            [query, workspace, circles, query, limit],
        )
        return [row[0] for row in cursor.fetchall()]

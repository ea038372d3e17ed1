"""The words of the search: FTS5 kept in step by triggers on SQLite, a GIN index on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_SQLITE = (
    "CREATE VIRTUAL TABLE core_search_words USING fts5"
    "(stems, content='core_searchentry', content_rowid='id', tokenize='unicode61', prefix='2 3')",
    "CREATE TRIGGER core_search_words_insert AFTER INSERT ON core_searchentry BEGIN "
    "INSERT INTO core_search_words(rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER core_search_words_delete AFTER DELETE ON core_searchentry BEGIN "
    "INSERT INTO core_search_words(core_search_words, rowid, stems) VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER core_search_words_update AFTER UPDATE OF stems ON core_searchentry BEGIN "
    "INSERT INTO core_search_words(core_search_words, rowid, stems) VALUES ('delete', old.id, old.stems); "
    "INSERT INTO core_search_words(rowid, stems) VALUES (new.id, new.stems); END",
)
_POSTGRES = (
    "CREATE INDEX core_search_words ON core_searchentry USING gin (to_tsvector('simple', stems))",
)
_SQLITE_BACK = (
    "DROP TRIGGER core_search_words_insert",
    "DROP TRIGGER core_search_words_delete",
    "DROP TRIGGER core_search_words_update",
    "DROP TABLE core_search_words",
)
_POSTGRES_BACK = ("DROP INDEX core_search_words",)


def _run(editor: Any, sqlite: tuple[str, ...], postgres: tuple[str, ...]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement)


def make(_apps: Any, editor: Any) -> None:
    """Make the index of the engine in use."""
    _run(editor, _SQLITE, _POSTGRES)


def drop(_apps: Any, editor: Any) -> None:
    """Take it away."""
    _run(editor, _SQLITE_BACK, _POSTGRES_BACK)


class Migration(migrations.Migration):
    """Adds the index of words."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]

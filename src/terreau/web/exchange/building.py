"""From the rows of a table to rows of the base, not yet written; what cannot be is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from terreau.formats.tables import table
from terreau.i18n import fold, quote, typeset
from terreau.i18n import gettext as _
from terreau.problems import Problem
from terreau.web.accounts.models import User
from terreau.web.core.models import NamedRecord, Workspace
from terreau.web.exchange.cells import to_base
from terreau.web.exchange.extra import extra_of
from terreau.web.exchange.mapping import LINKS, Link

__all__ = ["Builder"]

_EMPTY = "Cette cellule est vide, alors que l’application en a besoin."

_NAMED = {link.model for link in LINKS if link.named}
_ASKED = 500

Row = dict[str, Any]
Named = dict[Any, models.Model]


def _target(link: Link, path: str) -> tuple[type[models.Model], str]:
    """Return the model whose rows `path` names, and by which attribute."""
    name, _sep, attribute = path.partition("__")
    return link.model._meta.get_field(name).related_model, attribute


def _where(link: Link, row: Row, column: str) -> str:
    declared = table(link.table)
    key = " ".join(str(row[name]) for name in declared.key if row.get(name) is not None)
    header = quote(declared.column(column).header)
    return f"{_('feuille')} {quote(declared.sheet)}, {key}, {_('colonne')} {header}"


class Builder:
    """Builds the rows of each table; what is built must be given to `remember` once written."""

    def __init__(
        self, workspace: Workspace, types: dict[str, str], *, elsewhere: bool = False
    ) -> None:
        # whether rows may name those that the base already holds
        self._elsewhere = elsewhere
        self.problems: list[Problem] = []
        self.unknown_people: Counter[str] = Counter()
        self._workspace, self._types = workspace, types
        self._known: dict[tuple[type[models.Model], str], Named] = {
            _target(link, path): {}
            for link in LINKS
            for path in link.fields.values()
            if "__" in path
        }
        members = list(User.objects.filter(memberships__workspace=workspace))
        shared = Counter(user.name for user in members)
        # a name that two members bear is nobody's for sure
        self._known[User, "name"] = {u.name: u for u in members if shared[u.name] == 1}

    def build(self, link: Link, rows: list[Row]) -> list[models.Model]:
        """Return the rows of one table, built; `problems` says what is wrong with them."""
        setters = [self._setter(link, column, path) for column, path in link.fields.items()]
        built = []
        for row in rows:
            values: Row = {"workspace": self._workspace}
            for setter in setters:
                setter(row, values)
            if link.extra:
                values[link.extra] = extra_of(row, self._types)
            record = link.model(**values)
            if isinstance(record, NamedRecord):
                record.name_key = fold(record.name)[:300]  # what its own save would do
            built.append(record)
        return built

    def values(self, link: Link, row: Row, columns: Iterable[str]) -> Row:
        """Return the fields that `columns` of a row give to a row that exists already.

        The name of nobody known is left out: it takes nobody's place.
        """
        values: Row = {}
        for column in columns:
            if column.startswith("x_"):
                continue
            path = link.fields[column]
            model, attribute = _target(link, path) if "__" in path else (link.model, "")
            if attribute and model is link.model:
                name = path.partition("__")[0]
                values[name] = self._known[model, attribute].get(row[column])
                if values[name] is None and row[column]:
                    self._problem(link, row, column, self._unknown(row[column]))
            elif model is User and row[column] and row[column] not in self._known[User, "name"]:
                self.unknown_people[row[column]] += 1
            else:
                self._setter(link, column, path)(row, values)
        return values

    def learn(self, link: Link, rows: Iterable[Row], columns: Iterable[str] | None = None) -> None:
        """Let `rows` name the rows that the base holds and that nobody archived."""
        rows = list(rows)
        for column in link.fields if columns is None else columns:
            path = link.fields.get(column, "")
            if "__" not in path:
                continue
            model, attribute = _target(link, path)
            known = self._known[model, attribute]
            names = {row.get(column) for row in rows} - {None} - known.keys()
            if model is User:
                continue
            held = model._base_manager.filter(workspace=self._workspace)
            if model not in _NAMED:
                held = held.filter(archived_on__isnull=True)
            asked = sorted(names, key=str)
            for start in range(0, len(asked), _ASKED):
                some = asked[start : start + _ASKED]
                found = held.filter(**{f"{attribute}__in": some})
                known.update({getattr(record, attribute): record for record in found})

    def named(self, model: type[models.Model], attribute: str) -> Named:
        """Return the rows that may be named by this attribute."""
        return self._known[model, attribute]

    def _unknown(self, name: Any) -> str:
        said = (
            _(
                "{name} ne désigne aucune ligne du classeur ni de l’application, ou elle est archivée."
            )
            if self._elsewhere
            else _("{name} ne désigne aucune ligne du classeur.")
        )
        return said.format(name=quote(str(name)))

    def remember(self, link: Link, records: list[models.Model]) -> None:
        """Let the tables that follow name these rows."""
        for (model, attribute), known in self._known.items():
            if model is link.model:
                known.update({getattr(record, attribute): record for record in records})

    def _problem(self, link: Link, row: Row, column: str, message: str) -> None:
        self.problems.append(Problem("row-refused", _where(link, row, column), typeset(message)))

    def _setter(self, link: Link, column: str, path: str) -> Callable[[Row, Row], None]:
        field = link.model._meta.get_field(path.partition("__")[0])
        if "__" in path:
            return self._setter_of_name(link, column, path, field)
        convert, longest = to_base(field), getattr(field, "max_length", None)

        def set_value(row: Row, values: Row) -> None:
            value = convert(row.get(column))
            if value is None and not field.null:
                self._problem(link, row, column, _EMPTY)
            if longest is not None and isinstance(value, str) and len(value) > longest:
                message = _("Ce texte a plus de {n} caractères.").format(n=longest)
                self._problem(link, row, column, message)
            values[field.name] = value

        return set_value

    def _setter_of_name(
        self, link: Link, column: str, path: str, field: models.Field
    ) -> Callable[[Row, Row], None]:
        model, attribute = _target(link, path)
        known = self._known[model, attribute]
        if model is link.model:
            return lambda _row, _values: None  # rows of the same table are joined once they exist

        def set_name(row: Row, values: Row) -> None:
            name = row.get(column)
            values[field.name] = known.get(name)
            if values[field.name] is None and model is User and name:
                self.unknown_people[name] += 1
            elif values[field.name] is None and (name or not field.null):
                self._problem(link, row, column, self._unknown(name) if name else _EMPTY)

        return set_name

"""A workbook taken into an empty workspace: all of it or nothing, references kept.

The keyed import into a workspace that already lives stands beside it (`importing`): `Builder` makes the
rows of each table for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from terreau.formats.tables import TABLES, Dataset, table
from terreau.framework import Framework, as_dict
from terreau.i18n import format_integer, join_words, quote, typeset
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused
from terreau.web.core.bulk import create_many
from terreau.web.core.models import Counter, Record, ReferencedRecord, Workspace
from terreau.web.core.records import note_act, save
from terreau.web.exchange.building import Builder
from terreau.web.exchange.completing import complete
from terreau.web.exchange.mapping import LINKS, Link
from terreau.web.frameworks.models import FrameworkVersion
from terreau.web.frameworks.queries import framework_of
from terreau.web.interviews.models import Document

__all__ = [
    "Loaded", "count_on", "in_turn", "keep_frameworks", "load_dataset", "refuse_unknown_frameworks",
    "remark_left", "write",
]  # fmt: skip

_BATCH = 2_000
_SAID = 20  # problems that are said one by one
# what a workspace may hold before it is loaded: the declarations its model gave it, by their key
_DECLARED = {"kinds": ("code",), "added_fields": ("kind", "code"), "themes": ("word",)}
_LARGEST = 2**31 - 1
# what the search asks of a row to know who may find it
_PREFETCHED = {Document: "interview__participants__consent"}


@dataclass
class Loaded:
    """What was taken in, by table; in sentences, what was not."""

    counts: dict[str, int] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)

    def remark(self, code: str, message: str) -> None:
        """Add one thing to know."""
        self.remarks.append(Problem(code, "", typeset(message), severity="warning"))


def _refuse_occupied(workspace: Workspace) -> None:
    for link in LINKS:
        if link.table in _DECLARED:
            continue
        if link.model._base_manager.filter(workspace=workspace).exists():
            message = _(
                "Cette structure contient déjà des données (feuille {sheet}) : un classeur ne se "
                "charge que dans une structure vide."
            ).format(sheet=quote(table(link.table).sheet))
            raise Refused([Problem("workspace-occupied", "", typeset(message))])


def refuse_unknown_frameworks(workspace: Workspace, dataset: Dataset) -> None:
    """Refuse data that name a référentiel that the workspace does not have."""
    used = {dataset.framework, *dataset["ratings"]["framework"].unique().to_pylist()} - {None}
    message = _("Le référentiel {name} n’est pas connu dans cette structure.")
    problems = [
        Problem("framework-unknown", "", message.format(name=quote(name)))
        for name in sorted(used)
        if framework_of(workspace, name) is None
    ]
    if problems:
        raise Refused(problems)


def keep_frameworks(
    actor: models.Model | None, workspace: Workspace, frameworks: Sequence[Framework]
) -> None:
    """Keep the référentiels that travel with the workbook as published versions."""
    held = {one.full_identifier for one in FrameworkVersion.objects.filter(workspace=workspace)}
    now = timezone.now()
    rows = [
        FrameworkVersion(
            workspace=workspace, created_by=actor, changed_by=actor, identifier=one.id,
            number=one.version, title=one.title, parent=one.parent, content=as_dict(one),
            published_on=now, published_by=actor,
        )
        for one in frameworks if one.identifier not in held
    ]  # fmt: skip
    create_many(actor, workspace, rows)
    workspace.__dict__.pop("_frameworks", None)  # what was not found before may be there now


def write(
    actor: models.Model | None, workspace: Workspace, model: type[models.Model], rows: list[Any]
) -> None:
    """Write new rows of one model, with what the search asks of them."""
    if rows and model in _PREFETCHED:
        models.prefetch_related_objects(rows, _PREFETCHED[model])
    if issubclass(model, Record):
        create_many(actor, workspace, rows)
    else:
        model._base_manager.bulk_create(rows, batch_size=_BATCH)


def _declare(
    actor: models.Model | None, link: Link, rows: list[models.Model], workspace: Workspace
) -> list[models.Model]:
    """Return the declarations that are new; one that the workspace already has takes the words of the data."""
    key = _DECLARED[link.table]
    held = link.model._base_manager.filter(workspace=workspace)
    known = {tuple(getattr(row, name) for name in key): row for row in held}
    new = []
    for row in rows:
        old = known.get(tuple(getattr(row, name) for name in key))
        if old is None:
            new.append(row)
            continue
        for name in link.fields.values():
            setattr(old, name, getattr(row, name))
        old.archived_on = None
        save(actor, old)
    return new


def in_turn(
    link: Link,
    rows: list[dict[str, Any]],
    built: list[models.Model],
    held: Mapping[Any, models.Model] | None = None,
) -> Iterator[list[models.Model]]:
    """Yield the rows in batches such that a row comes after the one of the same table that it names.

    `held` are the rows of that table that the base has already.
    """
    own = {c: p for c, p in link.fields.items() if "__" in p and link.model is _related(link, p)}
    if not own:
        yield built
        return
    (column, path), reference = next(iter(own.items())), table(link.table).reference
    assert reference is not None
    name = path.partition("__")[0]
    by_reference = dict(held or {})
    by_reference |= {row[reference.name]: record for row, record in zip(rows, built, strict=True)}
    waiting = list(zip(rows, built, strict=True))
    while waiting:
        ready = [(row, record) for row, record in waiting if _is_made(by_reference, row[column])]
        if not ready:
            message = _("Des lignes reviennent l’une sur l’autre : {names}.")
            names = join_words(
                [quote(str(row[reference.name])) for row, _record in waiting[:_SAID]]
            )
            raise Refused([Problem("rows-in-a-ring", "", typeset(message.format(names=names)))])
        for row, record in ready:
            if row[column] is not None:
                setattr(record, name, by_reference[row[column]])
        yield [record for _row, record in ready]
        waiting = [(row, record) for row, record in waiting if record.pk is None]


def _related(link: Link, path: str) -> type[models.Model]:
    return link.model._meta.get_field(path.partition("__")[0]).related_model


def _is_made(by_reference: dict[Any, models.Model], name: Any) -> bool:
    return name is None or (name in by_reference and by_reference[name].pk is not None)


def count_on(workspace: Workspace, link: Link, records: list[models.Model]) -> None:
    """Set the counter of references beyond the highest one, so that none is given again."""
    if not issubclass(link.model, ReferencedRecord):
        return
    form = re.compile(rf"{link.model.prefix}-(\d{{1,10}})")
    found = (form.fullmatch(record.reference) for record in records)
    numbers = [number for match in found if match and (number := int(match[1])) < _LARGEST]
    if numbers:
        counter, _new = Counter.objects.get_or_create(workspace=workspace, prefix=link.model.prefix)
        counter.last = max(counter.last, *numbers)
        counter.save(update_fields=["last"])


def _load_table(
    actor: models.Model | None, workspace: Workspace, link: Link, dataset: Dataset, builder: Builder
) -> int:
    rows = complete(link.table, dataset, workspace)
    if not rows:
        return 0
    built = builder.build(link, rows)
    if builder.problems:
        raise Refused(builder.problems[:_SAID])
    if link.table in _DECLARED:
        built = _declare(actor, link, built, workspace)
    for batch in in_turn(link, rows, built):
        write(actor, workspace, link.model, batch)
    builder.remember(link, built)
    count_on(workspace, link, built)
    return len(built)


def remark_left(loaded: Loaded, dataset: Dataset, builder: Builder) -> None:
    """Say the sheets and the names of people that are not taken in."""
    carried = {link.table for link in LINKS}
    for declared in TABLES:
        count = dataset[declared.name].num_rows
        if declared.name not in carried and count:
            message = _("La feuille {sheet} ({n} lignes) n’est pas encore reprise.")
            message = message.format(sheet=quote(declared.sheet), n=format_integer(count))
            loaded.remark("table-left", message)
    for name, count in sorted(builder.unknown_people.items()):
        message = _("{name} ne désigne pas un membre de façon sûre : {n} mentions laissées vides.")
        loaded.remark("person-unknown", message.format(name=quote(name), n=format_integer(count)))


@transaction.atomic
def load_dataset(
    actor: models.Model | None,
    *,
    workspace: Workspace,
    dataset: Dataset,
    frameworks: Sequence[Framework] = (),
) -> Loaded:
    """Take `dataset`, of a workbook or of frozen data, into an empty workspace; one act tells it.

    The référentiel in use and whether all is imagined become those of the data. `frameworks` are the
    référentiels that travelled with the workbook.

    Raises
    ------
    Refused
        The workspace holds data, or a row cannot be taken in: nothing is written.
    """
    workspace = Workspace.objects.select_for_update().get(pk=workspace.pk)
    _refuse_occupied(workspace)
    keep_frameworks(actor, workspace, frameworks)
    refuse_unknown_frameworks(workspace, dataset)
    workspace.framework, workspace.fictional = dataset.framework, dataset.fictional
    workspace.save(update_fields=["framework", "fictional"])
    types = {row["code"]: row["type"] or "text" for row in dataset.rows("added_fields")}
    builder, loaded = Builder(workspace, types), Loaded()
    for link in LINKS:
        count = _load_table(actor, workspace, link, dataset, builder)
        if count:
            loaded.counts[link.table] = count
    remark_left(loaded, dataset, builder)
    note_act(actor, "load", workspace)
    return loaded

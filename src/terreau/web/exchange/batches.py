"""The work on a workbook handed over: checked, previewed, then applied whole or not at all."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from terreau.formats import workbook
from terreau.formats.workbook.reading import ReadResult
from terreau.framework import Framework, from_dict
from terreau.i18n import gettext as _
from terreau.i18n import quote, typeset
from terreau.problems import Problem, Refused
from terreau.web.accounts.rules import circles, membership
from terreau.web.core.models import Workspace
from terreau.web.core.records import note_act
from terreau.web.exchange import reports
from terreau.web.exchange.comparing import Plan, compare, declared_types
from terreau.web.exchange.importing import Importer, Progress
from terreau.web.exchange.loading import (
    Loaded,
    keep_frameworks,
    refuse_unknown_frameworks,
    remark_left,
)
from terreau.web.exchange.models import Batch, BatchRow
from terreau.web.exchange.staging import LISTED, forget
from terreau.web.frameworks.models import FrameworkVersion

__all__ = ["Stale", "apply", "check"]

_STALE = (
    "La base a changé depuis l’aperçu : rien n’a été écrit. Relisez ce qui suit, puis confirmez."
)


class Stale(Exception):  # noqa: N818 - the base lived meanwhile: a fact, not a fault
    """Raised when the import would no longer do what was previewed."""


def _own_frameworks(workspace: Workspace) -> list[Framework]:
    """Return the référentiels of the workspace that can be read."""
    found = []
    for version in FrameworkVersion.objects.filter(workspace=workspace):
        try:
            found.append(from_dict(version.content))
        except Refused:
            continue
    return found


def _read(batch: Batch) -> ReadResult:
    workspace = batch.workspace
    own = _own_frameworks(workspace)
    return workbook.read(batch.path, today=workspace.current_day(), frameworks=own)


def _plan(batch: Batch, result: ReadResult) -> Plan:
    asked_by = circles(membership(batch.author, batch.workspace))
    return compare(batch.workspace, result, circles=asked_by)


def _remarks(batch: Batch, result: ReadResult, importer: Importer) -> list[Problem]:
    assert result.dataset is not None
    loaded, workspace = Loaded(), batch.workspace
    remark_left(loaded, result.dataset, importer.builder)
    held = {v.full_identifier for v in FrameworkVersion.objects.filter(workspace=workspace)}
    for one in result.frameworks:
        if one.identifier not in held:
            message = _("Le référentiel {name}, qui voyage avec le classeur, sera ajouté.")
            loaded.remark("framework-new", message.format(name=quote(one.identifier)))
    if result.dataset.fictional != workspace.fictional:
        loaded.remark("fictional-differs", _fiction(result.dataset.fictional))
    return loaded.remarks


def _fiction(file_is: bool) -> str:
    if file_is:
        return _("Ce classeur se dit imaginé, alors que cette structure est réelle.")
    return _("Ce classeur ne se dit pas imaginé, alors que tout l’est dans cette structure.")


def _preview(batch: Batch, result: ReadResult, plan: Plan) -> dict[str, Any]:
    """Return what changes of a batch that may be imported, or the problems that stop it."""
    assert result.dataset is not None
    importer = Importer(batch.author, batch.workspace, result.dataset)
    wrong = importer.try_out(plan)
    if wrong:
        shown = reports.of_problems([*wrong[:LISTED], *result.problems])
        return {"state": Batch.State.REFUSED, "report": {"problems": shown}}
    said = [*result.problems, *_remarks(batch, result, importer)]
    report = reports.of_plan(plan, said)
    if not any(one.identifier for one in _new_frameworks(batch.workspace, result)):
        report["nothing"] = not plan.works()
    return {"state": Batch.State.READY, "report": report, "plan": plan.digest()}


def _new_frameworks(workspace: Workspace, result: ReadResult) -> list[Framework]:
    held = {v.full_identifier for v in FrameworkVersion.objects.filter(workspace=workspace)}
    return [one for one in result.frameworks if one.identifier not in held]


def check(batch: Batch, progress: Progress) -> None:
    """Read the workbook and keep what it would do, or every problem at its place."""
    progress(_("Lecture du classeur"), 0.1)
    result = _read(batch)
    if result.dataset is None:
        changes: dict[str, Any] = {
            "state": Batch.State.REFUSED,
            "report": {"problems": reports.of_problems(result.problems)},
        }
    else:
        progress(_("Comparaison avec l’application"), 0.5)
        changes = _preview(batch, result, _plan(batch, result))
    done = Batch.objects.filter(pk=batch.pk, state=Batch.State.CHECKING).update(**changes)
    if done and changes["state"] == Batch.State.REFUSED:
        forget(batch)


def apply(batch: Batch, progress: Progress) -> bool:
    """Import what was previewed, in one transaction; return False when the base changed meanwhile.

    Raises
    ------
    Refused
        A row cannot be held: nothing is written, and the batch says why.
    """
    progress(_("Lecture du classeur"), 0.05)
    result = _read(batch)
    try:
        if result.dataset is None:
            raise Refused(result.problems)
        with transaction.atomic():
            _write(batch, result, progress)
    except Stale:
        changes = _preview(batch, result, _plan(batch, result))
        changes["report"]["stale"] = typeset(_(_STALE))
        Batch.objects.filter(pk=batch.pk, state=Batch.State.APPLYING).update(**changes, taken=[])
        return False
    except Refused as refusal:
        report = {"problems": reports.of_problems(refusal.problems)}
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.REFUSED, report=report)
        forget(batch)
        raise
    forget(batch)
    return True


def _write(batch: Batch, result: ReadResult, progress: Progress) -> None:
    assert result.dataset is not None
    workspace = Workspace.objects.select_for_update().get(pk=batch.workspace_id)
    progress(_("Comparaison avec l’application"), 0.1)
    actor: models.Model | None = batch.author
    types = declared_types(workspace, result.dataset)
    plan = _plan(batch, result)
    if plan.digest() != batch.plan:
        raise Stale
    keep_frameworks(actor, workspace, result.frameworks)
    refuse_unknown_frameworks(workspace, result.dataset)
    importer = Importer(
        actor, workspace, result.dataset, chosen=frozenset(batch.taken), types=types
    )
    rows = importer.write(plan, lambda step, share: progress(step, 0.2 + 0.75 * share))
    for row in rows:
        row.batch = batch
    BatchRow.objects.bulk_create(rows, batch_size=2_000)
    report = batch.report | {
        "written": {
            "created": sum(row.created for row in rows),
            "changed": sum(not row.created for row in rows),
        }
    }
    now = timezone.now()
    Batch.objects.filter(pk=batch.pk, state=Batch.State.APPLYING).update(
        state=Batch.State.APPLIED, applied_on=now, report=report
    )
    note_act(actor, "import", workspace)

"""What is written about référentiels: copy, draft, publication, mapping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.framework import Framework, as_dict, compare_versions, from_dict
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused
from terreau.web.accounts.models import User
from terreau.web.core import records
from terreau.web.core.models import Workspace
from terreau.web.frameworks import drafts
from terreau.web.frameworks.models import FrameworkMapping, FrameworkVersion
from terreau.web.frameworks.queries import framework_of

__all__ = ["Stale", "change_draft", "copy_as", "draft_problems", "next_version", "publish", "put_to_use", "save_mapping"]  # fmt: skip


class Stale(Exception):  # noqa: N818 - somebody else wrote first
    """Raised when the part to change is no longer what was read; `version` is the draft as it is."""

    def __init__(self, version: FrameworkVersion) -> None:
        self.version = version
        super().__init__(version.full_identifier)


def _new(actor: User, workspace: Workspace, content: dict[str, Any]) -> FrameworkVersion:
    return records.create(
        actor,
        FrameworkVersion(
            workspace=workspace, identifier=content["id"], number=content["version"],
            title=content["title"], parent=content["parent"], content=content,
        ),
    )  # fmt: skip


@transaction.atomic
def next_version(actor: User, *, workspace: Workspace, source: Framework) -> FrameworkVersion:
    """Start the next version of a référentiel: a draft that names its parent."""
    taken = set(
        FrameworkVersion.objects.filter(workspace=workspace, identifier=source.id).values_list(
            "number", flat=True
        )
    )
    number = drafts.next_number(source.version, taken)
    return _new(actor, workspace, drafts.draft_of(as_dict(source), number))


@transaction.atomic
def copy_as(
    actor: User, *, workspace: Workspace, source: Framework, identifier: str, title: str
) -> FrameworkVersion:
    """Start a référentiel of one's own from another, and the mapping table that joins them."""
    draft = _new(actor, workspace, drafts.renamed(as_dict(source), identifier, title))
    rows = [
        {"from": variable.code, "to": variable.code, "relation": "equal", "note": ""}
        for variable in source.variables
    ]
    records.create(
        actor,
        FrameworkMapping(
            workspace=workspace, source=draft.full_identifier, target=source.identifier, rows=rows
        ),
    )
    return draft


@transaction.atomic
def change_draft(
    actor: User,
    *,
    version: FrameworkVersion,
    part: Callable[[dict[str, Any]], Any],
    read: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> FrameworkVersion:
    """Write a change of a draft.

    `part` takes the part that was shown out of the content, `read` is its digest at that time:
    two people may write two variables at once, not the same one without seeing it.

    Raises
    ------
    Stale
        When somebody else changed that part since; nothing is written.
    """
    current = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if current.published_on is not None:
        raise Refused(
            [
                Problem(
                    "framework-published", "", _("Cette version est publiée : elle ne change plus.")
                )
            ]
        )
    if drafts.digest(part(current.content)) != read:
        raise Stale(current)
    current.content = change(current.content)
    current.title = current.content["title"]
    return records.save(actor, current)


def draft_problems(workspace: Workspace, version: FrameworkVersion) -> list[Problem]:
    """Return all that is to mend before a draft is published."""
    try:
        framework = from_dict(version.content)
    except Refused as refusal:
        return list(refusal.problems)
    parent = framework_of(workspace, framework.parent) if framework.parent else None
    return list(compare_versions(parent, framework).problems) if parent else []


@transaction.atomic
def publish(actor: User, *, version: FrameworkVersion) -> FrameworkVersion:
    """Publish a draft: from now on it never changes.

    Raises
    ------
    Refused
        With every error that forbids it.
    """
    current = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    errors = [p for p in draft_problems(current.workspace, current) if p.severity == "error"]
    if errors:
        raise Refused(errors)
    if current.published_on is None:
        current.published_on, current.published_by = timezone.now(), actor
        current.version += 1
        current._history_user = actor
        current.save()
        records.note_act(actor, "publish", current)
    return current


@transaction.atomic
def put_to_use(actor: User, *, workspace: Workspace, framework: Framework) -> None:
    """Make a référentiel the one that new ratings of projects rest on."""
    workspace.framework = framework.identifier
    workspace.save(update_fields=["framework"])
    records.note_act(actor, "settings", workspace, ["framework"])


@transaction.atomic
def save_mapping(
    actor: User, *, mapping: FrameworkMapping, rows: list[dict[str, str]], version_read: int | None
) -> FrameworkMapping:
    """Write the rows of a mapping table (a new one when it has no key yet)."""
    mapping.rows = rows
    if mapping.pk is None:
        return records.create(actor, mapping)
    # rows are no field of a form: the version is compared here
    current = FrameworkMapping.objects.select_for_update(of=("self",)).get(pk=mapping.pk)
    if version_read is not None and current.version != version_read:
        raise records.Changed(current)
    return records.save(actor, mapping)

"""Speaking about differences: each keeps or changes their level, with a sentence; nothing is overwritten."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.web.core import records
from terreau.web.ratings.models import AGREED, APART, Discussion, Rater, Rating
from terreau.web.ratings.rules import rater_of, sight
from terreau.web.ratings.services.rating import Key, cite

__all__ = ["agree", "speak"]


def _say(rating: Rating, rater: Rater, text: str) -> Discussion:
    last = Discussion.objects.filter(rating=rating).aggregate(last=Max("seq"))["last"] or 0
    said = Discussion(
        workspace=rating.workspace,
        rating=rating,
        seq=last + 1,
        rater=rater,
        date=rating.workspace.current_day(),
        text=text,
    )
    return records.create(None, said)


def _own(actor: Any, rating: Rating) -> Rater:
    rater = rater_of(actor, rating.workspace)
    if rater is None or rating.rater_id != rater.pk or rating.layer != "individual":
        raise PermissionDenied
    return rater


@transaction.atomic
def speak(
    actor: Any,
    *,
    rating: Rating,
    level: str,
    text: str,
    apart: bool = False,
    expected_version: int | None,
) -> Discussion:
    """Keep one's level or change it, with a sentence; the sentence says from what to what.

    `apart` says that the regards stay in disagreement after having talked.

    Raises
    ------
    Changed
        When one's own level changed since the page was read.
    """
    rater = _own(actor, rating)
    current = Rating.objects.select_for_update(of=("self",)).get(pk=rating.pk)
    if current.version != expected_version:
        raise records.Changed(current)
    before = current.level
    if level != before:
        current.level = level
        current.date = rating.workspace.current_day().isoformat()
        records.save(None, current, expected_version=expected_version)
        moved = typeset(_("De {before} à {after} :").format(before=before, after=level))
        text = f"{moved} {text}"
    if apart:
        text = f"{typeset(APART + ' :')} {text}"
    return _say(current, rater, text)


@transaction.atomic
def agree(
    actor: Any,
    *,
    own: Rating,
    level: str,
    text: str,
    cited: frozenset[Key],
    expected_version: int | None,
) -> Rating:
    """Record the level agreed on, as a layer of its own; the individual levels stay as they are.

    There is one consensus by cell: recording another one is a new version of it.

    Raises
    ------
    Changed
        When the consensus changed since the page was read.
    """
    rater = _own(actor, own)
    seen = sight(actor, own.workspace)
    if seen is None or not seen.team:
        raise PermissionDenied
    cell = {
        "case": own.case, "phase": own.phase, "seq": own.seq, "variable": own.variable,
        "framework": own.framework, "layer": "consensus",
    }  # fmt: skip
    day = own.workspace.current_day().isoformat()
    known = Rating.objects.live().select_for_update(of=("self",)).filter(**cell).first()
    if known is not None and known.version != expected_version and known.level != level:
        raise records.Changed(known)
    before = known.level if known else level
    if known is None:
        known = records.create(
            None,
            Rating(workspace=own.workspace, rater=rater, level=level, date=day,
                   retrospective=own.retrospective, **cell),
        )  # fmt: skip
    else:
        known.level, known.date = level, day
        known = records.save(None, known)
    held = {(row.source_kind, row.source) for row in known.evidence.live()}
    cite(None, known, cited - held, frozenset(held - cited))
    moved = (
        level if before == level else _("de {before} à {after}").format(before=before, after=level)
    )
    _say(known, rater, f"{typeset(f'{AGREED} : {moved}.')} {text}")
    return known

"""The rows of a case, declared once: word of the address, model, form, titles, how one is read and written.

A page, an address and a test follow from a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from terreau.i18n import format_date, parse_date
from terreau.i18n import gettext as _
from terreau.web.cases.forms.around import HolderGroupForm, InvolvementForm, StanceForm
from terreau.web.cases.forms.life import (
    LinkForm,
    MeansForm,
    OutcomeForm,
    PhaseForm,
    StandbyForm,
)
from terreau.web.cases.forms.rows import RowForm
from terreau.web.cases.models import (
    Case,
    CaseLink,
    CasePhase,
    HolderGroup,
    Involvement,
    Means,
    Outcome,
    Stance,
    Standby,
)
from terreau.web.cases.models.case import CaseRow
from terreau.web.cases.queries.phases import phase_title
from terreau.web.cases.queries.rows import Tie, phase_warnings, ties_of
from terreau.web.cases.services.rows import write_involvement, write_link, write_row

__all__ = ["ROWS", "RowKind", "row_kind"]

Write = Callable[[AbstractBaseUser, CaseRow, Any, int | None], object]


def _plain(actor: AbstractBaseUser, row: CaseRow, _form: Any, version: int | None) -> object:
    return write_row(actor, row=row, expected_version=version)


def _link(actor: AbstractBaseUser, row: Any, form: Any, version: int | None) -> object:
    end_case = bool(form.cleaned_data.get("end_case"))
    return write_link(actor, link=row, expected_version=version, end_case=end_case)


def _involvement(actor: AbstractBaseUser, row: Any, form: Any, version: int | None) -> object:
    return write_involvement(actor, involvement=row, expected_version=version, new_actor=form.made)


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of row. `said` tells a row in a line; `personal` when that line may name a person."""

    word: str
    model: type[CaseRow]
    form: type[RowForm]
    new: str
    change: str
    lead: str
    another: str
    said: Callable[[Any], str]
    write: Write = _plain
    warn: Callable[[Any], list[str]] = lambda _row: []
    personal: Callable[[Any], bool] = lambda _row: False
    related: tuple[str, ...] = ()
    elsewhere: Callable[[Case], list[Tie]] = lambda _case: []  # read here, written on another page


def _date(text: str) -> str:
    when = parse_date(text) if text else None
    return format_date(when.earliest) if when is not None and when.exact else text


def _dates(start: str, end: str) -> str:
    if not start and not end:
        return _("dates non dites")
    return f"{_date(start) or '…'} → {_date(end) or '…'}"


def _joined(*words: object) -> str:
    return " · ".join(str(word) for word in words if word)


def _stay(row: Any) -> str:
    times = _(" ({n}e fois)").format(n=row.seq) if row.seq > 1 else ""
    return phase_title(row.case, row.phase) + times


def _said_outcome(row: Outcome) -> str:
    value = f"{row.value} {row.unit}".strip()
    return _joined(
        f"{row.get_outcome_display()} : {value}", _date(row.date), row.get_source_kind_display()
    )


def _said_means(row: Means) -> str:
    amounts = ((row.amount, "{}"), (row.granted, _("accordé {}")), (row.requested, _("demandé {}")))
    amount = next((words.format(text) for text, words in amounts if text), "")
    return _joined(
        row.year,
        row.get_family_display(),
        row.get_source_kind_display(),
        row.funder,
        f"{amount} €" if amount and "€" not in amount else amount,
    )


_ALL = (
    RowKind(
        "phases", CasePhase, PhaseForm,
        "Ajouter une phase de vie", "Modifier la phase",
        "Quand le projet est entré dans une phase, quand il en est sorti. Il peut y revenir.",
        "Ajouter une autre phase",
        lambda row: _joined(_stay(row), _dates(row.start, row.end)),
        warn=phase_warnings,
    ),
    RowKind(
        "veilles", Standby, StandbyForm,
        "Ajouter une mise en veille", "Modifier la mise en veille",
        "Un temps où le projet dort. Il peut se réveiller : la reprise s’écrira ici.",
        "Ajouter une autre mise en veille",
        lambda row: _joined(_dates(row.start, row.end), row.reason[:120]),
    ),
    RowKind(
        "liens", CaseLink, LinkForm,
        "Relier à un autre projet", "Modifier le lien",
        "Une scission, une fusion, une naissance : le lien se lira des deux côtés.",
        "Ajouter un autre lien",
        lambda row: _joined(f"{row.get_relation_display()} {row.other.name}", _date(row.date)),
        write=_link,
        related=("other",),
        elsewhere=lambda case: [tie for tie in ties_of(case) if tie.link.case_id != case.pk],
    ),
    RowKind(
        "devenirs", Outcome, OutcomeForm,
        "Ajouter un devenir", "Modifier le devenir",
        "Un fait daté sur ce que le projet est devenu, avec sa source. Plusieurs définitions de "
        "la réussite se tiennent côte à côte : aucune n’efface l’autre.",
        "Ajouter un autre devenir",
        _said_outcome,
    ),
    RowKind(
        "moyens", Means, MeansForm,
        "Ajouter des moyens", "Modifier les moyens",
        "Une ressource et une année par ligne. Un montant peut être approché : env. 10 000.",
        "Ajouter d’autres moyens",
        _said_means,
    ),
    RowKind(
        "places", Involvement, InvolvementForm,
        "Ajouter un acteur autour de la table", "Modifier la place",
        "Ce que l’acteur apporte, ce qu’il reçoit en retour, ce qu’il risque avec les autres.",
        "Ajouter un autre acteur",
        lambda row: _joined(row.actor.name, row.role),
        write=_involvement,
        personal=lambda row: row.actor.person,
        related=("actor",),
    ),
    RowKind(
        "collectifs", HolderGroup, HolderGroupForm,
        "Ajouter un collectif porteur", "Modifier le collectif porteur",
        "Ceux qui portent le projet.",
        "Ajouter un autre collectif",
        lambda row: _joined(row.group, row.since and _("depuis {}").format(_date(row.since))),
    ),
    RowKind(
        "roles", Stance, StanceForm,
        "Dire le rôle de la structure", "Modifier le rôle de la structure",
        "Ce que fait la structure d’accompagnement dans cette phase, et si c’est clair pour tous.",
        "Dire le rôle dans une autre phase",
        lambda row: _joined(
            f"{_stay(row)} : {row.get_stance_display()}", row.get_clarity_display(), row.for_whom
        ),
    ),
)  # fmt: skip

ROWS: dict[str, RowKind] = {kind.word: kind for kind in _ALL}


def row_kind(model: type[CaseRow]) -> RowKind:
    """Return the kind of rows of `model`."""
    return next(kind for kind in _ALL if kind.model is model)

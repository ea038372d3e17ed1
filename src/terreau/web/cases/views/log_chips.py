"""« Ce que j’ai compris » : each group of a line as a chip that opens on what corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.forms import BoundField

from terreau.formats.tables.vocabularies import ATTENDANCE_SECTORS, DECISIONS, LOG_KINDS, MILESTONES
from terreau.i18n import gettext as _
from terreau.i18n import ngettext, parse_date, typeset
from terreau.publishing.components.spans import date_words
from terreau.web.cases.forms.log import LineForm
from terreau.web.cases.forms.log_draft import (
    CONFIRMED,
    DOUBTFUL,
    GROUPS,
    UNKNOWN,
    Group,
    LineDraft,
)
from terreau.web.core.templatetags.terreau import short_day

__all__ = ["Chip", "chips", "day_words", "others", "understood"]

_WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_KINDS, _STATES, _SENSES = dict(LOG_KINDS), dict(MILESTONES), dict(DECISIONS)
_LONGEST = 40  # characters of a chip
_ALWAYS = ("case", "kind", "date")  # a line has one: it is changed, not left out


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: its words, how sure it is, the fields that correct it."""

    name: str
    label: str
    state: str
    fields: list[BoundField]
    ask: str = ""  # what to tick to confirm it; nothing: the fields alone
    kept: bool = False
    wrong: bool = False


def day_words(text: str, today: date) -> str:
    """Return « aujourd’hui », « hier », « lun. 9 nov. », or the text as written."""
    when = parse_date(text)
    if when is None or not when.exact:
        return date_words(text)
    day = when.earliest
    near = {0: _("aujourd’hui"), 1: _("hier"), -1: _("demain")}.get((today - day).days)
    if near:
        return near
    said = short_day(day, today)
    if abs(today - day) < timedelta(days=90):
        return f"{_WEEKDAYS[day.weekday()]} {said}"
    return said


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _step_label(values: dict[str, str], today: date) -> str:
    said = [_("étape {state}").format(state=_STATES.get(values.get("milestone", ""), ""))]
    if values.get("planned_for"):
        said.append(_("pour {day}").format(day=day_words(values["planned_for"], today)))
    if values.get("moved_to"):
        said.append(day_words(values["moved_to"], today))
    return ", ".join(part.strip() for part in said)


def _next_label(values: dict[str, str], today: date) -> str:
    said = [_short(values.get("next_step", ""))]
    if values.get("next_on"):
        said.append(day_words(values["next_on"], today))
    return _("ensuite : {what}").format(what=", ".join(filter(None, said)))


def _label(group: Group, names: dict[str, str], today: date) -> str:
    values, name = group.values, group.name
    value = values.get(name, "")
    if name == "case":
        return _short(names.get(value, value)) or _("quel projet")
    if name == "attendance":
        if not value.isdigit():
            return value
        return f"{value}\u00a0{ngettext('personne', 'personnes', int(value))}"
    if name == "step":
        return _step_label(values, today)
    if name == "next":
        return _next_label(values, today)
    if name == "decision":
        return _("décision : {sense}").format(sense=_SENSES.get(value, value))
    if name == "kind":
        return _KINDS.get(value, value)
    if name == "date":
        return day_words(value, today)
    return f"{dict(ATTENDANCE_SECTORS)[name]}\u00a0{value}"


def _fields(form: LineForm, name: str) -> list[BoundField]:
    fields = [form[field] for field in GROUPS[name]]
    return [*fields, form["other_case"]] if name == "case" else fields


def chips(draft: LineDraft, form: LineForm, names: dict[str, str]) -> list[Chip]:
    """Return what is shown of a line: what is there, and the case even when it is not."""
    wrong = form.wrong_groups()
    found = []
    for name, group in draft.groups.items():
        shown = group.filled or (name == "case")
        if not shown and name not in wrong:
            continue
        doubt = group.state == DOUBTFUL or not group.filled
        label = typeset(_label(group, names, form.today) + (" ?" if doubt else ""))
        doubtful = group.state == DOUBTFUL
        ask = _("Oui, c’est cela") if doubtful else "" if name in _ALWAYS else _("Retenir")
        found.append(
            Chip(name, label, group.state or DOUBTFUL, _fields(form, name), ask if group.filled else "",
                 group.filled and not doubtful, name in wrong)
        )  # fmt: skip
    if draft.rest:
        found.insert(_after_sectors(found), _rest(draft, form))
    return found


def _after_sectors(found: list[Chip]) -> int:
    sectors = {code for code, _word in ATTENDANCE_SECTORS} | {"attendance"}
    return max(place for place, chip in enumerate(found, 1) if chip.name in sectors)


def _rest(draft: LineDraft, form: LineForm) -> Chip:
    n = draft.rest
    if draft.rest_chosen == UNKNOWN:
        label = _("{n} de secteur non dit").format(n=n)
        return Chip("rest", label, CONFIRMED, [form["rest"]])
    label = ngettext("l’autre ?", "les {n} autres ?", n).format(n=n)
    return Chip("rest", typeset(label), DOUBTFUL, [form["rest"]])


def others(draft: LineDraft, form: LineForm, shown: list[Chip]) -> list[BoundField]:
    """Return the fields of no chip: what may be added to the line."""
    there = {chip.name for chip in shown}
    return [form[field] for name, fields in GROUPS.items() if name not in there for field in fields]


def understood(shown: list[Chip]) -> str:
    """Return all chips in one sentence, for those who listen to the page."""
    return typeset(_("Compris : {what}.").format(what=", ".join(chip.label for chip in shown)))

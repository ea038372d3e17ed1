"""The facts of a case as its page writes them: word, value, when they were verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from terreau.formats.tables import table
from terreau.i18n import format_number, typeset
from terreau.i18n import gettext as _
from terreau.web.cases.models import AddedField, Case
from terreau.web.cases.queries.case_life import Verified
from terreau.web.cases.queries.case_page import CasePage
from terreau.web.core.templatetags.terreau import written
from terreau.web.territories.queries import commune_name

__all__ = ["OLD", "Fact", "added_words", "facts_of", "is_old", "verifiable"]

OLD = timedelta(days=365)  # beyond that, facts should be looked at again
_SHOWN = ("commune", "territory", "structure", "cohort", "started", "ended", "exit_reason", "contact",
          "source")  # fmt: skip
_CHECKED = ("name", "summary", "themes", *_SHOWN[:-1], "story", "source")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: the code of the field, its word, its value (and where it leads), its verification."""

    code: str
    label: str
    text: str
    url: str = ""
    verified: Verified | None = None


def is_old(verified: date | None, day: date) -> bool:
    """Return whether facts verified then (never: None) should be looked at again."""
    return verified is None or verified < day - OLD


def _label(name: str) -> str:
    return typeset(table("cases").column(name).header)


def added_words(added: AddedField, value: Any) -> str:
    """Return the value of an added field in French words."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int | float):
        return format_number(value, 0 if float(value).is_integer() else 2)
    return written(str(value)) if added.type == AddedField.Type.DATE else str(value)


def _value(case: Case, name: str) -> str:
    if name == "commune":
        return commune_name(case.workspace, case.commune) if case.commune else ""
    if name in {"started", "ended"}:
        return written(getattr(case, name))
    if name == "exit_reason":
        return case.get_exit_reason_display()
    value = getattr(case, name)
    return str(value) if value else ""


def facts_of(page: CasePage) -> list[Fact]:
    """Return the facts that are known, the workspace's own fields last."""
    case = page.case
    last: dict[str, Verified] = {}
    for verification in page.life.verifications:  # the latest comes first
        last.setdefault(verification.field, verification)
    facts = [
        Fact(name, _label(name), text, case.source_url if name == "source" else "", last.get(name))
        for name in _SHOWN
        if (text := _value(case, name) or (case.source_url if name == "source" else ""))
    ]
    facts += [
        Fact(one.column, typeset(one.label), text, "", last.get(one.column))
        for one in page.added
        if (text := added_words(one, case.extra.get(one.code)))
    ]
    return facts


def verifiable(added: list[AddedField]) -> list[tuple[str, str]]:
    """Return the fields that can be verified one by one: code and word."""
    own = [(one.column, typeset(one.label)) for one in added]
    return [*((name, _label(name)) for name in _CHECKED), *own]

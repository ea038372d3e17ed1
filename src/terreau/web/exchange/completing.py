"""What a workbook leaves unsaid and the application needs: said before its rows are built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from terreau.formats.tables import Dataset, table
from terreau.i18n import fold, quote, typeset
from terreau.i18n import gettext as _
from terreau.problems import Problem, Refused
from terreau.web.cases.models import AddedField, CaseKind, Theme
from terreau.web.core.models import Workspace

__all__ = ["complete"]

Rows = list[dict[str, Any]]

# singular, plural, feminine
_WORDS: dict[str, tuple[str, str, bool]] = {
    "projet": ("projet", "projets", False),
    "tiers_lieu": ("tiers-lieu", "tiers-lieux", False),
    "initiative": ("initiative recensée", "initiatives recensées", True),
    "structure": ("structure d’accompagnement", "structures d’accompagnement", True),
    "territoire": ("territoire", "territoires", False),
}


def _kinds(rows: Rows, dataset: Dataset, workspace: Workspace) -> Rows:
    """Declare every kind that a case has; a kind already declared keeps the words it has."""
    said = {row["kind"] for row in rows}
    said |= set(CaseKind.objects.of(workspace).values_list("code", flat=True))
    used = dict.fromkeys(dataset["cases"]["kind"].to_pylist())
    missing: Rows = [
        {"kind": kind, "framework": dataset.framework if kind == "projet" else None,
         "feminine": _WORDS[kind][2], "rank": rank}
        for rank, kind in enumerate(used, len(said)) if kind not in said
    ]  # fmt: skip
    for row in (whole := [*rows, *missing]):
        row["singular"] = row.get("singular") or _WORDS[row["kind"]][0]
        row["plural"] = row.get("plural") or _WORDS[row["kind"]][1]
    return whole


def _added_fields(rows: Rows, dataset: Dataset, workspace: Workspace) -> Rows:
    """Declare as text each column x_… that a kind of case fills and nobody declared."""
    said = {(row["kind"], row["code"]) for row in rows}
    said |= set(AddedField.objects.of(workspace).values_list("kind", "code"))
    added = [name for name in dataset["cases"].column_names if name.startswith("x_")]
    cases = dataset.rows("cases") if added else []
    filled = {(case["kind"], n[2:]): None for n in added for case in cases if case[n] is not None}
    missing: Rows = [{"kind": k, "code": code} for k, code in filled if (k, code) not in said]
    for row in (whole := [*rows, *missing]):
        row["label"] = row.get("label") or row["code"].replace("_", " ").capitalize()
    return whole


def _themes(rows: Rows, dataset: Dataset, workspace: Workspace) -> Rows:
    """Propose the domains that cases have, where neither workbook nor workspace proposes any."""
    if rows or Theme.objects.of(workspace).exists():
        return rows
    words = {w for held in dataset["cases"]["themes"].to_pylist() for w in held or ()}
    return [{"word": word} for word in sorted(words, key=fold)]


def _people(rows: Rows, dataset: Dataset, _workspace: Workspace) -> Rows:
    """Give each person the interview of their consent, where their own line does not say it."""
    said = {row["person"]: row["interview"] for row in dataset.rows("consents")}
    return [{**row, "interview": row["interview"] or said.get(row["person"])} for row in rows]


def _consents(rows: Rows, dataset: Dataset, workspace: Workspace) -> Rows:
    """Refuse what the application cannot hold: two consents of a person, or one for another interview."""
    people = _people(dataset.rows("people"), dataset, workspace)
    met = {row["person"]: row["interview"] for row in people}
    seen: set[str] = set()
    problems = []
    for row in rows:
        person = row["person"]
        if person in seen or met.get(person) != row["interview"]:
            where = f"{_('feuille')} {quote(table('consents').sheet)}, {person}"
            message = _("Ce consentement ne vise pas l’entretien de la personne, ou en répète un.")
            expected = _("Écrivez une personne par entretien, dans « Personnes rencontrées ».")
            problems.append(Problem("consent-elsewhere", where, message, typeset(expected)))
        seen.add(person)
    if problems:
        raise Refused(problems)
    return rows


def _documents(rows: Rows, dataset: Dataset, _workspace: Workspace) -> Rows:
    """Give each document a title, and its case where only its passages say it."""
    words = dict(table("documents").column("kind").choices)
    said = {row["document"]: row["case"] for row in dataset.rows("passages")}
    for row in rows:
        row["title"] = row.get("title") or words[row["kind"]].capitalize()
        if row.get("case") is None and row["interview"] is None:
            row["case"] = said.get(row["document"])
        if row.get("text"):
            row["n_characters"] = len(row["text"])
    return rows


def _passages(rows: Rows, dataset: Dataset, _workspace: Workspace) -> Rows:
    """Give each passage its place, and the words that stand there, blanks around them included.

    Where the place was not kept, or no longer fits, it is where the words are first found.
    """
    texts = {row["document"]: row.get("text") or "" for row in dataset.rows("documents")}
    for row in rows:
        text, words = texts.get(row["document"], ""), row.get("text") or ""
        start, length = row.get("start"), row["length"] or len(words)
        there = text[start : start + length] if start is not None else ""
        if words and there.strip() == words:
            row["text"] = there
        elif words and words in text:
            start, length = text.index(words), len(words)
        row["start"], row["length"] = start or 0, length
    return rows


def _verifications(rows: Rows, dataset: Dataset, _workspace: Workspace) -> Rows:
    """Add what `cases.verified_on` says: the whole of a case was found true on that day."""
    said = {(row["case"], row["date"]) for row in rows if row["field"] is None}
    told = ((row["case"], row["verified_on"]) for row in dataset.rows("cases"))
    more: Rows = [
        {"case": case, "date": day} for case, day in told if day and (case, day) not in said
    ]
    return [*rows, *more]


_COMPLETE: dict[str, Callable[[Rows, Dataset, Workspace], Rows]] = {
    "kinds": _kinds, "added_fields": _added_fields, "themes": _themes, "people": _people,
    "consents": _consents, "documents": _documents, "passages": _passages, "verifications": _verifications,
}  # fmt: skip


def complete(name: str, dataset: Dataset, workspace: Workspace) -> Rows:
    """Return the rows of table `name`, with what the application needs and the workbook leaves unsaid."""
    rows = dataset.rows(name)
    work = _COMPLETE.get(name)
    return work(rows, dataset, workspace) if work else rows

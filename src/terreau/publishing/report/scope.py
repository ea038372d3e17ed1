"""What the study is about: the cases, where they are, who said what about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from terreau.formats.tables import vocabularies
from terreau.i18n import format_integer, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.document import Block, DataTable, Facts, Heading, Note, Paragraph
from terreau.publishing.report.levels import held, unpublished, withheld_words
from terreau.publishing.view import View
from terreau.publishing.wording import (
    number_of,
    phase_label,
    phase_names,
    word,
)  # fmt: skip

__all__ = ["coverage", "data_and_scope"]

_INITIALS = {"holder": "P", "accompanist": "A", "researcher": "C", "partner": "T"}


def _counts(view: View, name: str) -> list[tuple[str, int]]:
    """Return (words, number) of a count of the facts, what is not said last."""
    words: dict[str, Callable[[str], str]] = {
        "by_kind": lambda code: word("KINDS", code),
        "by_territory": view.territory,
        "by_phase": lambda code: phase_label(view.framework, code),
        "by_exit_reason": lambda code: word("EXIT_REASONS", code),
    }
    say = words.get(name, str)
    rows = view.result("facts").get(name, ())
    said = [(say(row["value"]), row["n"]) for row in rows if row["value"] is not None]
    unsaid = [(_("non dit"), row["n"]) for row in rows if row["value"] is None and row["n"]]
    return [*said, *unsaid]


def data_and_scope(view: View) -> list[Block]:
    """Return the cases of the study: how many, of which kind, where, and which were set aside."""
    title = Heading(_("Les données et leur périmètre"), anchor="donnees-et-perimetre")
    return [title, Facts(tuple(_identity(view))), _counted(view), *_excluded(view)]


def _counted(view: View) -> DataTable:
    """Return the counts of the facts, one after the other."""
    parts = (
        ("by_kind", _("Type")),
        ("by_territory", _("Territoire")),
        ("by_cohort", _("Cohorte")),
        ("by_theme", _("Domaine")),
        ("by_phase", _("Dernière phase")),
        ("by_exit_reason", _("Motif de sortie")),
    )
    rows: list[tuple[str, str, str]] = []
    for name, label in parts:
        counts = _counts(view, name)
        # « non dit » alone says nothing
        if all(text == _("non dit") for text, _n in counts):
            continue
        for number, (text, n) in enumerate(counts):
            rows.append((label if number == 0 else "", typeset(text), format_integer(n)))
    header = (_("Ce qui est compté"), _("Valeur"), _("Projets et lieux"))
    widths = (4.0, 5.6, 3.0)
    return DataTable(_("Combien, de quoi, où"), header, tuple(rows), frozenset({2}), widths)


def _identity(view: View) -> list[tuple[str, str]]:
    snapshot, study = view.snapshot, view.study
    axis = {
        "emergence": _("émergence"),
        "accompagnement": _("accompagnement"),
        "financement": _("financement"),
    }
    pairs = [
        (_("Données"), typeset(snapshot["title"])),
        (_("Question"), typeset(study["question"])),
        (_("Axe"), axis.get(study["axis"], study["axis"])),
        (_("Projets et lieux"), format_integer(len(view.cases))),
    ]
    return [(label, text) for label, text in pairs if text]


def _excluded(view: View) -> list[Block]:
    number = view.excluded_number
    if not number:
        return []
    rows = view.excluded()
    count = number_of(number, "projet a été écarté", "projets ont été écartés")
    if not rows:
        return [
            Note(
                _("{count} de l’étude\u00a0; les raisons restent dans l’équipe.").format(
                    count=count
                )
            )
        ]
    body = tuple((row["case"], typeset(row["reason"])) for row in rows)
    caption = _("Écartés de l’étude, avec la raison")
    return [DataTable(caption, (_("Référence"), _("Raison")), body)]


def coverage(view: View) -> list[Block]:
    """Return who said what about which case in which phase."""
    title = Heading(_("Qui a dit quoi"), anchor="qui-a-dit-quoi")
    if view.status("coverage") != "done":
        return [title, Note(view.reason("coverage"))]
    totals = view.coverage()
    said = {row["value"]: row["n"] for row in totals["by_rater_kind"]}
    lead = _("{ratings} ont été données par {raters}\u00a0: {kinds}.").format(
        ratings=number_of(totals["n_ratings"], "appréciation", "appréciations"),
        raters=number_of(totals["n_raters"], "regard", "regards"), kinds=_given(said),
    )  # fmt: skip
    blocks: list[Block] = [title, Paragraph(lead)]
    cells = view.coverage_cells()
    blocks.append(_matrix(view, cells) if cells else _by_phase(view))
    if not cells and any(row["withheld"] for row in view.coverage_by_phase()):
        blocks.append(Note(withheld_words()))
    return [*blocks, *(Note(typeset(text), role="warning") for text in view.warnings("coverage"))]


def _given(said: dict[str, int]) -> str:
    parts = [f"{word('RATER_KINDS', kind)} {format_integer(n)}" for kind, n in said.items() if n]
    return ", ".join(parts)


def _matrix(view: View, cells: Sequence[Any]) -> Block:
    """Return cases by phases: the number of ratings, and by which kinds of regard."""
    present = {cell["phase"] for cell in cells}
    phases = [(code, name) for code, name in phase_names(view.framework) if code in present]
    found: dict[tuple[str, str], list[str]] = {}
    for cell in sorted(cells, key=lambda c: int(c["seq"])):
        kinds = "".join(_INITIALS.get(kind, "?") for kind, n in cell["rater_kinds"].items() if n)
        text = f"{format_integer(cell['n_ratings'])}\u00a0{kinds}" if cell["n_ratings"] else "0"
        found.setdefault((cell["case"], cell["phase"]), []).append(text)
    rated = sorted({case for case, _phase in found}, key=lambda case: sort_key(view.name(case)))
    rows = tuple(
        (
            typeset(view.name(case)),
            *(" puis ".join(found.get((case, code), ["—"])) for code, _name in phases),
        )
        for case in rated
    )
    legend = ", ".join(
        f"{_INITIALS[code]}\u00a0{label}" for code, label in vocabularies.RATER_KINDS
    )
    header = (_("Projet"), *(name for _code, name in phases))
    caption = _("Nombre d’appréciations et nature des regards ({legend})").format(legend=legend)
    numeric = frozenset(range(1, len(header)))
    table = DataTable(caption, header, rows, numeric, (3.0, *(2.4 for _p in phases)))
    return held(table, "appreciations")


def _by_phase(view: View) -> DataTable:
    rows = tuple(
        (phase_label(view.framework, row["phase"]), unpublished(), "—")
        if row["withheld"]
        else (
            phase_label(view.framework, row["phase"]), format_integer(row["n_cases"]), format_integer(row["n_ratings"]),
        )
        for row in view.coverage_by_phase()
    )  # fmt: skip
    header = (_("Phase"), _("Projets appréciés"), _("Appréciations"))
    return DataTable(_("Appréciations par phase"), header, rows, frozenset({1, 2}))

"""What the study is about: the cases, where they are, who said what about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from terreau.formats.tables import vocabularies
from terreau.i18n import format_date, format_integer, join_words, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.document import Block, DataTable, Facts, Heading, Note, Paragraph
from terreau.publishing.provenance import as_of
from terreau.publishing.report.levels import held, unpublished, withheld_words
from terreau.publishing.view import View
from terreau.publishing.wording import (
    capital,
    number_of,
    phase_label,
    phase_names,
    word,
)  # fmt: skip

__all__ = ["coverage", "data_and_scope"]

_ALONE = 6  # values that a single case has: beyond, they share a line
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
    nothing = {
        "by_territory": _("Sans territoire dit"),
        "by_cohort": _("Sans cohorte"),
        "by_theme": _("Sans domaine dit"),
        "by_phase": _("Sans phase décrite"),
    }.get(name, _("Non dit"))
    unsaid = [(nothing, row["n"]) for row in rows if row["value"] is None and row["n"]]
    # a reason to leave is only expected of those who left
    return [*said, *unsaid] if said and name != "by_exit_reason" else said


def _folded(counts: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """Return what is said, and what many say only once in a single line."""
    alone = [text for text, n in counts if n == 1]
    if len(alone) <= _ALONE:
        return [(text, format_integer(n)) for text, n in counts]
    kept = [(text, format_integer(n)) for text, n in counts if n > 1]
    return [*kept, (_("Une fois chacun\u00a0: {texts}").format(texts=join_words(alone)), "1")]


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
        for number, (text, n) in enumerate(_folded(_counts(view, name))):
            rows.append((label if number == 0 else "", capital(typeset(text)), n))
    header = (_("Ce qui est compté"), _("Ce qui est dit"), _("Projets et lieux"))
    widths = (3.6, 9.6, 3.4)
    return DataTable(_("Combien, de quoi, où"), header, tuple(rows), frozenset({2}), widths)


def _identity(view: View) -> list[tuple[str, str]]:
    snapshot, study = view.snapshot, view.study
    axis = {
        "emergence": _("Émergence"),
        "accompagnement": _("Accompagnement"),
        "financement": _("Financement"),
    }
    day, named = as_of(view), snapshot["title"] != study["title"]
    pairs = [
        (_("Données"), typeset(snapshot["title"]) if named else ""),
        (_("Données arrêtées au"), format_date(day) if day else ""),
        (_("Question"), typeset(study["question"])),
        (_("Axe"), axis.get(study["axis"], study["axis"])),
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
    blocks += _matrix(view, cells) if cells else [_by_phase(view)]
    if not cells and any(row["withheld"] for row in view.coverage_by_phase()):
        blocks.append(Note(withheld_words()))
    return [*blocks, *(Note(typeset(text), role="warning") for text in view.warnings("coverage"))]


def _given(said: dict[str, int]) -> str:
    words = {kind: word("RATER_KINDS", kind) for kind in said}
    return join_words(
        [number_of(n, words[kind], f"{words[kind]}s") for kind, n in said.items() if n]
    )


def _matrix(view: View, cells: Sequence[Any]) -> list[Block]:
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
    header = (_("Projet"), *(code for code, _name in phases))
    caption = _("Combien d’appréciations, et de quels regards")
    numeric = frozenset(range(1, len(header)))
    table = DataTable(caption, header, rows, numeric, (4.4, *(2.1 for _p in phases)))
    return [Paragraph(_matrix_key(phases)), held(table, "appreciations")]


def _matrix_key(phases: Sequence[tuple[str, str]]) -> str:
    """Return what the codes of phases and the letters of regards stand for."""
    columns = "\u202f; ".join(f"{code}, {name.lower()}" for code, name in phases)
    kinds = (f"{_INITIALS[code]}, {label}" for code, label in vocabularies.RATER_KINDS)
    letters = "\u202f; ".join(kinds)
    return _(
        "Les phases\u00a0: {phases}. Les lettres qui suivent chaque nombre\u00a0: {letters}."
    ).format(phases=columns, letters=letters)


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

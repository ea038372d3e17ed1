"""What the appreciations say, over all cases then case by case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.i18n import format_integer, format_number, ngettext, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.change import draw_change
from terreau.publishing.components.distribution import draw_levels
from terreau.publishing.components.scale import median_words, range_words
from terreau.publishing.disclosure import SMALLEST_GROUP
from terreau.publishing.document import Block, DataTable, Heading, Items, Note, Paragraph
from terreau.publishing.view import View, Withheld
from terreau.publishing.wording import (
    number_of,
    phase_label,
    phase_names,
    pillar_label,
    pillar_names,
)  # fmt: skip

__all__ = [
    "METHOD",
    "agreement",
    "case_by_case",
    "changes",
    "distribution",
    "held",
    "reading",
    "unpublished",
    "withheld_words",
]

METHOD = "methode"
ONE_FIGURE = 6  # lines: fewer than that are not worth one figure for each pillar
LONGEST = 300  # rows: beyond that a report is no longer read
_SOLID, _CAREFUL = 0.80, 0.667


def unpublished() -> str:
    """Return what stands in the place of a figure that may not be shown."""
    return _("non publié")


def held(table: DataTable, file: str) -> Block:
    """Return `table`, or where to find it when it is too long to be read on paper."""
    if len(table.rows) <= LONGEST:
        return table
    text = _(
        "Ce tableau compte {n} lignes\u00a0: il est dans les tableaux de l’étude, «\u00a0{file}\u00a0»."
    )
    return Note(text.format(n=format_integer(len(table.rows)), file=file), table.caption)


def _refused(view: View, analysis: str, title: Heading) -> list[Block]:
    return [title, Note(view.reason(analysis) or _("Cette analyse n’a pas été demandée."))]


def _warnings(view: View, analysis: str) -> list[Block]:
    return [Note(typeset(text), role="warning") for text in view.warnings(analysis)]


def _order(view: View) -> dict[str, int]:
    return {phase.code: rank for rank, phase in enumerate(view.framework.phases)}


def distribution(view: View) -> list[Block]:
    """Return the levels given, by pillar and phase."""
    title = Heading(_("Les niveaux par pilier et par phase"), anchor="niveaux")
    if view.status("distribution") != "done":
        return _refused(view, "distribution", title)
    rows = [row for row in view.distribution() if row["withheld"] or row["summary"]["n"]]
    order = _order(view)
    rows.sort(key=lambda row: (row["pillar"], order.get(row["phase"], 99)))
    shown = [row for row in rows if not row["withheld"]]
    blocks: list[Block] = [title, Paragraph(_scale_words(view))]
    blocks += _level_figures(view, shown)
    if shown:
        blocks.append(_distribution_table(view, shown))
    if len(shown) < len(rows):
        blocks.append(
            Note(f"{_unpublished_words(len(rows) - len(shown), len(rows))} {withheld_words()}")
        )
    return [*blocks, *_warnings(view, "distribution")]


def _unpublished_words(hidden: int, every: int) -> str:
    if hidden == every:
        return _("Aucun chiffre par pilier et par phase n’est publié.")
    return ngettext(
        "{n} croisement d’un pilier et d’une phase sur {all} n’est pas publié.",
        "{n} croisements d’un pilier et d’une phase sur {all} ne sont pas publiés.",
        hidden,
    ).format(n=format_integer(hidden), all=format_integer(every))


def _level_figures(view: View, shown: list[dict[str, Any]]) -> list[Block]:
    """Return one figure for each pillar, phases one under the other; a single one for a few lines."""
    levels = [(int(level.code), level.label.lower()) for level in view.framework.scale]
    how = _("Chaque appréciation individuelle compte une fois.")
    if 0 < len(shown) <= ONE_FIGURE:
        every = [
            (
                f"{row['pillar']} {pillar_label(view.framework, row['pillar'])}, "
                f"{phase_label(view.framework, row['phase']).lower()}",
                row["summary"],
            )
            for row in shown
        ]
        title = _("Les niveaux donnés")
        return [draw_levels(every, levels, name="niveaux", title=title, anchor=f"#{METHOD}", how=how,
                            what=_("Pilier et phase"))]  # fmt: skip
    figures: list[Block] = []
    for code, name in pillar_names(view.framework):
        rows = [
            (phase_label(view.framework, row["phase"]), row["summary"])
            for row in shown
            if row["pillar"] == code
        ]
        if rows:
            title = _("Pilier {code}, {name}\u00a0: les niveaux donnés").format(
                code=code, name=name
            )
            figures.append(draw_levels(
                rows, levels, name=f"niveaux-{code.lower()}", title=title, anchor=f"#{METHOD}", how=how,
                what=_("Phase"),
            ))  # fmt: skip
    return figures


def withheld_words() -> str:
    """Return why some figures are not shown."""
    return _(
        "Les chiffres qui portent sur moins de {n} projets ne sont pas publiés, ni ceux qui permettraient de "
        "les retrouver par soustraction."
    ).format(n=SMALLEST_GROUP)


def _scale_words(view: View) -> str:
    scale = ", ".join(f"{level.code}\u00a0{level.label.lower()}" for level in view.framework.scale)
    return _(
        "Chaque variable du référentiel décrit cinq niveaux\u00a0: {scale}. Ce sont des rangs\u00a0: on en "
        "donne la médiane et l’étendue, jamais la moyenne."
    ).format(scale=scale)


def _distribution_table(view: View, rows: list[dict[str, Any]]) -> DataTable:
    body: list[tuple[str, ...]] = []
    for row in rows:
        place = (
            pillar_label(view.framework, row["pillar"]),
            phase_label(view.framework, row["phase"]),
        )
        summary = row["summary"]
        body.append((
            *place, format_integer(row["n_cases"]), format_integer(summary["n"]), median_words(summary),
            f"{range_words(summary['middle'])} ({range_words(summary['range'])})",
        ))  # fmt: skip
    header = (
        _("Pilier"), _("Phase"), _("Projets"), _("Appréciations"), _("Médiane"), _("Moitié centrale (étendue)"),
    )  # fmt: skip
    numeric = frozenset({2, 3, 4, 5})
    widths = (4.9, 3.4, 1.6, 2.4, 1.7, 2.6)
    return DataTable(_("Niveaux par pilier et par phase"), header, tuple(body), numeric, widths)


def _alpha_words(alpha: Mapping[str, Any]) -> str:
    value = format_number(alpha["value"], 2)
    if alpha["lo"] is None:
        return value
    return _("{value}, entre {low} et {high}").format(
        value=value, low=format_number(alpha["lo"], 2), high=format_number(alpha["hi"], 2)
    )


def reading(value: float) -> str:
    """Return how an alpha is read (Krippendorff, 2019)."""
    if value >= _SOLID:
        return _("solide\u00a0: on peut s’appuyer sur ces niveaux")
    if value >= _CAREFUL:
        return _("fragile\u00a0: des conclusions provisoires, avec prudence")
    return _("insuffisant\u00a0: les niveaux dépendent beaucoup de qui regarde")


def agreement(view: View) -> list[Block]:
    """Return how far raters agree, and how to read it."""
    title = Heading(_("L’accord entre les regards"), anchor="accord")
    if view.status("agreement") != "done":
        return _refused(view, "agreement", title)
    result = view.agreement()
    if isinstance(result, Withheld):
        return [title, Note(_("Chiffre non publié\u00a0: {reason}.").format(reason=result.reason))]
    overall = result["overall"]
    blocks: list[Block] = [title]
    if overall["alpha"]:
        text = _(
            "Alpha de Krippendorff, tous piliers ensemble\u00a0: {value}. Accord {reading}."
        ).format(value=_alpha_words(overall["alpha"]), reading=reading(overall["alpha"]["value"]))
        blocks.append(Paragraph(text, "lead"))
    else:
        blocks.append(Note(typeset(overall["reason"])))
    blocks.append(Paragraph(_how_to_read()))
    blocks.append(_agreement_table(view, result))
    return [*blocks, *_warnings(view, "agreement")]


def _how_to_read() -> str:
    return _(
        "L’alpha vaut 1 quand tous les regards donnent le même niveau, 0 quand ils ne s’accordent pas plus "
        "que par hasard. Repères d’usage (Krippendorff, 2019)\u00a0: à partir de 0,80, solide\u202f; entre "
        "0,67 et 0,80, prudence\u202f; en dessous, on ne conclut pas. L’intervalle (95\u00a0%) dit ce que "
        "l’alpha serait devenu avec d’autres projets du même genre."
    )


def _agreement_table(view: View, result: Mapping[str, Any]) -> DataTable:
    rows = []
    for row in (result["overall"] | {"pillar": ""}, *result["by_pillar"]):
        name = (
            pillar_label(view.framework, row["pillar"]) if row["pillar"] else _("Tous les piliers")
        )
        value = _alpha_words(row["alpha"]) if row["alpha"] else _("non calculé")
        note = row["reason"] or (
            reading(row["alpha"]["value"]).split("\u00a0:")[0] if row["alpha"] else ""
        )
        rows.append(
            (
                name,
                value,
                format_integer(row["n_units"]),
                format_integer(row["n_ratings"]),
                typeset(note),
            )
        )
    header = (
        _("Pilier"),
        _("Alpha (intervalle à 95\u00a0%)"),
        _("Comparaisons"),
        _("Appréciations"),
        _("Lecture"),
    )
    return DataTable(
        _("Accord par pilier"), header, tuple(rows), frozenset({2, 3}), (4.9, 4.0, 2.6, 2.6, 2.5)
    )


def _profile_text(summary: Mapping[str, Any]) -> str:
    return f"{median_words(summary)} ({range_words(summary['range'])})" if summary["n"] else "—"


def _case_rows(view: View) -> list[tuple[str, ...]]:
    """Return one row for each named case and phase: median and range of each pillar."""
    pillars = [code for code, _title in pillar_names(view.framework)]
    order = _order(view)
    rows = []
    for case in sorted(view.cases, key=lambda case: sort_key(view.name(case))):
        cells = view.figures(case, "profile")
        if isinstance(cells, Withheld) or not cells:
            continue
        by_stay: dict[tuple[int, int, str], dict[str, Any]] = {}
        for cell in cells:
            stay = (cell["seq"], order.get(cell["phase"], 99), cell["phase"])
            by_stay.setdefault(stay, {})[cell["pillar"]] = cell["summary"]
        for (seq, _rank, phase), found in sorted(by_stay.items()):
            levels = [
                _profile_text(found[pillar]) if pillar in found else "—" for pillar in pillars
            ]
            rows.append(
                (typeset(view.name(case)), phase_label(view.framework, phase, seq), *levels)
            )
    return rows


def case_by_case(view: View) -> list[Block]:
    """Return the profiles: named where that is agreed, numbered where five or more hide each other."""
    title = Heading(_("Projet par projet"), anchor="projet-par-projet")
    if view.status("profile") != "done":
        return _refused(view, "profile", title)
    pillars = pillar_names(view.framework)
    blocks: list[Block] = [title, Items(tuple(f"{code}\u00a0: {name}" for code, name in pillars))]
    rows = _case_rows(view)
    columns = tuple(code for code, _name in pillars)
    numeric = frozenset(range(2, 2 + len(columns)))
    if rows:
        header = (_("Projet"), _("Phase"), *columns)
        caption = _("Niveau médian (étendue), par projet et par phase")
        widths = (4.1, 3.3, *(2.3 for _c in columns))
        blocks.append(held(DataTable(caption, header, tuple(rows), numeric, widths), "profils"))
    return [*blocks, *_unnamed(view, columns), *_warnings(view, "profile")]


def _unnamed(view: View, columns: tuple[str, ...]) -> list[Block]:
    hidden = view.unnamed()
    if not hidden:
        return []
    count = number_of(
        hidden, "projet apprécié n’est pas nommé", "projets appréciés ne sont pas nommés"
    )
    tables = view.pseudonymised()
    text = _(
        "{count} ici\u00a0: ceux qui les portent n’ont pas donné leur accord à ces chiffres. Ils sont montrés "
        "sous un numéro, là où au moins {n} d’entre eux sont dans la même phase. Les numéros sont tirés au "
        "sort et changent d’une phase à l’autre\u00a0: on ne peut en suivre aucun."
    ).format(count=count, n=SMALLEST_GROUP)
    blocks: list[Block] = [Paragraph(text)]
    if not tables:
        return [
            *blocks,
            Note(_("Aucune phase n’en compte assez\u00a0: ces chiffres sont retenus.")),
        ]
    for phase in sorted(tables, key=lambda code: _order(view).get(code, 99)):
        body = []
        for entry in tables[phase]:
            found = {cell["pillar"]: cell["summary"] for cell in entry["cells"]}
            levels = [_profile_text(found[code]) if code in found else "—" for code in columns]
            body.append((_("Cas {n:02d}").format(n=entry["number"]), *levels))
        caption = _("{phase}\u00a0: niveau médian (étendue)").format(
            phase=phase_label(view.framework, phase)
        )
        numeric = frozenset(range(1, 1 + len(columns)))
        widths = (3.0, *(2.6 for _c in columns))
        table = DataTable(caption, (_("Projet"), *columns), tuple(body), numeric, widths)
        blocks.append(held(table, "profils_sans_nom"))
    return blocks


def _change_figures(view: View, shown: list[dict[str, Any]]) -> list[Block]:
    """Return one figure for each pillar, steps one under the other; a single one for a few lines."""
    how = _("Une hausse dans le récit de ceux qui apprécient n’est pas la preuve d’un effet.")
    pillars, phases = pillar_names(view.framework), phase_names(view.framework)
    if 0 < len(shown) <= ONE_FIGURE:
        title = _("Ce qui a bougé, tous projets ensemble")
        return [
            draw_change(
                shown, pillars, phases, name="evolution", title=title, anchor=f"#{METHOD}", how=how
            )
        ]
    figures: list[Block] = []
    for code, name in pillars:
        steps = [step for step in shown if step["pillar"] == code]
        if steps:
            title = _("Pilier {code}, {name}\u00a0: ce qui a bougé").format(code=code, name=name)
            figures.append(draw_change(
                steps, [(code, name)], phases, name=f"evolution-{code.lower()}", title=title,
                anchor=f"#{METHOD}", how=how,
            ))  # fmt: skip
    return figures


def changes(view: View) -> list[Block]:
    """Return what moved between phases, over all cases."""
    title = Heading(_("Ce qui a bougé d’une phase à l’autre"), anchor="ce-qui-a-bouge")
    if view.status("change") != "done":
        return _refused(view, "change", title)
    order = _order(view)
    every = sorted(
        view.steps(), key=lambda s: (s["pillar"], order.get(s["from"], 99), order.get(s["to"], 99))
    )
    shown = [step for step in every if not step["withheld"]]
    text = _(
        "On ne compare que ce qui est comparable\u00a0: la même variable, appréciée par le même regard dans "
        "deux phases qui se suivent."
    )
    blocks: list[Block] = [title, Paragraph(text)]
    blocks += _change_figures(view, shown)
    if len(shown) < len(every):
        blocks.append(Note(withheld_words()))
    return [*blocks, *_warnings(view, "change")]

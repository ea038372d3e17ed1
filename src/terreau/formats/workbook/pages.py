"""The sheets that people read: LISEZ-MOI, À propos, Référentiel; and the one for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from terreau.formats.tables import TABLES
from terreau.formats.workbook.layout import ABOUT_KEYS, FORMAT
from terreau.formats.workbook.styles import (
    GROUND,
    LEAF,
    LEAF_LIGHT,
    LINE,
    OCHRE,
    OCHRE_LIGHT,
    SOFT,
    Styles,
)
from terreau.framework import Framework
from terreau.i18n import gettext as _
from terreau.i18n import join_words, typeset

__all__ = ["write_about", "write_aid", "write_meta", "write_readme"]

_PILLARS = ("#1f5f8b", "#2f6b3c", "#7a4b94", "#a35a12")
_ROWS: tuple[tuple[str, str], ...] = (
    (
        "Par où commencer",
        "Remplissez « À propos », puis « Projets et lieux » : une ligne par projet. Le reste "
        "vient quand vous l’avez ; une feuille vide ne gêne pas. Une cellule vide veut dire «"
        " on ne sait pas », jamais zéro.",
    ),
    (
        "Références",
        "Chaque ligne a une référence courte, stable, unique : P-0042 pour un projet, A-0107 "
        "pour un acteur, E-0012 pour un entretien. Les autres feuilles la reprennent : un nom"
        " n’est jamais une clé. Les listes déroulantes la proposent dès qu’elle est écrite.",
    ),
    (
        "Titres en ocre, avec *",
        "À remplir pour chaque ligne. Les titres en vert sont facultatifs. Posez la souris "
        "sur un titre : un commentaire dit ce qu’on y met. Gardez les titres ; l’ordre des "
        "colonnes et des feuilles est libre.",
    ),
    (
        "Dates",
        "Exactes (14/03/2018) ou approchées, comme vous les diriez : mars 2018, été 2016, fin"
        " 2020, vers 2015, avant 2012, 2015-2016. N’inventez pas un jour que vous ignorez.",
    ),
    (
        "Montants",
        "Exacts ou approchés : 12 500 ; env. 10 000 ; 5 000 à 8 000 ; 12 k€.",
    ),
    (
        "Niveaux",
        "{levels}. {specials} Ce ne sont pas des zéros. « Référentiel » rappelle chaque "
        "variable, ses niveaux et ses questions.",
    ),
    (
        "Plusieurs valeurs",
        "Dans une même cellule, séparées par un point-virgule : mobilité ; lien social.",
    ),
    (
        "Vos colonnes",
        "Dans « Projets et lieux », une colonne dont le titre commence par x_ (x_surface) est"
        " gardée et suit vos données. Toute autre colonne ajoutée est laissée de côté, et "
        "c’est dit.",
    ),
    (
        "Ce qui reste ici",
        "Les mots d’un entretien, d’une note, du journal ou d’une discussion, les noms de "
        "personnes, les collectifs et les consentements ne quittent jamais ce classeur. Un "
        "consentement retiré, expiré ou sans transmission au laboratoire retire aussi "
        "l’entretien et ses extraits de ce qui en sort.",
    ),
    (
        "Vérifier",
        "« terreau workbook check classeur.xlsx » dit tout ce qui est à corriger, à sa place."
        " Rien n’est accepté en partie. Un texte reste un texte : aucune formule n’est exécutée.",
    ),
)


def _page(sheet: Any, styles: Styles, columns: Mapping[int, float]) -> None:
    sheet.hide_gridlines(2)
    ground = styles.make(bg_color=GROUND)
    sheet.set_column(0, 25, 12, ground)
    for position, size in columns.items():
        sheet.set_column(position, position, size, ground)
    sheet.set_paper(9)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)


def _height(text: str, per_line: int) -> float:
    lines = -(-len(text) // per_line)
    return 15.5 * max(lines, 1) + 5


def _specials(framework: Framework) -> str:
    parts = [f"{s.code} : {s.label.lower()}" for s in framework.specials]
    return f"{' ; '.join(parts)}." if parts else ""


def write_readme(sheet: Any, styles: Styles, framework: Framework, title: str) -> None:
    """Write the page that says how to fill the workbook."""
    _page(sheet, styles, {0: 2, 1: 25, 2: 92})
    big = styles.make(bold=True, font_size=20, font_color=LEAF, bg_color=GROUND, valign="vcenter")
    soft = styles.make(font_color=SOFT, bg_color=GROUND, italic=True)
    label = styles.make(bold=True, font_color=LEAF, bg_color=GROUND, text_wrap=True)
    text = styles.make(bg_color=GROUND, text_wrap=True)
    sheet.set_row(0, 12)
    sheet.set_row(1, 34)
    sheet.write_string(1, 1, title or _("Classeur Terreau"), big)
    sheet.write_string(
        2, 1, typeset(_("Comment remplir ce classeur. Cinq minutes de lecture.")), soft
    )
    levels = ", ".join(f"{level.code} {level.label.lower()}" for level in framework.scale)
    row = 4
    for name, body in _ROWS:
        body = typeset(_(body).format(levels=levels, specials=_specials(framework)))
        sheet.write_string(row, 1, typeset(_(name)), label)
        sheet.write_string(row, 2, body, text)
        sheet.set_row(row, _height(body, 108))
        row += 1
    _write_sheets(sheet, styles, row + 1)


def _write_sheets(sheet: Any, styles: Styles, row: int) -> None:
    """Write what each sheet is for, those that stay in the workbook marked."""
    head = styles.make(bold=True, font_size=14, font_color=LEAF, bg_color=GROUND)
    link = styles.make(
        bold=True, bg_color=LEAF_LIGHT, font_color=LEAF, bottom=1, bottom_color="#ffffff", indent=1
    )
    kept = styles.make(
        bold=True,
        bg_color=OCHRE_LIGHT,
        font_color=OCHRE,
        bottom=1,
        bottom_color="#ffffff",
        indent=1,
    )
    text = styles.make(
        bg_color=GROUND, text_wrap=True, indent=1, bottom=1, bottom_color=LINE, valign="vcenter"
    )
    sheet.write_string(row, 1, _("Les feuilles"), head)
    sheet.set_row(row, 24)
    for declared in TABLES:
        row += 1
        style = kept if declared.workbook_only else link
        sheet.write_url(row, 1, f"internal:'{declared.sheet}'!A1", style, declared.sheet)
        sheet.write_string(row, 2, typeset(_(declared.help)), text)
        sheet.set_row(row, 19)


def write_about(sheet: Any, styles: Styles, values: Mapping[str, Any]) -> None:
    """Write the key and value of what these data are; a date is a date cell."""
    _page(sheet, styles, {0: 24, 1: 44, 2: 72})
    label = styles.title(required=True)
    optional = styles.title(required=False)
    soft = styles.make(font_color=SOFT, bg_color=GROUND, italic=True, indent=1, valign="vcenter")
    value = {
        "bottom": 1,
        "bottom_color": LINE,
        "bg_color": "#ffffff",
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
    }
    for row, (key, name, help_) in enumerate(ABOUT_KEYS):
        sheet.set_row(row, 24)
        sheet.write_string(row, 0, name, label if key == "as_of" else optional)
        held = values.get(key, "")
        if isinstance(held, date):
            sheet.write_datetime(row, 1, held, styles.make(num_format="dd/mm/yyyy", **value))
        else:
            sheet.write_string(row, 1, held, styles.make(num_format="@", text_wrap=True, **value))
        sheet.write_string(row, 2, typeset(_(help_)), soft)
    sheet.data_validation(2, 1, 2, 1, {"validate": "list", "source": ["oui", "non"]})


def write_aid(sheet: Any, styles: Styles, framework: Framework) -> None:
    """Write the variables with their levels and questions, for whoever rates; protected."""
    names = [typeset(f"{level.code} {level.label}") for level in framework.scale]
    asked = framework.respondents
    titles = [
        "Variable",
        "Intitulé",
        "Définition",
        "Attendue en",
        *names,
        *(f"Question ({r.label.lower()})" for r in asked),
    ]
    widths = [9, 26, 34, 14, *([26] * len(names)), *([40] * len(asked))]
    for position, (title, size) in enumerate(zip(titles, widths, strict=True)):
        sheet.set_column(position, position, size)
        sheet.write_string(0, position, title, styles.title(required=False))
    sheet.set_row(0, 24)
    text = styles.make(text_wrap=True, bottom=1, bottom_color=LINE, indent=1)
    for row, variable in enumerate(framework.variables, 1):
        colour = _PILLARS[
            [p.code for p in framework.pillars].index(variable.pillar) % len(_PILLARS)
        ]
        code = styles.make(bold=True, font_color=colour, bottom=1, bottom_color=LINE, indent=1)
        sheet.write_string(row, 0, variable.code, code)
        cells = [
            variable.title,
            variable.definition,
            join_words(variable.expected),
            *variable.levels,
        ]
        cells += [variable.questions.get(respondent.code, "") for respondent in asked]
        for position, cell in enumerate(cells, 1):
            sheet.write_string(row, position, cell, text)
        tallest = max(_height(cell, widths[at]) for at, cell in enumerate(cells, 1))
        sheet.set_row(row, tallest)
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def write_meta(sheet: Any, framework: Framework, added: Mapping[str, tuple[str, ...]]) -> None:
    """Write what programs need: format, référentiel, codes of tables and columns."""
    sheet.write_string(0, 0, "format")
    sheet.write_string(0, 1, FORMAT)
    sheet.write_string(1, 0, "framework")
    sheet.write_string(1, 1, framework.identifier)
    row = 3
    for declared in TABLES:
        columns = [(c.name, c.header) for c in declared.columns]
        columns += [(name, name) for name in added.get(declared.name, ())]
        for name, header in columns:
            for position, cell in enumerate((declared.name, declared.sheet, name, header)):
                sheet.write_string(row, position, cell)
            row += 1

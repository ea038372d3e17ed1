"""A table to be computed with: typed columns that a dictionary explains."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.i18n import gettext as _
from terreau.i18n import typeset

__all__ = ["Cell", "DataSheet", "Field", "dictionary"]

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its French header and what it holds.

    `number` columns hold int, float or None; the others text.
    """

    header: str
    help: str
    number: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A table of a publication; `name` is the name of its file and of its sheet."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]


def dictionary(sheets: tuple[DataSheet, ...]) -> DataSheet:
    """Return the table that says what each column of `sheets` holds."""
    fields = (
        Field(_("Tableau"), _("Nom du fichier ou de la feuille.")),
        Field(_("Colonne"), _("En-tête de la colonne.")),
        Field(_("Contenu"), _("Ce qu’elle contient.")),
        Field(_("Nature"), _("texte ou nombre.")),
        Field(_("Unité"), _("Unité des nombres, s’il y en a une.")),
    )
    rows = tuple(
        (
            sheet.name,
            field.header,
            typeset(field.help),
            _("nombre") if field.number else _("texte"),
            field.unit,
        )
        for sheet in sheets
        for field in sheet.fields
    )
    return DataSheet("dictionnaire", _("Ce que contient chaque colonne"), fields, rows)

"""What the workbook is made of: sheets, headers, and the words that mark them."""

from __future__ import annotations

from terreau.formats.tables import TABLES, Column, Table
from terreau.i18n import fold

__all__ = [
    "ABOUT", "ABOUT_KEYS", "AID", "DOCUMENTS", "FORMAT", "FRAMEWORKS", "INSIDE", "LISTS", "LONGEST", "META",
    "OURS", "README", "aliases", "header", "must_fill",
]  # fmt: skip

FORMAT = "terreau-workbook/1"
README = "LISEZ-MOI"
ABOUT = "À propos"
AID = "Référentiel"
LISTS = "_listes"
META = "_terreau"
OURS = frozenset({README, ABOUT, AID, LISTS, META})
INSIDE = "classeur.xlsx"  # name of the workbook in the ZIP that also holds long texts
DOCUMENTS = "documents/"
FRAMEWORKS = "referentiels/"  # référentiels of one's own, one folder each, in the same ZIP
LONGEST = 32_767  # characters (UTF-16 units) that a cell may hold

# keys of « À propos »: identifier, label, what to write there
ABOUT_KEYS: tuple[tuple[str, str, str], ...] = (
    ("title", "Titre", "Ce que sont ces données, en une ligne."),
    ("as_of", "Données figées le", "Le jour où ces données sont arrêtées."),
    ("fictional", "Tout est imaginé", "oui pour un exemple : ce sera dit sur chaque page."),
    ("framework", "Référentiel", "La version sous laquelle les appréciations sont faites."),
    ("structure", "Structure", "Écrite dans « Projets et lieux » là où la structure est vide."),
)  # fmt: skip


def must_fill(column: Column) -> bool:
    """Return whether an empty cell of `column` is refused."""
    return column.required and not column.default


def header(column: Column) -> str:
    """Return the title of a column as printed: « Nom * » when it must be filled."""
    return f"{column.header} *" if must_fill(column) else column.header


def aliases(declared: Table) -> dict[str, str]:
    """Return what a header may be, folded, and the name of its column."""
    names = {fold(column.name): column.name for column in declared.columns}
    return names | {fold(column.header): column.name for column in declared.columns}


def sheet_aliases() -> dict[str, Table]:
    """Return what a sheet may be called, folded, and its table."""
    known = {fold(declared.name): declared for declared in TABLES}
    return known | {fold(declared.sheet): declared for declared in TABLES}

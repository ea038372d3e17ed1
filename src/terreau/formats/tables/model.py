"""How a table is described: its columns, what they hold, who may carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Column", "Kind", "Table"]

Kind = Literal[
    "ref",  # a reference of this table or of another one (`target`): P-0042
    "text",
    "choice",  # one word of a vocabulary (`choices`)
    "choices",  # several of them, separated by « ; »
    "words",  # several free words, separated by « ; »
    "counts",  # « public 3 ; privé 2 »: a vocabulary word with a number each
    "phase",  # a phase of the référentiel, or one of its synonyms
    "variable",  # a variable of the référentiel
    "level",  # 0…4, NO, SO, JNSP
    "commune",  # five characters of the official code
    "date",  # exact or approximate: three columns in the snapshot
    "amount",  # exact or approximate: three columns in the snapshot
    "integer",
    "number",
    "boolean",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its identifier in files, its header in the workbook, what it accepts.

    Parameters
    ----------
    name : str
        English identifier, the same in Parquet, CSV and JSON.
    header : str
        French header of the workbook.
    kind : Kind
        What a cell holds.
    help : str
        One French sentence for the comment on the header and the data dictionary.
    required : bool
        Whether an empty cell is refused.
    key : bool
        Whether the column is part of the key of its table.
    target : str
        For ``ref``: the table whose reference it is.
    choices : tuple of (code, French word)
        For ``choice``, ``choices`` and ``counts``.
    default : str
        What an empty cell means (written in French, as a person would type it).
    unit : str
        Unit, for the dictionary.
    workbook_only : bool
        True for what a snapshot never carries: the words of someone.
    past_only : bool
        For dates of facts: a date in the future is refused.
    exact : bool
        For dates that are days: an approximate date is refused.
    """

    name: str
    header: str
    kind: Kind
    help: str = ""
    required: bool = False
    key: bool = False
    target: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    unit: str = ""
    workbook_only: bool = False
    past_only: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one sheet of the workbook, one Parquet file of the snapshot."""

    name: str
    sheet: str
    help: str
    columns: tuple[Column, ...]
    workbook_only: bool = False
    extensible: bool = False  # accepts added columns named x_…
    _by_name: dict[str, Column] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_name.update({column.name: column for column in self.columns})

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError when there is none."""
        return self._by_name[name]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns, in order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def reference(self) -> Column | None:
        """The column others refer to: its own reference, or the part of its key that is one."""
        named = (c for c in self.columns if c.key and c.target == self.name)
        return next(named, None)

    @property
    def snapshot_columns(self) -> tuple[Column, ...]:
        """Columns that a snapshot carries."""
        return tuple(column for column in self.columns if not column.workbook_only)

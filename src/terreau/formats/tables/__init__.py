"""The tables that travel between rooms: declared once, held as Arrow."""

from terreau.formats.tables.amounts import COUNTED, counted_amount
from terreau.formats.tables.dataset import Dataset, arrow_fields, arrow_schema, empty_table
from terreau.formats.tables.declared import TABLES, table
from terreau.formats.tables.model import Column, Kind, Table
from terreau.formats.tables.rows import arrow_columns, arrow_table, expand

__all__ = [
    "COUNTED",
    "TABLES",
    "Column",
    "Dataset",
    "Kind",
    "Table",
    "arrow_columns",
    "arrow_fields",
    "arrow_schema",
    "arrow_table",
    "counted_amount",
    "empty_table",
    "expand",
    "table",
]

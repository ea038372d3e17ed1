"""French words, numbers, dates and typography for every room, in one place."""

from terreau.i18n.catalogue import gettext, ngettext
from terreau.i18n.dates import ApproximateDate, format_date, parse_date
from terreau.i18n.numbers import ApproximateAmount, format_integer, format_number, parse_amount
from terreau.i18n.sorting import fold, sort_key
from terreau.i18n.typography import join_words, quote, typeset

__all__ = [
    "ApproximateAmount",
    "ApproximateDate",
    "fold",
    "format_date",
    "format_integer",
    "format_number",
    "gettext",
    "join_words",
    "ngettext",
    "parse_amount",
    "parse_date",
    "quote",
    "sort_key",
    "typeset",
]

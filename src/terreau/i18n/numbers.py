"""Numbers as French readers write and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from terreau.i18n.sorting import fold
from terreau.i18n.typography import NARROW

__all__ = ["ApproximateAmount", "format_integer", "format_number", "parse_amount"]

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMBER = r"-?\d[\d  \u00a0\u202f]*(?:[.,]\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(k|m)?\s*(?:€|eur|euros?)?", re.IGNORECASE)
_RANGE = re.compile(rf"({_NUMBER})\s*(k|m)?\s*(?:à|a|-|–)\s*({_NUMBER})\s*(k|m)?\s*(?:€|eur|euros?)?", re.IGNORECASE)
_AROUND = re.compile(r"^(?:env\.?|environ|vers|~|près de|pres de|autour de)\s*", re.IGNORECASE)
_AROUND_SHARE = 0.1  # « environ 10 000 » is kept as 9 000 to 11 000
_SCALE = {"k": 1_000.0, "m": 1_000_000.0}


@dataclass(frozen=True, slots=True)
class ApproximateAmount:
    """An amount as written, with the bounds it can mean."""

    text: str
    low: float
    high: float


def _value(digits: str, scale: str | None) -> float:
    number = Decimal(_SPACES.sub("", digits).replace(",", "."))
    return float(number) * _SCALE.get(fold(scale or ""), 1.0)


def parse_amount(text: str) -> ApproximateAmount | None:
    """Return the amount that `text` says, or None.

    Accepts ``1250``, ``1 250,50 €``, ``12 k€``, ``env. 10 000 €`` (ten percent either side),
    ``5 000 à 8 000``.
    """
    written = text.strip()
    body, around = _AROUND.subn("", written)
    try:
        if match := _RANGE.fullmatch(body):
            low = _value(match[1], match[2] or match[4])
            high = _value(match[3], match[4])
            return ApproximateAmount(written, low, high) if low <= high else None
        match = _AMOUNT.fullmatch(body)
        if not match:
            return None
        value = _value(match[1], match[2])
    except InvalidOperation:
        return None
    margin = abs(value) * _AROUND_SHARE if around else 0.0
    return ApproximateAmount(written, value - margin, value + margin)


def format_integer(value: float) -> str:
    """Return « 88 174 » with narrow no-break spaces."""
    return f"{round(value):,}".replace(",", NARROW).replace("-", "\u2212")


def format_number(value: float, digits: int = 1) -> str:
    """Return « 2,9 »: `digits` decimals, comma, spaces by thousands."""
    return f"{value:,.{digits}f}".replace(",", NARROW).replace(".", ",").replace("-", "\u2212")

"""Numbers as French readers write and read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from terreau.i18n.sorting import fold
from terreau.i18n.typography import NARROW

__all__ = ["ApproximateAmount", "format_integer", "format_number", "parse_amount"]

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
# thousands are told by a space before each group of three: « 12 13 » is two numbers, not one
_NUMBER = r"[-\u2212]?(?:\d{1,3}(?:[ \u00a0\u202f]{1,2}\d{3})+|\d+)(?:[.,]\d+)?"
# « 1.250 » is 1 250 for some and 1,25 for others: it is not guessed
_AMBIGUOUS = re.compile(r"[-\u2212]?[1-9]\d{0,2}[.,]\d{3}")
_SCALED = rf"({_NUMBER})\s*(k|m)?"
_CURRENCY = r"\s*(?:€|eur|euros?)?"
_AMOUNT = re.compile(_SCALED + _CURRENCY, re.IGNORECASE)
_RANGE = re.compile(rf"{_SCALED}{_CURRENCY}\s*(?:à|a|-|–)\s*{_SCALED}{_CURRENCY}", re.IGNORECASE)
_AROUND = re.compile(r"^(?:environ|env\.?|vers|~|près de|pres de|autour de)\s*", re.IGNORECASE)
_AROUND_SHARE = 0.1  # « environ 10 000 » is kept as 9 000 to 11 000
_SCALE = {"k": 1_000.0, "m": 1_000_000.0}


@dataclass(frozen=True, slots=True)
class ApproximateAmount:
    """An amount as written, with the bounds it can mean."""

    text: str
    low: float
    high: float


def _value(digits: str, scale: str | None) -> float:
    if _AMBIGUOUS.fullmatch(digits):
        raise InvalidOperation
    number = Decimal(_SPACES.sub("", digits).replace(",", ".").replace("\u2212", "-"))
    return float(number) * _SCALE.get(fold(scale or ""), 1.0)


def _range(match: re.Match[str]) -> tuple[float, float] | None:
    low, high = _value(match[1], match[2] or match[4]), _value(match[3], match[4])
    if low > high and not match[2]:
        low = _value(match[1], None)  # « 500 à 2 k€ »: the first bound is in euros
    return (low, high) if low <= high else None


def parse_amount(text: str) -> ApproximateAmount | None:
    """Return the amount that `text` says, or None when it says none, or more than one.

    Accepts ``1250``, ``1 250,50 €``, ``12 k€``, ``env. 10 000 €`` (ten percent either side),
    ``5 000 à 8 000``, ``5 à 8 k€``. Refuses ``1.250``, which two readers would read differently.
    """
    written = text.strip()
    body, around = _AROUND.subn("", written)
    try:
        if match := _RANGE.fullmatch(body):
            bounds = _range(match)
            return ApproximateAmount(written, *bounds) if bounds else None
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
    """Return « 2,9 »: `digits` decimals, comma, spaces by thousands; never « −0,0 »."""
    rounded = round(value, digits) + 0.0  # minus zero plus zero is zero
    return f"{rounded:,.{digits}f}".replace(",", NARROW).replace(".", ",").replace("-", "\u2212")

"""One cell, read according to what its column holds: a value, or the fault that it is.

A parser receives what the file holds (text, number, date, truth value), never an empty cell, and
is called once by distinct value of a column.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from terreau.formats.tables import Column
from terreau.formats.workbook.faults import CellError, Fault, cited, nearest
from terreau.formats.workbook.words import clean, decode
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import fold, format_date, join_words, parse_amount, parse_date, quote
from terreau.i18n import gettext as _

__all__ = ["ERROR_WORDS", "FromFile", "Parser", "Rules", "as_text", "parser"]

Parser = Callable[[Any], Any]

_REFERENCE = re.compile(r"[^\W_][\w.\-]{0,63}")
ERROR_WORDS = frozenset({
    "#REF!", "#N/A", "#N/D", "#DIV/0!", "#NAME?", "#NOM?", "#VALUE!", "#VALEUR!", "#NUM!",
    "#NOMBRE!", "#NULL!", "#NUL!", "#SPILL!", "#CALC!", "Err:502", "Err:504", "Err:508",
})  # fmt: skip
_TRUTH = {
    "oui": True, "o": True, "vrai": True, "true": True, "yes": True, "x": True, "1": True,
    "non": False, "n": False, "faux": False, "false": False, "no": False, "0": False,
}  # fmt: skip
_ITEM = re.compile(r"(.+?)\s*[:=]?\s*(\d+)", re.DOTALL)
_FIRST_DAY = date(1900, 1, 1)
_EXACT_DIGITS = 1e15  # above it a spreadsheet has already lost digits
_IMAGINED = re.compile(r"00[0-9A-Z]{3}\b")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_YEARS = (1900, 2100)  # as days they fall in 1905
_SERIALS = (20_000, 80_000)  # days counted by a spreadsheet, from 1954 to 2119


class FromFile(str):
    """A text that travelled beside the workbook: no formula ever made it."""

    __slots__ = ()


@dataclass(frozen=True)
class Rules:
    """What the parsers compare with: the référentiel, the communes, today.

    `others` are the référentiels of other kinds of cases, whose phases are phases too.
    """

    framework: Framework
    gazetteer: Gazetteer
    today: date
    others: tuple[Framework, ...] = ()

    @cached_property
    def variables(self) -> dict[str, str]:
        """Codes of variables, by folded code and title."""
        named = {fold(v.title): v.code for v in self.framework.variables}
        full = {fold(f"{v.code} {v.title}"): v.code for v in self.framework.variables}
        return named | full | {fold(v.code): v.code for v in self.framework.variables}

    @cached_property
    def levels(self) -> dict[str, str]:
        """Codes of levels and special answers, by folded code, label, and both."""
        known: dict[str, str] = {}
        answers = [(level.code, level.label) for level in self.framework.scale]
        for code, label in [*answers, *((s.code, s.label) for s in self.framework.specials)]:
            known |= {fold(text): code for text in (label, f"{code} {label}", code)}
        return known


def as_text(value: Any) -> str:
    """Return what a person sees in the cell, without trailing « .0 » or hidden characters."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e22:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return clean(str(value))


def _accepted(words: list[str]) -> str:
    return _("Valeurs acceptées\u00a0: {words}.").format(words=", ".join(words))


def _did_you_mean(text: str, words: list[str]) -> Callable[[], str]:
    def hint() -> str:
        found = nearest(text, words)
        near = _("Vouliez-vous dire {word}\u202f?").format(word=quote(found)) if found else ""
        return f"{near} {_accepted(words)}".strip() if len(words) <= 12 else near

    return hint


def _text(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) >= _EXACT_DIGITS:
        message = _(
            "Ce nombre est trop long\u00a0: le tableur en a déjà perdu les derniers chiffres."
        )
        return Fault(
            "number-truncated", message, _("Mettez la colonne au format Texte et recopiez-le.")
        )
    return as_text(value)


def _reference(value: Any) -> Any:
    text = as_text(value).lstrip("'")
    if _REFERENCE.fullmatch(text) and ".." not in text and not text.endswith("."):
        return text
    message = _("{shown} ne peut pas servir de référence.").format(shown=cited(text))
    hint = _("Lettres, chiffres, tirets et points seulement, 64 au plus\u00a0: P-0042.")
    return Fault("reference-form", message, hint)


def _choice(column: Column) -> Parser:
    known, words = decode(column.choices), [word for _code, word in column.choices]

    def parse(value: Any) -> Any:
        text = as_text(value)
        code = known.get(fold(text))
        if code is not None:
            return code
        message = _("{shown} n’est pas une valeur de cette colonne.").format(shown=cited(text))
        return Fault("choice-unknown", message, _did_you_mean(text, words))

    return parse


def _split(value: Any) -> list[str]:
    parts = (part.strip() for part in as_text(value).replace("\n", ";").split(";"))
    return [part for part in parts if part]


def _words(value: Any) -> Any:
    return _split(value) or None


def _choices(column: Column) -> Parser:
    one = _choice(column)

    def parse(value: Any) -> Any:
        codes = [one(part) for part in _split(value)]
        return next((code for code in codes if isinstance(code, Fault)), codes)

    return parse


def _counts(column: Column) -> Parser:
    one = _choice(column)

    def item(part: str) -> Any:
        match = _ITEM.fullmatch(part)
        if not match or len(match[2]) > 9:
            message = _("{shown} n’est pas un nom suivi d’un nombre.").format(shown=cited(part))
            return Fault(
                "counts-form", message, _("Écrivez par exemple\u00a0: public 3\u202f; privé 2.")
            )
        code = one(match[1])
        return code if isinstance(code, Fault) else {"sector": code, "count": int(match[2])}

    def parse(value: Any) -> Any:
        items = [
            item(part)
            for part in _split(value.replace(",", ";") if isinstance(value, str) else value)
        ]
        return next((entry for entry in items if isinstance(entry, Fault)), items or None)

    return parse


def _phase(rules: Rules) -> Parser:
    labels = [f"{phase.code} {phase.short}" for phase in rules.framework.phases]
    words = {
        word: label
        for phase, label in zip(rules.framework.phases, labels, strict=True)
        for word in (label, phase.short, phase.title, *phase.synonyms)
    }

    def hint(text: str) -> str:
        found = nearest(text, words)
        near = (
            _("Vouliez-vous dire {word}\u202f?").format(word=quote(words[found])) if found else ""
        )
        return f"{near} {_accepted(labels)}".strip()

    def parse(value: Any) -> Any:
        text = as_text(value)
        for framework in (rules.framework, *rules.others):
            phase = framework.phase_for(text) or framework.phase_for(text.replace(" ", ""))
            if phase is not None:
                return phase.code
        message = _("{shown} n’est pas une phase du référentiel.").format(shown=cited(text))
        return Fault("phase-unknown", message, lambda: hint(text))

    return parse


def _variable(rules: Rules) -> Parser:
    names = [f"{v.code} {v.title}" for v in rules.framework.variables]
    codes = {fold(v.code): v.code for v in rules.framework.variables}

    def hint(text: str) -> str:
        found = nearest(text, names) or nearest(text, rules.variables)
        near = _("Vouliez-vous dire {word}\u202f?").format(word=quote(found)) if found else ""
        span = _("Variables\u00a0: {first} à {last}, voir la feuille «\u00a0Référentiel\u00a0».")
        first, last = rules.framework.variables[0].code, rules.framework.variables[-1].code
        return f"{near} {span.format(first=first, last=last)}".strip()

    def parse(value: Any) -> Any:
        text = as_text(value)
        code = rules.variables.get(fold(text)) or codes.get(fold(text).partition(" ")[0])
        if code is not None:
            return code
        message = _("{shown} n’est pas une variable du référentiel.").format(shown=cited(text))
        return Fault("variable-unknown", message, lambda: hint(text))

    return parse


def _level(rules: Rules) -> Parser:
    codes = [*rules.framework.level_codes, *rules.framework.special_codes]

    def parse(value: Any) -> Any:
        text = as_text(value)
        code = rules.levels.get(fold(text))
        if code is not None:
            return code
        message = _("{shown} n’est pas un niveau.").format(shown=cited(text))
        hint = _("Niveaux acceptés\u00a0: {codes}.").format(codes=join_words(codes, _("ou")))
        return Fault("level-unknown", message, hint)

    return parse


def _commune_unknown(text: str, code: str | None, gazetteer: Gazetteer) -> Fault:
    """Return why a value names no commune, or more than one."""

    def hint() -> str:
        if _IMAGINED.match(text):
            return _(
                "Si elle est imaginée, décrivez-la dans la feuille «\u00a0Communes ajoutées\u00a0»."
            )
        labels = [quote(gazetteer.label(c.code)) for c in gazetteer.suggest(text, 3)]
        if not labels:
            return _("Écrivez le code officiel de la commune, cinq caractères\u00a0: 39300.")
        return _("Vouliez-vous dire {labels}\u202f?").format(labels=join_words(labels, _("ou")))

    written = text.partition(" ")[0]
    if code is None and len(gazetteer.by_name(text)) > 1:
        message = _("{shown} est le nom de plusieurs communes.")
    elif " " in text and gazetteer.resolve(written).status != "unknown":
        message = _("Dans {shown}, le code et le nom ne sont pas ceux de la même commune.")
    else:
        message = _("{shown} n’est pas une commune connue.")
    return Fault("commune-unknown", message.format(shown=cited(text)), hint)


def _commune(rules: Rules) -> Parser:
    gazetteer = rules.gazetteer

    def parse(value: Any) -> Any:
        text = as_text(value).lstrip("'").strip()
        code = gazetteer.parse_label(text)
        found = gazetteer.resolve(code) if code else None
        if code is None or found is None or found.status == "unknown":
            return _commune_unknown(text, code, gazetteer)
        if found.status == "merged" and found.commune is not None:
            message = _("{shown} a rejoint une autre commune.").format(shown=cited(text))
            hint = _("Écrivez {label}.").format(label=quote(gazetteer.label(found.commune.code)))
            return Fault("commune-merged", message, hint)
        if text.isdigit() and len(text) < 5:
            message = _("{shown} a perdu son premier zéro.").format(shown=cited(text))
            hint = _("Écrivez {label}, dans une cellule au format Texte.")
            return Fault("commune-zero", message, hint.format(label=quote(gazetteer.label(code))))
        return code

    return parse


def _members(rules: Rules) -> Parser:
    """Codes of communes and SIREN of groupings: what a territory is made of."""
    commune, gazetteer = _commune(rules), rules.gazetteer

    def member(text: str) -> Any:
        siren = text.replace(" ", "")
        if gazetteer.epci(siren) is not None:
            return siren
        if len(siren) == 9 and siren.isdigit():
            message = _("{shown} n’est le SIREN d’aucun EPCI connu.").format(shown=cited(text))
            return Fault("epci-unknown", message, _("Vérifiez-le, ou écrivez les communes."))
        return commune(text)

    def parse(value: Any) -> Any:
        codes = [member(part) for part in _split(value)]
        return next((code for code in codes if isinstance(code, Fault)), codes or None)

    return parse


def _date_hint(text: str) -> str:
    if text.isdigit() and _SERIALS[0] <= int(text) <= _SERIALS[1]:
        day = date.fromordinal(_EPOCH.toordinal() + int(text))
        return _("C’est sans doute le {day}\u00a0: mettez la cellule au format Date.").format(
            day=format_date(day)
        )
    return _("Écrivez 14/03/2018, mars 2018, été 2016, vers 2015 ou avant 2012.")


def _year_as_day(value: Any) -> Fault | None:
    """Return the fault of a year typed in a cell of dates, which the spreadsheet made a day of 1905."""
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return None
    year = (day - _EPOCH).days
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None
    message = _("Le tableur a compris {year} comme un nombre de jours, et en a fait le {day}.")
    hint = _(
        "Mettez la cellule au format Texte et écrivez {year} ou, s’il s’agit de ce jour, {day}."
    )
    shown = {"year": str(year), "day": format_date(day)}
    return Fault("year-as-day", message.format(**shown), hint.format(**shown))


def _future(column: Column, rules: Rules, text: str) -> Fault:
    message = _("{shown} est dans le futur.").format(shown=cited(text))
    hint = _("Cette colonne dit un fait déjà arrivé\u00a0: au plus tard le {day}.")
    hint = hint.format(day=format_date(rules.today))
    later = "" if column.required else _("Laissez vide ce qui n’est que prévu.")
    return Fault("date-future", message, f"{hint} {later}".strip())


def _date(column: Column, rules: Rules) -> Parser:
    def parse(value: Any) -> Any:
        if fault := _year_as_day(value):
            return fault
        text = as_text(value)
        when = parse_date(text)
        if when is None:
            message = _("{shown} n’est pas une date qui existe.").format(shown=cited(text))
            return Fault("date-unknown", message, lambda: _date_hint(text))
        if when.latest < _FIRST_DAY:
            message = _("{shown} est avant 1900.").format(shown=cited(text))
            return Fault("date-too-old", message, _("Vérifiez l’année."))
        if column.exact and not when.exact:
            message = _("{shown} n’est pas un jour.").format(shown=cited(text))
            return Fault("date-approximate", message, _("Écrivez un jour\u00a0: 14/03/2018."))
        if column.past_only and when.earliest > rules.today:
            return _future(column, rules, text)
        return when.text

    return parse


def _amount(value: Any) -> Any:
    text = as_text(value)
    if parse_amount(text) is not None:
        return text
    message = _("{shown} n’est pas un montant.").format(shown=cited(text))
    return Fault("amount-unknown", message, _("Écrivez 12 500, env. 10 000, ou 5 000 à 8 000."))


def _digits(value: Any) -> float | None:
    text = re.sub(r"[\s\u00a0\u202f]", "", as_text(value)).replace(",", ".")
    try:
        number = float(text) if not isinstance(value, bool) else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _number(value: Any) -> Any:
    number = float(value) if isinstance(value, int | float) else _digits(value)
    if number is not None and math.isfinite(number):
        return number
    message = _("{shown} n’est pas un nombre.").format(shown=cited(as_text(value)))
    return Fault("number-unknown", message, _("Écrivez un nombre\u00a0: 12 ou 12,5."))


def _integer(column: Column) -> Parser:
    least = 1 if column.name == "seq" else 1900 if column.name == "year" else 0
    most = 2100 if column.name == "year" else 10**15

    def parse(value: Any) -> Any:
        number = _digits(value)
        if number is not None and number.is_integer() and least <= number <= most:
            return int(number)
        message = _("{shown} n’est pas accepté ici.").format(shown=cited(as_text(value)))
        hint = _("Attendu\u00a0: une année, entre 1900 et 2100.") if column.name == "year" else (
            _("Attendu\u00a0: un nombre entier, {least} ou plus.").format(least=least)
        )  # fmt: skip
        return Fault("integer-unknown", message, hint)

    return parse


def _boolean(value: Any) -> Any:
    truth = _TRUTH.get(fold(as_text(value)))
    if truth is not None:
        return truth
    message = _("{shown} n’est ni oui ni non.").format(shown=cited(as_text(value)))
    return Fault("boolean-unknown", message, _("Écrivez oui ou non."))


def _of_kind(column: Column, rules: Rules) -> Parser:
    simple: dict[str, Parser] = {
        "ref": _reference, "text": _text, "words": _words, "amount": _amount,
        "number": _number, "boolean": _boolean,
    }  # fmt: skip
    by_column = {"choice": _choice, "choices": _choices, "counts": _counts, "integer": _integer}
    by_rules = {"phase": _phase, "variable": _variable, "level": _level, "commune": _commune}
    if column.name == "members":
        return _members(rules)
    if column.kind in simple:
        return simple[column.kind]
    if column.kind in by_column:
        return by_column[column.kind](column)
    return by_rules[column.kind](rules) if column.kind in by_rules else _date(column, rules)


def parser(column: Column, rules: Rules) -> Parser:
    """Return the parser of `column`, which also recognises errors of formula."""
    parse = _of_kind(column, rules)

    def guarded(value: Any) -> Any:
        shown = value.shown if isinstance(value, CellError) else value
        if isinstance(value, CellError) or (
            isinstance(value, str)
            and not isinstance(value, FromFile)
            and value.strip() in ERROR_WORDS
        ):
            message = _("La formule de cette cellule est en erreur ({shown}).").format(shown=shown)
            return Fault(
                "formula-error", message, _("Remplacez-la par sa valeur, ou videz la cellule.")
            )
        return parse(value)

    return guarded

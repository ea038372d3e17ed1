"""The words of publications: codes said in French, levels said in a sentence, never averaged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.formats.tables import vocabularies
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import fold, format_integer, format_number, join_words, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.spans import date_words
from terreau.publishing.document import DataTable

__all__ = [
    "capital", "commune_label", "dated", "in_phase", "kinds_number", "level_sentence", "level_words", "number_of",
    "phase_label", "phase_names", "pillar_label", "pillar_names", "telling", "unit_value", "word",
]  # fmt: skip

_KINDS_OF_CASE = {
    "projet": ("projet", "projets"),
    "tiers_lieu": ("tiers-lieu", "tiers-lieux"),
    "initiative": ("initiative recensée", "initiatives recensées"),
    "structure": ("structure d’accompagnement", "structures d’accompagnement"),
    "territoire": ("territoire", "territoires"),
}


def word(vocabulary: str, code: str | None) -> str:
    """Return the French word of `code` in a list of `vocabularies`; the code where it has none."""
    if not code:
        return ""
    words: dict[str, str] = dict(getattr(vocabularies, vocabulary))
    return words.get(code, code)


def kinds_number(kind: str, n: int) -> str:
    """Return « 3 tiers-lieux »."""
    singular, plural = _KINDS_OF_CASE.get(kind, (kind, kind))
    return number_of(n, singular, plural)


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def number_of(n: int, singular: str, plural: str) -> str:
    """Return « 3 projets »."""
    return f"{format_integer(n)}\u00a0{ngettext(singular, plural, n)}"


def dated(text: str | None) -> str:
    """Return a date as its writer gave it, ready to be read; empty when it is not said."""
    return typeset(date_words(text)) if text else ""


def phase_names(framework: Framework) -> list[tuple[str, str]]:
    """Return (code, short name) of the phases."""
    return [(phase.code, phase.short) for phase in framework.phases]


def pillar_names(framework: Framework) -> list[tuple[str, str]]:
    """Return (code, name) of the pillars."""
    return [(pillar.code, pillar.title) for pillar in framework.pillars]


def pillar_label(framework: Framework, code: str) -> str:
    """Return the name of a pillar, its code when the référentiel does not have it."""
    return dict(pillar_names(framework)).get(code, code)


def phase_label(framework: Framework, code: str | None, seq: int = 1) -> str:
    """Return « Expérimentation », « Émergence (2e fois) »."""
    name = dict(phase_names(framework)).get(code or "", code or "")
    return f"{name} ({seq}e\u00a0fois)" if seq > 1 else name


def in_phase(framework: Framework, code: str, seq: int = 1) -> str:
    """Return « en expérimentation », « en phase d’essaimage ou fin »."""
    label = phase_label(framework, code, seq)
    plain = label[:1].lower() + label[1:]
    if " ou " not in plain:
        return _("en {phase}").format(phase=plain)
    of = "d’" if fold(plain)[:1] in "aeiouh" else "de "
    return _("en phase {of}{phase}").format(of=of, phase=plain)


def _level(value: float) -> str:
    return format_integer(value) if float(value).is_integer() else format_number(value)


def level_words(summary: Mapping[str, Any]) -> str:
    """Return « médiane 3 sur 4, la moitié des appréciations entre 2 et 3, de 1 à 4 »."""
    low, high = (_level(summary["median"][end]) for end in ("lo", "hi"))
    first, last = (_level(value) for value in summary["range"])
    if summary["n"] == 1:
        return _("une seule appréciation, niveau {level} sur 4").format(level=low)
    if first == last:
        return _("toutes au niveau {level} sur 4").format(level=first)
    if low == high:
        said = _("médiane {level} sur 4").format(level=low)
    else:
        said = _("médiane entre {low} et {high} sur 4").format(low=low, high=high)
    middle = [_level(value) for value in summary["middle"]]
    if summary["n"] > 3 and middle[0] == middle[1]:
        said += _(", au moins la moitié des appréciations à {level}").format(level=middle[0])
    elif summary["n"] > 3:
        said += _(", la moitié des appréciations entre {low} et {high}").format(
            low=middle[0], high=middle[1]
        )
    return said + _(", de {low} à {high}").format(low=first, high=last)


def _beside(summary: Mapping[str, Any]) -> str:
    """Return what was answered instead of a level."""
    words = {"NO": _("non observé"), "SO": _("sans objet"), "JNSP": _("je ne sais pas")}
    said = [
        f"{n}\u00a0«\u00a0{words.get(code, code)}\u00a0»"
        for code, n in sorted(summary["special"].items())
        if n
    ]
    return join_words(said)


def level_sentence(pillar: str, place: str, cell: Mapping[str, Any]) -> str:
    """Return the sentence that says a cell of a profile.

    « Ancrage territorial, en expérimentation : médiane 3 sur 4, la moitié des appréciations entre 2
    et 3, de 1 à 4 (11 appréciations, 2 regards). »
    """
    summary = cell["summary"]
    start = f"{pillar}, {place}\u00a0: "
    beside = _beside(summary)
    if not summary["n"]:
        if cell.get("too_early"):
            return start + _("trop tôt pour en juger.")
        if beside:
            return start + _("aucun niveau ({others}).").format(others=beside)
        return start + _("rien n’est connu.")
    count = number_of(summary["n"], "appréciation", "appréciations")
    eyes = number_of(cell.get("n_raters", 0), "regard", "regards")
    foot = f"{count}, {eyes}" if summary["n"] > 1 else eyes
    if beside:
        foot += _(", et {others}").format(others=beside)
    early = _("\u202f; trop tôt pour en tirer plus") if cell.get("too_early") else ""
    return f"{start}{level_words(summary)} ({foot}){early}."


def commune_label(code: str | None, gazetteer: Gazetteer) -> str:
    """Return the name of today's commune of `code`; the code where it is not known."""
    commune = gazetteer.resolve(code).commune if code else None
    return typeset(commune.name) if commune else code or ""


def telling(table: DataTable) -> DataTable:
    """Return `table` without the columns, but the first, that say nothing of anyone."""
    kept = [
        column
        for column in range(len(table.header))
        if column == 0 or any(row[column] not in ("", "—") for row in table.rows)
    ]
    if len(kept) == len(table.header) or not table.rows:
        return table
    return DataTable(
        table.caption,
        tuple(table.header[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in table.rows),
        frozenset(place for place, column in enumerate(kept) if column in table.numeric),
        tuple(table.widths[column] for column in kept) if table.widths else (),
    )


def unit_value(value: str | None, unit: str | None) -> str:
    """Return « 4 ETP »."""
    return "\u00a0".join(part for part in (value, unit) if part)

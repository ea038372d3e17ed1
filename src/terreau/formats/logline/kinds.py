"""What kind of thing happened: meeting, decision, milestone, difficulty; what is refused does not count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from terreau.formats.logline.plain import negated

__all__ = ["Word", "decision", "kind", "milestone", "planned_thing"]


@dataclass(frozen=True, slots=True)
class Word:
    """A code and the words that made one think of it."""

    code: str
    start: int
    end: int
    sure: bool = True


def _words(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{stems})(?!\w)")


_MEETING = _words(
    r"reunions?|rencontres?|rencontre(?:e|es|s)|rdv|rendez-vous|ateliers?|visites?|visite(?:e|es|s)|comites?|copil|cotech|ag|assemblees?"
    r"|entretiens?|permanence|cafe avec|point avec|vue?s?|dejeuner|journee|forum|table ronde|conseil municipal|soiree|inauguration"
)
# ways of speaking to each other: what was said matters more
_CALL = _words(
    r"appels?|appele(?:e|s|es)?|coup de fil|telephone|visio|echanges?|mail|courriel|message"
)
_DIFFICULTY = _words(
    r"difficultes?|difficiles?|problemes?|blocages?|bloque(?:e|s|es)?|coince(?:e|s)?|refus|refuse(?:e|es|nt)?|retards?|conflits?"
    r"|desaccords?|tensions?|demissionn?\w*|inquiet\w*|panne|abandonn\w*|sans reponse|pas de reponse|ne repond(?:ent)? pas"
    r"|ne repondent plus|manque|manquent|fragile|fatigue\w*|decourag\w*|epuis\w*|impasse|attend(?:ent)? (?:encore|toujours|une|un|l[ae']|des|le)"
    r"|impayes?|deficit|defaut|rejete(?:e|s|es)?|recale\w*|depart (?:de|du|d')"
)
_DECISION = _words(
    r"decid(?:e|ee|ees|es|ent|ons)|decisions?|vote(?:e|s|es|nt)?|acte(?:e|s|es)?|tranch(?:e|ee|es)|adopt(?:e|ee|es|ees)|choisi(?:t|e|s|es|ssent)?"
    r"|retenu(?:e|s|es)?|deliberation|feu vert|on arrete|on suspend|on continue|on poursuit|on y va|on stoppe|on reoriente|on change"
)
_REACHED = _words(
    r"acquis(?:e|es)?|sign(?:e|ee|es|ees)|obtenu(?:e|s|es)?|accord(?:ee|e|es|ees)|ouvert(?:e|s|es)?|livre(?:e|s|es)?|inaugur(?:e|ee|es|ees)"
    r"|cree(?:e|s|es)?|immatricul(?:e|ee|es)|depos(?:e|ee|es|ees)|lance(?:e|s|es)?|embauch(?:e|ee|es)|recrut(?:e|ee|es|ees)|termin(?:e|ee|es|ees)"
    r"|achev(?:e|ee|es|ees)|boucl(?:e|ee|es|ees)|valid(?:e|ee|es|ees)|installe(?:e|s|es)?|demarre(?:e|s|es)?|verse(?:e|s|es)?|atteint(?:e|s|es)?"
)
_POSTPONED = _words(
    r"report(?:e|ee|es|ees|ons)|decal(?:e|ee|es|ees|ons)|repouss(?:e|ee|es|ees|ons)|differe(?:e|s|es)?|remis(?:e|es)? a"
)
_MISSED = _words(
    r"annul(?:e|ee|es|ees|ons)|manqu(?:ee|ees)|rate(?:e|s|es)?|n'a pas (?:pu )?(?:eu|avoir) lieu|tombe(?:e)? a l'eau"
)
_PLANNED = _words(
    r"prevu(?:e|s|es)?|programm(?:e|ee|es|ees)|fixe(?:e|s|es)?|planifi(?:e|ee|es|ees)"
)
_THING = _words(
    r"ouverture|inauguration|livraison|signature|lancement|demarrage|depot|demenagement|emmenagement|travaux|chantier|embauche|recrutement"
    r"|creation|immatriculation|assemblee (?:generale )?constitutive|vote|bail|convention|premiere? \w+|mise en service|remise des cles"
)
_SENSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("pause", _words(r"en veille|met(?:tre|tons)? en pause|en pause|suspen(?:d|dre|dons|du|due)|on gele|geler")),
    ("stop", _words(r"arret(?:e|er|ons|ee)|stopp(?:e|er|ons)|abandonn(?:e|er|ons|ee)|met(?:tre)? fin")),
    ("redirect", _words(r"reorient\w*|chang(?:e|er|eons) (?:de|d')|revoi(?:r|t)|revoyons|recentr\w*|plutot que|a la place")),
    ("continue", _words(r"poursui\w*|continu\w*|on y va|feu vert|on garde|garder|valid(?:e|ee|er|ons)|reconduire|reconduit|prolong\w*")),
)  # fmt: skip


def _first(
    pattern: re.Pattern[str], folded: str, *, refusable: bool = True
) -> re.Match[str] | None:
    for match in pattern.finditer(folded):
        if not (refusable and negated(folded, match.start())):
            return match
    return None


def _word(code: str, match: re.Match[str] | None, sure: bool = True) -> Word | None:
    return Word(code, match.start(), match.end(), sure) if match else None


def kind(folded: str) -> Word | None:
    """Return the kind of the line: a meeting when one is named, else the first thing told.

    A meeting where something was decided stays a meeting: the decision is said beside it. A call is a
    meeting too, unless it brought a difficulty, a decision or a step: then one asks.
    """
    meeting = _first(_MEETING, folded)
    if meeting:
        return _word("meeting", meeting)
    others = (
        _word("difficulty", _first(_DIFFICULTY, folded)),
        _word("decision", _first(_DECISION, folded)),
        _word("milestone", _first(_REACHED, folded)),
        _word("milestone", _first(_POSTPONED, folded)),
        _word("milestone", _first(_MISSED, folded, refusable=False)),
        _word("milestone", _thing_planned(folded)),
    )
    found = [word for word in others if word]
    call = _first(_CALL, folded)
    if not found:
        return _word("meeting", call)
    first = min(found, key=lambda word: word.start)
    sure = call is None and len({word.code for word in found}) == 1
    return Word(first.code, first.start, first.end, sure)


def _thing_planned(folded: str) -> re.Match[str] | None:
    planned = _first(_PLANNED, folded)
    return planned if planned and planned_thing(folded) else None


def planned_thing(folded: str) -> re.Match[str] | None:
    """Return what is planned when it is a step of a project: opening, signature, works."""
    return _THING.search(folded)


def milestone(folded: str) -> Word | None:
    """Return what became of a step: reached, postponed, missed or planned; doubtful when it says two."""
    states = (
        _word("postponed", _first(_POSTPONED, folded)),
        _word("missed", _first(_MISSED, folded, refusable=False)),
        _word("planned", _thing_planned(folded)),
        _word("reached", _first(_REACHED, folded)),
    )
    found = [word for word in states if word]
    if not found:
        return None
    return Word(found[0].code, found[0].start, found[0].end, len(found) == 1)


def decision(folded: str) -> Word | None:
    """Return the sense of a decision, when one was taken; the sense is doubtful when no word says it."""
    taken = _first(_DECISION, folded)
    if taken is None:
        return None
    senses = [word for code, pattern in _SENSES if (word := _word(code, _first(pattern, folded)))]
    if not senses:
        return Word("other", taken.start(), taken.end(), False)
    first = senses[0]
    start, end = min(first.start, taken.start()), max(first.end, taken.end())
    return Word(first.code, start, end, len(senses) == 1)

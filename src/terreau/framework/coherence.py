"""What a well-shaped référentiel can still contradict: every such fault, none twice.

Blank values are skipped: the shape has already complained of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from terreau.framework.model import Framework
from terreau.framework.sheets import sheet_incoherences
from terreau.framework.wording import choices, in_common, in_file, repeated, unknown
from terreau.i18n import fold, join_words, quote
from terreau.i18n import gettext as _
from terreau.problems import Problem

__all__ = ["incoherences"]

NEITHER = 0.5  # the fuzzy value that says neither in nor out


def incoherences(framework: Framework, *, partial: bool = False) -> list[Problem]:
    """Return every contradiction; `partial` leaves out what needs all pillars to be read."""
    checks = [_identity, _repeated_codes, _phase_words, _calibration, sheet_incoherences]
    if not partial:
        checks += [_budget, _hypotheses, _changes]
    return [problem for check in checks for problem in check(framework)]


def _identity(framework: Framework) -> Iterator[Problem]:
    name, _at, version = framework.parent.partition("@")
    if name == framework.id and _older(framework.version, version):
        message = _("Une version descend d’une plus ancienne, pas de {parent}.")
        message = message.format(parent=framework.parent)
        yield Problem("parent-not-older", in_common("parent"), message)


def _older(version: str, parent: str) -> bool:
    """Whether `version` does not come after `parent`; malformed numbers are told elsewhere."""
    try:
        numbers = [[int(part) for part in text.split(".")] for text in (version, parent)]
    except ValueError:
        return False
    return numbers[0] <= numbers[1]


def _repeated_codes(framework: Framework) -> Iterator[Problem]:
    message = _("Le code {code} est écrit deux fois.")
    answers = [*framework.level_codes, *framework.special_codes]
    lists: dict[str, Sequence[str]] = {
        "scale": answers,
        "respondents": [respondent.code for respondent in framework.respondents],
        "phases": [phase.code for phase in framework.phases],
        "pillars": [pillar.code for pillar in framework.pillars],
        "hypotheses": [hypothesis.code for hypothesis in framework.hypotheses],
        "foundations": [foundation.code for foundation in framework.foundations],
        "retired": framework.retired,
    }
    for key, codes in lists.items():
        for code in repeated(codes):
            yield Problem("code-repeated", in_common(key), message.format(code=quote(code)))
    for code in repeated(variable.code for variable in framework.variables):
        files = dict.fromkeys(f"{v.pillar}.toml" for v in framework.variables if v.code == code)
        where = in_file(join_words(list(files)))
        yield Problem("code-repeated", where, message.format(code=quote(code)))


def _phase_words(framework: Framework) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for phase in framework.phases:
        where = in_common("synonyms", _("phase {code}").format(code=phase.code))
        for word in phase.synonyms:
            if not fold(word):
                message = _("Le mot {word} n’a ni lettre ni chiffre.").format(word=quote(word))
                yield Problem("synonym-blank", where, message)
        for name in sorted(phase.names() - {""}):
            other = taken.setdefault(name, phase.code)
            if other != phase.code:
                message = _("Le mot {word} désigne aussi la phase {code}.")
                message = message.format(word=quote(name), code=other)
                expected = _("Un mot ne désigne qu’une phase.")
                yield Problem("synonym-ambiguous", where, message, expected)


def _calibration(framework: Framework) -> Iterator[Problem]:
    where = in_common("calibration")
    values = framework.calibration
    known = framework.level_codes
    for code in values:
        if code not in known:
            yield unknown("level-unknown", where, _("Le niveau {code} n’existe pas."), code, known)
    for code in known:
        if values and code not in values:
            message = _("Le niveau {code} n’a pas de valeur.").format(code=quote(code))
            yield Problem("calibration-missing", where, message)
    ordered = [values[code] for code in known if code in values]
    if any(low >= high for low, high in pairwise(ordered)):
        message = _("Les valeurs ne croissent pas avec les niveaux.")
        yield Problem("calibration-order", where, message)
    if NEITHER in ordered:
        message = _("La valeur 0,5 ne dit ni oui ni non.")
        yield Problem("calibration-half", where, message, _("Prenez 0,45 ou 0,55."))


def _budget(framework: Framework) -> Iterator[Problem]:
    respondents = [respondent.code for respondent in framework.respondents]
    where = in_common("budget.minutes")
    for code in framework.budget.minutes:
        if code not in respondents:
            message = _("La personne {code} n’est pas déclarée.")
            yield unknown("respondent-unknown", where, message, code, respondents)
    phases = [phase.code for phase in framework.phases]
    where = in_common("budget.expected")
    for code, announced in framework.budget.expected.items():
        counted = len(framework.expected_in(code))
        if code not in phases:
            yield unknown("phase-unknown", where, _("La phase {code} n’existe pas."), code, phases)
        elif counted != announced:
            message = _("{announced} variables annoncées en {phase}, {counted} dans les fiches.")
            message = message.format(announced=announced, phase=code, counted=counted)
            yield Problem("expected-count", where, message, _("Accordez l’un et l’autre."))


def _hypotheses(framework: Framework) -> Iterator[Problem]:
    known = [variable.code for variable in framework.variables]
    for hypothesis in framework.hypotheses:
        item = _("hypothèse {code}").format(code=hypothesis.code)
        for key, codes in (("first", hypothesis.first), ("witnesses", hypothesis.witnesses)):
            for code in codes:
                if code not in known:
                    message = _("La variable {code} n’existe pas.")
                    yield unknown("variable-unknown", in_common(key, item), message, code, known)


def _changes(framework: Framework) -> Iterator[Problem]:
    known = [variable.code for variable in framework.variables]
    where = in_common("changes")
    if not framework.parent:
        if framework.changes:
            message = _("Des changements sont dits, mais pas depuis quelle version.")
            yield Problem("parent-missing", in_common("parent"), message, _("Par exemple ect@0.1."))
        return
    for code in known:
        if code and code not in framework.changes:
            message = _("La variable {code} ne dit pas ce qu’elle est devenue.")
            expected = choices(("same", "reworded", "changed", "new"))
            yield Problem("change-missing", where, message.format(code=quote(code)), expected)
    for code, kind in framework.changes.items():
        if kind != "retired" and code not in known:
            message = _("La variable {code} n’est pas dans les fiches.").format(code=quote(code))
            expected = _("Si elle est retirée, dites « retired ».")
            yield Problem("variable-unknown", where, message, expected)

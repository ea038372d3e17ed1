"""What a variable's sheet can contradict: its code, levels, phases, questions, foundations."""

from __future__ import annotations

from collections.abc import Iterator

from terreau.framework.model import Framework, Variable
from terreau.framework.wording import in_variable, repeated, unknown
from terreau.i18n import gettext as _
from terreau.i18n import quote
from terreau.problems import Problem

__all__ = ["sheet_incoherences"]


def sheet_incoherences(framework: Framework) -> Iterator[Problem]:
    """Give every contradiction of every variable; blank values are skipped."""
    for variable in framework.variables:
        yield from _code(framework, variable)
        yield from _levels(framework, variable)
        yield from _phases(framework, variable)
        yield from _questions(framework, variable)
        yield from _foundation(framework, variable)


def _code(framework: Framework, variable: Variable) -> Iterator[Problem]:
    code, pillar = variable.code, variable.pillar
    if code and pillar and not (code.startswith(pillar) and code[len(pillar) :].isdigit()):
        message = _("Le code {code} ne commence pas par celui de son pilier, {pillar}.")
        message = message.format(code=quote(code), pillar=quote(pillar))
        expected = _("Par exemple {code}.").format(code=quote(f"{pillar}1"))
        yield Problem("code-outside-pillar", in_variable(pillar, code, "code"), message, expected)
    if code in framework.retired or framework.changes.get(code) == "retired":
        message = _("Le code {code} est celui d’une variable retirée.").format(code=quote(code))
        expected = _("Un numéro retiré ne sert plus : prenez {code}.")
        expected = expected.format(code=quote(_free_code(framework, pillar)))
        yield Problem("code-retired", in_variable(pillar, code, "code"), message, expected)


def _free_code(framework: Framework, pillar: str) -> str:
    used = [*(v.code for v in framework.variables), *framework.retired, *framework.changes]
    numbers = [
        int(c[len(pillar) :]) for c in used if c.startswith(pillar) and c[len(pillar) :].isdigit()
    ]
    return f"{pillar}{max(numbers, default=0) + 1}"


def _levels(framework: Framework, variable: Variable) -> Iterator[Problem]:
    given, wanted = len(variable.levels), len(framework.scale)
    if given and wanted and given != wanted:
        where = in_variable(variable.pillar, variable.code, "levels")
        message = _("{given} descripteurs pour {wanted} niveaux.").format(
            given=given, wanted=wanted
        )
        expected = _("Un descripteur par niveau de l’échelle, dans l’ordre.")
        yield Problem("levels-count", where, message, expected)


def _phases(framework: Framework, variable: Variable) -> Iterator[Problem]:
    known = [phase.code for phase in framework.phases if phase.code]
    said = {
        "expected": variable.expected,
        "early": variable.early,
        "without_object": variable.without_object,
    }
    for key, codes in said.items():
        where = in_variable(variable.pillar, variable.code, key)
        for code in codes:
            if known and code not in known:
                yield unknown(
                    "phase-unknown", where, _("La phase {code} n’existe pas."), code, known
                )
    for code in repeated([code for codes in said.values() for code in codes]):
        where = in_variable(variable.pillar, variable.code, "expected")
        message = _("La phase {code} est citée deux fois.").format(code=quote(code))
        expected = _("Une phase est attendue, précoce ou sans objet, jamais deux à la fois.")
        yield Problem("phase-twice", where, message, expected)


def _questions(framework: Framework, variable: Variable) -> Iterator[Problem]:
    known = [respondent.code for respondent in framework.respondents if respondent.code]
    for key, said in (("questions", variable.questions), ("advice", variable.advice)):
        where = in_variable(variable.pillar, variable.code, key)
        for code in said:
            if known and code not in known:
                message = _("La personne {code} n’est pas déclarée.")
                yield unknown("respondent-unknown", where, message, code, known)
    for code in known if variable.questions else ():
        if code not in variable.questions:
            where = in_variable(variable.pillar, variable.code, f"questions.{code}")
            yield Problem("question-missing", where, _("La question manque."))


def _foundation(framework: Framework, variable: Variable) -> Iterator[Problem]:
    known = [foundation.code for foundation in framework.foundations]
    where = in_variable(variable.pillar, variable.code, "foundation")
    for code in variable.foundations:
        if code not in known:
            message = _("Le fondement {code} n’est pas dans la légende.")
            yield unknown("foundation-unknown", where, message, code, known)

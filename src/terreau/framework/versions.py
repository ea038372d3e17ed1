"""What became of each variable from one version to the next, declared then verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from terreau.framework.model import Framework, Variable
from terreau.framework.wording import in_common, in_variable
from terreau.i18n import gettext as _
from terreau.i18n import join_words, quote
from terreau.problems import Problem

__all__ = ["KINDS", "VersionChange", "comparable", "compare_versions", "differences"]

KINDS = ("same", "reworded", "changed", "new", "retired")
_SAME_MEANING = frozenset({"same", "reworded"})
_PARTS = {
    "title": "l’intitulé",
    "definition": "la définition",
    "levels": "les niveaux",
    "questions": "les questions",
    "advice": "les consignes",
    "expected": "les phases attendues",
    "early": "les phases précoces",
    "without_object": "les phases sans objet",
    "foundation": "le fondement",
}


@dataclass(frozen=True)
class VersionChange:
    """From the version `old` to its child `new`: declared kinds by variable, and faults found."""

    old: str
    new: str
    kinds: Mapping[str, str] = field(hash=False)
    problems: tuple[Problem, ...] = ()

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the codes declared `kind`, in the order of the declaration."""
        return tuple(code for code, declared in self.kinds.items() if declared == kind)


def differences(old: Variable, new: Variable) -> tuple[str, ...]:
    """Return, in French, the parts of a sheet whose words differ."""
    return tuple(said for part, said in _PARTS.items() if getattr(old, part) != getattr(new, part))


def compare_versions(old: Framework, new: Framework) -> VersionChange:
    """Return what `new` declares since `old`, with a problem wherever the texts say otherwise."""
    problems = [*_lineage(old, new), *_scale(old, new)]
    before = {variable.code: variable for variable in old.variables}
    for variable in new.variables:
        problems += _declared(before.get(variable.code), variable, old, new)
    problems += _gone(old, new)
    return VersionChange(old.identifier, new.identifier, dict(new.changes), tuple(problems))


def comparable(
    old: Framework, new: Framework, variable: str, between: Iterable[Framework] = ()
) -> bool:
    """Whether levels of `variable` given under `old` and under its descendant `new` mean the same.

    `between` holds the versions from one to the other; a missing one gives False: what cannot be
    traced is not compared.
    """
    known = {framework.identifier: framework for framework in (old, *between)}
    current: Framework | None = new
    while current is not None and current.identifier != old.identifier:
        if current.changes.get(variable) not in _SAME_MEANING:
            return False
        current = known.pop(current.parent, None)
    return current is not None and any(one.code == variable for one in current.variables)


def _lineage(old: Framework, new: Framework) -> Iterator[Problem]:
    if new.parent != old.identifier:
        message = _("Cette version ne nomme pas {name} pour parent.")
        message = message.format(name=quote(old.identifier))
        yield Problem("parent-other", in_common("parent"), message)
    forgotten = [code for code in old.retired if code not in new.retired]
    if forgotten:
        message = _("Des codes retirés ne sont plus cités : {codes}.")
        message = message.format(codes=", ".join(forgotten))
        yield Problem("retired-forgotten", in_common("retired"), message)


def _scale(old: Framework, new: Framework) -> Iterator[Problem]:
    kept = [code for code, kind in new.changes.items() if kind in _SAME_MEANING]
    if old.level_codes != new.level_codes and kept:
        message = _("L’échelle a changé : aucune variable ne garde son sens.")
        expected = _("Dites « changed » pour {codes}.").format(codes=join_words(kept))
        yield Problem("scale-changed", in_common("changes"), message, expected)


def _declared(
    before: Variable | None, now: Variable, old: Framework, new: Framework
) -> Iterator[Problem]:
    kind = new.changes.get(now.code, "")
    where = in_variable(now.pillar, now.code)
    if now.code in old.retired:
        message = _("Ce numéro est celui d’une variable retirée.")
        yield Problem("code-retired", where, message, _("Un numéro retiré ne sert plus."))
    elif before is None and kind != "new":
        message = _("Cette variable n’était pas dans {name}.").format(name=old.identifier)
        yield Problem("change-untrue", where, message, _("Dites « new »."))
    elif before is not None and kind == "new":
        message = _("Cette variable était déjà dans {name}.").format(name=old.identifier)
        expected = _("Dites « same », « reworded » ou « changed », ou prenez un autre numéro.")
        yield Problem("change-untrue", where, message, expected)
    elif before is not None:
        yield from _words(differences(before, now), kind, where)


def _words(parts: tuple[str, ...], kind: str, where: str) -> Iterator[Problem]:
    if kind == "same" and parts:
        message = _("Dite inchangée, mais {parts} diffèrent.").format(parts=join_words(parts))
        expected = _("Dites « reworded » si le sens demeure, « changed » sinon.")
        yield Problem("change-untrue", where, message, expected)
    elif kind in ("reworded", "changed") and not parts:
        message = _("Dite modifiée, mais aucun mot ne diffère.")
        yield Problem("change-idle", where, message, _("Dites « same »."), "warning")


def _gone(old: Framework, new: Framework) -> Iterator[Problem]:
    present = {variable.code for variable in new.variables}
    before = {variable.code for variable in old.variables}
    for variable in old.variables:
        if variable.code not in present and new.changes.get(variable.code) != "retired":
            message = _("La variable {code} a disparu.").format(code=quote(variable.code))
            expected = _("Dites « retired », son numéro ne servira plus.")
            yield Problem("change-missing", in_common("changes"), message, expected)
    for code, kind in new.changes.items():
        if kind == "retired" and code not in before:
            message = _("La variable {code}, dite retirée, n’était pas dans {name}.")
            message = message.format(code=quote(code), name=old.identifier)
            yield Problem("change-untrue", in_common("changes"), message)

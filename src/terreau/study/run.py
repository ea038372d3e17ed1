"""A study: the data, a plan, a référentiel; out come results, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from terreau import __version__
from terreau.formats.snapshot import digest
from terreau.formats.tables import Dataset
from terreau.framework import Framework
from terreau.gazetteer import Gazetteer
from terreau.i18n import gettext as _
from terreau.i18n import ngettext
from terreau.problems import Refused
from terreau.study.analyses import (
    agreement,
    change,
    compare,
    coverage,
    distribution,
    facts,
    means,
    profile,
)
from terreau.study.answers import Answer, not_asked, refused
from terreau.study.digests import combined_digest, table_digest
from terreau.study.frame import Frame
from terreau.study.grid import grid_of
from terreau.study.plan_model import LATER, Plan
from terreau.study.ratings import read_ratings
from terreau.study.results import FORMAT
from terreau.study.scope import apply_scope, check_scope

__all__ = ["run"]

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class _Analysis:
    title: str
    tables: tuple[str, ...]
    answer: Callable[[Frame], Answer]
    ratings: str = ""  # "individual", "any", or none needed


_ANALYSES = {
    "facts": _Analysis("faits", facts.TABLES, facts.facts),
    "coverage": _Analysis("couverture", coverage.TABLES, coverage.coverage, "any"),
    "distribution": _Analysis(
        "niveaux", distribution.TABLES, distribution.distribution, "individual"
    ),
    "agreement": _Analysis("accord", agreement.TABLES, agreement.agreement, "individual"),
    "profile": _Analysis("profils", profile.TABLES, profile.profile, "any"),
    "change": _Analysis("changements", change.TABLES, change.change, "individual"),
    "compare": _Analysis("comparaisons", compare.TABLES, compare.compare, "individual"),
    "means": _Analysis("moyens", means.TABLES, means.means),
}


def _later(name: str) -> str:
    what = {
        "estimates": _("L’estimation à partir de toutes les appréciations"),
        "qca": _("L’analyse quali-quantitative comparée (AQQC)"),
        "robustness": _("L’examen de robustesse"),
        "vigilance": _("Le repérage des points de vigilance"),
        "ideal_type": _("La distance à l’idéal-type"),
    }[name]
    return _("{what} n’est pas encore dans cette version du logiciel.").format(what=what)


def _no_ratings(frame: Frame, whole: Dataset, needed: str) -> str:
    """Return why the ratings needed are not there, or nothing."""
    if not needed or (needed == "any" and len(frame.ratings)):
        return ""
    if not whole["ratings"].num_rows:
        return _("Aucune appréciation dans ces données.")
    if not len(frame.ratings):
        return _("Aucune appréciation utilisable dans le périmètre de cette étude.")
    if frame.ratings.consensus.all():
        return _(
            "Ces données n’ont que des appréciations de consensus\u00a0: il faut celles de chacun, "
            "avant discussion."
        )
    return ""


def _shared_warnings(frame: Frame) -> tuple[str, ...]:
    """Return what weighs on every figure drawn from ratings."""
    said = [*frame.ratings.set_aside]
    own = frame.ratings.individual
    raters = np.unique(own.rater).tolist()
    if len(raters) == 1:
        said.append(
            _(
                "Un seul regard a donné toutes les appréciations\u00a0: rien ne recoupe "
                "ce qu’il dit."
            )
        )
    if 0 < (n := len(np.unique(own.case))) < compare.SMALL_GROUP:
        sentence = ngettext(
            "Un seul projet apprécié\u00a0: les chiffres le décrivent et ne disent rien des autres.",
            "{n} projets appréciés seulement\u00a0: les chiffres les décrivent et ne disent rien des "
            "autres.",
            n,
        )
        said.append(sentence.format(n=n))
    return tuple(said)


def _answer(name: str, frame: Frame, whole: Dataset) -> Answer:
    if name not in frame.plan.analyses:
        return not_asked(_("Cette analyse n’est pas demandée."))
    if name in LATER:
        return refused(_later(name))
    analysis = _ANALYSES[name]
    if reason := _no_ratings(frame, whole, analysis.ratings):
        return refused(reason, frame.ratings.set_aside)
    answer = analysis.answer(frame)
    if not analysis.ratings:
        return answer
    return replace(answer, warnings=(*_shared_warnings(frame), *answer.warnings))


def _study(plan: Plan, dataset: Dataset) -> dict[str, Any]:
    return {
        "title": plan.title or dataset.title,
        "question": plan.question,
        "axis": plan.axis,
        "seed": plan.seed,
        "prereg_date": plan.prereg_date,
        "language": plan.publish.language,
        "publish": {
            "audience": plan.publish.audience,
            "added_columns": list(plan.publish.added_columns),
            "lead": plan.publish.lead,
            "correction": plan.publish.correction,
            "licence": plan.publish.licence,
        },
    }


def _snapshot(dataset: Dataset) -> dict[str, Any]:
    return {
        "digest": digest(dataset),
        "as_of": dataset.as_of,
        "title": dataset.title,
        "fictional": dataset.fictional,
        "framework": dataset.framework,
    }


def _inputs(name: str, known: dict[str, str], dataset: Dataset) -> str:
    """Return the digest of the tables that analysis `name` reads, each one read once."""
    tables = _ANALYSES[name].tables
    known.update({table: table_digest(dataset, table) for table in tables if table not in known})
    return combined_digest((table, known[table]) for table in tables)


def run(
    dataset: Dataset,
    plan: Plan,
    framework: Framework,
    gazetteer: Gazetteer | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run a study and return its results (docs/dev/results.md).

    Parameters
    ----------
    dataset : Dataset
        Frozen data (a snapshot): never a workbook, whose words do not leave it.
    plan : Plan
        From `terreau.study.plan.read_plan` or `terreau.study.plan.default_plan`.
    framework : Framework
        The référentiel of the ratings; ratings given with another one are set aside and said.
    gazetteer : Gazetteer, optional
        For the population of territories made of real communes.
    progress : callable, optional
        Called with a French word and the share done, from 0 to 1.

    Returns
    -------
    dict
        Plain data, ready for `terreau.study.results.write_results`.

    Raises
    ------
    Refused
        When the scope names what these data do not hold.
    ValueError
        When `dataset` is a workbook.
    """
    if dataset.workbook:
        raise ValueError("a study runs on a snapshot: take the words out of the workbook first")
    say = progress or (lambda _word, _share: None)
    say(_("lecture des données figées"), 0.0)
    grid = grid_of(framework)
    if problems := check_scope(dataset, plan, grid.phases):
        raise Refused(problems)
    scoped = apply_scope(dataset, plan)
    ratings = read_ratings(scoped.dataset, scoped.cases, grid)
    frame = Frame(scoped.dataset, plan, grid, scoped.cases, ratings, gazetteer)
    names = (*_ANALYSES, *LATER)
    digests: dict[str, str] = {}
    analyses: dict[str, Any] = {}
    for i, name in enumerate(names):
        if name in _ANALYSES:
            say(_ANALYSES[name].title, (i + 1) / (len(_ANALYSES) + 1))
        answer = _answer(name, frame, dataset)
        inputs = _inputs(name, digests, scoped.dataset) if answer.status == "done" else ""
        analyses[name] = answer.as_dict(inputs)
    say(_("étude terminée"), 1.0)
    return {
        "format": FORMAT,
        "software": __version__,
        "study": _study(plan, dataset),
        "snapshot": _snapshot(dataset),
        "scope": {"cases": list(scoped.cases), "excluded": list(scoped.excluded)},
        "analyses": analyses,
    }

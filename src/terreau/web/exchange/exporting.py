"""The workbook of a whole workspace: its bytes, and in sentences what did not leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from terreau import framework, gazetteer
from terreau.formats.workbook import filled
from terreau.i18n import format_integer, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.web.core.models import Workspace
from terreau.web.exchange.beside import files_beside
from terreau.web.exchange.dataset import gather
from terreau.web.frameworks.queries import framework_of

__all__ = ["Exported", "export_workspace"]

Progress = Callable[[str, float], object]

# reason counted by `dataset` and `withheld`: what is said of one, of several
_SAID: dict[str, tuple[str, str]] = {
    "closed": (
        "{n} document part sans ses mots : une personne rencontrée a retiré son consentement, refusé "
        "la transcription, ou son accord a pris fin.",
        "{n} documents partent sans leurs mots : une personne rencontrée a retiré son consentement, "
        "refusé la transcription, ou son accord a pris fin.",
    ),
    "unsaid": (
        "{n} document part avec ses mots alors que le consentement de chacun n’est pas encore écrit.",
        "{n} documents partent avec leurs mots alors que le consentement de chacun n’est pas encore écrit.",
    ),
    "closed_names": (
        "{n} nom ou fonction de personne qui a retiré son consentement ne part pas.",
        "{n} noms et fonctions de personnes qui ont retiré leur consentement ne partent pas.",
    ),
    "restricted": (
        "{n} document restreint part sans ses mots : votre rôle ne les lit pas.",
        "{n} documents restreints partent sans leurs mots : votre rôle ne les lit pas.",
    ),
    "restricted_names": (
        "{n} nom ou fonction de personne rencontrée ne part pas : votre rôle ne le lit pas.",
        "{n} noms et fonctions de personnes rencontrées ne partent pas : votre rôle ne les lit pas.",
    ),
    "unread": (
        "{n} date ou montant ne se comprend pas : la cellule est laissée vide.",
        "{n} dates ou montants ne se comprennent pas : les cellules sont laissées vides.",
    ),
    "evidence": (
        "{n} preuve cite une pièce archivée : elle reste avec elle.",
        "{n} preuves citent une pièce archivée : elles restent avec elle.",
    ),
    "case_links": (
        "{n} lien vers un projet archivé ne part pas.",
        "{n} liens vers des projets archivés ne partent pas.",
    ),
    "ratings.informant": (
        "{n} appréciation part sans dire sur quel entretien elle repose : il est archivé.",
        "{n} appréciations partent sans dire sur quel entretien elles reposent : il est archivé.",
    ),
    "log.reverses": (
        "{n} ligne du journal part sans celle sur laquelle elle revient : elle est archivée.",
        "{n} lignes du journal partent sans celle sur laquelle elles reviennent : elle est archivée.",
    ),
}


@dataclass(frozen=True)
class Exported:
    """The file: its bytes, ``.xlsx`` or ``.zip``; its rows by table; what did not leave."""

    data: bytes
    suffix: str
    counts: dict[str, int]
    remarks: tuple[str, ...]


def _remarks(left: Counter[str]) -> tuple[str, ...]:
    return tuple(
        typeset(ngettext(*_SAID[reason], left[reason]).format(n=format_integer(left[reason])))
        for reason in _SAID
        if left[reason]
    )


def export_workspace(
    workspace: Workspace,
    *,
    circles: frozenset[str] | None = None,
    progress: Progress = lambda _step, _share: None,
) -> Exported:
    """Return the workbook that holds all that a person of these `circles` may take out of `workspace`.

    `circles` None: whoever holds the base itself. Texts too long for a cell and référentiels of the
    workspace travel with the workbook, in a ZIP.
    """
    progress(_("Lecture de la base"), 0.1)
    gathered = gather(workspace, circles)
    dataset = gathered.dataset
    progress(_("Écriture du classeur"), 0.4)
    used = {workspace.framework, *dataset["ratings"]["framework"].to_pylist()}
    chosen = framework_of(workspace, workspace.framework) or framework.default()
    book = filled(
        dataset, chosen, gazetteer.default(), beside=files_beside(workspace, used)
    )  # fmt: skip
    counts = {name: count for name, count in dataset.counts().items() if count}
    return Exported(book.data, book.suffix, counts, _remarks(gathered.left))

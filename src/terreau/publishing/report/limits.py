"""What cannot be said, how the figures were made, where the facts come from."""

from __future__ import annotations

from terreau.formats.tables import table as declared
from terreau.i18n import format_integer, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.document import Block, DataTable, Heading, Items, Note, Paragraph
from terreau.publishing.report.levels import METHOD, held
from terreau.publishing.view import View
from terreau.publishing.wording import dated, number_of, telling

__all__ = ["analysis_title", "cannot_be_said", "method", "sources"]


def analysis_title(name: str) -> str:
    """Return the French name of an analysis."""
    return {
        "facts": _("Les faits"),
        "coverage": _("Qui a dit quoi"),
        "distribution": _("Les niveaux par pilier et par phase"),
        "agreement": _("L’accord entre les regards"),
        "profile": _("Les profils par projet"),
        "change": _("Ce qui a bougé d’une phase à l’autre"),
        "compare": _("Territoires et cohortes côte à côte"),
        "means": _("De quoi vivent les projets"),
        "estimates": _("L’estimation d’ensemble, avec son incertitude"),
        "qca": _("Les combinaisons de conditions"),
        "robustness": _("La robustesse des constats"),
        "vigilance": _("Les points de vigilance"),
        "ideal_type": _("La distance à l’idéal-type"),
    }.get(name, name)


def cannot_be_said(view: View) -> list[Block]:
    """Return every analysis that was refused, with its reason, and the facts that are missing."""
    title = Heading(_("Ce qui ne peut pas être dit"), anchor="ce-qui-ne-peut-pas-etre-dit")
    names = view.analysis_names()
    by_reason: dict[str, list[str]] = {}
    for name in names:
        if view.status(name) == "refused":
            by_reason.setdefault(view.reason(name), []).append(analysis_title(name))
    refused = [f"{_titles(titles)}\u00a0: {_lower(reason)}" for reason, titles in by_reason.items()]
    silent = [analysis_title(name) for name in names if view.status(name) == "not_asked"]
    blocks: list[Block] = [title]
    if refused:
        blocks.append(Items(tuple(typeset(text) for text in refused)))
    if silent:
        said = "\u202f; ".join(_lower(name) for name in silent)
        blocks.append(
            Paragraph(
                _("Pas demandé dans le plan de cette étude\u00a0: {analyses}.").format(
                    analyses=said
                )
            )
        )
    blocks += _missing(view)
    return blocks if len(blocks) > 1 else []


def _titles(titles: list[str]) -> str:
    return "\u202f; ".join([titles[0], *(_lower(title) for title in titles[1:])])


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _missing(view: View) -> list[Block]:
    columns = {column.name: column.header for column in declared("cases").columns}
    rows = tuple(
        (typeset(columns.get(row["column"], row["column"])), format_integer(row["n"]))
        for row in view.result("facts").get("missing", ())
        if row["n"]
    )
    if not rows:
        return []
    header = (_("Fait"), _("Projets et lieux où il manque"))
    return [DataTable(_("Faits non renseignés"), header, rows, frozenset({1}))]


def method(view: View) -> list[Block]:
    """Return how the figures were made and what they are worth."""
    said = [
        _("Les faits sont ceux qui ont été déclarés, avec leur source et leur date de vérification\u202f; une date "
          "ou un montant approché garde sa fourchette."),
        _("Ce qui n’est pas renseigné n’est pas remplacé\u00a0: les tableaux disent combien manquent."),
    ]  # fmt: skip
    if view.any_figure:
        said += [
            _("Les niveaux sont donnés par des personnes, séparément, avant discussion. Ils sont ordonnés, de 0 à "
              "4, et ne s’additionnent pas\u00a0: aucune moyenne n’est calculée."),
            _("NO (non observé), SO (sans objet) et JNSP (je ne sais pas) ne sont pas des zéros\u00a0: ils sont "
              "comptés à part."),
            _("Une étude de quelques dizaines de projets décrit ces projets. Elle ne prouve pas d’effet et ne "
              "s’étend pas à d’autres sans précaution."),
            _("Alpha de Krippendorff pour niveaux ordonnés, intervalle par tirages de projets "
              "(Krippendorff, «\u00a0Content Analysis\u00a0», 4e\u00a0édition, 2019)."),
        ]  # fmt: skip
    if view.audience == "public" and view.any_figure:
        said.append(
            _("Les chiffres d’un projet nommé ne sont publiés qu’avec l’accord de celles et ceux qui le portent, et "
              "ceux d’un groupe que s’il compte au moins 5 projets.")
        )  # fmt: skip
    return [
        Heading(_("Méthode et limites"), anchor=METHOD),
        Items(tuple(typeset(text) for text in said)),
    ]


def sources(view: View) -> list[Block]:
    """Return where the facts of each case come from."""
    title = Heading(_("D’où viennent les faits"), anchor="sources")
    rows, silent = [], 0
    for case in sorted(view.cases, key=lambda case: sort_key(view.name(case))):
        row = view.facts(case)
        if not (row["source"] or row["source_url"]):
            silent += 1
            continue
        rows.append((
            typeset(view.name(case)), typeset(row["source"] or "—"), row["source_url"] or "—", dated(row["verified_on"]) or "—",
        ))  # fmt: skip
    blocks: list[Block] = [title]
    if rows:
        header = (_("Projet ou lieu"), _("Source"), _("Adresse"), _("Vérifié le"))
        table = DataTable("", header, tuple(rows), widths=(4.4, 4.0, 5.2, 3.0))
        blocks.append(held(telling(table), "projets"))
    if silent:
        blocks.append(
            Note(
                _("Source non dite pour {n}.").format(
                    n=number_of(silent, "projet ou lieu", "projets ou lieux")
                )
            )
        )
    return blocks

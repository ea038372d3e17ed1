"""The tables of a study, for who computes: facts, and every analysis, as far as one may know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from terreau.i18n import gettext as _
from terreau.i18n import join_words
from terreau.publishing.datasheet import Cell, DataSheet, Field
from terreau.publishing.view import View, Withheld
from terreau.publishing.wording import commune_label, phase_label, unit_value, word

__all__ = ["data_sheets"]

_CASE = Field(_("Référence"), _("Référence du projet ou du lieu."))
_NAME = Field(_("Nom"), _("Nom du projet ou du lieu."))
_PHASE = Field(_("Phase"), _("Phase de vie."))
_SEQ = Field(
    _("Rang"), _("1 la première fois, 2 si le projet est revenu dans la phase."), number=True
)
_PILLAR = Field(_("Pilier"), _("Lettre du pilier dans le référentiel."))
_CASES = Field(_("Projets"), _("Nombre de projets appréciés."), number=True)


def _numbers(*pairs: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(header, help_, number=True) for header, help_ in pairs)


_SUMMARY = (
    *_numbers(
        (_("Appréciations"), _("Nombre de niveaux de 0 à 4 (les réponses NO, SO et JNSP n’y sont pas).")),
        (_("Médiane basse"), _("Niveau médian ; le plus bas des deux quand leur nombre est pair.")),
        (_("Médiane haute"), _("Niveau médian ; le plus haut des deux quand leur nombre est pair.")),
        (_("Moitié centrale, de"), _("La moitié des appréciations est au-dessus de ce niveau et sous le suivant.")),
        (_("Moitié centrale, à"), _("Fin de la moitié centrale.")),
        (_("Plus bas"), _("Niveau le plus bas.")),
        (_("Plus haut"), _("Niveau le plus haut.")),
    ),
    *_numbers(*((_("Niveau {n}").format(n=n), _("Nombre d’appréciations à ce niveau.")) for n in range(5))),
    *_numbers(
        (_("NO"), _("Réponses « non observé ».")),
        (_("SO"), _("Réponses « sans objet ».")),
        (_("JNSP"), _("Réponses « je ne sais pas ».")),
    ),
)  # fmt: skip
_WITHHELD = Field(
    _("Non publié"), _("Dit pourquoi la ligne est vide : trop peu de projets pour être publiée.")
)


def _summary(summary: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    if not summary:
        return (None,) * len(_SUMMARY)
    middle, span = summary["middle"] or (None, None), summary["range"] or (None, None)
    median = summary["median"] or {"lo": None, "hi": None}
    counts = tuple(summary["counts"][str(n)] for n in range(5))
    special = tuple(summary["special"][code] for code in ("NO", "SO", "JNSP"))
    return (summary["n"], median["lo"], median["hi"], *middle, *span, *counts, *special)


def _why(withheld: bool) -> str:
    return _("moins de 5 projets, ou un calcul permettrait de les retrouver") if withheld else ""


def _phase(view: View, code: str | None) -> str | None:
    return phase_label(view.framework, code) if code else None


def _facts(view: View) -> DataSheet:
    fields = (
        _CASE, _NAME, Field(_("Type"), _("Projet, tiers-lieu, initiative, structure ou territoire.")),
        Field(_("Domaines"), _("Domaines d’intervention, séparés par des points-virgules.")),
        Field(_("Code commune"), _("Code officiel, cinq caractères.")), Field(_("Commune"), _("Commune principale.")),
        Field(_("Territoire"), _("Territoire étudié.")), Field(_("Cohorte"), _("Groupe comparé dans le temps.")),
        Field(_("Structure"), _("Structure qui accompagne ou qui tient la base.")),
        Field(_("Début"), _("Tel qu’il est écrit : exact ou approché.")), Field(_("Fin"), _("Telle qu’elle est écrite.")),
        Field(_("Motif de sortie"), _("Pourquoi l’accompagnement s’est arrêté.")),
        Field(_("Résumé"), _("Une phrase, écrite pour être publiée.")), Field(_("Contact"), _("Contact publié.")),
        Field(_("Source"), _("D’où viennent ces faits.")), Field(_("Adresse de la source"), _("Adresse web.")),
        Field(_("Vérifié le"), _("Date de la dernière vérification.")),
    )  # fmt: skip
    rows = []
    for case in view.cases:
        row = view.facts(case)
        rows.append((
            case, row["name"], word("KINDS", row["kind"]), " ; ".join(row["themes"] or ()), row["commune"],
            commune_label(row["commune"], view.gazetteer), view.territory(row["territory"]), row["cohort"],
            row["structure"], row["started"], row["ended"], word("EXIT_REASONS", row["exit_reason"]), row["summary"],
            row["contact"], row["source"], row["source_url"], row["verified_on"],
        ))  # fmt: skip
    return DataSheet("projets", _("Les projets et les lieux"), fields, tuple(rows))


def _phases(view: View) -> DataSheet:
    fields = (
        _CASE, _NAME, _PHASE, _SEQ,
        Field(_("Début"), _("Exact ou approché, tel qu’il est écrit.")), Field(_("Fin"), _("Exacte ou approchée.")),
    )  # fmt: skip
    rows = [
        (
            case,
            view.name(case),
            phase_label(view.framework, row["phase"]),
            row["seq"],
            row["start"],
            row["end"],
        )
        for case in view.cases
        for row in view.phases(case)
    ]
    return DataSheet("phases", _("Les phases traversées"), fields, tuple(rows))


def _places(view: View) -> DataSheet:
    fields = (
        _CASE, _NAME, Field(_("Acteur"), _("Une personne n’est jamais nommée.")), Field(_("Secteur"), _("Public, privé, société civile, recherche.")),
        Field(_("Forme"), _("Commune, association, coopérative…")), Field(_("Place"), _("Sa place dans le projet.")),
        Field(_("De la phase"), _("Première phase.")), Field(_("À la phase"), _("Dernière phase.")),
        Field(_("Apporte"), _("Ce qu’il apporte.")), Field(_("Reçoit"), _("Ce qu’il attend ou reçoit.")),
    )  # fmt: skip
    rows = [
        (
            case, view.name(case), place["name"], word("SECTORS", place["sector"]), place["form"], place["role"],
            _phase(view, place["from_phase"]), _phase(view, place["to_phase"]), place["gives"], place["receives"],
        )
        for case in view.cases
        for place in view.places(case)
    ]  # fmt: skip
    return DataSheet("acteurs", _("Les acteurs et leur place"), fields, tuple(rows))


def _outcomes(view: View) -> DataSheet:
    fields = (
        _CASE, _NAME, Field(_("Devenir"), _("De quel fait il s’agit.")), Field(_("Réponse"), _("Oui, non, ou un nombre avec son unité.")),
        Field(_("Date"), _("Date du constat.")), Field(_("Qui le dit"), _("Nature de la source.")), Field(_("Source"), _("Document, registre, adresse.")),
    )  # fmt: skip
    rows = [
        (
            case, view.name(case), word("OUTCOMES", row["outcome"]), unit_value(row["value"], row["unit"]),
            row["date"], word("OUTCOME_SOURCES", row["source_kind"]), row["source"],
        )
        for case in view.cases
        for row in view.outcomes(case)
    ]  # fmt: skip
    return DataSheet("devenirs", _("Ce que les projets sont devenus"), fields, tuple(rows))


def _rows_of(view: View, analysis: str) -> Iterable[tuple[str, dict[str, Any]]]:
    for case in view.cases:
        rows = view.figures(case, analysis)
        if not isinstance(rows, Withheld):
            yield from ((case, row) for row in rows)


def _profiles(view: View) -> DataSheet:
    more = _numbers(
        (_("Regards"), _("Nombre de regards différents.")),
        (_("Variables vues"), _("Variables du pilier qui ont au moins une réponse.")),
        (_("Variables attendues"), _("Variables du pilier attendues dans cette phase.")),
        (_("À étayer"), _("Niveaux 3 et 4 sans pièce.")),
    )
    rows = [
        (
            case, view.name(case), phase_label(view.framework, row["phase"]), row["seq"], row["pillar"],
            *_summary(row["summary"]), row["n_raters"], row["variables"], row["expected"], row["to_support"],
        )
        for case, row in _rows_of(view, "profile")
    ]  # fmt: skip
    fields = (_CASE, _NAME, _PHASE, _SEQ, _PILLAR, *_SUMMARY, *more)
    return DataSheet("profils", _("Les niveaux par projet, phase et pilier"), fields, tuple(rows))


def _unnamed(view: View) -> DataSheet:
    fields = (
        _PHASE, Field(_("Cas"), _("Numéro tiré au sort, différent dans chaque phase.")), _PILLAR, *_SUMMARY,
    )  # fmt: skip
    rows = [
        (
            phase_label(view.framework, phase),
            _("Cas {n:02d}").format(n=entry["number"]),
            cell["pillar"],
            *_summary(cell["summary"]),
        )
        for phase, entries in sorted(view.pseudonymised().items())
        for entry in entries
        for cell in entry["cells"]
    ]
    return DataSheet(
        "profils_sans_nom", _("Les niveaux des projets qui ne sont pas nommés"), fields, tuple(rows)
    )


_MOVES = _numbers(
    (_("Comparées"), _("Appréciations comparées : même variable, même regard.")), (_("En hausse"), _("Nombre en hausse.")),
    (_("Inchangées"), _("Nombre d’inchangées.")), (_("En baisse"), _("Nombre en baisse.")),
)  # fmt: skip
_FROM = Field(_("De la phase"), _("Phase de départ."))
_TO = Field(_("À la phase"), _("Phase d’arrivée."))


def _moves(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (row["n"], row["up"], row["same"], row["down"])


def _changes(view: View) -> DataSheet:
    rows = [
        (
            case, view.name(case), row["pillar"], phase_label(view.framework, row["from"]["phase"], row["from"]["seq"]),
            phase_label(view.framework, row["to"]["phase"], row["to"]["seq"]), *_moves(row),
        )
        for case, row in _rows_of(view, "change")
    ]  # fmt: skip
    fields = (_CASE, _NAME, _PILLAR, _FROM, _TO, *_MOVES)
    return DataSheet("changements", _("Ce qui a bougé, projet par projet"), fields, tuple(rows))


def _means(view: View) -> DataSheet:
    families = (
        ("market", _("Marché")),
        ("redistribution", _("Redistribution")),
        ("reciprocity", _("Réciprocité")),
    )
    amounts = tuple(
        Field(
            _("{family}, {end}").format(family=family, end=end),
            _("Somme des montants, borne basse ou haute."),
            number=True,
            unit="€",
        )
        for _code, family in families
        for end in (_("de"), _("à"))
    )
    more = _numbers(
        (_("Ressources"), _("Nombre de ressources citées.")),
        (_("Sans montant"), _("Ressources citées sans montant.")),
        (_("Part locale, de"), _("Part venue du territoire, de 0 à 1, borne basse.")),
        (_("Part locale, à"), _("Borne haute.")),
    )
    rows = []
    found = [(case, row) for case in view.cases if (row := view.means(case))]
    for case, row in found:
        bounds = [
            row["families"].get(code, {}).get(end)
            for code, _label in families
            for end in ("low", "high")
        ]
        local = row["local_share"] or {"low": None, "high": None}
        rows.append(
            (
                case,
                view.name(case),
                *bounds,
                row["n_lines"],
                row["n_without_amount"],
                local["low"],
                local["high"],
            )
        )
    return DataSheet(
        "moyens", _("De quoi vivent les projets"), (_CASE, _NAME, *amounts, *more), tuple(rows)
    )


def _distribution(view: View) -> DataSheet:
    rows = [
        (
            row["pillar"],
            phase_label(view.framework, row["phase"]),
            row["n_cases"],
            *_summary(row["summary"]),
            _why(row["withheld"]),
        )
        for row in view.distribution()
    ]
    fields = (_PILLAR, _PHASE, _CASES, *_SUMMARY, _WITHHELD)
    return DataSheet("niveaux", _("Les niveaux par pilier et phase"), fields, tuple(rows))


def _variables(view: View) -> DataSheet:
    titles = {variable.code: variable.title for variable in view.framework.variables}
    rows = [
        (row["variable"], titles.get(row["variable"], ""), *_summary(row["summary"]))
        for row in view.variables()
    ]
    fields = (
        Field(_("Code"), _("Code de la variable.")),
        Field(_("Variable"), _("Nom de la variable.")),
        *_SUMMARY,
    )
    return DataSheet("variables", _("Les niveaux par variable"), fields, tuple(rows))


def _steps(view: View) -> DataSheet:
    rows = []
    for row in view.steps():
        moves = (None,) * 5 if row["withheld"] else (row["n_cases"], *_moves(row))
        phases = (phase_label(view.framework, row["from"]), phase_label(view.framework, row["to"]))
        rows.append((row["pillar"], *phases, *moves, _why(row["withheld"])))
    fields = (_PILLAR, _FROM, _TO, _CASES, *_MOVES, _WITHHELD)
    return DataSheet("evolution", _("Ce qui a bougé, tous projets ensemble"), fields, tuple(rows))


def _comparison(view: View) -> DataSheet:
    by = {"territory": _("territoire"), "cohort": _("cohorte")}
    rows = [
        (
            by.get(comparison["by"], comparison["by"]), group["name"], cell["pillar"],
            phase_label(view.framework, cell["phase"]), cell["n_cases"], *_summary(cell["summary"]), _why(cell["withheld"]),
        )
        for comparison in view.comparisons()
        for group in comparison["groups"]
        for cell in group["cells"]
    ]  # fmt: skip
    fields = (
        Field(_("Comparaison"), _("Par territoire ou par cohorte.")), Field(_("Groupe"), _("Nom du groupe.")),
        _PILLAR, _PHASE, _CASES, *_SUMMARY, _WITHHELD,
    )  # fmt: skip
    return DataSheet("comparaison", _("Les groupes côte à côte"), fields, tuple(rows))


def _agreement(view: View) -> DataSheet:
    result = view.agreement()
    entries: list[tuple[str, Mapping[str, Any]]] = []
    if not isinstance(result, Withheld) and result:
        entries = [(_("ensemble"), result["overall"])]
        entries += [(row["pillar"], row) for row in result["by_pillar"]]
        entries += [(row["variable"], row) for row in result["by_variable"]]
    rows = []
    for label, row in entries:
        alpha = row["alpha"] or {"value": None, "lo": None, "hi": None}
        rows.append(
            (
                label,
                alpha["value"],
                alpha["lo"],
                alpha["hi"],
                row["n_units"],
                row["n_ratings"],
                row["reason"],
            )
        )
    fields = (
        Field(_("Sur"), _("Ensemble, pilier ou variable.")),
        *_numbers(
            (_("Alpha"), _("Alpha de Krippendorff, niveaux ordonnés : 1 accord parfait, 0 hasard.")),
            (_("Borne basse"), _("Borne basse de l’intervalle à 95 %.")), (_("Borne haute"), _("Borne haute de l’intervalle à 95 %.")),
            (_("Comparaisons"), _("Variables appréciées par deux regards au moins, dans une phase d’un projet.")),
            (_("Appréciations"), _("Appréciations comparées.")),
        ),
        Field(_("Remarque"), _("Pourquoi il n’y a pas de valeur, s’il n’y en a pas.")),
    )  # fmt: skip
    return DataSheet("accord", _("L’accord entre les regards"), fields, tuple(rows))


def _ratings(view: View) -> DataSheet:
    fields = (
        _CASE, Field(_("Appréciation"), _("Référence de l’appréciation.")), _PHASE, _SEQ, Field(_("Variable"), _("Code de la variable.")),
        Field(_("Regard"), _("Nature du regard ; la personne n’est jamais dite.")), Field(_("Couche"), _("Individuelle ou consensus.")),
        Field(_("Niveau"), _("0 à 4, ou NO, SO, JNSP.")), Field(_("Pièces"), _("Ce que cite l’appréciation.")),
    )  # fmt: skip
    rows = [
        (
            case, row["rating"], phase_label(view.framework, row["phase"]), row["seq"], row["variable"],
            word("RATER_KINDS", row["rater_kind"]), word("LAYERS", row["layer"]), row["level"],
            join_words([piece["source"] for piece in row["evidence"]]),
        )
        for case in view.cases
        for row in view.ratings(case)
    ]  # fmt: skip
    return DataSheet("appreciations", _("Les appréciations"), fields, tuple(rows))


_SHEETS: tuple[Callable[[View], DataSheet], ...] = (
    _facts, _phases, _places, _outcomes, _profiles, _unnamed, _changes, _means, _distribution, _variables, _steps,
    _comparison, _agreement, _ratings,
)  # fmt: skip


def data_sheets(view: View) -> tuple[DataSheet, ...]:
    """Return the tables of the study that hold something; the facts always."""
    sheets = [make(view) for make in _SHEETS]
    return tuple(sheet for sheet in sheets if sheet.rows or sheet.name == "projets")

"""The first page of the publications of a study, and the text that lies beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from terreau.i18n import format_date, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.document import Document
from terreau.publishing.provenance import as_of, banners, provenance
from terreau.publishing.render.html import page
from terreau.publishing.view import View
from terreau.publishing.wording import capital, commune_label, number_of, word

__all__ = ["front_page", "read_me"]


def _standing(view: View, case: str) -> str:
    if not view.has_figures(case):
        return _("rien à faire lire")
    return {
        "agreed": _("bon à diffuser"),
        "agreed_with_reply": _("avec leur réponse"),
        "refused": _("non"),
        "lapsed": _("à relire\u00a0: les chiffres ont changé"),
        "unread": _("pas encore lu"),
    }[view.standing(case)]


def _rows(view: View, names: Mapping[str, str]) -> list[dict[str, str]]:
    rows = []
    for case in sorted(names, key=lambda case: sort_key(view.name(case))):
        facts = view.facts(case)
        rows.append(
            {
                "name": typeset(view.name(case)),
                "page": f"fiches/{names[case]}.html",
                "pdf": f"fiches/{names[case]}.pdf",
                "kind": word("KINDS", facts["kind"]),
                "commune": commune_label(facts["commune"], view.gazetteer),
                "standing": _standing(view, case) if view.audience == "internal" else "",
            }
        )
    return rows


def _sections(view: View, publications: Sequence[str]) -> list[dict[str, Any]]:
    sections = []
    if "report" in publications:
        links = [
            ("rapport.html", _("Lire le rapport"), ""),
            ("rapport.pdf", _("Rapport en PDF"), _("à imprimer")),
            ("rapport.docx", _("Rapport en DOCX"), _("à reprendre dans un traitement de texte")),
        ]
        text = _("Ce qui est connu, avec quelle assurance, et ce qui ne peut pas être dit.")
        sections.append({"title": _("Le rapport"), "text": text, "links": links})
    if "tables" in publications:
        links = [
            (
                "tableaux/tableaux.xlsx",
                _("Tous les tableaux"),
                _("un classeur, avec son dictionnaire"),
            ),
            ("tableaux/dictionnaire.csv", _("Le dictionnaire des colonnes"), "CSV"),
        ]
        text = _(
            "Pour recalculer ou poursuivre. Chaque tableau est aussi en CSV dans le même dossier."
        )
        sections.append({"title": _("Les tableaux"), "text": text, "links": links})
    if "catalogue" in publications and view.audience == "public":
        links = [("catalogue/index.html", _("Ouvrir le catalogue"), "")]
        text = _("La liste, la carte et une page pour chaque projet ou lieu.")
        sections.insert(0, {"title": _("Le catalogue"), "text": text, "links": links})
    return sections


def front_page(view: View, publications: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the first page, as HTML; `names` are the files of the sheets, by case."""
    day = as_of(view)
    count = number_of(len(view.cases), "projet ou lieu", "projets et lieux")
    lead = (
        _("{count}, données du {date}.").format(count=count, date=format_date(day))
        if day
        else f"{count}."
    )
    document = Document(
        title=typeset(view.study["title"] or view.snapshot["title"]), subtitle=lead, blocks=(),
        date=day.isoformat() if day else "", banners=banners(view), provenance=provenance(view, plan=True),
        kicker=_("Étude"),
    )  # fmt: skip
    return page(
        "index.html", document, style="style/", sections=_sections(view, publications), sheets=_rows(view, names),
        internal=view.audience == "internal",
    )  # fmt: skip


def read_me(view: View) -> tuple[str, ...]:
    """Return what someone who finds the folder must know."""
    title = capital(typeset(view.study["title"] or view.snapshot["title"]))
    lines = [title, *banners(view)]
    if view.audience == "internal":
        lines.append(_("Ce dossier contient des appréciations sur des projets nommés\u00a0: il ne sort pas de l’équipe. "
                       "Ce qui peut être montré est dans le dossier «\u00a0public\u00a0»."))  # fmt: skip
    else:
        lines.append(_("Ce dossier peut être montré\u00a0: il contient des faits, et les chiffres que celles et ceux qui "
                       "portent les projets ont accepté de voir publiés."))  # fmt: skip
        lines.append(
            _(
                "Ces chiffres ne sont pas faits pour attribuer un financement ni pour sélectionner des projets."
            )
        )
    lines.append(
        _(
            "Pour commencer\u00a0: ouvrez index.html dans un navigateur. Aucune connexion n’est nécessaire."
        )
    )
    lines.append(_("Fichiers CSV\u00a0: UTF-8, point-virgule, virgule décimale\u202f; une apostrophe précède un texte qu’un "
                   "tableur prendrait pour une formule."))  # fmt: skip
    return tuple(lines)

"""One sheet per case: facts first, then what the appreciations say, as far as the reader may know."""

from __future__ import annotations

from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.publishing.document import Block, Document, Note
from terreau.publishing.provenance import as_of, banners, provenance
from terreau.publishing.sheet import facts as sheet_facts
from terreau.publishing.sheet import figures as sheet_figures
from terreau.publishing.view import View, Withheld
from terreau.publishing.wording import word

__all__ = ["sheet_document"]


def _standing(view: View, case: str) -> list[Block]:
    """Tell the team where the agreement stands."""
    if view.audience != "internal" or not view.has_figures(case):
        return []
    text = {
        "agreed": _("Bon à diffuser, pour exactement ces chiffres."),
        "agreed_with_reply": _(
            "À diffuser avec la réponse ci-dessous, pour exactement ces chiffres."
        ),
        "refused": _("Non\u00a0: ces chiffres restent dans l’équipe."),
        "lapsed": _(
            "Un accord avait été donné, pour d’autres chiffres\u00a0: il ne vaut plus. À relire."
        ),
        "unread": _(
            "Pas encore lu par celles et ceux qui portent le projet\u00a0: rien ne sort de l’équipe."
        ),
    }[view.standing(case)]
    role = "info" if view.standing(case).startswith("agreed") else "warning"
    return [Note(text, _("Accord sur ces chiffres"), role)]


def _figures(view: View, case: str) -> list[Block]:
    kind = view.facts(case)["kind"]
    if kind != view.framework.kind:
        text = _(
            "Aucun référentiel n’est défini pour ce type ({kind})\u00a0: cette fiche ne dit que des faits."
        )
        return [Note(text.format(kind=word("KINDS", kind)))]
    cells = view.figures(case, "profile")
    if isinstance(cells, Withheld):
        return [Note(cells.reason)]
    if not cells:
        return [
            Note(
                _(
                    "Aucune appréciation n’a encore été donnée\u00a0: cette fiche ne dit que des faits."
                )
            )
        ]
    return [
        *sheet_figures.profile(view, case),
        *sheet_figures.changes(view, case),
        *sheet_figures.to_support(view, case),
    ]


def sheet_document(view: View, case: str) -> Document:
    """Return the sheet of `case` as the audience of `view` may read it."""
    row = view.facts(case)
    day = as_of(view)
    blocks: list[Block] = [
        *_standing(view, case),
        sheet_facts.identity(view, case),
        *sheet_facts.path(view, case),
        *sheet_facts.story(view, case),
        *sheet_facts.around_the_table(view, case),
        *sheet_figures.living(view, case),
        *sheet_facts.role_of_structure(view, case),
        *sheet_facts.became(view, case),
        *_figures(view, case),
        *sheet_figures.unknown(view, case),
        *sheet_figures.origin(view, case),
    ]
    return Document(
        title=typeset(view.name(case)), subtitle=typeset(row["summary"] or ""), blocks=tuple(blocks),
        date=day.isoformat() if day else "", banners=banners(view), provenance=provenance(view),
        kicker=sheet_facts.kicker(view, case),
    )  # fmt: skip

"""The report of a study: what was asked, what is known, how sure, what cannot be said."""

from __future__ import annotations

from collections import Counter

from terreau.gazetteer import ATTRIBUTION
from terreau.i18n import format_number, ngettext, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.commune_map import Counted, draw_map, places
from terreau.publishing.document import Block, Document, Heading, Items, Paragraph
from terreau.publishing.provenance import as_of, banners, provenance
from terreau.publishing.report import groups, levels, limits, opening, scope
from terreau.publishing.view import View, Withheld
from terreau.publishing.wording import number_of

__all__ = ["report_document"]

_MAP = 560.0  # units: a map leaves room for words on its page


def _one_page(view: View) -> list[Block]:
    """Return the few sentences that someone in a hurry must read."""
    said = opening.known(view)
    if view.any_figure:
        said += _about_ratings(view)
    else:
        said += opening.facts_only(view)
    refused = [
        limits.analysis_title(name)
        for name in view.analysis_names()
        if view.status(name) == "refused"
    ]
    if refused and view.any_figure:
        titles = "\u202f; ".join(title[:1].lower() + title[1:] for title in refused)
        said.append(_("Ce qui ne peut pas encore être dit\u00a0: {titles}.").format(titles=titles))
    return [
        Heading(_("En une page"), anchor="en-une-page"),
        Items(tuple(typeset(text) for text in said)),
    ]


def _about_ratings(view: View) -> list[str]:
    totals = view.coverage()
    said = [
        _("{ratings} de niveau ont été données par {raters}.").format(
            ratings=number_of(totals["n_ratings"], "appréciation", "appréciations"),
            raters=number_of(totals["n_raters"], "regard", "regards"),
        )
    ]
    agreed = view.agreement()
    if not isinstance(agreed, Withheld) and agreed and agreed["overall"]["alpha"]:
        value = agreed["overall"]["alpha"]["value"]
        said.append(
            _("Accord entre les regards\u00a0: {value} sur 1, {reading}.").format(
                value=format_number(value, 2), reading=levels.reading(value)
            )
        )
    steps = [step for step in view.steps() if not step["withheld"]]
    if steps:
        up, same, down = (sum(step[way] for step in steps) for way in ("up", "same", "down"))
        said.append(
            _(
                "D’une phase à la suivante, sur {n}\u00a0: {up} en hausse, {same} inchangées, {down} en baisse."
            ).format(
                n=number_of(up + same + down, "appréciation comparée", "appréciations comparées"),
                up=up,
                same=same,
                down=down,
            )
        )
    if view.audience == "public" and view.unnamed():
        count = number_of(
            view.unnamed(),
            "projet apprécié n’est pas nommé",
            "projets appréciés ne sont pas nommés",
        )
        said.append(_("{count} à côté de ses chiffres, faute d’accord.").format(count=count) if view.unnamed() == 1
                    else _("{count} à côté de leurs chiffres, faute d’accord.").format(count=count))  # fmt: skip
    return said


def _map(view: View) -> list[Block]:
    counts: Counter[str] = Counter()
    for case in view.cases:
        commune = view.gazetteer.resolve(view.facts(case)["commune"] or "").commune
        if commune:
            counts[commune.code] += 1
    if not counts:
        return []
    real = any(not code.startswith("00") for code in (*view.perimeter, *counts))
    note = ATTRIBUTION if real else _("Communes imaginées, places approximatives.")
    found = places(view.gazetteer, view.perimeter, counts)
    counted = Counted(_("projet ou lieu"), _("projets ou lieux"), _("aucun projet ni lieu décrit"))
    drawn = draw_map(
        found, name="carte", title=_("Où cela se passe"), note=note, width=_MAP, counted=counted
    )
    away = len(view.cases) - sum(counts.values())
    if not away:
        return [drawn]
    text = ngettext(
        "{n} projet ou lieu n’est pas sur la carte\u00a0: sa commune n’est pas dite.",
        "{n} projets ou lieux ne sont pas sur la carte\u00a0: leur commune n’est pas dite.",
        away,
    ).format(n=away)
    return [drawn, Paragraph(text)]


def report_document(view: View) -> Document:
    """Return the report as the audience of `view` may read it; it reads well without any rating."""
    study, day = view.study, as_of(view)
    blocks: list[Block] = [*_one_page(view), *scope.data_and_scope(view), *_map(view)]
    if view.any_figure:
        blocks += [
            *scope.coverage(view), *levels.distribution(view), *levels.agreement(view), *levels.case_by_case(view),
            *levels.changes(view), *groups.comparisons(view),
        ]  # fmt: skip
    blocks += [
        *groups.means(view), *limits.cannot_be_said(view), *limits.method(view), *limits.sources(view),
    ]  # fmt: skip
    return Document(
        title=typeset(study["title"] or view.snapshot["title"]),
        subtitle=typeset(study["question"] or _("Ce que disent les données de cette étude, et ce qu’elles ne disent pas.")),
        blocks=tuple(blocks), date=day.isoformat() if day else "", banners=banners(view),
        provenance=provenance(view, plan=True), kicker=_("Rapport d’étude"), contents=True,
    )  # fmt: skip

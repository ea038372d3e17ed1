"""Groups side by side with their context, and what the cases live on."""

from __future__ import annotations

from typing import Any

from terreau.i18n import format_integer, join_words, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.groups import draw_groups
from terreau.publishing.document import Block, DataTable, Heading, Note, Paragraph
from terreau.publishing.report.levels import METHOD, held
from terreau.publishing.view import View
from terreau.publishing.wording import kinds_number, phase_label, phase_names, pillar_names, telling

__all__ = ["comparisons", "means"]

_FAMILIES = ("market", "redistribution", "reciprocity")


def comparisons(view: View) -> list[Block]:
    """Return territories and cohorts side by side."""
    title = Heading(_("Territoires et cohortes côte à côte"), anchor="cote-a-cote")
    if view.status("compare") != "done":
        return [title, Note(view.reason("compare") or _("Cette analyse n’a pas été demandée."))]
    text = _(
        "Les groupes sont montrés côte à côte avec ce qui les distingue. Ils ne sont pas classés\u00a0: un "
        "écart peut venir du territoire, des phases, des types de projets ou de ceux qui regardent."
    )
    blocks: list[Block] = [title, Paragraph(text)]
    for comparison in view.comparisons():
        blocks += _comparison(view, comparison)
    if view.audience == "public":
        blocks.append(Note(_(
            "Une seule comparaison est publiée\u00a0: deux qui se croisent désigneraient des projets."
        )))  # fmt: skip
    return [*blocks, *(Note(typeset(w), role="warning") for w in view.warnings("compare"))]


def _comparison(view: View, comparison: dict[str, Any]) -> list[Block]:
    by = {"territory": _("Par territoire"), "cohort": _("Par cohorte")}[comparison["by"]]
    groups = comparison["groups"]
    shown = any(not cell["withheld"] for group in groups for cell in group["cells"])
    blocks: list[Block] = [Heading(by, 3), _context(view, groups)]
    if shown:
        blocks += _group_figures(view, comparison)
    if any(cell["withheld"] for group in groups for cell in group["cells"]):
        blocks.append(Note(_(
            "Là où un groupe compte moins de 5 projets, ou permettrait de les retrouver par soustraction, "
            "ses niveaux ne sont pas publiés."
        )))  # fmt: skip
    if not shown:  # warnings are about the levels
        return blocks
    return [*blocks, *(Note(typeset(text), role="warning") for text in comparison["warnings"])]


def _group_figures(view: View, comparison: dict[str, Any]) -> list[Block]:
    """Return one figure for each pillar that some group has levels of."""
    titles = {
        "territory": _("Pilier {code}, {name}\u00a0: par territoire"),
        "cohort": _("Pilier {code}, {name}\u00a0: par cohorte"),
    }
    figures: list[Block] = []
    for tone, (code, name) in enumerate(pillar_names(view.framework), 1):
        groups = [
            group
            | {"cells": [c for c in group["cells"] if c["pillar"] == code and not c["withheld"]]}
            for group in comparison["groups"]
        ]
        if any(group["cells"] for group in groups):
            figures.append(draw_groups(
                groups, [(code, name)], phase_names(view.framework), tone=tone,
                name=f"groupes-{comparison['by']}-{code.lower()}",
                title=titles[comparison["by"]].format(code=code, name=name), anchor=f"#{METHOD}",
                how=_("Médiane, moitié centrale et étendue des appréciations individuelles de chaque groupe."),
            ))  # fmt: skip
    return figures


def _context(view: View, groups: list[dict[str, Any]]) -> DataTable:
    header = (
        _("Groupe"), _("Projets et lieux"), _("Population"), _("Communes"), _("Types"), _("Phases documentées"),
    )  # fmt: skip
    rows = []
    for group in groups:
        context = group["context"]
        kinds = join_words([kinds_number(kind, n) for kind, n in context["kinds"].items()])
        phases = ", ".join(
            f"{phase_label(view.framework, code).lower()} ({format_integer(n)})"
            for code, n in context["phases"].items()
        )
        rows.append((
            typeset(group["name"]), format_integer(group["n_cases"]), _whole(context.get("population")),
            _whole(context.get("n_communes")), kinds or "—", phases or "—",
        ))  # fmt: skip
    widths = (3.2, 1.9, 2.1, 2.1, 3, 4.4)
    caption = _("Ce qui distingue les groupes")
    return telling(DataTable(caption, header, tuple(rows), frozenset({1, 2, 3}), widths))


def _whole(number: int | None) -> str:
    return "—" if number is None else format_integer(number)


def _local(share: dict[str, float] | None) -> str:
    """Return what share of the means comes from the territory; « inconnue » when it may be any."""
    if not share:
        return "—"
    low, high = (format_integer(100 * share[end]) for end in ("low", "high"))
    if (low, high) == ("0", "100"):
        return _("inconnue")
    return f"{low}\u00a0%" if low == high else _("{low} à {high}\u00a0%").format(low=low, high=high)


def _between(bounds: dict[str, float] | None) -> str:
    if not bounds or not bounds["high"]:
        return "—"
    low, high = format_integer(bounds["low"]), format_integer(bounds["high"])
    return low if low == high else _("{low} à {high}").format(low=low, high=high)


def means(view: View) -> list[Block]:
    """Return the mix of means, case by case: no sum over cases, years and prices differ."""
    title = Heading(_("De quoi vivent les projets"), anchor="moyens")
    if view.status("means") != "done":
        return [title, Note(view.reason("means") or _("Cette analyse n’a pas été demandée."))]
    rows = []
    for case in sorted(view.cases, key=lambda case: sort_key(view.name(case))):
        row = view.means(case)
        if row is None:
            continue
        amounts = [_between(row["families"].get(family)) for family in _FAMILIES]
        years = row["years"]
        span = (
            "—"
            if not years
            else str(years[0])
            if years[0] == years[1]
            else f"{years[0]}–{years[1]}"
        )
        rows.append(
            (
                typeset(view.name(case)),
                *amounts,
                format_integer(row["n_without_amount"]) if row["n_without_amount"] else "—",
                _local(row["local_share"]),
                span,
            )
        )
    if not rows:
        return [title, Note(_("Aucune ressource n’est décrite."))]
    header = (
        _("Projet"),
        _("Marché (€)"),
        _("Redistribution (€)"),
        _("Réciprocité (€)"),
        _("Sans montant"),
        _("Part locale"),
        _("Années"),
    )
    text = _(
        "Montants déclarés, additionnés par famille\u00a0: marché (ventes), redistribution (argent public et "
        "mécénat), réciprocité (bénévolat, dons). Un montant approché donne une fourchette\u202f; une ressource "
        "dont l’origine n’est pas dite élargit celle de la part locale."
    )
    table = DataTable(
        _("Moyens déclarés, par famille"),
        header,
        tuple(rows),
        frozenset({1, 2, 3, 4, 5}),
        (4.2, 2.0, 3.1, 2.9, 1.7, 1.9, 1.9),
    )
    return [
        title,
        Paragraph(text),
        held(telling(table), "moyens"),
        *(Note(typeset(w), role="warning") for w in view.warnings("means")),
    ]

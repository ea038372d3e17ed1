"""The second half of a sheet: what the appreciations say, what they do not, where they come from."""

from __future__ import annotations

from typing import Any

from terreau.i18n import format_integer, join_words, typeset
from terreau.i18n import gettext as _
from terreau.publishing.components.change import draw_change
from terreau.publishing.components.means import draw_means
from terreau.publishing.components.profile import draw_profile
from terreau.publishing.document import Block, DataTable, Heading, Items, Note, Paragraph
from terreau.publishing.material import Row
from terreau.publishing.sheet.facts import last_phase
from terreau.publishing.view import View, Withheld
from terreau.publishing.wording import (
    in_phase,
    level_sentence,
    number_of,
    phase_label,
    phase_names,
    pillar_label,
    pillar_names,
    word,
)  # fmt: skip

__all__ = ["ORIGIN", "changes", "living", "origin", "profile", "to_support", "unknown"]

ORIGIN = "d-ou-viennent-ces-chiffres"


def living(view: View, case: str) -> list[Block]:
    """Return the mix of means."""
    row = view.means(case)
    if row is None:
        return []
    figure = draw_means(
        row["families"], n_without_amount=row["n_without_amount"], years=row["years"],
        local_share=row["local_share"], name=f"moyens-{case.lower()}", title=_("Les moyens par famille"),
        how=_("Somme des montants déclarés\u202f; un montant approché donne une fourchette."),
    )  # fmt: skip
    return [Heading(_("De quoi vit le projet")), figure]


def _latest(cells: list[dict[str, Any]], order: dict[str, int]) -> dict[str, dict[str, Any]]:
    """Return the cell of the last phase that has a level, by pillar; else the last cell."""
    found: dict[str, dict[str, Any]] = {}
    for cell in sorted(
        cells, key=lambda c: (bool(c["summary"]["n"]), c["seq"], order.get(c["phase"], 99))
    ):
        found[cell["pillar"]] = cell
    return found


def _order(view: View) -> dict[str, int]:
    return {phase.code: rank for rank, phase in enumerate(view.framework.phases)}


def _pillar_sentences(view: View, cells: list[dict[str, Any]]) -> Items:
    latest = _latest(cells, _order(view))
    said = []
    for code, title in pillar_names(view.framework):
        if code not in latest:
            said.append(_("{pillar}\u00a0: rien n’est connu.").format(pillar=title))
            continue
        cell = latest[code]
        said.append(
            level_sentence(title, in_phase(view.framework, cell["phase"], cell["seq"]), cell)
        )
    return Items(tuple(typeset(sentence) for sentence in said))


def profile(view: View, case: str) -> list[Block]:
    """Return the profile by pillar and phase, with one sentence for each pillar."""
    cells = view.figures(case, "profile")
    if isinstance(cells, Withheld) or not cells:
        return []
    figure = draw_profile(
        cells, pillar_names(view.framework), phase_names(view.framework), name=f"profil-{case.lower()}",
        title=_("Les piliers, phase par phase"), anchor=f"#{ORIGIN}",
        how=_(
            "Niveaux donnés par chaque regard, de 0 (absent) à 4 (structurant)\u00a0: ce sont des rangs, "
            "on en donne la médiane et l’étendue, jamais la moyenne."
        ),
    )  # fmt: skip
    title = Heading(_("Où en est la coopération de territoire"))
    return [title, *_reply(view, case), _pillar_sentences(view, cells), figure]


def _reply(view: View, case: str) -> list[Block]:
    """Return the answer of those who carry the case: it stands before the figures."""
    reply = view.reply(case)
    title = _("La réponse de celles et ceux qui portent le projet")
    return [Note(typeset(reply), title, "reply")] if reply else []


def changes(view: View, case: str) -> list[Block]:
    """Return what moved between phases: same variable, same rater, before and after."""
    pairs = view.figures(case, "change")
    if isinstance(pairs, Withheld) or not pairs:
        return []
    order = _order(view)
    steps = sorted(
        pairs, key=lambda p: (p["pillar"], p["from"]["seq"], order.get(p["from"]["phase"], 99))
    )
    figure = draw_change(
        steps, pillar_names(view.framework), phase_names(view.framework), name=f"evolution-{case.lower()}",
        title=_("D’une phase à la suivante"), anchor=f"#{ORIGIN}",
        how=_("La même variable, appréciée par le même regard dans deux phases qui se suivent."),
    )  # fmt: skip
    return [Heading(_("Ce qui a bougé")), figure]


def to_support(view: View, case: str) -> list[Block]:
    """Return the cells that hold levels 3 or 4 without evidence."""
    cells = view.figures(case, "profile")
    if isinstance(cells, Withheld):
        return []
    order = _order(view)
    found = sorted(
        (c for c in cells if c["to_support"]),
        key=lambda c: (c["pillar"], c["seq"], order.get(c["phase"], 99)),
    )
    if not found:
        return []
    by_pillar: dict[str, list[str]] = {}
    for cell in found:
        where = in_phase(view.framework, cell["phase"], cell["seq"])
        by_pillar.setdefault(cell["pillar"], []).append(
            f"{format_integer(cell['to_support'])} {where}"
        )
    said = [
        f"{pillar_label(view.framework, code)}\u00a0: {join_words(places)}."
        for code, places in by_pillar.items()
    ]
    text = _(
        "Les niveaux 3 et 4 demandent au moins une pièce. Voici ceux qui n’en citent pas encore\u00a0: ils "
        "restent à étayer."
    )
    return [Heading(_("À étayer")), Paragraph(text), Items(tuple(said))]


def unknown(view: View, case: str) -> list[Block]:
    """Return what is not known, and what would clarify it most."""
    cells = view.figures(case, "profile")
    if isinstance(cells, Withheld):
        return []
    said = _missing_facts(view, case)
    phase = last_phase(view, case)
    if cells and phase:
        here = [c for c in cells if (c["phase"], c["seq"]) == phase]
        said += _missing_ratings(view, here, phase)
    if not said:
        return []
    return [Heading(_("Ce que l’on ne sait pas")), Items(tuple(typeset(text) for text in said))]


def _missing_facts(view: View, case: str) -> list[str]:
    row = view.facts(case)
    labels = {
        "commune": _("la commune"), "started": _("le début"), "story": _("le récit"), "source": _("la source"),
    }  # fmt: skip
    missing = [label for name, label in labels.items() if not row[name]]
    missing += [_("les phases")] * (not view.phases(case)) + [_("ce que le projet est devenu")] * (
        not view.outcomes(case)
    )
    return (
        [_("Faits non renseignés\u00a0: {facts}.").format(facts=join_words(missing))]
        if missing
        else []
    )


def _missing_ratings(view: View, here: list[dict[str, Any]], phase: tuple[str, int]) -> list[str]:
    place = in_phase(view.framework, *phase)
    expected = view.framework.expected_in(phase[0])
    seen = sum(cell["expected_observed"] for cell in here)
    if not here:
        return [
            _(
                "Aucune appréciation {place}, la dernière phase documentée\u00a0: {n} y sont attendues."
            ).format(place=place, n=number_of(len(expected), "variable", "variables"))
        ]
    said = []
    if seen < len(expected):
        said.append(
            _("{place}, {seen} sur {n} attendues ont un niveau.").format(
                place=place.capitalize(),
                seen=number_of(seen, "variable", "variables"),
                n=format_integer(len(expected)),
            )
        )
    kinds = {kind for cell in here for kind, n in cell["rater_kinds"].items() if n}
    absent = [label for code, label in _eyes() if code not in kinds]
    if absent:
        said.append(
            _("Ce qui éclairerait le plus\u00a0: le regard d’{who}, {place}.").format(
                who=join_words(absent, _("ou")), place=place
            )
        )
    return said


def _eyes() -> list[tuple[str, str]]:
    return [
        ("holder", _("un porteur")), ("partner", _("un partenaire")),
        ("accompanist", _("un accompagnateur")), ("researcher", _("un chercheur")),
    ]  # fmt: skip


def origin(view: View, case: str) -> list[Block]:
    """Return how the figures were obtained, the ratings behind them, and the print to agree to."""
    if not view.has_figures(case) or not view.may_show_figures(case):
        return []
    blocks: list[Block] = [
        Heading(_("D’où viennent ces chiffres"), anchor=ORIGIN),
        Paragraph(_how()),
    ]
    ratings = view.ratings(case)
    if ratings:
        blocks += _rating_tables(view, ratings)
    elif view.audience == "public":
        blocks.append(
            Paragraph(_("Les appréciations elles-mêmes restent dans l’équipe, avec leurs pièces."))
        )
    blocks.append(
        Note(
            _print_text(view),
            _("Empreinte de ces chiffres\u00a0: {digest}").format(digest=view.digest(case)),
        )
    )
    return blocks


def _how() -> str:
    return _(
        "Chaque regard donne un niveau à une variable du référentiel, dans une phase, en citant une pièce "
        "quand il en a une. Un chiffre de cette fiche rassemble les niveaux donnés séparément, avant "
        "discussion, pour les variables d’un pilier dans une phase."
    )


def _print_text(view: View) -> str:
    return _(
        "Cette empreinte désigne exactement les chiffres de cette fiche. Celles et ceux qui portent le "
        "projet répondent à la page qu’ils ont lue\u00a0: «\u00a0bon à diffuser\u00a0», «\u00a0avec ma "
        "réponse\u00a0» ou «\u00a0non\u00a0», et recopient l’empreinte avec leur réponse. Si un chiffre "
        "change, l’empreinte change et l’accord ne vaut plus."
    )


def _rating_tables(view: View, ratings: list[Row]) -> list[Block]:
    """Return one table for each phase: the levels of each variable, the ratings and their pieces."""
    order = _order(view)
    by_phase: dict[tuple[int, int, str], dict[str, list[Row]]] = {}
    for row in ratings:
        key = (row["seq"], order.get(row["phase"], 99), row["phase"])
        by_phase.setdefault(key, {}).setdefault(row["variable"], []).append(row)
    blocks: list[Block] = []
    for (seq, _rank, phase), variables in sorted(by_phase.items()):
        rows = tuple(_rating_row(view, code, variables[code]) for code in sorted(variables))
        header = (_("Variable"), _("Niveau donné par"), _("Appréciations"), _("Pièces citées"))
        title = phase_label(view.framework, phase, seq)
        blocks += [Heading(title, 3), DataTable("", header, rows, widths=(4.6, 4.2, 3.4, 2.6))]
    return blocks


def _rating_row(view: View, code: str, rows: list[Row]) -> tuple[str, ...]:
    titles = {variable.code: variable.title for variable in view.framework.variables}
    name = f"{code}\u00a0{titles.get(code, '')}".strip()
    said, pieces = [], []
    for row in sorted(rows, key=lambda row: (row["layer"], row["rating"])):
        kind = word("RATER_KINDS", row["rater_kind"]) or _("regard non dit")
        kind = _("consensus") if row["layer"] == "consensus" else kind
        said.append(f"{kind}\u00a0{row['level']}")
        pieces += [piece["source"] for piece in row["evidence"]]
    references = ", ".join(
        row["rating"] for row in sorted(rows, key=lambda row: (row["layer"], row["rating"]))
    )
    return (name, ", ".join(said), references, ", ".join(dict.fromkeys(pieces)) or "—")

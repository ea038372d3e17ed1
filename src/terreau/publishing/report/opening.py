"""The first sentences of a report: how many projects, where, since when, with whom, from which sources."""

from __future__ import annotations

import re
from collections import Counter

from terreau.formats.tables import table as declared
from terreau.formats.tables import vocabularies
from terreau.i18n import format_integer, join_words, typeset
from terreau.i18n import gettext as _
from terreau.publishing.view import View
from terreau.publishing.wording import commune_label, in_phase, kinds_number, number_of

__all__ = ["facts_only", "known"]

_YEAR = re.compile(r"\d{4}")


def known(view: View) -> list[str]:
    """Return what any study can say of its facts; a sentence that would be empty is not written."""
    where_and_when = " ".join(text for text in (_communes(view), _years(view)) if text)
    said = (_cases(view), where_and_when, _phases(view), _actors(view))
    return [sentence for sentence in said if sentence]


def facts_only(view: View) -> list[str]:
    """Return what must be known of a study without any appreciation."""
    without = _(
        "Cette étude rassemble des faits. Elle ne contient aucune appréciation\u00a0: elle ne dit ni comment "
        "les acteurs coopèrent, ni ce que les projets ont produit."
    )
    said = (_sources(view), without, _missing(view))
    return [sentence for sentence in said if sentence]


def _cases(view: View) -> str:
    kinds = Counter(view.facts(case)["kind"] for case in view.cases)
    order = [code for code, _word in vocabularies.KINDS]
    parts = [
        kinds_number(kind, n)
        for kind, n in sorted(kinds.items(), key=lambda item: (-item[1], order.index(item[0])))
    ]
    if len(parts) == 1:
        return _("{count} dans cette étude.").format(count=parts[0])
    return _("{count} dans cette étude\u00a0: {kinds}.").format(
        count=number_of(len(view.cases), "projet ou lieu", "projets et lieux"),
        kinds=join_words(parts),
    )


def _communes(view: View) -> str:
    found = Counter(
        commune_label(view.facts(case)["commune"], view.gazetteer)
        for case in view.cases
        if view.facts(case)["commune"]
    )
    if not found:
        return ""
    where = _("Ils se trouvent dans {communes}").format(
        communes=number_of(len(found), "commune", "communes")
    )
    name, most = min(found.items(), key=lambda item: (-item[1], item[0]))
    if most < 3 or len(found) == 1:
        return f"{where}."
    return _("{where}\u202f; {n} sont à {commune}.").format(
        where=where, n=format_integer(most), commune=name
    ).replace(" à Le ", " au ").replace(" à Les ", " aux ")  # fmt: skip


def _years(view: View) -> str:
    years = []
    for case in view.cases:
        match = _YEAR.search(view.facts(case)["started"] or "")
        if match:
            years.append(match[0])
    if not years:
        return ""
    if min(years) == max(years):
        return _("Les débuts connus sont tous de {year}.").format(year=years[0])
    return _("Le plus ancien a commencé en {first}, le plus récent en {last}.").format(
        first=min(years), last=max(years)
    )


def _phases(view: View) -> str:
    rows = [row for row in view.result("facts").get("by_phase", ()) if row["value"] is not None]
    if not rows:
        return ""
    rows = sorted(rows, key=lambda row: (-row["n"], row["value"]))
    said = [
        f"{format_integer(row['n'])}\u00a0{in_phase(view.framework, row['value'])}" for row in rows
    ]
    return _("Dernière phase connue\u00a0: {phases}.").format(phases=join_words(said))


def _actors(view: View) -> str:
    found = {
        (str(place["name"] or ""), place["sector"])
        for case in view.cases
        for place in view.places(case)
    }
    if not found:
        return ""
    counts = Counter(sector for _name, sector in found)
    words = {
        "public": (_("public"), _("publics")), "private": (_("privé"), _("privés")),
        "civil_society": (_("de la société civile"),) * 2, "research": (_("de la recherche"),) * 2,
        None: (_("de secteur non dit"),) * 2,
    }  # fmt: skip
    parts = [number_of(counts[sector], *words[sector]) for sector in words if counts[sector]]
    count = number_of(len(found), "acteur est cité", "acteurs sont cités")
    return _("{count}\u00a0: {sectors}.").format(count=count, sectors=join_words(parts))


def _sources(view: View) -> str:
    total = len(view.cases)
    named = sum(
        bool(view.facts(case)["source"] or view.facts(case)["source_url"]) for case in view.cases
    )
    if not named:
        return _("Aucune source n’est donnée.")
    if named < total:
        return _("Une source est donnée pour {n} d’entre eux.").format(n=format_integer(named))
    return _("Chacun a sa source, écrite à la fin de ce rapport.") if total > 1 else ""


def _missing(view: View) -> str:
    columns = {column.name: column.header.lower() for column in declared("cases").columns}
    columns |= {"verified_on": _("date de vérification"), "source_url": _("adresse de la source")}
    rows = sorted(
        (row for row in view.result("facts").get("missing", ()) if row["n"]),
        key=lambda row: (-row["n"], row["column"]),
    )
    never = [
        columns.get(row["column"], row["column"]) for row in rows if row["n"] == len(view.cases)
    ]
    partly = [
        f"{columns.get(row['column'], row['column'])} ({format_integer(row['n'])}\u00a0fois)"
        for row in rows
        if row["n"] < len(view.cases)
    ]
    said = []
    if never:
        said.append(_("N’est dit d’aucun\u00a0: {facts}.").format(facts=join_words(never)))
    if partly:
        said.append(_("Manque parfois\u00a0: {facts}.").format(facts=join_words(partly)))
    return typeset(" ".join(said))

"""The first half of a sheet: facts, story, who is around the table, what became of the case."""

from __future__ import annotations

from dataclasses import replace

from terreau.formats.tables import vocabularies
from terreau.i18n import gettext as _
from terreau.i18n import sort_key, typeset
from terreau.publishing.columns import added_label
from terreau.publishing.components.sectors import draw_sectors
from terreau.publishing.components.spans import log_marks, outcome_marks, phase_spans
from terreau.publishing.components.timeline import draw_timeline
from terreau.publishing.document import Block, DataTable, Facts, Heading, Paragraph
from terreau.publishing.material import Row
from terreau.publishing.provenance import as_of
from terreau.publishing.view import View
from terreau.publishing.wording import (
    capital,
    commune_label,
    dated,
    phase_label,
    phase_names,
    telling,
    unit_value,
    word,
)  # fmt: skip

__all__ = [
    "around_the_table", "became", "identity", "kicker", "last_phase", "path", "role_of_structure", "story",
]  # fmt: skip

_UNSAID = "—"


def kicker(view: View, case: str) -> str:
    """Return « P-0017 · économie circulaire · Les Ponts »."""
    row = view.facts(case)
    commune = commune_label(row["commune"], view.gazetteer)
    parts = (case, ", ".join(row["themes"] or ()), commune or view.territory(row["territory"]))
    return typeset(" · ".join(part for part in parts if part))


def last_phase(view: View, case: str) -> tuple[str, int] | None:
    """Return the last documented phase: in order of time, as the timeline has it."""
    names = dict(phase_names(view.framework))
    spans = phase_spans(view.phases(case), names)
    return (spans[-1].code, spans[-1].seq) if spans else None


def _source(row: Row) -> str:
    return ", ".join(part for part in (row["source"], row["source_url"]) if part)


def identity(view: View, case: str) -> Facts:
    """Return the identity card; what is not said has no line."""
    row = view.facts(case)
    phase = last_phase(view, case)
    pairs = [
        (_("Type"), word("KINDS", row["kind"])),
        (_("Domaines"), ", ".join(row["themes"] or ())),
        (_("Commune"), commune_label(row["commune"], view.gazetteer)),
        (_("Territoire"), view.territory(row["territory"])),
        (_("Cohorte"), row["cohort"] or ""),
        (_("Accompagné par"), row["structure"] or ""),
        (_("Début"), dated(row["started"])),
        (_("Fin"), dated(row["ended"])),
        (_("Motif de sortie"), word("EXIT_REASONS", row["exit_reason"])),
        (_("Phase"), phase_label(view.framework, *phase) if phase else ""),
        (_("Contact"), row["contact"] or ""),
        (_("Source"), _source(row)),
        (_("Vérifié le"), dated(row["verified_on"])),
    ]
    added = sorted(name for name in row if name.startswith("x_"))
    pairs += [(added_label(name), str(row[name] or "")) for name in added]
    return Facts(tuple((label, capital(typeset(text))) for label, text in pairs if text))


def path(view: View, case: str) -> list[Block]:
    """Return the timeline; nothing when no phase and no dated fact is known."""
    day = as_of(view)
    spans = phase_spans(view.phases(case), dict(phase_names(view.framework)))
    marks = log_marks(view.events(case))
    marks += outcome_marks(view.outcomes(case), dict(vocabularies.OUTCOMES))
    if day is None or not (spans or marks):
        return []
    return [draw_timeline(spans, marks, as_of=day, name=f"frise-{case.lower()}")]


def story(view: View, case: str) -> list[Block]:
    """Return the story, in people's words."""
    text = view.facts(case)["story"]
    return [Heading(_("Le récit")), Paragraph(typeset(text), "story")] if text else []


def around_the_table(view: View, case: str) -> list[Block]:
    """Return the actors by sector, and what each gives and receives."""
    places = view.places(case)
    if not places:
        return []
    actors = {(place["name"], place["sector"]) for place in places}
    counts = [
        (label, sum(sector == code for _name, sector in actors))
        for code, label in vocabularies.SECTORS
    ]
    unsaid = sum(sector is None for _name, sector in actors)
    if unsaid:
        counts.append((_("secteur non dit"), unsaid))
    figure = draw_sectors(
        counts, name=f"acteurs-{case.lower()}", title=_("Les acteurs par secteur")
    )
    return [Heading(_("Autour de la table")), figure, _exchanges(view, places)]


def _exchanges(view: View, places: list[Row]) -> DataTable:
    risk = any("risk" in place for place in places)
    header = (_("Acteur"), _("Place"), _("Apporte"), _("Reçoit"), *((_("Risque partagé"),) * risk))
    rows = []
    for place in sorted(places, key=lambda place: sort_key(str(place["name"] or ""))):
        said = [place["gives"], place["receives"], *((place.get("risk"),) * risk)]
        name = capital(typeset(str(place["name"] or _("acteur non nommé"))))
        cells = (name, place["role"] or _UNSAID, *(text or _UNSAID for text in said))
        rows.append(tuple(typeset(cell) for cell in cells))
    widths = (3.4, 2.6, 3.2, 3.2, 2.8) if risk else (3.4, 2.6, 4, 4)
    table = telling(DataTable("", header, tuple(rows), widths=widths))
    given = len(table.header) > 2
    return replace(
        table,
        caption=_("Ce que chacun apporte et reçoit") if given else _("Qui tient quelle place"),
    )


def role_of_structure(view: View, case: str) -> list[Block]:
    """Return the role of the accompanying structure, phase by phase."""
    rows = view.stances(case)
    if not rows:
        return []
    clarity = any(row["clarity"] for row in rows)
    header = (_("Phase"), _("Rôle"), *((_("Ce rôle était"),) * clarity))
    body = tuple(
        (
            phase_label(view.framework, row["phase"], row["seq"]),
            word("STANCES", row["stance"]),
            *((word("STANCE_CLARITY", row["clarity"]) or _UNSAID,) * clarity),
        )
        for row in rows
    )
    title = Heading(_("Le rôle de la structure d’accompagnement"))
    return [title, DataTable("", header, body)]


def became(view: View, case: str) -> list[Block]:
    """Return what the case became: dated facts, each with who says so."""
    rows = view.outcomes(case)
    if not rows:
        return []
    header = (_("Fait"), _("Réponse"), _("Date"), _("Qui le dit"))
    body = tuple(
        (
            capital(word("OUTCOMES", row["outcome"])),
            typeset(unit_value(row["value"], row["unit"])),
            dated(row["date"]),
            typeset(
                ", ".join(
                    p for p in (word("OUTCOME_SOURCES", row["source_kind"]), row["source"]) if p
                )
            )
            or _("source non dite"),
        )
        for row in rows
    )
    return [Heading(_("Ce que le projet est devenu")), DataTable("", header, body)]

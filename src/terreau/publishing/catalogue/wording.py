"""The facts of an initiative as pairs of words; what is not known is said or left out, never invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from terreau.i18n import gettext as _
from terreau.i18n import join_words
from terreau.publishing.catalogue.initiatives import Initiative

__all__ = ["Fact", "facts", "missing_facts"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its text, and what the text is: ``text``, ``address`` or ``contact``."""

    label: str
    text: str
    role: str = "text"


def _phase(initiative: Initiative) -> str:
    span = initiative.phase
    if span is None:
        return ""
    return f"{span.label}, {span.words}" if span.start_text or span.end_text else span.label


def facts(initiative: Initiative, *, short: bool = False) -> list[Fact]:
    """Return the identity card; `short` leaves out what a booklet says elsewhere."""
    unknown = _("non trouvé")
    i = initiative
    said = [
        Fact(_("Type"), i.kind_word),
        Fact(_("Domaines"), join_words(i.themes) or unknown),
        Fact(_("Commune"), i.commune_name or unknown),
        Fact(_("Territoire"), i.territory),
        Fact(_("Début"), i.started or unknown),
        Fact(_("Fin"), i.ended),
        Fact(_("Motif de sortie"), i.exit_word),
        Fact(_("Dernière phase documentée"), _phase(i) or unknown),
        Fact(_("Accompagné par"), i.structure),
        Fact(_("Contact publié"), i.contact, "contact"),
        Fact(_("Source"), i.source or unknown),
        Fact(_("Adresse de la source"), i.source_url, "address"),
        Fact(_("Vérifié le"), i.verified or _("pas encore")),
        Fact(_("Référence"), i.ref),
    ]
    if short:
        said[-1:-1] = [Fact(label, text) for label, text in i.added]
    left_out = (_("Type"), _("Accompagné par"), _("Référence")) if short else ()
    return [fact for fact in said if fact.text and fact.label not in left_out]


def missing_facts(initiatives: Sequence[Initiative]) -> list[tuple[str, int]]:
    """Return what was not found, and for how many initiatives, the most missing first."""
    known: list[tuple[str, Callable[[Initiative], object]]] = [
        (_("Résumé"), lambda i: i.summary),
        (_("Récit"), lambda i: i.story),
        (_("Commune"), lambda i: i.commune),
        (_("Domaines"), lambda i: i.themes),
        (_("Date de début"), lambda i: i.started),
        (_("Phase"), lambda i: i.spans),
        (_("Dates des phases"), lambda i: any(span.first for span in i.spans)),
        (_("Acteurs"), lambda i: i.actors),
        (_("Moyens"), lambda i: i.means),
        (_("Devenir"), lambda i: i.outcomes),
        (_("Contact publié"), lambda i: i.contact),
        (_("Source"), lambda i: i.source),
        (_("Date de vérification"), lambda i: i.verified),
    ]
    counts = [(label, sum(not has(i) for i in initiatives)) for label, has in known]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])

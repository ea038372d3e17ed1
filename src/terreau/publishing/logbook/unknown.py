"""What a review cannot say: silence is written as silence, never as nothing."""

from __future__ import annotations

from datetime import date

from terreau.i18n import gettext as _
from terreau.i18n import join_words, typeset
from terreau.i18n.dates import MONTHS
from terreau.publishing.document import Block, Heading, Items
from terreau.publishing.logbook.lines import met
from terreau.publishing.logbook.material import Year
from terreau.publishing.logbook.means import without_amount
from terreau.publishing.logbook.planned import unanswered
from terreau.publishing.wording import capital, number_of

__all__ = ["unknown_blocks"]


def _silent_months(year: Year, day: date) -> str:
    last = day.month if day.year == year.year else 12
    told = {line.day.month for line in year.told if line.day is not None}
    silent = [MONTHS[month - 1] for month in range(1, last + 1) if month not in told]
    if not silent or len(silent) == last:
        return ""
    return _("Rien n’est écrit en {months}.").format(months=join_words(silent))


def unknown_blocks(year: Year, day: date) -> list[Block]:
    """Return the list of what is not known."""
    people = met(year.told)
    asked = sum(line.to_confirm for line in year.told)
    late = unanswered(year, day)
    undated = [row for row in year.phases if not row["start"] and not row["end"]]
    missing = without_amount(year)
    has_means = any(row["year"] == year.year for row in year.means)
    said = [
        _silent_months(year, day),
        number_of(people.uncounted, "rencontre n’a pas de nombre de personnes.", "rencontres n’ont pas de nombre de personnes.") if people.uncounted else "",
        number_of(people.unsaid, "personne rencontrée n’a pas de secteur dit.", "personnes rencontrées n’ont pas de secteur dit.") if people.unsaid else "",
        number_of(asked, "ligne reste à préciser : ce qu’elle propose n’est pas compté.", "lignes restent à préciser : ce qu’elles proposent n’est pas compté.") if asked else "",
        number_of(len(late), "étape prévue n’a pas de suite écrite.", "étapes prévues n’ont pas de suite écrite.") if late else "",
        number_of(len(undated), "phase n’a pas de date.", "phases n’ont pas de date.") if undated else "",
        number_of(missing, "ressource n’a pas de montant.", "ressources n’ont pas de montant.") if missing else "",
        "" if has_means else _("Aucun moyen n’est décrit pour l’année."),
        "" if year.actors else _("Personne n’est décrit autour de la table."),
        "" if any(year.within(row["date_latest"]) for row in year.outcomes) else _("Aucun fait de l’année ne dit ce que le projet devient."),
    ]  # fmt: skip
    texts = tuple(capital(typeset(text)) for text in said if text)
    return [Heading(_("Ce que l’on ne sait pas")), Items(texts)] if texts else []

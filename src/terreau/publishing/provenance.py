"""Which data, référentiel and software made a publication, and what must be read on its every page."""

from __future__ import annotations

from datetime import date

from terreau.i18n import format_date, quote
from terreau.i18n import gettext as _
from terreau.publishing.material import Row
from terreau.publishing.view import View

__all__ = ["as_of", "banners", "provenance"]


def as_of(view: View) -> date | None:
    """Return the date of the data, None when they say none."""
    text = view.snapshot["as_of"]
    return date.fromisoformat(text) if text else None


def banners(view: View) -> tuple[str, ...]:
    """Return what is printed on every page."""
    said = []
    if view.snapshot["fictional"]:
        said.append(_("Exemple imaginé\u00a0: projets, personnes et chiffres sont inventés."))
    if view.audience == "internal":
        said.append(_("Ne pas diffuser\u00a0: document de travail de l’équipe."))
    return tuple(said)


def _grouped(digest: str, digits: int = 16) -> str:
    return "\u00a0".join(digest[i : i + 4] for i in range(0, min(digits, len(digest)), 4))


def provenance(view: View, *, plan: bool = False) -> tuple[str, ...]:
    """Return the lines at the foot of a publication; `plan` adds the axis and the seed."""
    snapshot, study, framework = view.snapshot, view.study, view.framework
    day = as_of(view)
    when = _("figées le {date}").format(date=format_date(day)) if day else _("sans date")
    lines = [
        _("Données\u00a0: {title}, {when}, empreinte {digest}.").format(
            title=quote(snapshot["title"]), when=when, digest=_grouped(snapshot["digest"])
        )
    ]
    if view.any_figure:
        lines.append(
            _("Référentiel\u00a0: {title}, version {version} ({id}).").format(
                title=framework.title, version=framework.version, id=framework.identifier
            )
        )
    if plan:
        lines.append(_plan(study))
    lines.append(_("Fait avec Terreau {version}.").format(version=view.software))
    return tuple(lines)


def _plan(study: Row) -> str:
    said = [_("Plan d’analyse\u00a0: graine {seed}").format(seed=study["seed"])]
    if study["prereg_date"]:
        day = format_date(date.fromisoformat(study["prereg_date"]))
        said.append(_("enregistré le {date}").format(date=day))
    return ", ".join(said) + "."

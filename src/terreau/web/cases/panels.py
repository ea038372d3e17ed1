"""What cases show on the pages of rooms below: the projects of a territory."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string

from terreau.gazetteer import ATTRIBUTION, Commune, default
from terreau.i18n import gettext as _
from terreau.i18n import typeset
from terreau.publishing.components import Place, draw_map, places
from terreau.publishing.components.commune_map import Counted
from terreau.publishing.document import Figure
from terreau.web.cases.models import Case
from terreau.web.territories.composition import composition_of
from terreau.web.territories.models import Territory

__all__ = ["territory_panel"]

_LISTED = 12
_WIDTH = 600.0  # of the place where the map stands
_DRAWN = 800  # communes: beyond, a map says nothing at this size


@lru_cache(maxsize=32)
def _map(communes: tuple[Commune, ...], counts: tuple[tuple[str, int], ...]) -> Figure:
    """Return the map of `communes`; contours are long to draw and the same for everyone."""
    numbers = dict(counts)
    official = [one.code for one in communes if one.departement]
    found = places(
        default(), official, {code: numbers[code] for code in official if code in numbers}
    )
    found += [
        Place(
            one.code,
            typeset(one.name),
            numbers.get(one.code, 0),
            centre=(one.longitude, one.latitude)
            if one.longitude is not None and one.latitude is not None
            else None,
        )
        for one in communes
        if not one.departement
    ]
    words = Counted(_("projet ou lieu"), _("projets ou lieux"), _("aucun projet ni lieu"))
    note = ATTRIBUTION if official else ""
    return draw_map(
        found, name="carte-projets", title=_("Où ils sont"), note=note, counted=words, width=_WIDTH
    )


def territory_panel(request: HttpRequest, territory: Territory) -> str:
    """Draw the projects of a territory: those attached to it, and those whose commune is in it."""
    communes = composition_of(request.workspace, territory).communes
    inside = [one.code for one in communes]
    found = Case.objects.of(request.workspace).filter(
        Q(territory=territory) | Q(commune__in=inside)
    )
    cases = list(found.only("name", "reference", "commune", "kind", "workspace", "territory"))
    for case in cases[:_LISTED]:
        case.workspace = request.workspace
    known = set(inside)
    counts = Counter(case.commune for case in cases if case.commune in known)
    drawn = None
    if communes and len(communes) <= _DRAWN:
        drawn = _map(communes, tuple(sorted(counts.items())))
    context = {
        "territory": territory,
        "cases": cases[:_LISTED],
        "n_cases": len(cases),
        "n_attached": sum(case.territory_id == territory.pk for case in cases),
        "map": drawn,
    }
    return render_to_string("cases/territory_panel.html", context, request=request)

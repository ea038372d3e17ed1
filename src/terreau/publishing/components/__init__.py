"""The only place where a figure is drawn: pages, PDF and documents take their pictures here."""

from terreau.publishing.components.change import draw_change
from terreau.publishing.components.commune_map import Place, draw_map, places
from terreau.publishing.components.distribution import draw_levels
from terreau.publishing.components.figure import pictures
from terreau.publishing.components.groups import draw_groups
from terreau.publishing.components.means import draw_means
from terreau.publishing.components.motif import draw_motif
from terreau.publishing.components.palette import standalone
from terreau.publishing.components.profile import draw_profile
from terreau.publishing.components.sectors import draw_sectors
from terreau.publishing.components.spans import (
    Mark,
    Span,
    log_marks,
    outcome_marks,
    phase_spans,
    standby_spans,
)
from terreau.publishing.components.timeline import draw_timeline

__all__ = [
    "Mark",
    "Place",
    "Span",
    "draw_change",
    "draw_groups",
    "draw_levels",
    "draw_map",
    "draw_means",
    "draw_motif",
    "draw_profile",
    "draw_sectors",
    "draw_timeline",
    "log_marks",
    "outcome_marks",
    "phase_spans",
    "pictures",
    "places",
    "standalone",
    "standby_spans",
]

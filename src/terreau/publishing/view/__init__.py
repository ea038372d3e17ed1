"""The only door to the figures of a study: what each audience may read is decided here, once.

A writer of pages receives a `View`. The internal one and the public one have the same methods, and
the public one answers `Withheld`, or nothing, where a figure may not leave. Nothing else opens a
`Material`.
"""

from __future__ import annotations

from terreau.publishing.disclosure import Audience
from terreau.publishing.material import Material
from terreau.publishing.view.cases import Withheld
from terreau.publishing.view.groups import View
from terreau.publishing.view.internal import InternalView
from terreau.publishing.view.public import PublicView

__all__ = ["InternalView", "PublicView", "View", "Withheld", "view_for"]


def view_for(material: Material, audience: Audience) -> View:
    """Return what `audience` may read of a study."""
    return InternalView(material) if audience == "internal" else PublicView(material)

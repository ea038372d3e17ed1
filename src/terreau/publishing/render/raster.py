"""A drawing as PNG, through Typst, for the formats that take no vector picture."""

from __future__ import annotations

from functools import cache

import typst

from terreau.publishing.components.palette import standalone
from terreau.publishing.fonts import typst_font_folder
from terreau.publishing.render.pdf import FOLDER, share_of_width

__all__ = ["raster"]


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(FOLDER / "raster.typ"),
        root=str(FOLDER),
        font_paths=[str(typst_font_folder())],
        ignore_system_fonts=True,
    )


def raster(svg: str, *, ppi: float = 200.0, width: float = 16.0) -> tuple[bytes, float]:
    """Return `svg` as PNG and its width in centimetres, at most `width`."""
    centimetres = width * share_of_width(svg)
    inputs = {"svg": standalone(svg), "width": f"{centimetres:.4f}"}
    made = _compiler().compile(format="png", ppi=ppi, sys_inputs=inputs)
    if not isinstance(made, bytes):  # pragma: no cover - one page is one file
        raise TypeError("typst returned no picture")
    return made, centimetres

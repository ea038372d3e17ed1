"""A drawing as PNG, through Typst, for the formats that take no vector picture."""

from __future__ import annotations

import typst

from terreau.publishing.components.palette import standalone
from terreau.publishing.fonts import typst_font_folder
from terreau.publishing.render.pdf import share_of_width

__all__ = ["raster"]

_TEMPLATE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1cm)
"""


def raster(svg: str, *, ppi: float = 200.0, width: float = 16.0) -> tuple[bytes, float]:
    """Return `svg` as PNG and its width in centimetres, at most `width`."""
    centimetres = width * share_of_width(svg)
    compiler = typst.Compiler(
        _TEMPLATE, font_paths=[str(typst_font_folder())], ignore_system_fonts=True,
        sys_inputs={"svg": standalone(svg), "width": f"{centimetres:.4f}"},
    )  # fmt: skip
    made = compiler.compile(format="png", ppi=ppi)
    if not isinstance(made, bytes):  # pragma: no cover - one page is one file
        raise TypeError("typst returned no picture")
    return made, centimetres

"""A `Document` as one HTML page: read from the file system, without script, under a strict policy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from terreau.i18n import gettext as _
from terreau.publishing.components.figure import pictures
from terreau.publishing.document import Document, Figure, Heading
from terreau.publishing.render import text as words

__all__ = ["POLICY", "render_html"]

# file: because a page read from a disk has no « self » in some browsers
POLICY = (
    "default-src 'none'; style-src 'self' file:; font-src 'self' file:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)
_BLANK_LINES = re.compile(r"\n\s*\n+")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("terreau.publishing", "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals["_"] = _
    environment.filters |= {
        "segments": lambda text: list(words.segments(words.clean(str(text)))),
        "paragraphs": words.paragraphs,
        "kind": lambda block: type(block).__name__,
        "last_part": lambda anchor: anchor.lstrip("#"),
        "pictures": _pictures,
    }
    return environment


def _pictures(figure: Figure) -> Markup:
    return Markup(pictures(figure))  # noqa: S704 - drawn by our own writer, which escapes every text


def _ids(document: Document) -> dict[Heading, str]:
    """Return the anchor of every heading; the nth without one is called ``partie-n``."""
    headings = [block for block in words.flat(document.blocks) if isinstance(block, Heading)]
    return {block: block.anchor or f"partie-{n}" for n, block in enumerate(headings, 1)}


def render_html(
    document: Document,
    *,
    style: str = "style/",
    formats: Sequence[tuple[str, str]] = (),
    trail: tuple[str, str] | None = None,
) -> str:
    """Return the page of `document`.

    Parameters
    ----------
    document : Document
        What it says; every text is escaped.
    style : str
        Relative address of the folder of ``terreau.css`` and of the fonts, ended by a slash.
    formats : sequence of (address, label)
        The same document in other formats.
    trail : (address, label), optional
        Where one comes from.
    """
    ids = _ids(document)
    page = _environment().get_template("document.html").render(
        document=document, style=style, formats=tuple(formats), trail=trail, policy=POLICY, ids=ids,
        headings=[(id_, heading.text) for heading, id_ in ids.items() if heading.level == 2],
        danger=_("Ne pas diffuser"),
    )  # fmt: skip
    return _BLANK_LINES.sub("\n", page).strip() + "\n"

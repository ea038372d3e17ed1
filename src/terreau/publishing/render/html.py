"""A `Document` as one HTML page: from the file system, without script, under a strict policy."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from terreau.i18n import gettext as _
from terreau.publishing.components.figure import pictures
from terreau.publishing.components.palette import stylesheet
from terreau.publishing.document import DataTable, Document, Figure, Heading
from terreau.publishing.fonts import web_fonts
from terreau.publishing.render import text as words

__all__ = ["POLICY", "page", "render_html", "style_files"]

# file: because a page read from a disk has no « self » in some browsers
POLICY = (
    "default-src 'none'; style-src 'self' file:; font-src 'self' file:; "
    "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
_BLANK_LINES = re.compile(r"\n\s*\n+")
_FONT_ADDRESS = re.compile(r'url\("polices/([^"]+)"\)')


def _printable(value: object) -> object:
    """Take out of every text what no page may hold; our own markup is left as it is."""
    return words.clean(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("terreau.publishing", "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_printable,
    )  # fmt: skip
    environment.globals["_"] = _
    environment.filters |= {
        "segments": lambda text: list(words.segments(words.clean(str(text)))),
        "paragraphs": words.paragraphs,
        "identity": id,
        "kind": lambda block: type(block).__name__,
        "last_part": lambda anchor: anchor.lstrip("#"),
        "pictures": _pictures,
    }
    return environment


def _pictures(figure: Figure) -> Markup:
    return Markup(pictures(figure))  # noqa: S704 - drawn by our own writer, which escapes every text


def _headings(document: Document) -> list[tuple[str, Heading]]:
    """Return every heading with its place; the nth without one is called ``partie-n``."""
    headings = [block for block in words.flat(document.blocks) if isinstance(block, Heading)]
    return [(heading.anchor or f"partie-{n}", heading) for n, heading in enumerate(headings, 1)]


def _table_labels(document: Document) -> dict[int, str]:
    """Return how each table is called by readers aloud: its caption or its part, each name once."""
    labels: dict[int, str] = {}
    used: Counter[str] = Counter()
    part = document.title
    for block in words.flat(document.blocks):
        part = block.text if isinstance(block, Heading) else part
        table = block.table if isinstance(block, Figure) else block
        if isinstance(table, DataTable):
            name = words.shorten(words.clean(table.caption or part), 80)
            used[name] += 1
            labels[id(table)] = f"{name} ({used[name]})" if used[name] > 1 else name
    return labels


def render_html(
    document: Document,
    *,
    style: str = "style/",
    formats: Sequence[tuple[str, str]] = (),
    trail: tuple[str, str] | None = None,
    alone: bool = False,
) -> str:
    """Return the page of `document`.

    Parameters
    ----------
    document : Document
        What it says; every text is escaped.
    style : str
        Relative address of the folder made by `style_files`, ended by a slash.
    formats : sequence of (address, label)
        The same document in other formats.
    trail : (address, label), optional
        Where one comes from.
    alone : bool
        Put the style sheet and the typefaces inside: one file that needs no other.
    """
    placed = _headings(document)
    return page(
        "document.html",
        document,
        style=style,
        formats=tuple(formats),
        trail=trail,
        alone=alone,
        places={id(heading): place for place, heading in placed},
        labels=_table_labels(document),
        headings=[(place, heading.text) for place, heading in placed if heading.level == 2],
    )


def page(template: str, document: Document, *, alone: bool = False, **values: Any) -> str:
    """Return `template` (one that extends ``base.html``) filled for `document`."""
    inside = _sheet_with_fonts() if alone else ""
    context = {"style": "", "formats": (), "trail": None} | values
    made = (
        _environment()
        .get_template(template)
        .render(
            document=document,
            policy=_policy_alone(inside) if alone else POLICY,
            sheet_inside=Markup(inside),  # noqa: S704 - our own style sheet
            danger=_("Ne pas diffuser"),
            **context,
        )
    )
    return _BLANK_LINES.sub("\n", made).strip() + "\n"


def style_files() -> dict[str, bytes]:
    """Return the style sheet and the typefaces of pages, by their name in the style folder."""
    fonts = {f"polices/{name}": data for name, data in sorted(web_fonts().items())}
    return {"terreau.css": stylesheet().encode("utf-8"), **fonts}


@cache
def _sheet_with_fonts() -> str:
    fonts = web_fonts()

    def inside(match: re.Match[str]) -> str:
        return f'url("data:font/woff2;base64,{b64encode(fonts[match[1]]).decode()}")'

    # as it will stand in the page, whose blank lines are taken out: the policy holds its print
    return _FONT_ADDRESS.sub(inside, _BLANK_LINES.sub("\n", stylesheet()))


def _policy_alone(inside: str) -> str:
    """Return the policy of a page that holds its own sheet: this sheet and no other."""
    digest = b64encode(sha256(inside.encode("utf-8")).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )

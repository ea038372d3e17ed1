"""Each page of the site, from its template; every text is escaped by the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote as quote_url

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import terreau
from terreau.gazetteer import ATTRIBUTION, VINTAGE, Gazetteer
from terreau.i18n import fold, format_date, format_integer, ngettext, sort_key, typeset
from terreau.i18n import gettext as _
from terreau.publishing.catalogue.figures import initiative_figures
from terreau.publishing.catalogue.initiatives import Initiative
from terreau.publishing.catalogue.related import Related
from terreau.publishing.catalogue.wording import facts, missing_facts
from terreau.publishing.components.figure import pictures
from terreau.publishing.components.motif import draw_key, motif_key
from terreau.publishing.components.spans import date_words
from terreau.publishing.document import Figure

__all__ = ["POLICY", "Pages", "Site", "attribution"]

# file: because a page read from a disk has no « self » in some browsers
POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; font-src 'self' file:; "
    "img-src 'self' file:; base-uri 'none'; form-action 'none'"
)
_BLANK_LINES = re.compile(r"\n\s*\n+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the catalogue itself."""

    title: str
    lead: str
    as_of: date | None
    dated: bool
    fictional: bool
    data_title: str
    framework: str
    correction: str
    licence: str
    n_initiatives: int

    @property
    def date_words(self) -> str:
        """Return the date of the data, in words."""
        return format_date(self.as_of) if self.as_of and self.dated else ""


def attribution(initiatives: Iterable[Initiative]) -> str:
    """Return who made the map's data; nothing when every commune is imagined."""
    real = any(i.commune and not i.commune.startswith("00") for i in initiatives)
    return typeset(ATTRIBUTION) if real else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("terreau.publishing.catalogue", "templates"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.globals |= {
        "_": _typeset,
        "policy": POLICY,
        "ngettext": _typeset_count,
        "integer": format_integer,
    }
    environment.filters |= {
        "pictures": _pictures,
        "token": lambda text: fold(text).replace(" ", "-"),
        "address": lambda text: text if _ADDRESS.fullmatch(text) else "",
        "mail": lambda text: found[0] if (found := _MAIL.search(text)) else "",
        "motif": lambda i: "-".join(str(n) for n in _motif(i)),
        "outcome_date": date_words,
        "shorten": lambda text: text if len(text) <= 60 else f"{text[:57]}…",
    }
    return environment


def _typeset(message: str) -> str:
    return typeset(_(message))


def _typeset_count(one: str, many: str, count: int) -> str:
    return typeset(ngettext(one, many, count))


def _pictures(figure: Figure) -> Markup:
    return Markup(pictures(figure))  # noqa: S704 - drawn by our own writer, which escapes every text


def _motif(initiative: Initiative) -> tuple[int, int, int]:
    return motif_key(initiative.kind, initiative.themes, initiative.tone_phases)


def _sprite(initiatives: Sequence[Initiative]) -> Markup:
    """Return each motif once, as a symbol that cards point to: light even with two thousand cards."""
    symbols = []
    for key in sorted({_motif(i) for i in initiatives}):
        body = draw_key(*key).split(">", 1)[1].removesuffix("</svg>")
        symbols.append(
            f'<symbol id="m-{"-".join(map(str, key))}" viewBox="0 0 64 64">{body}</symbol>'
        )
    return Markup("".join(symbols))  # noqa: S704 - idem


def _count(number: int) -> str:
    return ngettext("{n} initiative", "{n} initiatives", number).format(n=format_integer(number))


class Pages:
    """The pages of one site; templates are compiled once."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def _page(self, template: str, **context: Any) -> bytes:
        page = _environment().get_template(template).render(site=self._site, **context)
        text = _BLANK_LINES.sub("\n", page).strip()
        return f"{text}\n".encode()

    def front(self, initiatives: Sequence[Initiative], figure: Figure) -> bytes:
        """Return the map and the list."""
        themes = {fold(t).replace(" ", "-"): t for i in reversed(initiatives) for t in i.themes}
        phases = {i.phase.code: i.phase for i in initiatives if i.phase}
        communes = {i.commune: i.commune_name for i in initiatives if i.commune}
        territories = {
            fold(i.territory).replace(" ", "-"): i.territory for i in initiatives if i.territory
        }
        return self._page(
            "index.html", root="", initiatives=initiatives, figure=figure, sprite=_sprite(initiatives),
            count=_count(len(initiatives)), attribution=attribution(initiatives),
            nowhere=sum(not i.commune for i in initiatives),
            themes=sorted(themes.items(), key=lambda p: sort_key(p[1])),
            phases=sorted(phases.values(), key=lambda s: s.rank),
            communes=sorted(communes.items(), key=lambda p: (*sort_key(p[1]), p[0])),
            territories=sorted(territories.items(), key=lambda p: sort_key(p[1])),
        )  # fmt: skip

    def initiative(self, initiative: Initiative, related: Related) -> bytes:
        """Return the page of one initiative: the story first, the figures after."""
        site = self._site
        subject = quote_url(f"Correction : {initiative.name} ({initiative.ref})")
        return self._page(
            "initiative.html", root="../", i=initiative, related=related, facts=facts(initiative),
            figures=initiative_figures(initiative, site.as_of),
            correction=f"mailto:{site.correction}?subject={subject}" if site.correction else "",
            persons=sum(actor.person for actor in initiative.actors),
        )  # fmt: skip

    def communes(
        self, by_commune: Mapping[str, Sequence[Initiative]], codes: Sequence[str], gazetteer: Gazetteer
    ) -> bytes:  # fmt: skip
        """Return the table that says what the map shows."""
        rows = []
        for code in {*codes, *by_commune} - {""}:
            commune = gazetteer.commune(code)
            name = typeset(commune.name) if commune else code
            rows.append(
                (code, name, commune.population if commune else None, by_commune.get(code, ()))
            )
        rows.sort(key=lambda row: (*sort_key(row[1]), row[0]))
        holding = [row for row in rows if row[3]]
        others = [row[1] for row in rows if not row[3]]
        return self._page(
            "communes.html", root="", holding=holding, others=others, nowhere=by_commune.get("", ()),
            vintage=VINTAGE if attribution([i for row in holding for i in row[3]]) else "",
        )  # fmt: skip

    def booklet(self, initiatives: Sequence[Initiative]) -> bytes:
        """Return all the initiatives in one page, to be printed."""
        entries = [(i, facts(i, short=True)) for i in initiatives]
        return self._page("livret.html", root="", entries=entries, count=_count(len(initiatives)))

    def about(self, initiatives: Sequence[Initiative]) -> bytes:
        """Return how the catalogue was made, and what it does not know."""
        structures = sorted({i.structure for i in initiatives if i.structure}, key=sort_key)
        return self._page(
            "a-propos.html", root="", missing=missing_facts(initiatives), count=_count(len(initiatives)),
            attribution=attribution(initiatives), structures=structures, version=terreau.__version__,
        )  # fmt: skip

    def site_map(self, initiatives: Sequence[Initiative]) -> bytes:
        """Return the list of all pages."""
        return self._page("plan-du-site.html", root="", initiatives=initiatives)

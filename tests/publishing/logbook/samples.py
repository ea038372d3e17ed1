"""Lines and a year, made in a line; everything in them is imagined."""

from __future__ import annotations

from datetime import date
from typing import Any

from terreau.i18n import parse_date
from terreau.publishing.document import Document, Figure
from terreau.publishing.logbook import Actor, FollowedCase, Frame, LogLine, Year
from terreau.publishing.render.text import flat

TODAY = date(2026, 11, 12)
FRAME = Frame("Coopérative du Val d’Ombre", TODAY, True, "0.0")
MONDAY, SUNDAY = date(2026, 11, 9), date(2026, 11, 15)
PHASES = {"P1": "Émergence", "P4": "Lancement"}


def line(text: str = "Réunion en mairie", dated: str = "2026-11-10", **fields: Any) -> LogLine:
    when = parse_date(dated)
    for name in ("planned_for", "moved_to"):
        bound = parse_date(fields.get(name, ""))
        fields[name.split("_")[0] + "_day"] = bound.latest if bound else None
    fields.setdefault("kind", "meeting")
    fields.setdefault("reference", "J-0001")
    return LogLine(dated=dated, day=when.latest if when else None, text=text, **fields)


def followed(name: str = "Café citoyen", *lines: LogLine, **fields: Any) -> FollowedCase:
    fields.setdefault("open_steps", ())
    return FollowedCase(f"P-{name}", name, "", tuple(lines), **fields)


def dated_row(phase: str, start: str, end: str = "", seq: int = 1) -> dict[str, Any]:
    row: dict[str, Any] = {"phase": phase, "seq": seq, "start": start, "end": end}
    for name in ("start", "end"):
        bound = parse_date(row[name])
        row[f"{name}_earliest"] = bound.earliest if bound else None
        row[f"{name}_latest"] = bound.latest if bound else None
    return row


def year(*lines: LogLine, **fields: Any) -> Year:
    given: dict[str, Any] = {
        "reference": "P-0001", "name": "La Ressourcerie", "about": "lien social", "year": 2026,
        "phases": [], "phase_names": PHASES, "standbys": [], "outcomes": [], "means": [], "actors": [],
    }  # fmt: skip
    return Year(lines=lines, **{**given, **fields})


def actor(name: str, sector: str = "public", **fields: Any) -> Actor:
    given: dict[str, Any] = {"role": "", "gives": "", "receives": "", "times": 0}
    return Actor(name, sector, **{**given, **fields})


def words(document: Document) -> str:
    """Every word of a document, with plain spaces."""
    said = [
        document.title,
        document.subtitle,
        document.kicker,
        *document.banners,
        *document.provenance,
    ]
    for block in flat(document.blocks):
        for name in ("text", "title", "description", "how"):
            said.append(str(getattr(block, name, "")))
        said += getattr(block, "texts", ())
        table = block.table if isinstance(block, Figure) else block
        said += [cell for row in getattr(table, "rows", ()) for cell in row]
        said += getattr(table, "header", ())
    return " ".join(said).replace("\u00a0", " ").replace("\u202f", " ")

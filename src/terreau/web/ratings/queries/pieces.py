"""What an appraisal may rest on: passages, documents, outcomes, means and lines of the logbook of a case.

Every piece is read with the rights of the reader: what they may not read is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terreau.formats.tables.amounts import COUNTED
from terreau.formats.tables.vocabularies import EVIDENCE_KINDS, MEANS_FAMILIES, MEANS_SOURCES
from terreau.i18n import format_date, format_integer, parse_amount, parse_date, typeset
from terreau.i18n import gettext as _
from terreau.web.accounts.models import Membership
from terreau.web.accounts.rules import circles
from terreau.web.cases.models import Case, LogEntry, Means, Outcome
from terreau.web.interviews.queries import citable
from terreau.web.ratings.models import Evidence

__all__ = ["Group", "Piece", "cited_by", "groups", "pieces_of"]

_SAID = 400  # characters of a piece that are shown
_HEADINGS = {
    "passage": "Extraits",
    "document": "Documents",
    "outcome": "Devenir",
    "means": "Moyens",
    "log": "Journal de bord",
}

Key = tuple[str, str]  # kind, source


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that can be cited: its words, where it comes from, where it is read."""

    kind: str
    source: str
    words: str
    about: str = ""
    url: str = ""
    quoted: bool = False  # somebody's words: printed as such
    phase: str = ""

    @property
    def key(self) -> str:
        """What a form holds of it."""
        return f"{self.kind}:{self.source}"


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces of one kind, under their heading."""

    kind: str
    heading: str
    pieces: tuple[Piece, ...]


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SAID else text[: _SAID - 1].rsplit(" ", 1)[0] + "…"


def _when(text: str) -> str:
    when = parse_date(text) if text else None
    return format_date(when.earliest) if when is not None and when.exact else text


def _joined(*parts: str) -> str:
    return typeset(" · ".join(part for part in parts if part))


def _texts(member: Membership, case: Case) -> list[Piece]:
    """Return the passages and documents that the member may read, hence cite."""
    held = citable(case, member, case.workspace.current_day())
    return [
        *(
            Piece(
                "passage",
                one.reference,
                _cut(one.text),
                _joined(one.informant or one.title, _when(one.date), one.said),
                one.url,
                quoted=True,
                phase=one.phase,
            )
            for one in held.passages
        ),
        *(
            Piece(
                "document",
                one.reference,
                one.title,
                _joined(one.kind, _when(one.date), one.said),
                one.url,
            )
            for one in held.documents
        ),
    ]


def _outcomes(case: Case) -> list[Piece]:
    rows = Outcome.objects.of(case.workspace).filter(case=case)
    return [
        Piece(
            "outcome",
            f"{row.outcome}/{row.date}",
            typeset(f"{row.get_outcome_display()} : {row.value} {row.unit}".strip()),
            _joined(_when(row.date), row.get_source_kind_display()),
        )
        for row in rows
    ]


def _amount(row: Means) -> str:
    written = next((text for name in COUNTED if (text := getattr(row, name))), "")
    known = parse_amount(written) if written else None
    if known is None:
        return written
    amount = format_integer(known.low) if known.low == known.high else written
    return amount if "€" in amount else f"{amount} €"


def _means(case: Case) -> list[Piece]:
    rows = Means.objects.of(case.workspace).filter(case=case)
    families, sources = dict(MEANS_FAMILIES), dict(MEANS_SOURCES)
    return [
        Piece(
            "means",
            str(row.seq),
            typeset(
                " : ".join(
                    p for p in (sources.get(row.source_kind, families[row.family]), row.funder) if p
                )
            ),
            _joined(_amount(row), str(row.year or ""), _("local") if row.local else ""),
        )
        for row in rows
    ]


def _log(case: Case) -> list[Piece]:
    rows = LogEntry.objects.of(case.workspace).filter(case=case)
    page = LogEntry(case=case, workspace=case.workspace, reference="").get_absolute_url()
    return [
        Piece(
            "log",
            row.reference,
            _cut(row.text),
            _joined(_when(row.date), row.get_kind_display()),
            f"{page}{row.reference}",
            quoted=True,
        )
        for row in rows.only("reference", "text", "date", "kind", "workspace")
    ]


def pieces_of(member: Membership, case: Case) -> dict[Key, Piece]:
    """Return every piece of `case` that `member` may read, by (kind, source); five queries at most."""
    found = [*_texts(member, case), *_outcomes(case), *_means(case)]
    if "team" in circles(member):
        found += _log(case)
    return {(piece.kind, piece.source): piece for piece in found}


def groups(
    pieces: Iterable[Piece], *, chosen: Iterable[str] = (), phase: str = ""
) -> Sequence[Group]:
    """Return `pieces` by kind; those already chosen first, then those of `phase`."""
    first = set(chosen)
    ordered = sorted(pieces, key=lambda piece: (piece.key not in first, piece.phase != phase))
    found = [
        Group(kind, _(_HEADINGS[kind]), tuple(piece for piece in ordered if piece.kind == kind))
        for kind, _word in EVIDENCE_KINDS
    ]
    return [group for group in found if group.pieces]


def cited_by(ratings: Iterable[int]) -> dict[int, list[Key]]:
    """Return what these ratings (already passed through `visible`) cite."""
    rows = Evidence.objects.live().filter(rating__in=list(ratings)).order_by("pk")
    found: dict[int, list[Key]] = {}
    for rating, kind, source in rows.values_list("rating_id", "source_kind", "source"):
        found.setdefault(rating, []).append((kind, source))
    return found

"""What is entered by hand, and the column of the workbook that carries it: declared once, both ways.

The export reads it from left to right, the loading from right to left, and a test refuses a field of
a model that is neither carried nor excepted here with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from terreau.web.cases import models as cases
from terreau.web.exchange import models as exchange
from terreau.web.frameworks import models as frameworks
from terreau.web.interviews import models as interviews
from terreau.web.ratings import models as ratings
from terreau.web.territories import models as territories

__all__ = ["EXCEPTED_APPS", "EXCEPTED_FIELDS", "EXCEPTED_MODELS", "LINKS", "TECHNICAL", "Link"]


@dataclass(frozen=True, slots=True)
class Link:
    """A table of the workbook and the model whose rows it holds.

    Parameters
    ----------
    table : str
        Name of the declared table.
    model : type of Model
    fields : mapping of str to str
        Column → field of the model, or path to the attribute that names a row of another model.
    owners : tuple of str
        Columns of what the row hangs on: when that one is archived, the row stays with it.
    derived : mapping of str to tuple of str
        Columns said again for who reads, never read back: the first path that says something.
    computed : tuple of str
        Columns that `dataset` works out; `loading` reads them in its own way.
    named : bool
        Whether an archived row still leaves when a live row names it: who was there stays known.
    extra : str
        The JSON field that holds added fields, as columns x_….
    """

    table: str
    model: type[models.Model]
    fields: Mapping[str, str]
    owners: tuple[str, ...] = ()
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    computed: tuple[str, ...] = ()
    named: bool = False
    extra: str = ""

    def field_names(self) -> set[str]:
        """Return the fields of the model that are carried."""
        carried = {path.partition("__")[0] for path in self.fields.values()}
        return carried | ({self.extra} if self.extra else set())


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_CASE = {"case": "case__reference"}
_STAY = _same("phase", "seq")

# in the order of loading: what is named comes before what names it
LINKS: tuple[Link, ...] = (
    Link(
        "territories", territories.Territory,
        _same("code", "name", "population", "density", "vintage", "members"), named=True,
    ),
    Link(
        "communes", territories.AddedCommune,
        _same("code", "name", "population", "density", "vintage", "longitude", "latitude"),
    ),
    Link(
        "kinds", cases.CaseKind,
        {"kind": "code", **_same("singular", "plural", "feminine", "framework", "rank")},
    ),
    Link(
        "added_fields", cases.AddedField,
        _same("kind", "code", "label", "help", "type", "choices", "rank"),
    ),
    Link("themes", cases.Theme, _same("word")),
    Link(
        "actors", cases.Actor,
        {"actor": "reference", **_same("name", "person", "sector", "form", "commune")}, named=True,
    ),
    Link("raters", ratings.Rater, {"rater": "reference", "kind": "kind"}, named=True),
    Link(
        "cases", cases.Case,
        {
            "case": "reference", "territory": "territory__code", "followed_by": "followed_by__name",
            **_same("name", "kind", "structure", "cohort", "commune", "themes", "started", "ended",
                    "exit_reason", "summary", "story", "contact", "source", "source_url", "note"),
        },
        computed=("verified_on",), extra="extra",
    ),
    Link("phases", cases.CasePhase, {**_CASE, **_STAY, **_same("start", "end")}),
    Link("standbys", cases.Standby, {**_CASE, **_same("seq", "start", "end", "reason")}),
    Link(
        "case_links", cases.CaseLink,
        {**_CASE, "other": "other__reference", **_same("relation", "date")},
    ),
    Link(
        "outcomes", cases.Outcome,
        {**_CASE, **_same("outcome", "date", "value", "unit", "source_kind", "source")},
    ),
    Link(
        "means", cases.Means,
        {**_CASE, **_same("seq", "family", "source_kind", "funder", "local", "amount", "year",
                          "requested", "granted", "paid", "spent")},
    ),
    Link("stances", cases.Stance, {**_CASE, **_STAY, **_same("stance", "clarity", "for_whom")}),
    Link(
        "involvements", cases.Involvement,
        {**_CASE, "actor": "actor__reference",
         **_same("seq", "role", "from_phase", "to_phase", "gives", "receives", "risk")},
    ),
    Link("holder_groups", cases.HolderGroup, {**_CASE, **_same("group", "since", "note")}),
    Link(
        "log", cases.LogEntry,
        {**_CASE, "entry": "reference", "reverses": "reverses__reference",
         **_same("date", "kind", "attendance", "sectors", "milestone", "planned_for", "moved_to",
                 "decision", "text", "next_step", "next_on", "next_done_on", "to_confirm")},
    ),
    Link(
        "attendances", cases.Attendance,
        {"entry": "entry__reference", "actor": "actor__reference"},
        derived={"case": ("entry__case__reference",)},
    ),
    Link(
        "interviews", interviews.Interview,
        {**_CASE, "interview": "reference", **_same("informant_kind", "date")}, owners=("case",),
    ),
    Link(
        "people", interviews.Participant,
        {"person": "reference", "interview": "interview__reference", **_same("name", "function")},
        owners=("interview",),
    ),
    Link(
        "consents", interviews.Consent,
        {"person": "participant__reference",
         **_same("signed_on", "record", "transcribe", "quote", "name_allowed", "laboratory",
                 "reuse", "citation", "expires_on", "withdrawn_on")},
        derived={"interview": ("participant__interview__reference",)},
    ),
    Link(
        "documents", interviews.Document,
        {**_CASE, "document": "reference", "interview": "interview__reference",
         **_same("kind", "title", "date", "confidentiality", "text", "n_characters")},
        owners=("case", "interview"),
    ),
    Link(
        "passages", interviews.Passage,
        {"passage": "reference", "document": "document__reference",
         **_same("phase", "start", "length", "text")},
        derived={"case": ("document__case__reference", "document__interview__case__reference")},
    ),
    Link(
        "ratings", ratings.Rating,
        {**_CASE, "rating": "reference", "rater": "rater__reference",
         "informant": "informant__reference",
         **_same("phase", "seq", "variable", "layer", "level", "framework", "date", "retrospective")},
    ),
    Link(
        "evidence", ratings.Evidence,
        {"rating": "rating__reference", **_same("source_kind", "source")},
    ),
    Link(
        "discussions", ratings.Discussion,
        {"rating": "rating__reference", "rater": "rater__reference", **_same("seq", "date", "text")},
    ),
    Link(
        "verifications", cases.Verification,
        {**_CASE, "field": "field", "date": "on", "by": "by__name"}, computed=("seq",),
    ),
)  # fmt: skip

# what the frame keeps for itself, in every model
TECHNICAL = frozenset({
    "id", "workspace", "version", "created_on", "created_by", "changed_on", "changed_by",
    "archived_on", "name_key",
})  # fmt: skip

EXCEPTED_FIELDS: dict[tuple[type[models.Model], str], str] = {
    (cases.LogEntry, "sent"): "given by the telephone, so that a line sent twice is kept once",
    (cases.Verification, "written_on"): "when the row was written; the day that counts is `on`",
}

EXCEPTED_MODELS: dict[type[models.Model], str] = {
    cases.OwnHours: "hours belong to the person who entered them, in no export",
    ratings.RaterPerson: "who is behind a regard is written nowhere but in the base",
    frameworks.FrameworkVersion: "travels as TOML files beside the workbook (exchange.files)",
    frameworks.FrameworkMapping: "travels as CSV files beside the workbook (exchange.files)",
    exchange.Batch: "the working of the application: which workbooks were handed over",
    exchange.BatchRow: "the working of the application: what an import did, to undo it",
}
# apps whose rows are people, settings and the working of the application, never the material
EXCEPTED_APPS: dict[str, str] = {
    "core": "settings, journal of acts, work under way, search",
    "accounts": "people, their roles and invitations",
}

"""What the logbook writes by itself: the follow-up sheet of a week, the review of a year."""

from terreau.publishing.logbook.followup import FollowedCase, follow_up_document
from terreau.publishing.logbook.lines import Frame, LogLine
from terreau.publishing.logbook.material import Actor, Year
from terreau.publishing.logbook.review import review_document

__all__ = [
    "Actor", "FollowedCase", "Frame", "LogLine", "Year", "follow_up_document", "review_document",
]  # fmt: skip

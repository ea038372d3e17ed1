"""Every writing of appraisals.

Records of appraisals bear no name: who is behind a regard is written in `RaterPerson` alone, so that
neither the journal of acts, nor a history, nor an export tells it. What is entered for a holder keeps
the name of the one who typed it.
"""

from terreau.web.ratings.services.discussion import agree, speak
from terreau.web.ratings.services.raters import add_holder, link_member, take_rater
from terreau.web.ratings.services.rating import Answer, rate, withdraw

__all__ = [
    "Answer",
    "add_holder",
    "agree",
    "link_member",
    "rate",
    "speak",
    "take_rater",
    "withdraw",
]

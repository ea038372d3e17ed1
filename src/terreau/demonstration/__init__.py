"""The demonstration: a cooperative that does not exist, its projects, and the truth planted in it."""

from terreau.demonstration.assembling import AS_OF, DEFAULT_SEED, generate
from terreau.demonstration.spoken import Spoken, spoken_interviews
from terreau.demonstration.truth import truth, truth_text

__all__ = [
    "AS_OF",
    "DEFAULT_SEED",
    "Spoken",
    "generate",
    "spoken_interviews",
    "truth",
    "truth_text",
]

"""What a case lives on: market, redistribution, reciprocity, and how much of it is local."""

from terreau.analysis.economy.means import Bounds, MeansMix, means_mix

__all__ = ["Bounds", "MeansMix", "means_mix"]

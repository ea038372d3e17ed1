"""The catalogue: a public site of facts, made of files, that any browser reads without a server."""

from terreau.publishing.catalogue.site import build_catalogue

__all__ = ["build_catalogue"]

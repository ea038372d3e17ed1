"""Colours and type sizes, read from the one sheet that writes them: ``static/terreau.css``.

A page takes them as CSS variables; a figure that leaves the page (PDF, DOCX, stand-alone file)
carries its own rules with the light colours written out.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

__all__ = ["colour", "print_stylesheet", "size", "standalone", "stylesheet", "variables"]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VARIABLE = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
_USE = re.compile(r"var\(--([a-z0-9-]+)\)")
_OPENING = re.compile(r"<svg\b[^>]*>")


@cache
def stylesheet() -> str:
    """Return the whole sheet of pages."""
    return resources.files("terreau.publishing").joinpath("static/terreau.css").read_text("utf-8")


def _block(css: str, opening: str) -> str:
    """Return what stands between the braces that follow `opening`."""
    start = css.index(opening) + len(opening)
    depth = 1
    for position in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[position], 0)
        if depth == 0:
            return css[start:position]
    raise ValueError(f"unclosed block: {opening}")


@cache
def variables(theme: str = "light") -> dict[str, str]:
    """Return the variables of ``light`` or ``dark``, by name without dashes."""
    css = _block(_COMMENT.sub("", stylesheet()), "@layer palette {")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    found = dict(_VARIABLE.findall(light))
    if theme == "dark":
        found |= dict(_VARIABLE.findall(dark))
    return found


def colour(name: str, theme: str = "light") -> str:
    """Return a colour as ``#rrggbb``; KeyError when the sheet has no such variable."""
    return variables(theme)[name]


def size(name: str) -> float:
    """Return a type size of figures (``text``, ``small``, ``title``) in units of their viewBox."""
    return float(variables()[f"type-{name}"].removesuffix("px"))


@cache
def print_stylesheet() -> str:
    """Return the rules of figures with light colours written out, for a ``<style>`` element."""
    rules = _block(_COMMENT.sub("", stylesheet()), "@layer figures {")
    resolved = _USE.sub(lambda match: variables()[match[1]], rules)
    return "\n".join(line.strip() for line in resolved.splitlines() if line.strip())


def standalone(svg: str) -> str:
    """Return `svg` with its own rules inside, readable outside any page."""
    opening = _OPENING.match(svg)
    if opening is None:
        raise ValueError("not an <svg> element")
    end = opening.end()
    return f"{svg[:end]}<style>{print_stylesheet()}</style>{svg[end:]}"

from __future__ import annotations

import itertools
import re

import pytest

from terreau.publishing.components.palette import colour, print_stylesheet, stylesheet, variables


def _luminance(value: str) -> float:
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    ("ink", "ground"), ("ink", "paper"), ("soft", "ground"), ("soft", "paper"), ("leaf", "ground"), ("leaf", "paper"),
    ("leaf", "leaf-soft"), ("on-leaf", "leaf"), ("ochre", "ochre-soft"), ("brick", "brick-soft"), ("soft", "map-0"),
    *((f"on-level-{n}", f"level-{n}") for n in range(5)),
    *(("on-phase", f"phase-{n}") for n in range(1, 7)),
    *(("on-pillar", f"pillar-{letter}") for letter in "abcd"),
    *(("on-pillar", f"family-{name}") for name in ("market", "redistribution", "reciprocity")),
    *(("ink", f"map-{n}") for n in range(4)),
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_words_stand_out_in_both_themes(text: str, ground: str, theme: str) -> None:
    assert _contrast(colour(text, theme), colour(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_levels_are_in_order_of_grey(theme: str) -> None:
    """Printed in grey, a higher level is always further from the paper."""
    greys = [_luminance(colour(f"level-{n}", theme)) for n in range(5)]
    assert greys == sorted(greys, reverse=theme == "light")
    assert all(abs(a - b) > 0.005 for a, b in itertools.pairwise(greys))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_fields_are_seen(theme: str) -> None:
    assert _contrast(colour("edge", theme), colour("paper", theme)) >= 3


def test_both_themes_have_the_same_colours() -> None:
    assert variables("light").keys() == variables("dark").keys()
    same = {n for n in variables() if variables()[n] == variables("dark")[n]}
    assert same == {"type-text", "type-small", "type-title"}


def test_every_variable_used_is_written() -> None:
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", stylesheet())) <= variables().keys()
    assert "var(" not in print_stylesheet()


def test_the_sheet_asks_nothing_of_anyone() -> None:
    """No import, no address outside the folder."""
    assert "@import" not in stylesheet()
    addresses = re.findall(r"url\(([^)]*)\)", stylesheet())
    assert addresses
    assert all(address.startswith('"polices/') for address in addresses)
    assert len(stylesheet().splitlines()) <= 600

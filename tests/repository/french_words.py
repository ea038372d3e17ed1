"""French words that must not name things in the code; the few that do are in docs/dev/glossary.md."""

from __future__ import annotations

from pathlib import Path

# what a French speaker writes when the English word does not come
FRENCH = frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split())
GLOSSARY = frozenset({"commune", "communes", "departement", "departements", "epci", "siren"})

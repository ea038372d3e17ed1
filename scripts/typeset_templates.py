"""Give the templates of the application their French spaces and apostrophes, in place.

Only what a person reads is touched: text between tags and the words of ``{% translate %}``; never the
inside of tags, of other template commands or of scripts. `--check` writes nothing and says which
files would change (exit code 1).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from terreau.i18n import typeset

ROOT = Path(__file__).resolve().parents[1] / "src/terreau/web"
_PIECES = re.compile(r"(<script\b.*?</script>|<[^<>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
_WORDS = re.compile(r"""(\{%\s*translate\s+)(["'])(.*?)\2(.*?%\})""", re.DOTALL)


def _translated(match: re.Match[str]) -> str:
    before, mark, words, after = match.groups()
    # the apostrophe of French would close a word written between straight ones
    return f"{before}{mark}{typeset(words)}{mark}{after}"


def mended(text: str) -> str:
    """Return a template with its French typography."""
    # the words inside commands first (also those inside attributes), then the bare text
    text = _WORDS.sub(_translated, text)
    parts = _PIECES.split(text)
    return "".join(part if i % 2 else typeset(part) for i, part in enumerate(parts))


def main(arguments: list[str]) -> int:
    """Mend or check every template; return 1 when a check finds something."""
    wrong = []
    for path in sorted(ROOT.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        better = mended(text)
        if better != text:
            wrong.append(path.relative_to(ROOT).as_posix())
            if "--check" not in arguments:
                path.write_text(better, encoding="utf-8")
    print("\n".join(wrong))
    return 1 if wrong and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

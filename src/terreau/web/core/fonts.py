"""The two typefaces as static files, made by `publishing.fonts` from their packages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from terreau.publishing import fonts

__all__ = ["FontFinder"]


class FontFinder(BaseFinder):
    """Lists ``terreau/polices/*.woff2``, beside the sheet that names them."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        """Return where the font `path` is on the disk."""
        name = path.removeprefix("terreau/polices/")
        if name == path or name not in fonts.web_fonts():
            return []
        found = str(fonts.cache_folder() / "woff2" / name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield every font with the storage that holds it."""
        names = fonts.web_fonts()
        storage = FileSystemStorage(location=fonts.cache_folder() / "woff2")
        storage.prefix = "terreau/polices"  # type: ignore[attr-defined]
        for name in sorted(names):
            yield name, storage

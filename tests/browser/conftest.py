"""A real browser, and the sites it reads."""

from __future__ import annotations

import importlib.util
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.app import application, prepared

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.tables import Dataset
from terreau.publishing.catalogue import build_catalogue

__all__ = ["application", "prepared"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--no-first-run",
)


def _chromium() -> str | None:
    given = os.environ.get("TERREAU_CHROMIUM")
    return given or next((found for name in _NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence is a failure in CI, elsewhere the test says what to install."""
    path = _chromium()
    if path is None:
        sentence = (
            "no Chromium: install the Debian package chromium, or set TERREAU_CHROMIUM to a browser"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    arguments = (
        [*_QUIET, "--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else list(_QUIET)
    )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=arguments)
        yield launched
        launched.close()


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Open a page from the disk; fail if it asks another machine for anything, or complains."""
    contexts = []
    asked: list[str] = []
    said: list[str] = []

    def open_page(path: Path | str, *, width: int = 1280, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri() if isinstance(path, Path) else path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith(("file://", "http://127.0.0.1"))]
    assert not said


def _imagined(root: Path) -> Dataset:
    spec = importlib.util.spec_from_file_location(
        "val_d_ombre", root / "examples/val-d-ombre/make.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    dataset: Dataset = module.dataset()
    return dataset


@pytest.fixture(scope="session")
def imagined(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of the imagined territory."""
    folder = tmp_path_factory.mktemp("imagined")
    build_catalogue(
        _imagined(root), framework.default(), gazetteer.default(), folder,
        title="Ce qui pousse au Val d’Ombre", lead="Des initiatives portées par des habitants et des communes.",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def real(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of real public facts, on the map of a whole département."""
    folder = tmp_path_factory.mktemp("real")
    read = workbook.read(root / "examples/pays-ledonien/classeur.xlsx", today=date(2026, 11, 22))
    dataset = workbook.to_snapshot(read.dataset)[0]
    build_catalogue(
        dataset, framework.default(), gazetteer.default(), folder,
        title="Initiatives du Pays Lédonien", correction="catalogue@exemple.invalid",
    )  # fmt: skip
    return folder


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the parent
        pass


@pytest.fixture
def served(imagined: Path) -> Iterator[str]:
    """The address of the same site, served by any host under any path."""
    handler = partial(_Silent, directory=str(imagined.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{imagined.name}/"
        server.shutdown()
        thread.join()

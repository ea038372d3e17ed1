"""Write docs/images/projet.png: the page of one imagined project, as `terreau demo` shows it.

Needs a Chromium; run by `make docs`, so that the picture stays true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "images" / "projet.png"
PORT, ACCOUNT, PASSWORD = 8397, "rd@exemple.invalid", "val-d-ombre"
PAGE = "/e/val-d-ombre/projets/P-0001/"
WIDTH, HEIGHT = 1280, 1330


def _wait() -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sante/", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit("the demonstration does not answer")


def _shoot() -> None:
    from playwright.sync_api import sync_playwright

    found = os.environ.get("TERREAU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{PORT}{PAGE}")
        page.fill("input[name=login]", ACCOUNT)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"**{PAGE}")
        page.screenshot(path=TARGET)
        browser.close()


def main() -> int:
    """Start the demonstration on a folder of its own, take the picture, stop."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERREAU_DATA": folder}
        command = [sys.executable, "-m", "terreau", "demo", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait()
            _shoot()
        finally:
            server.terminate()
            server.wait(30)
    print(TARGET.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

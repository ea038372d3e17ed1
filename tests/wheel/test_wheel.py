"""The wheel, built and installed in an empty environment, does the whole chain."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and its locked dependencies, nothing else."""
    folder = tmp_path_factory.mktemp("vide")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", interpreter]
    subprocess.run([*uv, "--require-hashes", "-r", root / "requirements/base.txt"], check=True)
    subprocess.run([*uv, "--no-deps", wheel], check=True)
    return interpreter


def run(python: Path, folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "terreau", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_carries_what_it_needs_and_no_test(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "framework/data/ect/0.1/framework.toml",
        "framework/schema/",
        "gazetteer/data/",
        "publishing/static/terreau.css",
        "publishing/typst/",
        "study/schema/results.schema.json",
        "web/core/templates/core/base.html",
        "web/cases/templates/cases/",
        "web/core/static/core/app.css",
        "web/core/static/core/app.js",
        "web/cases/migrations/0001_initial.py",
        "py.typed",
    ):
        assert any(part in name for name in names), part
    assert not [name for name in names if "test" in name or name.endswith((".ttf", ".woff2"))]
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_wheel_can_work(python: Path, tmp_path: Path) -> None:
    done = run(python, tmp_path, "check")
    assert done.returncode == 0, done.stderr


def test_the_installed_wheel_runs_the_whole_chain(python: Path, root: Path, tmp_path: Path) -> None:
    done = run(
        python, tmp_path, "study", "run", root / "examples/val-d-ombre/classeur.xlsx", "-o", "etude"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "etude/sortie/public/catalogue/index.html").exists()
    assert (tmp_path / "etude/sortie/interne/rapport.pdf").read_bytes().startswith(b"%PDF")


def test_the_installed_wheel_writes_and_checks_a_workbook(python: Path, tmp_path: Path) -> None:
    assert (
        run(python, tmp_path, "workbook", "new", "vide.xlsx", "--departements", "39").returncode
        == 0
    )
    done = run(python, tmp_path, "workbook", "check", "vide.xlsx")
    assert done.returncode == 1
    assert "Projets et lieux" in done.stderr


def test_the_installed_wheel_installs_and_serves_the_application(
    python: Path, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = {**kept, "TERREAU_DATA": str(tmp_path / "données")}
    init = subprocess.run(
        [python, "-m", "terreau", "init", "--structure", "Ici", "--model", "leader", "--email",
         "a@exemple.invalid", "--name", "Odile"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert init.returncode == 0, init.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [python, "-m", "terreau", "serve", "--port", str(port)],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8",
    ) as served:  # fmt: skip
        assert served.stdout is not None
        assert f"http://127.0.0.1:{port}" in served.stdout.readline()
        address = f"http://127.0.0.1:{port}/compte/login/"
        with urllib.request.urlopen(address, timeout=30) as page:
            said = page.read().decode()
        sheet = re.search(r'href="(/statique/core/app\.[0-9a-f]+\.css)"', said)
        assert sheet is not None, said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{sheet[1]}", timeout=30) as css:
            assert b"@layer" in css.read()
        served.terminate()

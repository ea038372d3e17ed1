"""`terreau serve`: the application, its server and its worker, until it is asked to stop."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from terreau.cli.output import Outcome

__all__ = ["add_address", "add_to", "run_all"]

HOST, PORT = "127.0.0.1", 8000


def add_to(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add the command to the parser."""
    parser = commands.add_parser("serve", help="ouvrir l’application dans le navigateur")
    add_address(parser)
    parser.add_argument(
        "--only",
        choices=("server", "worker"),
        metavar="PARTIE",
        help="server ou worker\u00a0: un seul des deux processus, pour qui les surveille lui-même",
    )
    parser.set_defaults(run=_serve)


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError
    return number


_port.__name__ = "port"


def add_address(parser: argparse.ArgumentParser) -> None:
    """Add `--host` and `--port` to a command."""
    parser.add_argument("--port", type=_port, default=PORT, metavar="8000",
                        help="le port (par défaut 8000)")  # fmt: skip
    parser.add_argument(
        "--host", default=HOST, metavar="ADRESSE",
        help="l’adresse où répondre (par défaut 127.0.0.1\u00a0: cette machine seule)",
    )  # fmt: skip


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _pid_file() -> Path:
    from terreau.web.config.environment import data_folder

    return data_folder() / "terreau.pid"


def run_all(host: str, port: int, on_ready: Callable[[], None] = lambda: None) -> Outcome:
    """Run server and worker until asked to stop; what refuses says why itself."""
    from terreau.cli.supervision import Child, supervise

    server = Child("Le serveur", ["serve", "--only", "server", "--host", host, "--port", str(port)])
    worker = Child("Le travailleur", ["serve", "--only", "worker"])
    pid = _pid_file()

    def ready() -> None:
        pid.write_text(f"{os.getpid()}\n", encoding="ascii")
        on_ready()

    code = supervise([server, worker], on_ready=ready)
    if code:
        raise SystemExit(code)
    pid.unlink(missing_ok=True)
    return Outcome(sentences=["Terreau est arrêté."])


def _serve(options: argparse.Namespace) -> Outcome:
    if options.only == "server":
        from terreau.web.config.serving import serve

        serve(options.host, options.port, _say)
        return Outcome()
    if options.only == "worker":
        from terreau.web.config.working import work

        work()
        return Outcome()
    return run_all(options.host, options.port)

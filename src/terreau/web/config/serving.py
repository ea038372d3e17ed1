"""The server: waitress with threads, on the data of one folder, refusals said before it answers."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from terreau.i18n import typeset
from terreau.problems import Problem, Refused
from terreau.web.config.installation import Say, open_installation, prepare
from terreau.web.config.locks import Held, Lock
from terreau.web.config.supervised import end_main_thread, say_ready, stop_when_alone

__all__ = ["address", "bind", "serve"]

THREADS = 8
LARGEST_BODY = (
    256 * 1024 * 1024
)  # received whole, so that the refusal can be read; above, cut short
_LAST_ANSWERS = 3  # seconds given to the requests under way when the server stops
_MINUTE = 60.0


def address(host: str, port: int) -> str:
    """Return what to type in a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - shown, not bound
    return f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{port}"


def bind(host: str, port: int) -> socket.socket:
    """Return a socket bound to `host` and `port`; Refused when another program holds it."""
    try:
        family, kind, protocol, _name, where = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise Refused([Problem("host-unknown", "--host", typeset(
            f"« {host} » n’est pas une adresse de cette machine ({error.strerror})."))]) from error  # fmt: skip
    bound = socket.socket(family, kind, protocol)
    exclusive = getattr(
        socket, "SO_EXCLUSIVEADDRUSE", None
    )  # Windows lets two programs share a port
    bound.setsockopt(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)
    try:
        bound.bind(where)
    except OSError as error:
        bound.close()
        raise Refused([_not_bound(error, host, port)]) from error
    return bound


def _not_bound(error: OSError, host: str, port: int) -> Problem:
    if error.errno == errno.EADDRINUSE:
        return Problem("port-taken", "", typeset(
            f"Le port {port} est déjà pris par un autre programme."),
            typeset(f"Arrêtez-le, ou choisissez un autre port : « --port {port + 1} »."))  # fmt: skip
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Problem("port-forbidden", "", typeset(
            f"Le port {port} est réservé au système."), "Choisissez un port au-dessus de 1024.")  # fmt: skip
    return Problem("host-unknown", "--host", typeset(
        f"« {host} » n’est pas une adresse de cette machine."))  # fmt: skip


def _only_here(host: str) -> None:
    """Refuse to show the demonstration to another machine: its password is known to all."""
    from django.conf import settings

    if settings.DEMONSTRATION and host not in {"127.0.0.1", "localhost", "::1"}:
        raise Refused([Problem("demonstration-outside", "--host", typeset(
            "Les données de démonstration ne se montrent que sur cette machine : leur mot de passe est connu "
            "de tous."), typeset("Laissez « --host 127.0.0.1 »."))])  # fmt: skip


def _every_minute(stopping: threading.Event) -> None:
    """Take back the work of dead workers; every hour, learn sizes; every day, take away what is old."""
    from django.db import DatabaseError, connection

    from terreau.web.core import reaper, sqlite

    minutes = 0
    while not stopping.wait(_MINUTE):
        with contextlib.suppress(DatabaseError):  # the base is busy: the next minute will do
            reaper.reap()
            if minutes % 60 == 1:
                sqlite.learn_sizes()
            if minutes % (24 * 60) == 1:
                reaper.purge()
        connection.close()
        minutes += 1


def _server(application: Any, bound: socket.socket) -> Any:
    from django.conf import settings
    from waitress import create_server
    from waitress.task import ThreadedTaskDispatcher

    from terreau.web.config.refusals import FrenchChannel

    class Dispatcher(ThreadedTaskDispatcher):
        def shutdown(self, cancel_pending: bool = True, timeout: float = _LAST_ANSWERS) -> bool:
            return super().shutdown(cancel_pending, timeout)

    dispatcher = Dispatcher()
    dispatcher.set_thread_count(THREADS)
    proxy: dict[str, Any] = {}
    if settings.HTTPS:  # behind a proxy of the same machine, which says how it was reached
        proxy = {
            "trusted_proxy": settings.PROXY,
            "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for", "x-forwarded-host"},
        }
    server = create_server(
        application,
        _dispatcher=dispatcher,
        sockets=[bound],
        ident="Terreau",
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    server.channel_class = FrenchChannel
    return server


def _load_pages() -> None:
    """Load every page before the first reader comes."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 - reading it loads it


def _take(folder: Path, where: str) -> Lock:
    lock = Lock(folder, "serveur")
    try:
        lock.take(where)
    except Held as held:
        raise Refused([Problem("already-running", "", typeset(
            f"Terreau tourne déjà sur ces données, à l’adresse {held.by}."),
            "Ouvrez cette adresse, ou arrêtez-le d’abord.")]) from None  # fmt: skip
    return lock


def serve(host: str, port: int, say: Say) -> None:
    """Answer on `host` and `port` until asked to stop."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    stop_when_alone(end_main_thread)
    folder = open_installation()
    _only_here(host)
    where = address(host, port)
    lock, stopping = _take(folder, where), threading.Event()
    try:
        bound = bind(host, port)
        prepare(say)
        from terreau.web.config.wsgi import application

        server = _server(application, bound)
        _load_pages()
        threading.Thread(target=_every_minute, args=(stopping,), name="reaper", daemon=True).start()
        say_ready()
        say(typeset(f"Terreau répond à l’adresse {where}"))
        server.run()
    finally:
        stopping.set()
        lock.free()

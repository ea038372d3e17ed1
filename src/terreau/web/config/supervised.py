"""A process watched by `terreau serve`: it stops when asked, or when the one that watches is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable

__all__ = ["READY", "SUPERVISED", "say_ready", "stop_when_alone"]

SUPERVISED = "TERREAU_SUPERVISED"  # set by `terreau serve` for the processes it starts
READY = "\x06"  # a line of it on standard output: the process answers


def _watch(stop: Callable[[], None]) -> None:
    while os.read(0, 1):  # nothing is ever written there: it ends when the other end closes
        pass
    stop()


def stop_when_alone(stop: Callable[[], None]) -> None:
    """Call `stop`, in a thread, when the process that started this one closes our input, or dies.

    Ctrl-C reaches every process of a terminal: only the one that watches answers it.
    """
    if not os.environ.get(SUPERVISED):
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(stop,), name="supervision", daemon=True).start()


def say_ready() -> None:
    """Tell the one that watches that this process answers."""
    if os.environ.get(SUPERVISED):
        print(READY, flush=True)  # noqa: T201 - a line between two processes


def end_main_thread() -> None:
    """Interrupt the main thread as a signal of the system would."""
    if sys.platform == "win32":
        import _thread

        _thread.interrupt_main(signal.SIGTERM)
    else:
        os.kill(os.getpid(), signal.SIGTERM)

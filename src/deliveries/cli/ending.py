"""Requests to end: a key pressed (SIGINT), a shell gone (SIGHUP), a kill (SIGTERM).

Convention: it ends the program at once, without unwinding it, for libraries turn a sudden exception
into something else. Only where something is half written it waits until that is tidied up.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


def end_when_interrupted() -> None:
    """Let an interrupt end the process with 130, silently, from now on."""
    with suppress(ValueError):  # not in this thread: then it is not ours to settle
        signal.signal(signal.SIGINT, lambda number, _: os._exit(128 + number))


class Hold:
    """Requests to end that are held back, but for where they are let through."""

    asked = 0  # the signal that has come
    _open = False

    def note(self, number: int, _: object) -> None:
        """Remember a signal. The first raises `SystemExit` where signals are let through."""
        first, self.asked = not self.asked, self.asked or number
        if first and self._open:
            self.end()

    @contextmanager
    def let_through(self) -> Iterator[None]:
        """Let a request unwind what is done within. Raises `SystemExit` if there is one."""
        self._open = True
        try:
            self.end()
            yield
        finally:
            self._open = False

    def end(self) -> None:
        """Raise `SystemExit` if a request has come."""
        if self.asked:
            raise SystemExit(128 + self.asked)


@contextmanager
def held() -> Iterator[Hold]:
    """Hold back requests to end while something is half written; obey them afterwards.

    Within another hold it is that one's to obey: what is whole by itself may be half of something.
    """
    hold = Hold()
    around = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    before = {}
    for name in _NAMES:
        with suppress(AttributeError, ValueError):  # not on this system, or not in this thread
            number = getattr(signal, name)
            before[number] = signal.signal(number, hold.note)
    try:
        yield hold
    finally:
        for number, handler in before.items():
            with suppress(TypeError, ValueError):  # one that Python has not set, or a thread
                signal.signal(number, handler)
    if hold.asked and isinstance(around, Hold):
        around.note(hold.asked, None)
    else:
        hold.end()

"""Has LaTeX set by a child process: in a thread of the window's it would hold Python's lock, and the pen would wait.

Requests and answers are lines of JSON over its standard input and output; `app.typeset.__main__` has the other end.
"""

from __future__ import annotations

import atexit
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from PySide6.QtCore import QRectF

from app.typeset.formula import Formula, Place, TypesetError

log = logging.getLogger(__name__)

SECONDS = 10.0  # that a formula may take, the start of the process included
_PROGRAM = (sys.executable, "-m", "app.typeset")
_ROOT = Path(__file__).resolve().parents[2]
_SET: WeakValueDictionary[str, Formula] = WeakValueDictionary()  # what `typeset` remembers, to be asked for at once


class Typesetter:
    """Asks the process, from any thread, one formula at a time. Where it was lost, it is started anew."""

    def __init__(self, program: Sequence[str] = _PROGRAM, seconds: float = SECONDS) -> None:
        self._program = list(program)
        self._seconds = seconds
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process_id(self) -> int:
        """Of the process, 0 while there is none."""
        return self._process.pid if self._process is not None else 0

    def begin(self) -> None:
        """Start the process, without waiting until it is ready. Where it cannot be started, `typeset` will tell."""
        with self._one_at_a_time, suppress(OSError):
            self._running()

    def typeset(self, latex: str) -> Formula:
        """Set LaTeX in display style. Raises `TypesetError` for what cannot be set, or not in time."""
        try:
            with self._one_at_a_time:
                answer = json.loads(self._asked(json.dumps(latex).encode() + b"\n"))
            return _formula(answer)
        except TypesetError:
            raise
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("the process that typesets was of no use: %s", error)
            raise TypesetError("This LaTeX cannot be shown as a formula.") from error

    def close(self) -> None:
        """End the process, and wait until it is gone."""
        with self._one_at_a_time:
            self._end()

    def _asked(self, request: bytes) -> bytes:
        """The line that answers a request. Raises `OSError` where the process ends instead."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        clock = threading.Timer(self._seconds, process.kill)
        clock.start()
        line = b""
        with suppress(OSError):  # it has ended
            process.stdin.write(request)
            process.stdin.flush()
            line = process.stdout.readline()
        clock.cancel()
        if not line.endswith(b"\n"):
            self._end()
            raise OSError(f"it ended with status {process.returncode}")
        return line

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                self._program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=_ROOT,  # so that `-m app.typeset` is this program's
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def _formula(answer: Mapping[str, Any]) -> Formula:
    if "trouble" in answer:
        raise TypesetError(answer["trouble"])
    places = tuple(Place(token, QRectF(*box)) for token, *box in answer["places"])
    return Formula(answer["svg"], answer["width"], answer["height"], places)


_TYPESETTER = Typesetter()
atexit.register(_TYPESETTER.close)


def begin() -> None:
    """Have typesetting ready by the time that there is a formula."""
    _TYPESETTER.begin()


@lru_cache(maxsize=256)
def typeset(latex: str) -> Formula:
    """Set LaTeX in display style, in any thread. Takes up to 100 ms. Raises `TypesetError` for what cannot be set."""
    formula = _TYPESETTER.typeset(latex)
    _SET[latex] = formula
    return formula


def typeset_before(latex: str) -> Formula | None:
    """The formula, where it has been set already: what the window shows without waiting."""
    return _SET.get(latex)

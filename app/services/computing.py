"""The process that computes, owned by the window: started when first asked, ended when it takes too long or goes wrong.

Requests and answers are lines of JSON over its standard input and output; `app.compute` has the other end. One request
is at work at a time; the window never waits for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.compute import words

SECONDS = 10.0  # that a request may take
LONGEST_ANSWER = 1 << 25  # bytes without the end of a line
NEWEST_ONLY = ("understand", "sample")  # of which only the last one asked is of use
SWITCH = "--compute"  # what an installation without a Python of its own is started with
_ROOT = Path(__file__).resolve().parents[2]


def command() -> list[str]:
    """The program that computes, and its arguments."""
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, SWITCH] if frozen else [sys.executable, "-m", "app.compute"]


class ComputingService(QObject):
    """Asks the computing process, one request after the other.

    Signals: `answered(int, dict)` and `refused(int, list)` with the number of the request, and the answer or the
    sentence (see `app.compute.words`) that says why there is none; `busy_changed(bool)`.
    """

    answered = Signal(int, dict)
    refused = Signal(int, list)
    busy_changed = Signal(bool)

    def __init__(
        self, program: Sequence[str] | None = None, seconds: float = SECONDS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._program = list(program or command())
        self._seconds = seconds
        self._numbers = count(1)
        self._waiting: list[dict[str, Any]] = []
        self._at_work: dict[str, Any] | None = None
        self._process: QProcess | None = None
        self._read = b""
        self._ending: list[QProcess] = []
        self._is_closed = False
        self._clock = QTimer(self, singleShot=True, interval=round(1000 * seconds))
        self._clock.timeout.connect(lambda: self._give_up([words.TOOK_TOO_LONG, f"{self._seconds:g}"]))

    @property
    def is_busy(self) -> bool:
        return self._at_work is not None

    @property
    def process_id(self) -> int:
        """Of the process that computes, 0 while there is none."""
        return int(self._process.processId()) if self._process is not None else 0

    def ask(self, request: Mapping[str, Any]) -> int:
        """Send a request as soon as those before it are done; returns the number its answer will carry."""
        number = next(self._numbers)
        if request["do"] in NEWEST_ONLY:
            self._waiting = [other for other in self._waiting if other["do"] != request["do"]]
        if not self._is_closed:
            self._waiting.append({"id": number, **request})
        QTimer.singleShot(0, self._send)  # so that whoever asks knows the number before there can be an answer
        return number

    def cancel(self) -> None:
        """Stop what is at work, and forget what waits."""
        self._waiting.clear()
        if self._at_work is not None:
            self._give_up([words.STOPPED])

    def close(self) -> None:
        """End the process and wait until it is gone; nothing is announced after this."""
        self.blockSignals(True)
        self._is_closed = True
        self._waiting.clear()
        self._at_work = None
        self._end()
        for process in list(self._ending):
            process.waitForFinished(3000)

    def _send(self) -> None:
        if self._at_work is not None or not self._waiting:
            return
        self._at_work = self._waiting.pop(0)
        self.busy_changed.emit(True)
        self._clock.start()
        if self._process is None:
            self._start()
        if self._process is not None:  # it may have failed at once
            self._process.write(json.dumps(self._at_work).encode() + b"\n")

    def _start(self) -> None:
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.setWorkingDirectory(str(_ROOT))  # so that `-m app.compute` is this program's
        process.readyReadStandardOutput.connect(lambda: self._take(process))
        process.errorOccurred.connect(lambda error: self._fail(process, error))
        process.finished.connect(lambda: self._give_up([words.CRASHED], process))
        self._read = b""
        process.start(self._program[0], self._program[1:])

    def _take(self, process: QProcess) -> None:
        if process is not self._process:
            return
        self._read += process.readAllStandardOutput().data()
        while b"\n" in self._read and process is self._process:
            line, _, self._read = self._read.partition(b"\n")
            self._take_line(line)
        if len(self._read) > LONGEST_ANSWER:
            self._give_up([words.CRASHED])

    def _take_line(self, line: bytes) -> None:
        try:
            message = json.loads(line)
            number, answer, refusal = message["id"], message.get("answer"), message.get("refused")
        except (ValueError, TypeError, KeyError, AttributeError):
            self._give_up([words.CRASHED])
            return
        fits = isinstance(answer, dict) != (isinstance(refusal, list) and bool(refusal))
        if self._at_work is None or number != self._at_work["id"] or not fits:
            self._give_up([words.CRASHED])
            return
        if message.get("spent"):  # memory that Python has taken it does not always give back
            self._end()
        self._rest()
        if answer is not None:
            self.answered.emit(number, answer)
        else:
            self.refused.emit(number, refusal)
        self._send()

    def _fail(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._give_up([words.NOT_STARTED, process.errorString().rstrip(".")], process)

    def _give_up(self, why: words.Words, process: QProcess | None = None) -> None:
        """The process is of no more use: end it, and say so of the request that it was at."""
        if process is not None and process is not self._process:
            return
        self._end()
        number = self._at_work["id"] if self._at_work is not None else 0
        self._rest()
        if number:
            self.refused.emit(number, why)
        self._send()

    def _rest(self) -> None:
        self._clock.stop()
        was_busy, self._at_work = self.is_busy, None
        if was_busy:
            self.busy_changed.emit(False)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
            return
        self._ending.append(process)
        process.finished.connect(lambda: self._forget(process))
        process.kill()

    def _forget(self, process: QProcess) -> None:
        if process in self._ending:
            self._ending.remove(process)
            process.deleteLater()

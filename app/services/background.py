"""Work that would hold the pen up, in a thread of its own; answers come back to the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)

Job = Callable[[], Any]
Then = Callable[[Any], None]


class Background(QObject):
    """Runs jobs, one after the other. The thread starts with the first and ends with `close`."""

    _answered = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._answered.connect(self._pass_on)

    def run(self, job: Job, then: Then, failed: Callable[[Exception], None]) -> None:
        """Do `job` in the other thread, then call `then` with what it returned, or `failed`, in this one."""
        future = self._executor.submit(job)
        # Emitted in the other thread, so Qt queues it to this one.
        future.add_done_callback(lambda done: self._announce(done, then, failed))

    def close(self) -> None:
        """Finish all jobs; nothing is announced after this."""
        self.blockSignals(True)
        self._executor.shutdown(wait=True)

    def _announce(self, done: Future[Any], then: Then, failed: Callable[[Exception], None]) -> None:
        error = done.exception()
        if error is not None:
            log.error("a job in the background failed", exc_info=error)
        self._answered.emit(failed if error is not None else then, error or done.result())

    def _pass_on(self, answer: Then, value: object) -> None:
        answer(value)

"""The log: what went wrong, for whoever wants to report it. Never what was written.

`Log` is the one place where unhandled exceptions of every thread, the messages of Qt and the warnings of the program
end up: in a file in the user's data folder that stays small. The message of an exception is left out where it may quote
a formula; its kind and the places in the code are enough to find a fault.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import format_tb
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from app.startup import program_version

LARGEST_FILE, OLDER_FILES = 2**20, 2  # bytes; how many full ones are kept beside the present one
DETAIL_LINES = 100
PACKAGES = ("PySide6-Essentials", "torch", "numpy", "sympy")
# Whose messages are about the machine or the program, not about what was written.
_SPEAKING = (OSError, ImportError, AttributeError, NameError, TypeError, MemoryError, RuntimeError)
_LEVELS = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
_LEVELS |= {QtMsgType.QtFatalMsg: logging.CRITICAL}

_log = logging.getLogger("app.log")


def default_path() -> Path:
    """Where the log is kept; asked for once the application has its name."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(folder) / "mask-match.log"


def versions() -> str:
    """What the program runs on, one thing a line."""
    from importlib.metadata import PackageNotFoundError, version  # the window need not wait for it

    lines = [f"mask-match {program_version()}", f"Python {platform.python_version()}", platform.platform()]
    for package in PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            lines.append(f"{package} is not installed")
    return "\n".join(lines)


def trace(error: BaseException | None) -> str:
    """Where an exception and its causes came from, without what they may quote of a formula."""
    parts = []
    while error is not None:
        told = f": {error}" if isinstance(error, _SPEAKING) else ""
        parts.append("".join(format_tb(error.__traceback__)) + type(error).__name__ + told)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\ncaused by\n".join(parts)


class _Plain(logging.Formatter):
    """Lines with time and place, exceptions by `trace`."""

    # Overrides of logging

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own text of the exception in the record, message and all.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: Any) -> str:
        return trace(ei[1])


class Log(QObject):
    """Catches and writes down what nobody handles, from when it is made until `close`.

    Signals: `failed()` in the thread of the window after an exception that nobody handled, in whatever thread.
    """

    failed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._handler = _open(path)
        self._before = sys.excepthook, threading.excepthook
        logging.getLogger().addHandler(self._handler)
        self._starting = QTimer(self, singleShot=True)
        self._starting.timeout.connect(lambda: self._handler.handle(_record(f"Started\n{versions()}")))
        self._starting.start()
        sys.excepthook = self._catch
        threading.excepthook = lambda gone: self._note(gone.exc_value)
        self._qt_before = qInstallMessageHandler(_note_qt)

    @property
    def is_written(self) -> bool:
        """Whether there is a file; none where the folder cannot be written."""
        return isinstance(self._handler, RotatingFileHandler)

    def details(self) -> str:
        """What to put into a report: versions and the end of the log."""
        if not self.is_written:
            return versions()
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([versions(), "", *lines[-DETAIL_LINES:]])

    def close(self) -> None:
        """Put everything back as it was."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)
        logging.getLogger().removeHandler(self._handler)
        self._starting.stop()
        self._handler.close()

    def _catch(self, kind: type[BaseException], error: BaseException, places: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, places)
        else:
            self._note(error.with_traceback(places))

    def _note(self, error: BaseException | None) -> None:
        if error is not None and not isinstance(error, SystemExit):
            _log.error("Nobody handled this", exc_info=error)
            self.failed.emit()  # queued where it comes from another thread


def _open(path: Path) -> logging.Handler:
    """The handler that writes the file, or one that writes nothing where there can be no file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=LARGEST_FILE, backupCount=OLDER_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def _record(message: str) -> logging.LogRecord:
    """A line that is in the log whatever the level, and nowhere else."""
    return logging.LogRecord(_log.name, logging.INFO, __file__, 0, message, (), None)


def _note_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(_LEVELS.get(kind, logging.DEBUG), "%s", message)

"""The log takes what nobody handled, from every thread, and nothing that was written by hand."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from app.log import LARGEST_FILE, OLDER_FILES, Log, trace


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    made = Log(tmp_path / "new" / "mask-match.log")
    yield made
    made.close()


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def text(log: Log) -> str:
    return log.path.read_text(encoding="utf-8")


def test_the_log_begins_with_the_versions(log: Log, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "mask-match " in text(log))
    assert "PySide6-Essentials 6." in text(log)


def test_an_exception_that_nobody_handles_is_logged_with_its_place_and_announced(log: Log, qtbot: QtBot) -> None:
    error = raised(OSError("the disk is full"))
    with qtbot.waitSignal(log.failed):
        sys.excepthook(OSError, error, error.__traceback__)
    assert "OSError: the disk is full" in text(log)
    assert "test_log.py" in text(log)


def test_an_exception_in_another_thread_is_announced_in_the_thread_of_the_window(log: Log, qtbot: QtBot) -> None:
    def fail() -> None:
        raise RuntimeError("no memory on the device")

    heard: list[threading.Thread] = []
    log.failed.connect(lambda: heard.append(threading.current_thread()))
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert "no memory on the device" in text(log)


def test_what_an_exception_may_quote_of_a_formula_is_left_out() -> None:
    told = trace(raised(KeyError("\\secret"), raised(ValueError("the formula e=mc^2"))))
    assert "KeyError" in told
    assert "caused by" in told
    assert "ValueError" in told
    assert "secret" not in told
    assert "mc^2" not in told


def test_another_handler_s_text_of_an_exception_does_not_come_into_the_log(log: Log) -> None:
    error = raised(ValueError("the formula e=mc^2"))
    record = logging.LogRecord("a", logging.ERROR, __file__, 1, "failed", (), (ValueError, error, error.__traceback__))
    logging.Formatter().format(record)  # leaves its text in the record
    logging.getLogger().handle(record)
    assert "ValueError" in text(log)
    assert "mc^2" not in text(log)
    assert "mc^2" in str(record.exc_text)


def test_warnings_of_qt_and_of_the_program_are_logged(log: Log) -> None:
    qWarning("QPainter is not active")
    logging.getLogger("app.services").warning("no such font")
    assert "QPainter is not active" in text(log)
    assert "WARNING app.services: no such font" in text(log)


def test_the_log_stays_small(log: Log) -> None:
    for _ in range(5):
        logging.getLogger("app").warning("x" * LARGEST_FILE)
    files = list(log.path.parent.iterdir())
    assert len(files) == 1 + OLDER_FILES
    assert sum(path.stat().st_size for path in files) <= (1 + OLDER_FILES) * (LARGEST_FILE + 100)


def test_the_details_end_with_what_happened_last(log: Log) -> None:
    logging.getLogger("app").warning("the last thing")
    assert log.details().splitlines()[-1].endswith("app: the last thing")
    assert log.details().startswith("mask-match ")


def test_without_a_folder_to_write_in_the_program_goes_on_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = Log(tmp_path / "file" / "mask-match.log")
    logging.getLogger("app").warning("nobody hears this")
    assert not log.is_written
    assert "Python" in log.details()
    log.close()


def test_closing_puts_everything_back(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)
    Log(tmp_path / "mask-match.log").close()
    assert (sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)) == before


def test_interrupting_by_the_keyboard_is_no_failure(log: Log, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    with qtbot.assertNotEmitted(log.failed):
        log._before = (lambda *_: None, log._before[1])
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" not in text(log)

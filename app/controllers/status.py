"""The status line and the message bar: what the recogniser is doing, and what went wrong, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.recognition import RecognitionService, State, Status

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from mathnet.reading import Reading

SAID_MS = 4000  # how long a passing remark stays


class StatusLine(QObject):
    """Tells the user what the recognition service announces."""

    def __init__(self, window: MainWindow, service: RecognitionService) -> None:
        super().__init__(window)
        self._window, self._service = window, service
        self._told_trouble = False  # the message bar says that something could not be read
        service.status_changed.connect(self._say_state)
        service.answered.connect(self._say_time)
        self._say_state(service.status)

    def say(self, text: str) -> None:
        """A remark that goes by itself."""
        self._window.statusBar().showMessage(text, SAID_MS)

    def say_copied(self, form: str) -> None:
        self.say(self.tr("Copied as {}").format(form))

    def _say_state(self, status: Status) -> None:
        if status.state is State.BROKEN:
            told = self.tr("There is no model to read with: {}. You can still write, open and save.")
            self._window.message.say(told.format(status.trouble.rstrip(". ")))
        elif status.trouble:
            self._window.message.say(self.tr("This could not be read: {}").format(status.trouble))
            self._told_trouble = True
        self._window.say_state(self._words(status))

    def _words(self, status: Status) -> str:
        device = status.device.upper()
        return {
            State.LOADING: self.tr("Loading the model… you can write already"),
            State.READY: self.tr("Ready · {}").format(device),
            State.THINKING: self.tr("Reading… · {}").format(device),
            State.BROKEN: self.tr("No model"),
        }[status.state]

    def _say_time(self, reading: Reading) -> None:
        if self._told_trouble:
            self._window.message.hide()
            self._told_trouble = False
        told = self.tr("Read in {:.0f} ms · {}") if reading.candidates else self.tr("Nothing to read here · {1}")
        self._window.say_state(told.format(reading.milliseconds, self._service.status.device.upper()))

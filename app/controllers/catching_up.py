"""Catching up: ink that was put away before it was read is read once there is nothing else to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.canvas.content import Subject
from app.canvas.sheet import PEN_WIDTH
from app.controllers.pinned import Pinned
from app.services.recognition import RecognitionService, State
from app.services.sheet import Sheet
from app.services.worker import BEAM

if TYPE_CHECKING:
    from app.controllers.keeping import Keeping
    from app.services.worker import Recogniser

REST_MS = 1500  # how long there is nothing else to read before a sheet of the history is


class CatchingUp(QObject):
    """Reads the sheets of the history that nobody has read, one after the other, and steps back for whatever is new."""

    def __init__(self, keeping: Keeping, service: RecognitionService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeping, self._service = keeping, service
        self._hopeless: set[int] = set()  # those that could not be read, or hold nothing to read
        self._at_work = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read_next)
        keeping.history_changed.connect(self._rest.start)
        service.status_changed.connect(lambda _: self._rest.start())

    def _read_next(self) -> None:
        if self._at_work or self._service.status.state is not State.READY:
            return  # it will say when that changes
        if not self._service.is_resting:
            self._rest.start()
            return
        unread: list[int] = self._keeping.ask(lambda shelf: shelf.unread(), [])
        number = next((each for each in unread if each not in self._hopeless), None)
        sheet = None if number is None else self._keeping.ask(lambda shelf: shelf.sheet(number), None)
        if number is not None and sheet is not None:
            self._at_work = True
            subject, service = subject_of(sheet), self._service
            service.ask(lambda recogniser: read(recogniser, subject, service), lambda done: self._take(number, done))

    def _take(self, number: int, done: tuple[str, bool] | None) -> None:
        """Keep the LaTeX, and whether it is all that there is to be had; None where reading failed."""
        self._at_work = False
        latex, is_all = done or ("", True)
        if latex:
            self._keeping.change(lambda shelf: shelf.tell(number, latex))
        elif is_all:
            self._hopeless.add(number)
        self._rest.start()


def subject_of(sheet: Sheet) -> Subject:
    """What is to be read of a sheet."""
    content = sheet.content
    pins = (Pinned.back(pin, content) for pin in sheet.pins)
    known = [(pin.token, pin.box) for pin in pins if pin is not None]
    return Subject(content, PEN_WIDTH * (content.picture.unit if content.picture else 1.0), known)


def read(recogniser: Recogniser, subject: Subject, service: RecognitionService) -> tuple[str, bool]:
    """The LaTeX of a subject, and whether it was read to the end: not if there is something else to read meanwhile.

    For the worker's thread.
    """
    from mathnet.reading import Stopped

    material = subject.material()
    try:
        reading = recogniser.recognize(
            material, beam=BEAM, top=1, pins=subject.pins(), stop=lambda: not service.is_resting
        )
    except Stopped:
        return "", False
    return reading.latex, True

"""Two models read the same formulas, one model after the other, each in a process: `python -m mathnet recognize`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from app.services.files import PICTURES
from app.services.model_check import ROOT, command, step_back, surroundings

MOST_SAMPLES = 50  # of a folder: one looks at them all
ENDINGS = (".inkml", *(f".{kind}" for kind in PICTURES))


def samples_in(folder: Path) -> list[Path]:
    """The first files of a folder that can be read, by name. Raises `OSError`."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)[:MOST_SAMPLES]


class Comparing(QObject):
    """Has models read files; one comparison at a time.

    Signals: `read(int, str, str)` with the place of the model, the path of a file and its LaTeX, which is empty where
    nothing could be read; `finished(str)` with what went wrong, or nothing.
    """

    read = Signal(int, str, str)
    finished = Signal(str)

    def __init__(self, program: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = list(program) or [*command(), "recognize"]
        self._files: list[Path] = []
        self._models: list[tuple[int, Path]] = []
        self._place = 0
        self._process: QProcess | None = None
        self._rest = b""

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def compare(self, models: Sequence[Path], files: Sequence[Path]) -> None:
        """Read `files` with each of the `models`, given by their weights; ends what is under way."""
        self.stop()
        self._files, self._models = list(files), list(enumerate(models))
        self._next()

    def stop(self) -> None:
        """End it and wait until it is gone; nothing is announced."""
        self._models.clear()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(3000)
            process.deleteLater()

    def close(self) -> None:
        self.blockSignals(True)
        self.stop()

    def _next(self) -> None:
        if not self._models:
            self.finished.emit("")
            return
        (self._place, model), self._rest = self._models.pop(0), b""
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(ROOT))
        process.setProcessEnvironment(_environment())
        process.started.connect(lambda: step_back(process.processId()))
        process.readyReadStandardOutput.connect(lambda: self._take(process))
        process.errorOccurred.connect(lambda error: self._fail(process, error))
        process.finished.connect(lambda status, _: self._end(process, status))
        arguments = [*self._program[1:], "--json", "--top", "1", "--model", str(model), *map(str, self._files)]
        process.start(self._program[0], arguments)

    def _take(self, process: QProcess) -> None:
        if process is not self._process:
            return
        *lines, self._rest = (self._rest + bytes(process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            with suppress(ValueError, TypeError, KeyError):  # what is no answer is left out
                answer = json.loads(line)
                self.read.emit(self._place, str(answer["path"]), str(answer.get("latex", "")))

    def _fail(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if process is self._process and error == QProcess.ProcessError.FailedToStart:
            self._give_up(process.errorString())

    def _end(self, process: QProcess, status: int) -> None:
        if process is not self._process:
            return
        self._take(process)
        if status in (0, 1) and process.exitStatus() == QProcess.ExitStatus.NormalExit:  # 1: some could not be read
            self._process = None
            process.deleteLater()
            self._next()
        else:
            last = bytes(process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()[-1:]
            self._give_up("".join(last) or process.errorString())

    def _give_up(self, reason: str) -> None:
        self.stop()
        self.finished.emit(self.tr("The models could not be compared: {}").format(reason))


def _environment() -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in surroundings().items():
        made.insert(name, value)
    return made

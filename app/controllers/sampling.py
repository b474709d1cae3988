"""Sampling: joins the samples and the collector to the lessons that they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controllers.pinned import corrections
from app.panels.history_row import Drawing
from app.panels.history_row import Wish as DrawingWish
from app.panels.sample_row import draw
from app.services.background import Background
from app.services.lessons import Lessons
from app.services.samples import How, Sample
from app.services.wanted import Pair, Wish, coverage, wishes
from mathnet.ink import Stroke

if TYPE_CHECKING:
    from app.panels.collector import Collector
    from app.panels.samples import SamplesDialog

USE_KEY = "teaching/remember"

AskFolder = Callable[[QWidget], Path | None]


def ask_folder(window: QWidget) -> Path | None:
    """Where the folder of samples goes, asked in the system's dialog."""
    told = QCoreApplication.translate("Dialogs", "Export the samples into a new folder below this one")
    name = QFileDialog.getExistingDirectory(window, told)
    return Path(name) if name else None


class Sampling(QObject):
    """Opens the two dialogs and does what they want.

    `known` gives the model's tokens, `doubted` those of which it was lately not sure. Signals: `said(str)` when an
    export is done.
    """

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        lessons: Lessons,
        settings: QSettings,
        known: Callable[[], Collection[str]],
        doubted: Callable[[], Collection[str]],
        ask: AskFolder = ask_folder,
    ) -> None:
        super().__init__(window)
        self._window, self._lessons, self._settings, self._ask = window, lessons, settings, ask
        self._known, self._doubted = known, doubted
        self._drawer = Background("samples-drawing", self)
        self.samples: SamplesDialog | None = None
        self.collector: Collector | None = None
        lessons.changed.connect(self._refresh)

    def show_samples(self) -> None:
        """Open the samples."""
        if self.samples is None:
            from app.panels.samples import SamplesDialog

            self.samples = SamplesDialog(self._window)
            self.samples.collect_wanted.connect(self.collect)
            self.samples.export_wanted.connect(self._export)
            self.samples.use_wanted.connect(self._use)
            self.samples.say_used(is_used(self._settings))
            self.samples.delete_wanted.connect(self._delete)
            self.samples.drawings.wanted.connect(self._draw)
        self.samples.show()
        self.samples.raise_()
        self._refresh()

    def collect(self) -> None:
        """Open the collector with what is wanted most."""
        if self.collector is None:
            from app.panels.collector import Collector

            self.collector = Collector(self._window)
            self.collector.written.connect(self._take)
            self.collector.more_wanted.connect(self.collect)
        self._lessons.ask(self._begin)

    def close(self) -> None:
        """Have what was deleted go for good, and end the thread that draws; before the lessons are closed."""
        for dialog in (self.samples, self.collector):
            if dialog is not None:
                dialog.close()
        self._drawer.close()

    def _begin(self, samples: list[Sample]) -> None:
        if self.collector is not None:
            wanted = wishes(samples, self._known(), confusions(samples), self._doubted())
            self.collector.show_wishes(wanted)
            self.collector.show()
            self.collector.raise_()

    def _take(self, wish: Wish, strokes: tuple[Stroke, ...]) -> None:
        self._lessons.keep(lambda: Sample(wish.tokens, How.COLLECTED, strokes))

    def _refresh(self) -> None:
        if self.samples is not None and self.samples.isVisible():
            self._lessons.ask(self._list)

    def _list(self, samples: list[Sample]) -> None:
        if self.samples is not None:
            self.samples.show_samples(samples, coverage(samples, self._known()))

    def _draw(self, wish: DrawingWish) -> None:
        dialog = self.samples
        sample = dialog.sample(wish.sheet) if dialog is not None else None
        if dialog is None:
            return
        none, take = Drawing(QImage(), None), dialog.drawings.take  # of a sample that was deleted meanwhile
        self._drawer.run(
            lambda: none if sample is None else draw(sample, wish),
            lambda drawing: take(wish, drawing),
            lambda _: take(wish, none),
        )

    def _delete(self, numbers: list[int]) -> None:
        if self.samples is not None:
            self.samples.drawings.forget()
        self._lessons.delete(numbers)

    def _use(self, on: bool) -> None:
        self._settings.setValue(USE_KEY, on)
        self._lessons.use(on)

    def _export(self) -> None:
        above = self._ask(self.samples or self._window)
        if above is not None:
            folder = above / f"samples-{datetime.now():%Y-%m-%d_%H-%M-%S}"
            told = self.tr("Samples exported to {}: {}")
            self._lessons.export(folder, lambda count: self.said.emit(told.format(folder.name, count)))


def is_used(settings: QSettings) -> bool:
    """Whether readings are helped by what is remembered of the samples."""
    return bool(settings.value(USE_KEY, True, type=bool))


def confusions(samples: Iterable[Sample]) -> Counter[Pair]:
    """How often each symbol, the second of a pair, was read as another, the first."""
    pairs: Counter[Pair] = Counter()
    for sample in samples:
        if sample.read:
            pairs.update((sample.read[at], token) for at, _, token in corrections(sample.read, sample.tokens))
    return pairs

"""What can be seen of a run: current readings with their attention, the health of embeddings, and focus maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.panels.card import GRID, Card, label
from app.panels.setting import Setter
from app.panels.training_tiles import Picture, Tile
from app.services.run_log import RunLog

TILE = 210  # logical pixels: about as wide as a tile is to be
MATRIX = QSize(260, 260)

Pictures = Mapping[str, QImage]  # by `stage/path`


class TilesPage(QScrollArea):
    """Tiles in as many columns as there is room for; which tiles, its kinds say."""

    pictures, prints = 1, 0  # of a tile

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self.heading = label("", "quiet")
        self._columns = 0
        inner = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, GRID, GRID, GRID)
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def show_log(self, stage: str, log: RunLog, pictures: Pictures) -> bool:
        """Show what a log has of this kind; says whether that is anything."""
        told = self._told(log)
        self._make(len(told))
        for tile, one in zip(self.tiles, told, strict=True):
            self._fill(tile, one, {key.removeprefix(f"{stage}/"): value for key, value in pictures.items()})
        if told:
            self.heading.setText(self._heading(told[-1]))
        return bool(told)

    def _told(self, log: RunLog) -> Sequence[Any]:
        raise NotImplementedError

    def _fill(self, tile: Tile, one: Any, pictures: Pictures) -> None:
        raise NotImplementedError

    def _heading(self, one: Any) -> str:
        raise NotImplementedError

    def _make(self, count: int) -> None:
        if count != len(self.tiles):
            for tile in self.tiles[count:]:
                self._grid.removeWidget(tile)
                tile.deleteLater()
            self.tiles = self.tiles[:count]
            self.tiles += [Tile(self.pictures, self.prints) for _ in range(count - len(self.tiles))]
            self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        columns = max(self.viewport().width() // TILE, 1)
        if columns != self._columns:
            self._columns = columns
            for place, tile in enumerate(self.tiles):
                self._grid.addWidget(tile, *divmod(place, columns))
            for column in range(self._grid.columnCount()):
                self._grid.setColumnStretch(column, int(column < columns))

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class ReadingsPage(TilesPage):
    """How some held-out expressions are read at the moment, and where the decoder looked."""

    prints = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setter = Setter(self)
        self._setter.progressed.connect(self._look)

    def show_log(self, stage: str, log: RunLog, pictures: Pictures) -> bool:
        shown = super().show_log(stage, log, pictures)
        self._setter.ask(part.latex for tile in self.tiles for part in tile.prints)
        self._look()
        return shown

    def _told(self, log: RunLog) -> Sequence[Any]:
        return [log.readings[number] for number in sorted(log.readings)]

    def _heading(self, one: Any) -> str:
        told = self.tr(
            "After step {}: each formula as it is read now, and the ink that it was read from. Colour shows where the "
            "decoder looked."
        )
        return told.format(QLocale().toString(one.step))

    def _fill(self, tile: Tile, one: Any, pictures: Pictures) -> None:
        is_right = one.read == one.truth
        tile.pictures[0].show_image(pictures.get(one.map), self.tr("Where it looked to read {}").format(one.read))
        tile.words.setText(self.tr("right") if is_right else self.tr("it should be:"))
        for part, latex in zip(tile.prints, (one.read, one.truth), strict=True):
            if part.latex != latex or not latex:
                part.show_latex(latex)
        tile.prints[1].setVisible(not is_right)

    def _look(self) -> None:
        for tile in self.tiles:
            for part in tile.prints:
                part.look(self._setter)


class FocusPage(TilesPage):
    """Where the attention network looks, and what masking leaves of the ink."""

    pictures = 2

    def _told(self, log: RunLog) -> Sequence[Any]:
        return [log.foci[number] for number in sorted(log.foci)]

    def _heading(self, one: Any) -> str:
        told = self.tr("After step {}: above, where the attention network looks; below, the ink that masking leaves.")
        return told.format(QLocale().toString(one.step))

    def _fill(self, tile: Tile, one: Any, pictures: Pictures) -> None:
        share = QLocale().toString(100 * one.hidden, "f", 0)
        tile.pictures[0].show_image(pictures.get(one.map), self.tr("Where it looks"))
        tile.pictures[1].show_image(pictures.get(one.masked), self.tr("What masking leaves of the ink"))
        tile.words.setText(self.tr("{} % of the ink hidden").format(share))


class HealthPage(QWidget):
    """How stage 1's embeddings are: who resembles whom, and how many directions are used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("", "quiet")
        self.matrix = Picture(MATRIX)
        self.spectrum = Spectrum()
        self.values = label("", "quiet")
        self._lay_out()

    def show_log(self, stage: str, log: RunLog, pictures: Pictures) -> bool:
        """Show the newest health of a log; says whether there is any."""
        health = log.health
        if health is None:
            return False
        self.heading.setText(self.tr("After step {}, on held-out ink").format(QLocale().toString(health.step)))
        self.matrix.show_image(
            pictures.get(f"{stage}/{health.picture}"),
            self.tr("Similarity of two views of each expression: a dark diagonal on light ground is healthy"),
        )
        self.spectrum.show_values(health.spectrum)
        self.values.setText("\n".join(_in_words(health.values)))
        return True

    def _lay_out(self) -> None:
        matrix = Card(self.tr("Who resembles whom"))
        matrix.body.addWidget(self.matrix)
        told = self.tr("First views across, second views down: a dark diagonal on light ground is healthy.")
        matrix.body.addWidget(label(told, "quiet"))
        matrix.body.addStretch(1)
        spectrum = Card(self.tr("Directions in use"))
        spectrum.body.addWidget(self.spectrum, 10)
        told = self.tr("Each bar is a direction: many long ones are healthy, a single one is a collapse.")
        spectrum.body.addWidget(label(told, "quiet"))
        spectrum.body.addWidget(self.values)
        spectrum.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(matrix)
        row.addWidget(spectrum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self.heading)
        column.addLayout(row, 1)


class Spectrum(QWidget):
    """Bars from long to short, the first one full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[float] = []
        self.setMinimumSize(160, 80)
        self.setMaximumHeight(MATRIX.height())

    def show_values(self, values: Iterable[float]) -> None:
        self._values = [min(max(value, 0.0), 1.0) for value in values]
        used = sum(value > 0.1 for value in self._values)
        self.setAccessibleName(self.tr("{} of {} directions are in use").format(used, len(self._values)))
        self.setToolTip(self.accessibleName())
        self.update()

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        width = min(self.width() / max(len(self._values), 1), 24.0)
        for place, value in enumerate(self._values):
            high = value * (self.height() - 2)
            painter.drawRect(QRectF(place * width, self.height() - high, max(width - 1, 1.0), high))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(0, self.height() - 1, self.width(), 1)


def _in_words(values: Mapping[str, float]) -> Iterable[str]:
    return (f"{name.replace('_', ' ')}: {value:.3g}" for name, value in values.items())

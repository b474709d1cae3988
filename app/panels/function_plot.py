"""The plot of what was understood: a curve, an implicit curve, or a surface as a map of colours with contour lines.

The points come from elsewhere: the plot asks for those of the range it shows, and asks again when that is moved or
zoomed. pyqtgraph takes a while to import, so this happens when there is something to plot.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.panels.card import Card, label
from app.panels.saying import plain
from app.panels.sliders import Sliders

if TYPE_CHECKING:
    import pyqtgraph as pg

    from app.panels.colour_scale import ColourScale

    Floats = NDArray[np.float64]

HEIGHT = 260  # logical pixels
MOVING_MS = 120  # how long after the last move the points are asked for
START = (-10.0, 10.0)  # the range of every axis at first
IMPLICIT_START = (-5.0, 5.0)
MAP = "cividis"  # read the same by the colour-blind
COMPACT = "QPushButton { padding: 4px 8px; min-width: 0; }"


class FunctionPlot(Card):
    """The plot with sliders for its parameters.

    Signals: `points_wanted(dict)` with the ranges `across` and `up` and the `parameters`; `save_wanted()`.
    """

    points_wanted = Signal(dict)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Plot"), parent)
        self.view: pg.PlotWidget | None = None
        self.scale: ColourScale | None = None
        self.sliders = Sliders()
        self.reset_button = self._button(self.tr("Fit"), self.tr("Show the plot as it was at first"))
        self.save_button = self._button(self.tr("Save…"), self.tr("Save the plot as PNG or SVG"))
        self.note = label("", "quiet")
        self._plan: Mapping[str, Any] | None = None
        self._fits_height = True  # the next curve decides how high the plot is
        self._asked: list[list[float]] = []
        self._moving = QTimer(self, singleShot=True, interval=MOVING_MS)
        self._moving.timeout.connect(self._ask)
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        self.body.addWidget(self.note)
        self.body.addWidget(self.sliders)
        self.note.hide()
        self.reset_button.clicked.connect(self.fit)
        self.save_button.clicked.connect(self.save_wanted)
        self.sliders.moved.connect(self._moving.start)

    def show_plan(self, plan: Mapping[str, Any] | None) -> None:
        """Prepare for a plot: its kind, the names of its axes and its parameters. None for no plot."""
        self.clear()
        self._plan = plan
        self.setVisible(plan is not None)
        if plan is None:
            return
        self._begin()
        self.sliders.offer(plan["parameters"])
        self._name_axes(plan)
        self.say(self.tr("Drawing…"))
        self.fit()

    def clear(self) -> None:
        """Show no plot until there is a plan for another; its room stays, so that nothing jumps."""
        self._moving.stop()
        self._plan = None
        self.say("")

    def fit(self) -> None:
        """Show the range of the beginning."""
        if self.view is None or self._plan is None:
            return
        self._fits_height = self._plan["kind"] == "curve"
        start = IMPLICIT_START if self._plan["kind"] == "implicit" else START
        box = self.view.getPlotItem().vb
        box.setAspectLocked(self._plan["kind"] == "implicit")
        box.setRange(xRange=start, yRange=start, padding=0.02)
        self._ask()

    def take(self, answer: Mapping[str, Any]) -> None:
        """Draw the points that were asked for."""
        if self.view is None or self._plan is None:
            return
        arrays = {name: np.frombuffer(base64.b64decode(text), "<f8") for name, text in answer["arrays"].items()}
        self._uncover()
        self.line.setData(arrays["x"], arrays["y"], connect="finite")
        self._show_map(arrays.get("values"), answer["across"], answer["up"])
        if not np.isfinite(arrays["y"]).any() and "values" not in arrays:
            self._tell(self.tr("There is nothing to see in this range."))
        elif self._fits_height:
            self._fits_height = False
            self.view.setYRange(*_height(arrays["y"]), padding=0.06)

    def say(self, words: str) -> None:
        """Say why there is nothing to be seen, axes included."""
        if self.view is not None:
            self.line.setData([], [])
            self.image.hide()
            self.view.getPlotItem().hide()
        self.save_button.setEnabled(False)
        self._tell(words)

    def give_up(self, words: str) -> None:
        """Say why it cannot be drawn; the room is given back until there are points again."""
        self.say(words)
        if self.view is not None:
            self.view.hide()

    def save(self, path: Path) -> None:
        """Write the plot as SVG or PNG, by the name's ending. Raises `OSError`."""
        assert self.view is not None
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setFileName(str(path))
            drawing.setSize(self.view.size())
            drawing.setViewBox(self.view.rect())
            with open(path, "ab"):  # says in an error what Qt only prints
                self._paint(drawing)
            return
        picture = self.view.grab()
        if not picture.save(str(path), "PNG"):
            raise OSError(self.tr("the picture could not be written"))

    def _paint(self, drawing: QSvgGenerator) -> None:
        assert self.view is not None
        painter = QPainter(drawing)
        self.view.render(painter)
        painter.end()

    def _uncover(self) -> None:
        """There is something to be seen."""
        assert self.view is not None
        self.view.show()
        self.view.getPlotItem().show()
        self.save_button.setEnabled(True)
        self._tell("")

    def _tell(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _ask(self) -> None:
        if self.view is None or self._plan is None or self.isHidden():
            return
        across, up = ([float(end) for end in ends] for ends in self.view.getPlotItem().vb.viewRange())
        self.points_wanted.emit({"across": across, "up": up, "parameters": self.sliders.values})

    def _move(self) -> None:
        """The range was moved or zoomed; a curve needs no new points where only its height was."""
        if self.view is None or self._plan is None:
            return
        across, up = self.view.getPlotItem().vb.viewRange()
        shown = [list(across)] if self._plan["kind"] == "curve" else [list(across), list(up)]
        if shown != self._asked:
            self._asked = shown
            self._moving.start()

    def _begin(self) -> None:
        """Make the view, the first time there is something to plot."""
        if self.view is not None:
            return
        import pyqtgraph as pg

        self.view = pg.PlotWidget(enableMenu=False)  # the menu takes three times as long to make as the rest
        self.view.setFixedHeight(HEIGHT)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setToolTip(self.tr("Drag to move, turn the wheel to zoom; the right button zooms one axis"))
        self.image = pg.ImageItem(colorMap=pg.colormap.get(MAP))
        self.line = pg.PlotDataItem(antialias=True)
        item = self.view.getPlotItem()
        item.hideButtons()
        item.addItem(self.image)
        item.addItem(self.line)
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)
        item.vb.disableAutoRange()
        item.vb.sigRangeChanged.connect(self._move)
        self._holder.addWidget(self.view)
        self._colour()

    def _make_scale(self) -> ColourScale:
        """Make the scale of colours, the first time there is a map."""
        if self.scale is None:
            import pyqtgraph as pg

            from app.panels.colour_scale import ColourScale

            assert self.view is not None
            self.scale = ColourScale(self.view.getPlotItem(), pg.colormap.get(MAP))
            self._colour()
        return self.scale

    def _show_map(self, values: Floats | None, across: list[float], up: list[float]) -> None:
        self.image.setVisible(values is not None)
        if self.scale is not None:
            self.scale.set_visible(values is not None)
        if values is None:
            return
        side = round(values.size**0.5)
        known = values[np.isfinite(values)]
        low, high = np.percentile(known, [1, 99]).tolist() if known.size else (0.0, 1.0)
        high = high if high > low else low + 1
        self.image.setImage(values.reshape(side, side).T, levels=(low, high))
        self.image.setRect(QRectF(across[0], up[0], across[1] - across[0], up[1] - up[0]))
        self._make_scale().set_levels(low, high)

    def _name_axes(self, plan: Mapping[str, Any]) -> None:
        assert self.view is not None
        item = self.view.getPlotItem()
        names = plain(plan["across"]), plain(plan["up"] or "y" if plan["across"] != "y" else "")
        item.setLabel("bottom", names[0])
        item.setLabel("left", names[1])
        described = self.tr("Plot over {}").format(names[0])
        self.view.setAccessibleName(described)
        self.line.setData([], [])
        self._colour()

    def _button(self, title: str, tip: str) -> QPushButton:
        made = QPushButton(title)
        made.setStyleSheet(COMPACT)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        self.head.addWidget(made)
        return made

    def _colour(self) -> None:
        """Wear the palette: the accent for curves; contour lines in the card's colour, which the map lets through."""
        assert self.view is not None
        colours = self.palette()
        is_map = self._plan is not None and self._plan["kind"] == "surface"
        self.view.setBackground(colours.color(QPalette.ColorRole.Base))
        self.line.setPen(
            colours.color(QPalette.ColorRole.Base if is_map else QPalette.ColorRole.Highlight), width=1 if is_map else 2
        )
        item = self.view.getPlotItem()
        axes = [item.getAxis("left"), item.getAxis("bottom"), *([self.scale.axis] if self.scale else [])]
        for axis in axes:
            axis.setPen(colours.color(QPalette.ColorRole.Mid))
            axis.setTextPen(colours.color(QPalette.ColorRole.PlaceholderText))
        item.showGrid(x=not is_map, y=not is_map, alpha=0.4)

    # Overrides of Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view is not None:
            self._colour()

    def sizeHint(self) -> QSize:
        return QSize(320, super().sizeHint().height())


def _height(values: Floats) -> tuple[float, float]:
    """From where to where a curve is worth seeing: all of it, unless poles would make the rest flat."""
    known = values[np.isfinite(values)]
    low, high = np.percentile(known, [8, 92])
    least, most = known.min(), known.max()
    room = max(high - low, 1e-9)
    bottom = least if least > low - 3 * room else low - room
    top = most if most < high + 3 * room else high + room
    return (float(bottom), float(top)) if top > bottom else (float(bottom) - 1, float(top) + 1)

"""One plot of a run: values that share axes, as logged and smoothed, with a legend that says them at a step.

pyqtgraph takes a while to import, so nothing that the drawing window needs may import this module.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from html import escape

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.panels.card import GRID, Card, label
from app.theme import Theme
from training.events import Curve, Panel, is_logarithmic, is_within_one

# Colours that the colour-blind tell apart, after Okabe and Ito, made lighter for the dark ground.
ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#C4609C", "#3FA7DE", "#C98900", "#4D4D4D")
ON_DARK = ("#56B4E9", "#E69F00", "#33C99A", "#E08FBF", "#F0E442", "#FF7A45", "#C8CDD8")
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)  # once the colours are used up
FEW = 50  # points up to which each is marked and none smoothed
FAINT = 70  # opacity of the values as logged, of 255
LOWEST, USUAL = 96, 130  # logical pixels, a plot with its axes
AXIS_WIDTH = 52  # logical pixels, the same in all plots so that they line up
# Where a logarithmic axis has its ticks in each power of ten: the first of these that gives enough of them.
MANTISSAS = ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), tuple(tenths / 10 for tenths in range(10, 100)))
ENOUGH, MANY = 3, 7  # ticks
DECADES = 300  # on either side of one that floating-point numbers have
LONGEST = 9  # characters of a value of four figures: -1.234e-5


class Plot(Card):
    """One group of curves under its heading, with a legend that says their values.

    Signals: `pointed(float)` with the step under the pointer; `left()` when the pointer goes; `moved(float, float)`
    with the first and last step shown, when the user moves or zooms; `reset()` when a double click asks for all steps.
    """

    pointed = Signal(float)
    left = Signal()
    moved = Signal(float, float)
    reset = Signal()

    def __init__(self, panel: Panel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(_said(panel.title), parent)
        self.panel = panel
        self._theme = theme
        self._curves: dict[str, Curve] = {}
        self._is_logarithmic = False
        self._step: float | None = None  # pointed at
        self._lines: dict[str, tuple[pg.PlotDataItem, pg.PlotDataItem]] = {}  # as logged, smoothed
        self.legend = label("", "quiet")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.view = _View()
        self.step = label("", "quiet")
        self.step.setWordWrap(False)
        self.head.addWidget(self.step)
        self.marker = pg.InfiniteLine(angle=90, movable=False)
        self.body.setSpacing(GRID // 2)
        self.body.addWidget(self.legend)
        self.body.addWidget(self.view, 1)
        self._set_up()
        self.wear(theme)

    def _set_up(self) -> None:
        item = self.view.getPlotItem()
        item.hideButtons()
        item.setMouseEnabled(x=True, y=False)
        item.setClipToView(True)
        item.setDownsampling(auto=True, mode="peak")
        item.vb.setAutoVisible(y=True)
        item.vb.setLimits(xMin=0)
        for axis in (item.getAxis("left"), item.getAxis("bottom")):
            axis.enableAutoSIPrefix(False)
            axis.setZValue(-1)  # the grid behind the curves
        item.getAxis("left").setWidth(AXIS_WIDTH)
        item.addItem(self.marker, ignoreBounds=True)
        self.marker.hide()
        item.vb.sigRangeChangedManually.connect(self._tell_moved)
        item.vb.sigYRangeChanged.connect(self._follow_heights)
        self.view.scene().sigMouseMoved.connect(self._point)
        self.view.viewport().installEventFilter(self)
        self.view.setMinimumHeight(LOWEST)
        self.view.setAccessibleName(f"{_said(self.panel.title)}, {_said(self.panel.axis)}")

    def show_curves(self, curves: Mapping[str, Curve]) -> None:
        """Draw the values of this group."""
        self._curves = dict(curves)
        if list(curves) != list(self._lines):
            self._begin_lines()
        self._scale(curves.values())
        for name, curve in curves.items():
            self._draw(name, curve)
        self.say_values(self._step)

    def _begin_lines(self) -> None:
        """Other names have other places, and so colours: all lines are made anew."""
        for pair in self._lines.values():
            for line in pair:
                self.view.removeItem(line)
        self._lines = {name: (self.view.plot(), self.view.plot(antialias=True)) for name in self._curves}
        for name in self._lines:
            self._colour(name)

    def _scale(self, curves: Collection[Curve]) -> None:
        self._is_logarithmic = is_logarithmic(self.panel, curves)
        self.view.setLogMode(y=self._is_logarithmic)
        if is_within_one(self.panel, curves):
            self.view.setYRange(0, 1, padding=0.06)
        else:
            self.view.enableAutoRange(y=True)
        self._set_ticks(*self.view.getPlotItem().vb.viewRange()[1])

    def _set_ticks(self, lowest: float, highest: float) -> None:
        """pyqtgraph's own ticks on a logarithmic axis overlap or are too few. The ends are logarithms there."""
        ticks = _logarithmic_ticks(lowest, highest) if self._is_logarithmic else None
        self.view.getPlotItem().getAxis("left").setTicks([ticks] if ticks else None)

    def _draw(self, name: str, curve: Curve) -> None:
        logged, smooth = self._lines[name]
        few = len(curve.steps) <= FEW
        whole = few or self.panel.is_exact
        logged.setData(*_arrays(Curve() if whole else curve))
        smooth.setData(*_arrays(curve if whole else curve.smoothed()), symbol="o" if few else None)

    def _colour(self, name: str) -> None:
        colour, dashes = self._style(name)
        faint = pg.mkColor(colour)
        faint.setAlpha(FAINT)
        logged, smooth = self._lines[name]
        logged.setPen(faint, width=1)
        smooth.setPen(colour, width=2, style=dashes)
        smooth.setSymbolPen(None)
        smooth.setSymbolBrush(colour)
        smooth.setSymbolSize(5)

    def _style(self, name: str) -> tuple[str, Qt.PenStyle]:
        colours, place = ON_DARK if self._theme.is_dark else ON_LIGHT, list(self._curves).index(name)
        return colours[place % len(colours)], DASHES[place // len(colours) % len(DASHES)]

    def show_steps(self, first: float, last: float) -> None:
        """Show these steps, announcing nothing."""
        self.view.setXRange(first, last, padding=0)

    def say_values(self, step: float | None) -> None:
        """Name the curves, with their values at `step` (None: at their ends), and mark the step."""
        self._step = step
        self.marker.setVisible(step is not None)
        self.marker.setValue(step or 0)
        end = max((curve.steps[-1] for curve in self._curves.values()), default=0)
        self.step.setText(self.tr("step {:,.0f}").format(end if step is None else step))
        self.legend.setText(" ".join(self._entry(name, curve, step) for name, curve in self._curves.items()))

    def _entry(self, name: str, curve: Curve, step: float | None) -> str:
        value = curve.values[-1 if step is None else _nearest(curve.steps, step)]
        words = escape(name.replace("_", " ")).replace(" ", "&nbsp;")
        colour, dashes = self._style(name)
        sign = "●" if dashes == Qt.PenStyle.SolidLine else "◌"
        # As wide whatever the value, so that nothing moves while the pointer does.
        said = f"{value:.4g}"
        said += (LONGEST - len(said)) * "&nbsp;&nbsp;"
        return f'<span style="color:{colour}">{sign}</span>&nbsp;{words}&nbsp;<b>{said}</b>'

    def wear(self, theme: Theme) -> None:
        """Colour ground, axes and curves to match the theme."""
        self._theme = theme
        self.view.setBackground(theme.card)
        for side in ("left", "bottom"):
            axis = self.view.getPlotItem().getAxis(side)
            axis.setPen(theme.border)
            axis.setTextPen(theme.muted)
        self.view.showGrid(x=True, y=True, alpha=0.4)
        self.marker.setPen(theme.muted, width=1)
        for name in self._lines:
            self._colour(name)
        self.say_values(self._step)

    def _tell_moved(self) -> None:
        self.moved.emit(*self.view.getPlotItem().vb.viewRange()[0])

    def _follow_heights(self, _: object, heights: Sequence[float]) -> None:
        self._set_ticks(*heights)

    def _point(self, place: QPointF) -> None:
        box = self.view.getPlotItem().vb
        if box.sceneBoundingRect().contains(place):
            self.pointed.emit(box.mapSceneToView(place).x())
        else:
            self.left.emit()

    # Overrides of Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset.emit()
        return super().eventFilter(watched, event)


class _View(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph tells no types
    """Content with little room, where pyqtgraph would like to have 640 by 480 pixels."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False)

    # Overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(2 * USUAL, USUAL)


def _said(words: str) -> str:
    return QCoreApplication.translate("Curves", words)


def _arrays(curve: Curve) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Steps and values, less those that are no numbers: pyqtgraph fails on markers that are all NaN."""
    steps, values = np.array(curve.steps, dtype=float), np.array(curve.values, dtype=float)
    finite = np.isfinite(values)
    return steps[finite], values[finite]


def _logarithmic_ticks(lowest: float, highest: float) -> list[tuple[float, str]]:
    """Where the ticks are between two powers of ten, and what they say."""
    # Just after a change from a linear axis the ends are no logarithms yet and may be beyond any number.
    first, last = max(math.floor(lowest), -DECADES), min(math.ceil(highest), DECADES)
    decades = range(first, last + 1, 1 + (last - first) // MANY)
    for mantissas in MANTISSAS:
        marks = [mantissa * 10.0**decade for decade in decades for mantissa in mantissas]
        ticks = [(math.log10(mark), f"{mark:g}") for mark in marks if lowest <= math.log10(mark) <= highest]
        if len(ticks) >= ENOUGH:
            break
    return ticks


def _nearest(steps: Sequence[int], step: float) -> int:
    """The place in `steps`, which rise, of the one nearest to `step`."""
    return int(np.abs(np.asarray(steps) - step).argmin())

"""The curves of a run: a plot for each group of values, all at the same steps and under the same pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.panels.card import GRID
from app.panels.plot import Plot
from app.theme import Theme
from training.events import Curve, Panel, in_panels


class CurvesPanel(QWidget):
    """All curves of a run, a plot a group, two beside each other; they show the same steps and the same pointer.

    Signals: `pointed(object)` with the step under the pointer, None when it is over no plot.
    """

    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = 1  # the last step logged
        self._window: tuple[float, float] | None = None  # the steps shown, where the user chose them
        self.plots: dict[Panel, Plot] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)

    def show_curves(self, curves: Mapping[str, Curve]) -> None:
        """Draw all values, those of names never seen before too."""
        panels = in_panels(curves)
        if list(panels) != list(self.plots):
            self._arrange(list(panels))
        for panel, names in panels.items():
            self.plots[panel].show_curves({name: curves[name] for name in names})
        self._steps = max((curve.steps[-1] for curve in curves.values()), default=1)
        self._show_steps()

    def show_all_steps(self) -> None:
        """Undo what the user moved or zoomed, and keep up with the run again."""
        self._window = None
        self._show_steps()

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self._theme = theme
        for plot in self.plots.values():
            plot.wear(theme)

    def _arrange(self, panels: Sequence[Panel]) -> None:
        """Two plots a row; where they are odd in number, the first has a row of its own."""
        kept = {panel: self.plots.get(panel) or self._make(panel) for panel in panels}
        for panel, plot in self.plots.items():
            self._grid.removeWidget(plot)
            if panel not in kept:
                plot.deleteLater()
        self.plots = kept
        odd = len(panels) % 2
        for index, plot in enumerate(kept.values()):
            row, column = divmod(index + odd, 2) if index else (0, 0)
            self._grid.addWidget(plot, row, column, 1, 2 if odd and not index else 1)

    def _make(self, panel: Panel) -> Plot:
        plot = Plot(panel, self._theme)
        plot.pointed.connect(self._point)
        plot.left.connect(lambda: self._point(None))
        plot.moved.connect(self._move)
        plot.reset.connect(self.show_all_steps)
        return plot

    def _point(self, step: float | None) -> None:
        for plot in self.plots.values():
            plot.say_values(step)
        self.pointed.emit(step)

    def _move(self, first: float, last: float) -> None:
        self._window = (first, last)
        self._show_steps()

    def _show_steps(self) -> None:
        for plot in self.plots.values():
            plot.show_steps(*(self._window or (0, 1.01 * max(self._steps, 1))))

"""The curves of a run: a plot for each group of values, all at the same steps and under the same pointer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
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
        self._order: list[Panel] = []  # of the plots, those included that are still to be made
        self._waiting: dict[Panel, dict[str, Curve]] = {}  # still to be drawn
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_next)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)

    def show_curves(self, curves: Mapping[str, Curve], at_once: bool = True) -> None:
        """Draw all values, those of names never seen before too; or else plot by plot, so that nothing stands still."""
        panels = in_panels(curves)
        if list(panels) != self._order:
            self._arrange(list(panels))
        self._steps = max((curve.steps[-1] for curve in curves.values()), default=1)
        self._waiting = {panel: {name: curves[name] for name in names} for panel, names in panels.items()}
        self._timer.start()
        while at_once and self._waiting:
            self._draw_next()

    def show_all_steps(self) -> None:
        """Undo what the user moved or zoomed, and keep up with the run again."""
        self._window = None
        self._show_steps()

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self._theme = theme
        for plot in self.plots.values():
            plot.wear(theme)

    def _arrange(self, panels: list[Panel]) -> None:
        """These plots are to be there, in this order; those that are missing are made as they are drawn."""
        for plot in self.plots.values():
            self._grid.removeWidget(plot)
        for panel in set(self.plots).difference(panels):
            self.plots.pop(panel).deleteLater()
        self._order = panels
        self.plots = {panel: self.plots[panel] for panel in panels if panel in self.plots}
        for panel in self.plots:
            self._place(panel)

    def _place(self, panel: Panel) -> None:
        """Two plots a row; where they are odd in number, the first has a row of its own."""
        index, odd = self._order.index(panel), len(self._order) % 2
        row, column = divmod(index + odd, 2) if index else (0, 0)
        self._grid.addWidget(self.plots[panel], row, column, 1, 2 if odd and not index else 1)

    def _draw_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        panel = next(iter(self._waiting))
        curves = self._waiting.pop(panel)
        if panel not in self.plots:
            made = {**self.plots, panel: self._make(panel)}
            self.plots = {each: made[each] for each in self._order if each in made}
            self._place(panel)
        self.plots[panel].show_curves(curves)
        self.plots[panel].show_steps(*self._shown_steps)

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
            plot.show_steps(*self._shown_steps)

    @property
    def _shown_steps(self) -> tuple[float, float]:
        return self._window or (0, 1.01 * max(self._steps, 1))

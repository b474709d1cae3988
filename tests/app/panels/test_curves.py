"""The curves on their own: odd values, changing names and scales, more names than colours."""

from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.curves import CurvesPanel
from training.events import Curve

LIGHT = theme.load("light")


def test_a_value_that_is_no_number_is_said_but_not_drawn(qtbot: QtBot) -> None:
    panel = CurvesPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.show()
    for values in ([math.nan] * 60, [1.0, math.nan] * 30, [0.0] * 60, [math.inf, *[1.0] * 59]):
        panel.show_curves({"total": Curve(list(range(60)), values), "rate": Curve([0], [math.nan])})
        assert not panel.grab().isNull()  # pyqtgraph computes its ranges as it paints
        assert "rate <b>nan" in list(panel.plots.values())[1].legend.text().replace("&nbsp;", " ")


@pytest.mark.parametrize("value", [400.0, 1e12, 1e300, 1e-300, -1e300])
def test_a_plot_may_turn_logarithmic_and_back_at_any_scale(qtbot: QtBot, value: float) -> None:
    panel = CurvesPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.show()
    for other in (0.0, 0.01, 0.0):
        panel.show_curves({"total": Curve([1, 2, 3], [value, other, 1.0])})
        assert not panel.grab().isNull()
    (plot,) = panel.plots.values()
    lowest, highest = plot.view.getPlotItem().vb.viewRange()[1]
    assert lowest <= 0 < 1 <= highest


def test_lines_and_legend_agree_on_the_colours_when_names_change(qtbot: QtBot) -> None:
    panel = CurvesPanel(LIGHT)
    qtbot.addWidget(panel)
    for names in (("total", "caption"), ("caption",), ("match", "caption", "total")):
        panel.show_curves({name: Curve([1, 2], [1.0, 2.0]) for name in names})
        (plot,) = panel.plots.values()
        drawn = [
            item.opts["pen"].color().name() for item in plot.view.getPlotItem().listDataItems() if item.opts["symbol"]
        ]
        said = [entry.split(":")[1].split('"')[0].lower() for entry in plot.legend.text().split("<span ")[1:]]
        assert drawn == said
        assert len(drawn) == len(names)


def test_more_curves_than_colours_are_told_apart_by_dashes(qtbot: QtBot) -> None:
    panel = CurvesPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.show_curves({f"validation_{place}": Curve([1, 2], [0.1, 0.2]) for place in range(9)})
    (plot,) = panel.plots.values()
    signs = [(entry.split('"')[1], entry[entry.index(">") + 1]) for entry in plot.legend.text().split("<span ")[1:]]
    assert len(set(signs)) == 9

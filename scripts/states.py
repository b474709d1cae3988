"""The states of the window that its pictures show, each as a script that leads there from the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.canvas.compose import to_grey
from app.canvas.content import Grey
from app.canvas.strokes import whole
from benchmarks.person import Way, mouse
from benchmarks.player import Script
from scripts.stage import Stage, doubtful, sample

State = Callable[[Stage], Script]
LOOK_MS = 900  # until a panel has been filled


def empty(_: Stage) -> Script:
    """As at the first start."""
    yield LOOK_MS


def writing(stage: Stage) -> Script:
    """A formula was read; the pen is down again."""
    ways = stage.person.ways(sample("square_plus_one"))
    for way in ways[:3]:
        yield from stage.person.draw(way)
    yield stage.person.is_read
    yield from stage.person.hold(ways[3][: len(ways[3]) * 2 // 3])


def read(stage: Stage) -> Script:
    """A formula with the attention of one token."""
    let_go(stage)
    yield from stage.person.begin_anew()
    yield from stage.person.write(sample("quadratic_formula"))
    yield LOOK_MS
    strip = stage.window.attention.strip
    place = strip.chip(strip.tokens.index("\\pm")).center()
    none = Qt.MouseButton.NoButton
    mouse(strip, QEvent.Type.MouseMove, place.toTuple(), none, none)
    yield lambda: stage.window.canvas.heat is not None


def alternatives(stage: Stage) -> Script:
    """The menu of a symbol that may be another."""
    leave(stage)
    yield from stage.person.begin_anew()
    yield from stage.person.write(doubtful())
    stage.window.actions_.select.trigger()
    yield from stage.person.draw(stage.person.symbols()[-1:])
    menu = stage.program.fixing.menu
    assert menu is not None
    yield lambda: menu.list.count() > 0
    yield LOOK_MS


def pinned(stage: Stage) -> Script:
    """Another symbol was chosen."""
    menu = stage.program.fixing.menu
    assert menu is not None
    stage.person.press(menu.list, "2", Qt.Key.Key_2)
    stage.window.actions_.pen.trigger()
    yield 200
    yield stage.person.is_read
    yield LOOK_MS


def scribble(stage: Stage) -> Script:
    """Ink that is about to go, the pen still down."""
    yield from stage.person.begin_anew()
    yield from stage.person.write(sample("square_plus_one"))
    x, y = stage.person.ways(sample("square_plus_one"))[2][16]
    turns = [(x + (44 if turn % 2 else -44), y - 56 + 14 * turn) for turn in range(9)]
    yield from stage.person.hold(_along(turns))


def selection(stage: Stage) -> Script:
    """Ink that was selected by a lasso."""
    let_go(stage)
    stage.window.actions_.select.trigger()
    plus = stage.person.ways(sample("square_plus_one"))[3]
    x, y = plus[len(plus) // 2]
    angles = np.linspace(0, 2 * np.pi, 40)
    yield from stage.person.draw([(x + 74 * np.cos(angle), y + 74 * np.sin(angle)) for angle in angles.tolist()])


def compute(stage: Stage) -> Script:
    """A result and a plot."""
    stage.window.actions_.pen.trigger()
    stage.window.actions_.compute.trigger()
    panel = stage.window.compute
    yield panel.operations.isEnabled
    panel.operations.buttons["integrate"].click()
    yield lambda: panel.results.isVisible()
    yield 2 * LOOK_MS


def history(stage: Stage) -> Script:
    """What was written before."""
    yield from stage.person.begin_anew()
    stage.window.actions_.history.trigger()
    yield 2 * LOOK_MS


def picture(stage: Stage) -> Script:
    """A photo with ink over it, read together."""
    stage.window.actions_.reading.trigger()
    ink = sample("square_plus_one")
    ways = stage.person.ways(ink)
    stage.program.document.place(stage.window.canvas.placed(_photo(stage, ways[:3])))
    for way in ways[3:]:
        yield from stage.person.draw(way)
    yield stage.person.is_read
    yield LOOK_MS


def mistake(stage: Stage) -> Script:
    """LaTeX that was typed wrong."""
    yield from stage.person.begin_anew()
    yield from stage.person.write(sample("square_plus_one"))
    source = stage.window.formula.source
    source.setFocus()
    source.selectAll()
    for letter in "\\frac{x^2}{2":
        stage.person.press(source, letter, Qt.Key.Key_unknown)
        yield 30
    yield 3 * LOOK_MS


def broken(stage: Stage) -> Script:
    """There is no model; one can write."""
    for way in stage.person.ways(sample("square_plus_one")):
        yield from stage.person.draw(way)
    yield LOOK_MS


def let_go(stage: Stage) -> None:
    """Take back what the pen is doing, and lift it."""
    stage.person.press(stage.window.canvas, "", Qt.Key.Key_Escape)
    stage.person.lift((0, 0))


def leave(stage: Stage) -> None:
    """Take the pointer away from the tokens."""
    strip = stage.window.attention.strip
    strip.leaveEvent(QEvent(QEvent.Type.Leave))


WORKING: dict[str, State] = {
    made.__name__: made
    for made in (
        *(empty, writing, read, alternatives, pinned, scribble),
        *(selection, compute, history, picture, mistake),
    )
}
BROKEN: dict[str, State] = {"broken": broken}


def _along(turns: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A way from turn to turn, eight places between two."""
    shares = np.linspace(0, len(turns) - 1, 8 * len(turns))
    across, down = zip(*turns, strict=True)
    places = np.arange(len(turns))
    return list(zip(np.interp(shares, places, across), np.interp(shares, places, down), strict=True))


def _photo(stage: Stage, ways: Sequence[Way]) -> Grey:
    """Handwriting on paper that is lit from one side, as large as the canvas."""

    size = stage.window.canvas.size()
    image = QImage(size.width() - 120, size.height() - 120, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for way in ways:
        painter.strokePath(whole([QPointF(x - 60, y - 60) for x, y in way]), QPen(QColor(50, 50, 60), 4))
    painter.end()
    light = np.linspace(1.0, 0.8, image.width())
    return (to_grey(image) * light).astype(np.uint8)

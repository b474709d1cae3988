"""The animated picture of the README: `python scripts/animation.py [--out docs/images/window.webp]`.

The real program, with its real model, is written into; a symbol that may be two things is fixed by pointing. What the
window shows meanwhile is taken as it is, and the pointer, which nothing draws without a display, is added.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QObject, QPoint, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen, QPolygonF  # noqa: E402
from PySide6.QtWidgets import QApplication, QToolBar, QWidget  # noqa: E402

from benchmarks.person import mouse  # noqa: E402
from benchmarks.player import Script  # noqa: E402
from scripts import stage as staging  # noqa: E402
from scripts.stage import Stage  # noqa: E402

if TYPE_CHECKING:
    from PIL import Image

SIZE = (1040, 760)  # of the window, logical pixels
FRAME_MS = 80
QUALITY = 60
GLIDE_STEPS = 18
ARROW = ((0, 0), (0, 17), (4, 13), (7, 19), (9, 18), (6.5, 12), (12, 12))
IN_STAGE = "--in-stage"


class Camera(QObject):
    """Takes the window again and again; `frames` are pictures with the seconds at which they were taken."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.frames: list[tuple[QImage, float]] = []
        self._stage = stage
        self._pointer: QPoint | None = None
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self._take)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._take()
        self._timer.stop()

    def _take(self) -> None:
        picture = self._stage.grab().toImage()
        if self._pointer is not None:
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self._pointer - self._stage.window.mapToGlobal(QPoint(0, 0)))
            painter.setPen(QPen(QColor("white"), 1.2))
            painter.setBrush(QColor("black"))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ARROW]))
            painter.end()
        self.frames.append((picture, time.monotonic()))

    # Overrides of Qt

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QMouseEvent):
            self._pointer = event.globalPosition().toPoint()
        return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the picture; returns the exit status."""
    parser = argparse.ArgumentParser(description="Makes the animated picture of the README.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images" / "window.webp", help="where it goes")
    parser.add_argument(IN_STAGE, action="store_true", help=argparse.SUPPRESS)  # the process that has the screen
    options = parser.parse_args(arguments)
    return film(options.out) if options.in_stage else staging.again_without_display([IN_STAGE])


def film(path: Path) -> int:
    from app.application import load_recogniser
    from app.startup import Options
    from app.theme import Choice

    _ = staging.application()
    with staging.stage(lambda: load_recogniser(Options()), SIZE) as stage:
        stage.program.themes.choose(Choice.LIGHT)
        stage.window.welcome.finish()
        stage.wait(500)
        camera = Camera(stage)
        camera.start()
        stage.play(story(stage))
        camera.stop()
    save(camera.frames, path)
    print(f"{path}: {len(camera.frames)} pictures, {path.stat().st_size / 1e6:.2f} MB")
    return 0


def story(stage: Stage) -> Script:
    """Writing, reading, the alternatives of the last symbol, and the one that was meant."""
    yield 400
    yield from stage.person.write(staging.doubtful())
    yield 1200
    canvas, symbol = stage.window.canvas, QPointF(*stage.person.symbols()[-1])
    bar = stage.window.findChild(QToolBar)
    assert bar is not None
    button = bar.widgetForAction(stage.window.actions_.select)
    pen = QPointF(canvas.mapTo(stage.window, symbol.toPoint()))
    yield from glide(button, QPointF(button.mapFrom(stage.window, pen.toPoint())), QPointF(button.rect().center()))
    click(button, QPointF(button.rect().center()))
    yield 300
    yield from glide(canvas, QPointF(canvas.mapFrom(stage.window, button.mapTo(stage.window, QPoint(9, 9)))), symbol)
    yield 500
    yield from stage.person.draw([symbol.toTuple()])
    menu = stage.program.fixing.menu
    assert menu is not None
    yield lambda: menu.list.count() > 1
    yield 900
    rows, second = menu.list.viewport(), QPointF(menu.list.visualItemRect(menu.list.item(1)).center())
    yield from glide(rows, QPointF(rows.mapFromGlobal(canvas.mapToGlobal(symbol.toPoint()))), second)
    yield 400
    click(rows, second)
    yield stage.person.is_read
    yield 2200


def click(widget: QWidget, place: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    mouse(widget, QEvent.Type.MouseButtonPress, place.toTuple(), left, left)
    mouse(widget, QEvent.Type.MouseButtonRelease, place.toTuple(), left, none)


def glide(widget: QWidget, start: QPointF, end: QPointF) -> Script:
    """Move the pointer over a widget, slower at both ends."""
    none = Qt.MouseButton.NoButton
    for step in range(1, GLIDE_STEPS + 1):
        share = step / GLIDE_STEPS
        at = start + (end - start) * (share * share * (3 - 2 * share))
        mouse(widget, QEvent.Type.MouseMove, at.toTuple(), none, none)
        yield 30


def save(frames: list[tuple[QImage, float]], path: Path) -> None:
    """An animation of those frames that differ from the one before, each shown as long as the window showed it."""
    changed = [frames[0], *(after for before, after in pairwise(frames) if after[0] != before[0])]
    ends = [*(taken for _, taken in changed[1:]), frames[-1][1] + FRAME_MS / 1000]
    lasted = [round(1000 * (end - taken)) for (_, taken), end in zip(changed, ends, strict=True)]
    first, *rest = (_to_pillow(image) for image, _ in changed)
    first.save(path, save_all=True, append_images=rest, duration=lasted, loop=0, quality=QUALITY, method=6)


def _to_pillow(image: QImage) -> Image.Image:
    from PIL import Image

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")  # type: ignore[call-overload]  # the stubs want bytes, which it refuses
    return Image.open(io.BytesIO(data.data())).convert("RGB")


if __name__ == "__main__":
    sys.exit(main())

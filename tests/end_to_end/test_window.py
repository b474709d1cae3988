"""The whole program from outside: drawn into on a real screen, its clipboard read by another program, and killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from app.services.sheet import FLOATS
from mathnet import inkml
from mathnet.ink import Ink
from mathnet.latex import LatexError, canonical
from mathnet.sources import items
from tests.end_to_end.screen import Place, Screen, screen, wait_until, what_is_missing
from tests.mathnet.captions import crohme_captions, data_folder

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs a screen for the test, but there is no {MISSING}")

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
CANVAS = (80, 180, 760, 460)  # left, top, right, bottom: well within the canvas, whatever lies around it
COPY = "ctrl+shift+c"
PATIENCE_SECONDS = 40


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path) as opened:
        opened.start()
        yield opened


def places(ink: Ink) -> list[list[Place]]:
    """The strokes of the ink, as large as the canvas allows, in pixels of the screen."""
    left, top, right, bottom = CANVAS
    box = ink.box
    scale = min((right - left) / box.width, (bottom - top) / box.height)
    strokes = [((stroke.points - (box.left, box.top)) * scale).round().tolist() for stroke in ink.strokes]
    # A screen reports a place once, however often the tablet did.
    return [[place for place, _ in groupby((int(left + x), int(top + y)) for x, y in stroke)] for stroke in strokes]


def write(desk: Screen, ink: Ink) -> None:
    for stroke in places(ink):
        desk.draw(stroke)


def copies(desk: Screen, latex: str) -> bool:
    """Whether the copy key puts this LaTeX onto the clipboard now."""
    desk.press(COPY)
    try:
        return canonical(desk.clipboard()) == canonical(latex)
    except LatexError:  # nothing was there to be copied yet
        return False


def read_crohme(name: str) -> Ink:
    archive = data_folder() / "crohme" / "inkml.tar.xz"
    return inkml.read(next(item.read() for item in items(archive) if PurePosixPath(item.name).stem == name))


def test_what_is_drawn_is_pasted_as_latex_elsewhere_and_survives_a_crash(desk: Screen) -> None:
    ink = inkml.read(SAMPLES / "square_plus_one.inkml")
    write(desk, ink)
    wait_until(lambda: copies(desk, ink.truth), PATIENCE_SECONDS)
    desk.kill()
    assert desk.clipboard() == ""  # it went with the program, so what comes next was read anew
    desk.start()
    wait_until(lambda: copies(desk, ink.truth), PATIENCE_SECONDS)


def test_an_expression_of_crohme_is_drawn_and_pasted(desk: Screen) -> None:
    name = "29_em_153"
    ink, caption = read_crohme(name), crohme_captions("test2014")[name]
    write(desk, ink)
    wait_until(lambda: copies(desk, caption), PATIENCE_SECONDS)


def test_quick_strokes_keep_their_corners(desk: Screen, tmp_path: Path) -> None:
    """The first events come while the window is busy; none of the places between may be dropped for that."""
    for left in (100, 300, 500):
        desk.draw([(left, 200), (left + 140, 420), (left + 280, 200)], step_seconds=0.0)
    wait_until(lambda: len(heights(tmp_path)) == 3, PATIENCE_SECONDS)
    assert heights(tmp_path) == pytest.approx([220] * 3, abs=8)


def heights(folder: Path) -> list[float]:
    """How tall the strokes are that the program has kept, in pixels."""
    (path,) = folder.rglob("*.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT points FROM stroke ORDER BY position").fetchall()
    return [float(np.ptp(np.frombuffer(points, FLOATS).reshape(-1, 2)[:, 1])) for (points,) in rows]

"""Photos out of the store: their place is known at once, their pixels come from another thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.canvas import decoding
from app.canvas.canvas import InkCanvas
from app.canvas.content import PlacedPicture
from app.canvas.decoding import Decoding, Grey
from app.services.sheet import to_png
from mathnet.ink import Box
from tests.app.canvas.looks import has_ink

GREY = np.full((60, 80), 255, dtype=np.uint8)
GREY[20:40, 30:50] = 0


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Nothing is decoded before this is set."""
    opened, real = threading.Event(), decoding.decoded

    def wait(png: bytes, shape: tuple[int, int]) -> Grey:
        assert opened.wait(10)
        return real(png, shape)

    monkeypatch.setattr(decoding, "decoded", wait)
    yield opened
    opened.set()


def test_its_size_is_known_before_its_pixels(gate: threading.Event) -> None:
    placed = PlacedPicture(Decoding(to_png(GREY)), 10.0, 20.0, 0.5)
    assert placed.box == Box(10, 20, 50, 50)
    assert not placed.is_there
    gate.set()
    assert np.array_equal(placed.grey, GREY)
    assert placed.is_there


def test_a_canvas_shows_it_as_soon_as_it_is_there(canvas: InkCanvas, gate: threading.Event, qtbot: QtBot) -> None:
    canvas.document.open(picture=PlacedPicture(Decoding(to_png(GREY))))
    assert not has_ink(canvas, 40, 30)
    updates: list[object] = []
    canvas._sheet._decoding.timeout.connect(lambda: updates.append(None))
    qtbot.waitUntil(lambda: len(updates) > 2)
    gate.set()
    qtbot.waitUntil(lambda: not canvas._sheet._decoding.isActive())
    assert has_ink(canvas, 40, 30)


def test_what_is_no_png_is_an_error_and_what_is_damaged_is_white() -> None:
    with pytest.raises(ValueError, match="PNG"):
        Decoding(b"no picture")
    assert Decoding(to_png(GREY)[:45]).grey.min() == 255
    assert Decoding(to_png(GREY)[:45]).grey.shape == GREY.shape

"""Attention as files: they open elsewhere, show what they should, in black on white, and stay small."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from app.canvas.colours import HeatLook
from app.canvas.content import Content, PlacedPicture
from app.services.attention_export import Form, export, file_name, gif, npz, png, svg, write
from app.services.attention_page import Exhibit, Page
from app.services.files import FileError
from mathnet.ink import Box, Ink, Stroke
from tests.app.fakes import CELL, COLUMNS, ROWS, candidate, reading

LONG = candidate(" ".join("abcdefghijklmnopqrst"), 1.0)


@pytest.fixture
def exhibit(qtbot: QtBot) -> Exhibit:
    chosen, answer = LONG, reading()
    ink = Ink.of([[(x, 20), (x + 6, 30)] for x in range(4, 150, 8)] + [[(2, 40), (150, 40)]])
    box = answer.frame.map_box(ROWS, COLUMNS)
    return Exhibit(
        Content(ink.strokes),
        1.5,
        chosen.tokens,
        chosen.latex,
        chosen.attention,
        answer.focus,
        box,
        answer.frame,
        HeatLook(),
    )


def picture_of(data: bytes) -> QImage:
    image = QImage.fromData(data)
    assert not image.isNull()
    return image


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def colourful(image: QImage) -> np.ndarray:
    """Which pixels of the drawing are neither black nor white nor grey; the caption with its colours is left out."""
    rgb = pixels(image)[: int(image.height() * 0.8)]
    return np.ptp(rgb, axis=2) > 60


def rendered(data: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    image = QImage(renderer.viewBox().size(), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_a_picture_is_black_ink_on_white_with_the_heat_where_the_model_looked(exhibit: Exhibit) -> None:
    image = picture_of(png(exhibit, 5))
    rgb = pixels(image)
    assert (rgb[0, 0] == 255).all()
    assert rgb.min() == 0
    rows, columns = np.nonzero(colourful(image))
    page = Page(exhibit)
    cell = Box(5 * CELL, ROWS // 2 * CELL, 6 * CELL, (ROWS // 2 + 1) * CELL)
    where = page.view.rect_of(cell)
    assert abs(columns.mean() / 2 - where.center().x()) < where.width() / 2
    assert abs(rows.mean() / 2 - where.center().y()) < where.height() / 2


def test_each_token_and_the_focus_map_have_their_own_picture(exhibit: Exhibit) -> None:
    assert len({png(exhibit, token) for token in (0, 1, None)}) == 3


def test_a_picture_looks_as_the_heatmap_on_the_canvas_does(exhibit: Exhibit) -> None:
    def mean_of_heat(look: HeatLook) -> np.ndarray:
        image = picture_of(png(replace(exhibit, look=look), 5))
        return pixels(image)[: int(image.height() * 0.8)][colourful(image)].mean(axis=0)

    inferno, viridis = mean_of_heat(HeatLook()), mean_of_heat(HeatLook("viridis"))
    assert inferno[0] > inferno[1]
    assert viridis[1] > viridis[0]
    assert mean_of_heat(HeatLook("viridis", 0.5)).mean() > viridis.mean()


def test_a_drawing_shows_what_the_picture_shows_with_its_ink_as_curves(exhibit: Exhibit) -> None:
    data = svg(exhibit, 5)
    text = data.decode()
    assert text.count("<path") >= len(exhibit.content.strokes)
    assert text.count("<image") == 1
    assert "Token 6 of 20" in text
    page = Page(exhibit)
    assert rendered(data).size() == page.size.toSize()
    seen, same = colourful(rendered(data)), colourful(page.image(5, 1))
    assert (seen & same).sum() > 0.8 * (seen | same).sum()


@pytest.mark.parametrize("animated", [False, True])
def test_no_caption_is_cut_off(exhibit: Exhibit, animated: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = replace(exhibit, content=Content(Ink.of([[(70, 20), (76, 60)]]).strokes), source="Layer 3, mean of heads")
    written: list[tuple[str, float, float]] = []  # each text, how broad it is, and the room it has

    def write_down(_: QPainter, area: QRectF, text: str, font: QFont, colour: QColor) -> float:
        written.append((text, QFontMetricsF(font).horizontalAdvance(text), area.width()))
        return written[-1][1]

    monkeypatch.setattr("app.services.attention_page._write", write_down)
    page = Page(narrow, animated)
    for token in (None, *range(len(narrow.tokens))):
        page.image(token, 1)
    assert any("Layer 3" in text for text, _, _ in written)
    assert [text for text, broad, room in written if broad > room + 1e-6] == []


def test_heat_over_a_picture_leaves_its_ink_black(exhibit: Exhibit) -> None:
    grey = np.full((48, 160), 255, dtype=np.uint8)
    grey[20:30] = 0
    content = Content((Stroke(np.array([[5, 5], [150, 45]], dtype=np.float32)),), PlacedPicture(grey))
    for image in (
        picture_of(png(replace(exhibit, content=content), 5)),
        rendered(svg(replace(exhibit, content=content), 5)),
    ):
        rgb, page = pixels(image), Page(replace(exhibit, content=content))
        where = page.view.rect_of(Box(45, 24, 46, 25)).center() * (image.width() / page.size.width())
        assert rgb[int(where.y()), int(where.x())].max() < 40
        assert colourful(image).any()


def test_an_animation_has_a_frame_a_token_and_stays_small(exhibit: Exhibit) -> None:
    from PIL import Image

    data = gif(exhibit, 300)
    assert len(data) < 2**20
    with Image.open(io.BytesIO(data)) as made:
        assert made.n_frames == len(LONG.tokens)  # type: ignore[attr-defined]
        assert made.info["loop"] == 0
        assert made.info["duration"] == 300
        frames = []
        for place in (0, 19):
            made.seek(place)
            frames.append(np.asarray(made.convert("RGB")).astype(int))
    lines = [frame[-40:-6].min(axis=(0, 2)) < 128 for frame in frames]  # columns with writing in the lowest line
    assert lines[1].sum() > 5 * lines[0].sum()  # the LaTeX so far


def test_without_tokens_there_is_no_animation_but_a_sentence(exhibit: Exhibit) -> None:
    with pytest.raises(FileError, match="write something"):
        gif(replace(exhibit, tokens=(), maps=exhibit.maps[:0]), 300)


def test_the_numbers_can_be_read_back_without_this_program(exhibit: Exhibit) -> None:
    with np.load(io.BytesIO(npz(exhibit)), allow_pickle=False) as kept:
        assert np.array_equal(kept["maps"], exhibit.maps)
        assert tuple(kept["tokens"].tolist()) == exhibit.tokens
        assert np.array_equal(kept["focus"], exhibit.focus)
        assert kept["frame"].tolist() == [1.0, 0.0, 0.0, CELL]
        assert kept["box"].tolist() == [0, 0, COLUMNS * CELL, ROWS * CELL]
        assert str(kept["latex"]) == exhibit.latex


@pytest.mark.parametrize("form", Form)
def test_a_single_dot_can_be_exported(exhibit: Exhibit, form: Form) -> None:
    dot = Content((Stroke(np.array([[3.0, 4.0]], dtype=np.float32)),))
    assert export(replace(exhibit, content=dot, box=Box(0, 0, 8, 8)), form, 0, 300)


def test_file_names_say_what_is_in_them(exhibit: Exhibit) -> None:
    greek = replace(exhibit, tokens=("\\alpha", "{", "2"))
    assert file_name(greek, Form.PNG, 0) == "attention_01_alpha.png"
    assert file_name(greek, Form.SVG, 1) == "attention_02.svg"
    assert file_name(greek, Form.PNG, None) == "attention_focus.png"
    assert file_name(greek, Form.GIF, 1) == "attention.gif"
    assert file_name(replace(greek, source="layer 2, head 3"), Form.NPZ, 1) == "attention_layer-2-head-3.npz"


def test_a_place_that_cannot_be_written_to_is_said_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Choose another place"):
        write(b"data", tmp_path / "missing" / "a.png")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(FileError, match="cannot be written"):
        write(b"data", tmp_path / "folder.png")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"]


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(b"old")
    write(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]

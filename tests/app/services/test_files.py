"""Files in and out, broken ones included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from app.services import files
from app.services.files import FileError
from mathnet.ink import Ink


def test_ink_comes_back_from_a_file_as_it_was_written(tmp_path: Path) -> None:
    ink = Ink.of([[(1, 2), (3, 4)], [(5, 6)]])
    files.write(ink, tmp_path / "formula.inkml")
    back = files.read(tmp_path / "formula.inkml").ink
    assert back is not None
    assert [stroke.points.tolist() for stroke in back.strokes] == [stroke.points.tolist() for stroke in ink.strokes]
    assert [path.name for path in tmp_path.iterdir()] == ["formula.inkml"]


def test_a_picture_is_known_by_what_it_is_and_not_by_its_name(tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(tmp_path / "photo.png"))
    (tmp_path / "photo.png").rename(tmp_path / "photo")
    loaded = files.read(tmp_path / "photo")
    assert loaded.ink is None
    assert loaded.picture is not None
    assert loaded.picture.shape == (30, 40)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.inkml", b"<ink><trace>1 2, 3"),
        ("empty.inkml", b""),
        ("none.inkml", b"<ink xmlns='http://www.w3.org/2003/InkML'></ink>"),
        ("letters.png", b"these are letters"),
    ],
)
def test_a_broken_file_is_an_error_that_names_it(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError, match=name):
        files.read(tmp_path / name)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.inkml"):
        files.read(tmp_path / "nowhere.inkml")


def test_a_place_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        files.write(Ink.of([[(0, 0)]]), tmp_path / "no such folder" / "formula.inkml")


def test_a_picture_from_the_clipboard_is_read() -> None:
    image = QImage(20, 10, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    picture = files.from_image(image).picture
    assert picture is not None
    assert picture.shape == (10, 20)
    assert picture.dtype == np.uint8


def test_a_blackboard_is_turned_over_so_that_dark_ink_is_seen_on_it() -> None:
    board = np.full((40, 60), 30, dtype=np.uint8)
    board[10:12] = 220
    assert files.on_light(board)[0, 0] == 225
    assert files.on_light(board)[11, 0] == 35
    paper = 255 - board
    assert files.on_light(paper) is paper


def test_an_unreadable_picture_from_the_clipboard_is_an_error() -> None:
    with pytest.raises(FileError, match="clipboard"):
        files.from_image(QImage())


def test_a_photo_is_upright_by_what_the_camera_says(tmp_path: Path) -> None:
    from PIL import Image

    photo = Image.new("L", (40, 20), 230)
    photo.putpixel((0, 0), 10)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held turned, so that the picture has to be turned clockwise
    photo.save(tmp_path / "photo.png", exif=exif)
    picture = files.read(tmp_path / "photo.png").picture
    assert picture is not None
    assert picture.shape == (40, 20)
    assert picture[0, 19] == 10


def test_a_very_large_picture_is_made_smaller_and_keeps_its_shape_and_shades() -> None:
    large = np.full((3000, 4000), 200, dtype=np.uint8)
    large[:, 2000:] = 40
    small = files.small_enough(large)
    assert small.size <= 1.01 * files.MOST_PIXELS
    assert small.shape[1] / small.shape[0] == pytest.approx(4 / 3, rel=0.01)
    assert (small[0, 0], small[0, -1]) == (200, 40)
    assert files.small_enough(large[:1500]).shape == (1500, 4000)

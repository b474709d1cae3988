"""The formula as a picture: black, of the right size, with its resolution in the file."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.services import drawing
from app.services.drawing import Ground
from app.typeset.formula import TypesetError

LATEX = r"\frac{a}{b}"
METRES_AN_INCH = 0.0254


def decoded(data: bytes) -> QImage:
    image = QImage.fromData(QByteArray(data))
    assert not image.isNull()
    return image


def colours(image: QImage) -> set[tuple[int, int, int]]:
    """The colours of all pixels that can be seen."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {(pixel.red(), pixel.green(), pixel.blue()) for pixel in pixels if pixel.alpha() > 128}


@pytest.mark.parametrize("dpi", [192, drawing.PRINT_DPI, drawing.PASTED_DPI])
def test_the_resolution_is_written_into_the_file(qapp: QApplication, dpi: int) -> None:
    image = decoded(drawing.png(LATEX, dpi))
    assert image.dotsPerMeterX() * METRES_AN_INCH == pytest.approx(dpi, abs=0.1)
    assert image.dotsPerMeterY() == image.dotsPerMeterX()


def test_twice_the_resolution_is_twice_the_pixels(qapp: QApplication) -> None:
    small, large = (decoded(drawing.png(LATEX, dpi)) for dpi in (192, 384))
    assert large.width() == pytest.approx(2 * small.width(), abs=1)
    assert large.height() == pytest.approx(2 * small.height(), abs=1)


def test_ink_is_black_on_nothing_or_on_white(qapp: QApplication) -> None:
    clear, white = (decoded(drawing.png(LATEX, 96, ground)) for ground in (Ground.TRANSPARENT, Ground.WHITE))
    assert clear.pixelColor(0, 0).alpha() == 0
    assert colours(clear) == {(0, 0, 0)}
    assert white.pixelColor(0, 0).getRgb() == (255, 255, 255, 255)
    assert (0, 0, 0) in colours(white)


def test_a_formula_of_great_length_gets_fewer_pixels_an_inch(qapp: QApplication) -> None:
    image = drawing.image("x+" * 150 + "x", dpi=20_000)
    assert 0.9 * drawing.LONGEST < image.width() <= drawing.LONGEST


def test_svg_holds_black_outlines_in_its_view_box(qapp: QApplication) -> None:
    data = drawing.svg(LATEX)
    root = ElementTree.fromstring(data)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert root.attrib["width"].endswith("pt")
    assert float(root.attrib["width"][:-2]) / float(root.attrib["height"][:-2]) == pytest.approx(
        width / height, rel=0.05
    )
    fills = {element.get("fill") for element in root.iter() if element.get("fill")}
    assert fills == {"#000000"}
    assert b"<text" not in data
    assert QSvgRenderer(QByteArray(data)).isValid()


def test_text_is_as_large_as_that_of_a_document(qapp: QApplication) -> None:
    """An x of a font of 12 points is about five points high; print and screen agree on it."""
    root = ElementTree.fromstring(drawing.svg("x"))
    image = decoded(drawing.png("x", 720))  # ten pixels a point
    assert float(root.attrib["height"][:-2]) == pytest.approx(image.height() / 10, abs=0.1)
    assert 4 < image.height() / 10 < 9


@pytest.mark.parametrize("name", ["formula.png", "formula.svg", "formula.SVG"])
def test_the_ending_says_what_is_saved(qapp: QApplication, tmp_path: Path, name: str) -> None:
    drawing.save(LATEX, tmp_path / name)
    is_svg = (tmp_path / name).read_bytes().startswith(b"<svg")
    assert is_svg == name.lower().endswith("svg")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_cannot_be_set_or_written_is_an_error_and_leaves_no_file(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(TypesetError):
        drawing.save("{", tmp_path / "formula.png")
    with pytest.raises(OSError, match=r"\w"):
        drawing.save(LATEX, tmp_path / "missing" / "formula.png")
    assert list(tmp_path.iterdir()) == []

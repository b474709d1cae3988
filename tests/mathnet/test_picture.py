"""Pictures from files and arrays: every format becomes one grey picture, and what cannot be read says why."""

import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from mathnet.picture import MAX_MEGAPIXELS, PictureError, from_array, load_picture, normalise

Grey = NDArray[np.uint8]


def written(ink: int = 40, paper: int = 230) -> Grey:
    """A line of ink that looks different however it is turned."""
    picture = np.full((160, 300), paper, np.uint8)
    cv2.putText(picture, "x+1", (30, 110), cv2.FONT_HERSHEY_SIMPLEX, 3, ink, 6, cv2.LINE_AA)
    return picture


def legible(picture: Grey) -> bool:
    """Whether the ink found is that of the plain picture."""
    raster, scale, corner = normalise(picture)
    expected, expected_scale, expected_corner = normalise(written())
    alike = np.allclose([scale, *corner], [expected_scale, *expected_corner], rtol=0.1, atol=3)
    return alike and abs(raster.sum() / expected.sum() - 1) < 0.1


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_every_format_gives_the_same_grey_picture(kind: str) -> None:
    picture = written()
    loaded = load_picture(encoded(Image.fromarray(picture).convert("RGB"), kind), f"formula.{kind.lower()}")
    assert loaded.dtype == np.uint8
    assert loaded.shape == picture.shape
    assert np.abs(loaded.astype(int) - picture).mean() < 2


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_become_eight(kind: str) -> None:
    deep = np.full((20, 30), 40_000, np.uint16)
    assert load_picture(encoded(Image.fromarray(deep), kind), "deep").tolist() == [[155] * 30] * 20


def test_floating_point_tiff_is_read() -> None:
    shades = np.tile(np.linspace(0, 1, 30, dtype=np.float32), (20, 1))
    loaded = load_picture(encoded(Image.fromarray(shades), "TIFF"), "shades.tiff")
    assert loaded[0, 0] == 0
    assert loaded[0, -1] == 255


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "LA"])
def test_unusual_colour_modes_are_read(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    picture = written(ink=0, paper=255)
    loaded = load_picture(encoded(Image.fromarray(picture).convert("L").convert(mode), kind), "odd")
    assert np.abs(loaded.astype(int) - picture).mean() < 6


def test_the_orientation_in_exif_is_respected() -> None:
    image = Image.fromarray(written())
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by a quarter to see it upright
    loaded = load_picture(encoded(image, "JPEG", exif=exif), "phone.jpg")
    assert np.abs(loaded.astype(int) - np.rot90(written(), -1)).mean() < 2


def transparent(ink: int) -> NDArray[np.uint8]:
    cover = 255 - written(ink=0, paper=255)
    return np.dstack([np.full_like(cover, ink)] * 3 + [cover])


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0)])
def test_transparent_paper_contrasts_with_the_ink(ink: int, paper: int) -> None:
    for picture in (from_array(transparent(ink)), load_picture(encoded(Image.fromarray(transparent(ink)), "PNG"), "a")):
        assert picture[0, 0] == paper
        assert legible(picture)


def test_transparent_corners_take_the_colour_of_the_paper() -> None:
    pixels = np.dstack([written()] * 3 + [np.full_like(written(), 255)])
    pixels[:20, :20] = pixels[-20:, -20:] = 0
    assert from_array(pixels)[0, 0] == 230
    assert legible(from_array(pixels))


def test_a_wholly_transparent_picture_is_blank() -> None:
    assert normalise(from_array(np.zeros((50, 80, 4), np.uint8)))[0].size == 0


def test_arrays_of_grey_and_colour_agree() -> None:
    picture = written()
    assert np.array_equal(from_array(picture), picture)
    assert np.array_equal(from_array(np.dstack([picture] * 3)), picture)


@pytest.mark.parametrize("shape", [(5,), (5, 5, 2), (2, 5, 5, 3)])
def test_arrays_of_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(PictureError, match="RGBA"):
        from_array(np.zeros(shape, np.uint8))


def test_arrays_of_other_types_are_refused() -> None:
    with pytest.raises(PictureError, match="float64"):
        from_array(np.zeros((5, 5)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture at all", encoded(Image.new("L", (9, 9)), "GIF")],
    ids=["empty", "text", "another format"],
)
def test_what_is_no_picture_is_named_and_refused(data: bytes) -> None:
    with pytest.raises(PictureError, match=r"notes\.png.*save it as"):
        load_picture(data, "notes.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_cut_off_files_are_named_and_refused(kind: str) -> None:
    data = encoded(
        Image.fromarray(np.random.default_rng(2).integers(0, 256, (300, 700), np.uint8)).convert("RGB"), kind
    )
    with pytest.raises(PictureError, match="cut"):
        load_picture(data[: len(data) // 2], "cut")


def test_a_damaged_png_is_refused() -> None:
    data = bytearray(encoded(Image.fromarray(written()), "PNG"))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(PictureError, match=r"broken\.png is damaged"):
        load_picture(bytes(data), "broken.png")


def header_only_png(columns: int, rows: int) -> bytes:
    """A PNG that claims a size and holds no pixels: reading more than its header would call it damaged."""
    header = b"IHDR" + struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    chunks = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header)) + struct.pack(">I", 9) + b"IDAT"
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("side", [9_000, 12_000, 100_000])
def test_too_large_a_picture_is_refused_by_its_header_alone(side: int) -> None:
    with pytest.raises(PictureError, match=rf"huge\.png has more than {MAX_MEGAPIXELS} megapixels.*crop"):
        load_picture(header_only_png(side, side), "huge.png")

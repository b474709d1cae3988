"""The heatmap: contrast with the ink, steady lightness, places kept, in every colour scale."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.colours import SCALES, HeatLook, colours
from app.canvas.heat import enlarge, heat_image

LOOKS = [HeatLook(scale, opacity) for scale in SCALES for opacity in (1.0, 0.4)]


def luminance(rgb: np.ndarray) -> np.ndarray:
    linear = (rgb / 255.0) ** 2.2
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    brighter, darker = np.maximum(one, other), np.minimum(one, other)
    return (brighter + 0.05) / (darker + 0.05)


def on_paper(table: np.ndarray, paper: float) -> np.ndarray:
    opacity = table[:, 3:].astype(float) / 255
    return table[:, :3] * opacity + paper * (1 - opacity)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize(("dark", "ink", "paper"), [(False, 0x1B2130, 255.0), (True, 0xE8EBF1, 30.0)])
def test_the_ink_keeps_its_contrast_on_every_colour(look: HeatLook, dark: bool, ink: int, paper: float) -> None:
    seen = luminance(on_paper(colours(dark, look), paper))
    written = luminance(np.array([[ink >> 16, ink >> 8 & 255, ink & 255]], dtype=float))
    assert contrast(seen, written).min() > 3


@pytest.mark.parametrize("scale", SCALES)
def test_colours_grow_steadily_in_lightness_so_that_all_eyes_can_read_them(scale: str) -> None:
    steps = slice(None, None, 8)  # from one level to the next, rounding weighs more than the growth
    look = HeatLook(scale)
    assert (np.diff(luminance(colours(False, look)[steps, :3].astype(float))) < 0).all()
    assert (np.diff(luminance(colours(True, look)[steps, :3].astype(float))) > 0).all()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("dark", "paper"), [(False, 255.0), (True, 30.0)])
def test_much_attention_stands_out_from_the_paper(scale: str, dark: bool, paper: float) -> None:
    strongest = luminance(on_paper(colours(dark, HeatLook(scale)), paper))[-1:]
    assert contrast(strongest, luminance(np.full((1, 3), paper))).min() > 2


def test_the_scales_are_those_of_matplotlib() -> None:
    matplotlib = pytest.importorskip("matplotlib")
    for name, scale in SCALES.items():
        published = matplotlib.colormaps["Greys" if name == "greys" else name](np.linspace(0, 1, 17))[:, :3] * 255
        ours = np.array([list(bytes.fromhex(place)) for place in scale.places.split()])
        assert np.abs(ours - published).max() < 1.5, name


def test_less_opacity_lets_more_of_the_paper_through() -> None:
    assert np.allclose(
        colours(False, HeatLook("viridis", 0.5))[:, 3], colours(False, HeatLook("viridis"))[:, 3] / 2, atol=1
    )


@pytest.mark.parametrize(("scale", "opacity"), [("jet", 1.0), ("viridis", 1.1), ("viridis", -0.1)])
def test_a_look_that_there_is_not_is_refused(scale: str, opacity: float) -> None:
    with pytest.raises(ValueError, match="cannot look like"):
        HeatLook(scale, opacity)


def test_no_attention_leaves_the_paper_clear() -> None:
    assert heat_image(np.zeros((3, 4), dtype=np.float32), dark=False).pixelColor(5, 5).alpha() == 0


def test_the_highest_value_has_the_strongest_colour_however_small_its_place_is() -> None:
    spot = np.zeros((5, 7), dtype=np.float32)
    spot[2, 3] = 0.01
    image = heat_image(spot, dark=False)
    strongest = max(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))
    assert strongest == colours(False)[-1, 3]


def test_enlarging_keeps_places_and_sums() -> None:
    spot = np.zeros((5, 7), dtype=np.float32)
    spot[1, 4] = 1
    large = enlarge(spot, 8)
    row, column = np.unravel_index(large.argmax(), large.shape)
    assert large.shape == (40, 56)
    assert (row // 8, column // 8) == (1, 4)
    assert np.allclose(enlarge(np.ones((5, 7), dtype=np.float32), 8), 1, atol=1e-6)

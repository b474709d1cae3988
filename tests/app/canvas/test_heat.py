"""The heatmap: contrast with the ink, steady lightness, places kept."""

from __future__ import annotations

import numpy as np

from app.canvas.heat import colours, enlarge, heat_image


def luminance(rgb: np.ndarray) -> np.ndarray:
    linear = (rgb / 255.0) ** 2.2
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def test_the_ink_keeps_its_contrast_on_every_colour() -> None:
    for dark, ink, paper in ((False, 0x1B2130, 255.0), (True, 0xE8EBF1, 30.0)):
        table = colours(dark).astype(float)
        opacity = table[:, 3:] / 255
        seen = luminance(table[:, :3] * opacity + paper * (1 - opacity))
        written = luminance(np.array([[ink >> 16, ink >> 8 & 255, ink & 255]], dtype=float))
        brighter, darker = np.maximum(seen, written), np.minimum(seen, written)
        assert ((brighter + 0.05) / (darker + 0.05)).min() > 3


def test_colours_grow_steadily_in_lightness_so_that_all_eyes_can_read_them() -> None:
    steps = slice(None, None, 8)  # from one level to the next, rounding weighs more than the growth
    assert (np.diff(luminance(colours(False)[steps, :3].astype(float))) < 0).all()
    assert (np.diff(luminance(colours(True)[steps, :3].astype(float))) > 0).all()


def test_no_attention_leaves_the_paper_clear() -> None:
    assert heat_image(np.zeros((3, 4), dtype=np.float32), dark=False).pixelColor(5, 5).alpha() == 0


def test_enlarging_keeps_places_and_sums() -> None:
    spot = np.zeros((5, 7), dtype=np.float32)
    spot[1, 4] = 1
    large = enlarge(spot, 8)
    row, column = np.unravel_index(large.argmax(), large.shape)
    assert large.shape == (40, 56)
    assert (row // 8, column // 8) == (1, 4)
    assert np.allclose(enlarge(np.ones((5, 7), dtype=np.float32), 8), 1, atol=1e-6)

"""Heatmaps: heat where the model looked, ink readable over it, one panel a token."""

import cv2
import numpy as np
import pytest

from mathnet import heatmap
from mathnet.raster import Frame
from mathnet.reading import Candidate, Reading

ROWS, COLUMNS = 6, 10  # cells


def reading(tokens: int = 3, cells: tuple[int, int] = (ROWS, COLUMNS)) -> Reading:
    """A reading with a bar of ink in the middle, whose maps look at the cells of the diagonal, one after the other."""
    picture = np.zeros((4, cells[0] * 8, cells[1] * 8), dtype=np.float32)
    picture[0, picture.shape[1] // 2 - 2 : picture.shape[1] // 2 + 2, 8:-8] = 1.0
    attention = np.zeros((tokens, *cells), dtype=np.float32)
    for token in range(tokens):
        attention[token, token % cells[0], token % cells[1]] = 1.0
    labels = tuple(f"\\token{number}" for number in range(tokens))
    candidate = Candidate(labels, "".join(labels), -0.1, 0.9, (0.5,) * tokens, attention)
    return Reading((candidate,), np.ones(cells, dtype=np.float32), picture, Frame(1.0, 0.0, 0.0), 1.0)


def test_heat_lies_where_attention_is() -> None:
    heat = np.zeros((ROWS, COLUMNS), dtype=np.float32)
    heat[1, 7] = 0.2
    picture = heatmap.overlay(np.zeros((ROWS * 8, COLUMNS * 8), dtype=np.float32), heat, 8)
    darkness = 255 - picture.astype(int).mean(axis=2)
    row, column = np.unravel_index(darkness.argmax(), darkness.shape)
    assert (row // 8, column // 8) == (1, 7)
    assert darkness[:, : 5 * 8].max() == 0  # far from it, paper stays white


def test_more_attention_is_darker() -> None:
    heat = np.linspace(0.0, 1.0, 40, dtype=np.float32)[None].repeat(4, axis=0)
    picture = heatmap.overlay(np.zeros((4, 40), dtype=np.float32), heat, 1)
    lightness = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB)[1, :, 0].astype(int)
    assert (np.diff(lightness) <= 0).all()
    assert lightness[0] == 255
    assert lightness[-1] > 80  # ink stays readable


def test_a_map_is_shown_relative_to_its_strongest_cell() -> None:
    heat = np.random.default_rng(0).random((ROWS, COLUMNS), dtype=np.float32)
    ink = np.zeros((ROWS * 8, COLUMNS * 8), dtype=np.float32)
    np.testing.assert_allclose(heatmap.overlay(ink, heat, 8), heatmap.overlay(ink, heat * 0.01, 8), atol=2)


def test_ink_is_dark_over_any_heat() -> None:
    ink = np.zeros((ROWS * 8, COLUMNS * 8), dtype=np.float32)
    ink[20:24] = 1.0
    picture = heatmap.overlay(ink, np.ones((ROWS, COLUMNS), dtype=np.float32), 8)
    assert picture[20:24].max() < 60
    assert picture[:10].max() > 120


def test_a_map_without_attention_leaves_the_paper_white() -> None:
    nothing = np.zeros((ROWS, COLUMNS), dtype=np.float32)
    assert (heatmap.overlay(np.zeros((48, 80), dtype=np.float32), nothing, 8) == 255).all()


def test_a_map_may_be_smaller_or_larger_than_the_raster() -> None:
    ink = np.zeros((50, 70), dtype=np.float32)
    for cells in ((3, 4), (9, 12)):
        assert heatmap.overlay(ink, np.ones(cells, dtype=np.float32), 8, zoom=2.0).shape == (100, 140, 3)


@pytest.mark.parametrize(("tokens", "cells"), [(0, (6, 10)), (1, (2, 2)), (5, (6, 10)), (40, (4, 120)), (9, (60, 4))])
def test_a_sheet_has_a_panel_for_focus_and_each_token(tokens: int, cells: tuple[int, int]) -> None:
    sheet = heatmap.contact_sheet(reading(tokens, cells))
    assert sheet.dtype == np.uint8
    assert sheet.shape[1] <= 1440
    edges = (sheet == heatmap._EDGE).all(axis=2)
    frames, *_ = cv2.connectedComponents(edges.astype(np.uint8), connectivity=8)
    assert frames - 1 == tokens + 1


def test_tokens_are_written_above_their_panels() -> None:
    one = heatmap.contact_sheet(reading(2))
    other = reading(2)
    renamed = Candidate(("x", "y"), *(getattr(other.best, name) for name in list(Candidate.__annotations__)[1:]))
    changed = (one != heatmap.contact_sheet(other, renamed)).any(axis=(0, 2))
    assert changed.any()
    assert not changed[: one.shape[1] // 3 - 20].any()  # the focus panel is as it was


def test_a_reading_without_candidates_is_an_error() -> None:
    empty = Reading((), np.ones((2, 2), dtype=np.float32), np.zeros((4, 16, 16), dtype=np.float32), Frame(1, 0, 0), 1)
    with pytest.raises(ValueError, match="without candidates"):
        heatmap.contact_sheet(empty)


def test_a_png_holds_the_picture() -> None:
    sheet = heatmap.contact_sheet(reading())
    data = np.frombuffer(heatmap.png(sheet), dtype=np.uint8)
    np.testing.assert_array_equal(cv2.imdecode(data, cv2.IMREAD_COLOR), sheet)

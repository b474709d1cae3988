"""Measuring the attention: maps that know nothing score 1, maps that know a role score what they should."""

from __future__ import annotations

from contextlib import nullcontext

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from mathnet.config import tiny
from mathnet.encoder import CELL
from mathnet.model import Model
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.drawings import untrained
from tests.training.inks import ALL, FRACTION, POWER, SCRIPTS, samples_of
from training.data.batching import Drawn, draw_sample
from training.data.sample import NO_SYMBOL
from training.measures.focus import InkCells, Tally, correlation, figures_of_map, figures_of_tokens, measure_attention
from training.measures.roles import ROLES


def drawings(expressions: tuple[object, ...] = ALL) -> list[Drawn]:
    return [draw_sample(sample, 1.0, tiny().raster, 2) for sample in samples_of(expressions)]


@pytest.fixture
def model(vocabulary: Vocabulary) -> Model:
    return untrained(len(vocabulary))


class Constant(nn.Module):
    """An attention network that finds nothing."""

    def forward(self, cells: Tensor) -> Tensor:
        return torch.full_like(cells[:, 0], 0.3)


def figures(values: np.ndarray, cells: InkCells) -> dict[str, float]:
    return {" ".join(key): value for key, value in figures_of_map(values.astype(np.float32), cells)}


def test_ink_cells_are_those_of_symbols_and_know_their_ink(vocabulary: Vocabulary) -> None:
    drawn = drawings((FRACTION,))[0]
    cells = InkCells.of(drawn, vocabulary)
    assert len(cells.owner) == (drawn.symbols != NO_SYMBOL).sum()
    at = 5
    row, column = CELL * cells.rows[at], CELL * cells.columns[at]
    assert cells.density[at] == pytest.approx(drawn.raster[0, row : row + CELL, column : column + CELL].mean())
    bar = cells.roles[ROLES.index("fraction bar")]
    assert set(cells.owner[bar].tolist()) == {3}


def test_an_even_map_has_lift_one_full_entropy_and_points_as_chance_does(vocabulary: Vocabulary) -> None:
    for drawn in drawings():
        cells = InkCells.of(drawn, vocabulary)
        found = figures(np.full(len(cells.owner), 0.7), cells)
        lifts = [value for name, value in found.items() if name.startswith("roles")]
        assert lifts == pytest.approx([1.0] * len(lifts), rel=1e-5)
        assert found["entropy"] == pytest.approx(1.0)
        assert found["pointing gain"] == pytest.approx(0.0, abs=1e-6)
        assert found["mean"] == pytest.approx(0.7)
        assert np.isnan(found["correlation density"])


def test_a_map_of_one_role_has_the_greatest_lift_there_and_none_elsewhere(vocabulary: Vocabulary) -> None:
    cells = InkCells.of(drawings((POWER,))[0], vocabulary)
    script = cells.roles[ROLES.index("script")]
    found = figures(np.where(script, 1.0, 0.0), cells)
    assert found["roles script"] == pytest.approx(1 / script.mean())
    assert found["roles operator"] == found["roles plain"] == 0.0
    assert found["pointing hit"] == 1.0
    assert 0 < found["pointing chance"] < 1
    assert found["entropy"] == pytest.approx(np.log(script.sum()) / np.log(len(script)))


def test_a_map_that_points_at_plain_ink_misses(vocabulary: Vocabulary) -> None:
    cells = InkCells.of(drawings((POWER,))[0], vocabulary)
    found = figures(0.1 + 0.5 * cells.roles[ROLES.index("plain")], cells)
    assert found["pointing hit"] == 0.0
    assert found["pointing gain"] < 0


def test_a_map_that_is_bright_where_ink_is_dense_shows(vocabulary: Vocabulary) -> None:
    cells = InkCells.of(drawings((SCRIPTS,))[0], vocabulary)
    assert figures(3 * cells.density, cells)["correlation density"] == pytest.approx(1.0)
    assert figures(1 - cells.density, cells)["correlation density"] == pytest.approx(-1.0)
    assert figures(cells.around, cells)["correlation density_around"] == pytest.approx(1.0)


def test_what_hardly_varies_correlates_with_nothing() -> None:
    assert np.isnan(correlation(np.ones(5, dtype=np.float32), np.arange(5, dtype=np.float32)))
    assert np.isnan(correlation(np.array([1.0, 2.0]), np.array([1.0, 2.0])))


def test_a_gaze_at_the_own_symbol_is_all_inside_and_an_even_one_as_chance_has_it(vocabulary: Vocabulary) -> None:
    drawn = drawings((SCRIPTS,))[0]
    cells, owners = InkCells.of(drawn, vocabulary), drawn.sample.symbol_of_token
    gaze = np.stack([(drawn.symbols == owner) & (owner != NO_SYMBOL) for owner in owners]).astype(np.float32)
    gaze /= np.maximum(gaze.sum(axis=(1, 2), keepdims=True), 1)
    held = np.ones(drawn.symbols.shape, dtype=np.float32)
    inside = list(figures_of_tokens(gaze, held, cells, drawn))
    assert {key[0] for key, _ in inside} == {"all", "script", "nested", "plain", "relation"}
    exact = [value for (_, name), value in inside if not name.startswith("chance")]
    assert exact == pytest.approx([1.0] * len(exact))
    even = list(figures_of_tokens(np.full_like(gaze, 1 / held.sum()), held, cells, drawn))
    by_chance = [value for (_, name), value in even if name.startswith("chance")]
    assert [value for (_, name), value in even if not name.startswith("chance")] == pytest.approx(by_chance)


def test_means_weigh_each_figure_by_its_count_and_lie_in_their_interval() -> None:
    tally, rng = Tally(), np.random.default_rng(0)
    values = rng.normal(3.0, 1.0, 400)
    for value in values.tolist():
        tally.add({("a", "b"): (value, 1.0), ("c",): (2.0, 2.0)})
    tally.add({("c",): (9.0, 1.0)})
    summary = tally.summary(0)
    found = summary["a"]["b"]
    assert found["mean"] == pytest.approx(values.mean(), abs=1e-4)
    assert found["expressions"] == 400
    width = 2 * 1.96 * values.std() / 20
    assert found["low"] < found["mean"] < found["high"]
    assert found["high"] - found["low"] == pytest.approx(width, rel=0.15)
    assert summary["c"]["mean"] == pytest.approx(809 / 801, abs=1e-4)
    assert tally.summary(0) == summary


def test_a_network_that_finds_nothing_follows_the_ink(model: Model, vocabulary: Vocabulary) -> None:
    model.attention = Constant()  # type: ignore[assignment]
    maps = measure_attention(model, [drawings()], vocabulary, None)["maps"]
    assert set(maps) == {"focus", "untrained", "uniform", "density"}
    for role, figure in maps["focus"]["roles"].items():
        assert figure == pytest.approx(maps["uniform"]["roles"][role])
    assert maps["focus"]["on_ink"] == pytest.approx(maps["uniform"]["on_ink"])
    assert maps["density"]["correlation"]["density"]["mean"] == pytest.approx(1.0)
    assert "correlation" not in maps["focus"]


def test_grouping_does_not_change_the_figures(
    model: Model, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "training.measures.focus.mixed_precision", nullcontext
    )  # which rounds as the batch's shape has it
    together = measure_attention(model, [drawings()], vocabulary, vocabulary)
    alone = measure_attention(model, [[drawn] for drawn in drawings()], vocabulary, vocabulary)
    assert flat(together).keys() == flat(alone).keys()
    for key, value in flat(together).items():
        assert value == pytest.approx(flat(alone)[key], abs=1e-3), key


def test_the_gaze_is_measured_where_the_decoder_knows_the_caption(model: Model, vocabulary: Vocabulary) -> None:
    assert "tokens" not in measure_attention(model, [drawings()], vocabulary, None)
    small = Vocabulary((*SPECIALS, *"{ } _ ^ [ ] \\frac \\sqrt x 2 + 1".split()))  # noqa: SIM905
    report = measure_attention(untrained(len(small)), [drawings()], vocabulary, small)
    assert report["tokens"]["all"]["box"]["expressions"] == 2  # POWER and ROOT have no other tokens
    assert report["ink"]["plain"]["expressions"] == len(ALL)


def test_expressions_without_symbol_groups_count_nothing(model: Model, vocabulary: Vocabulary) -> None:
    bare = drawings()[:1]
    bare[0].symbols[:] = NO_SYMBOL
    assert measure_attention(model, [bare], vocabulary, vocabulary) == {}


def flat(tree: dict[str, object], under: str = "") -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in tree.items():
        found |= flat(value, f"{under}{name}/") if isinstance(value, dict) else {under + name: value}
    return found

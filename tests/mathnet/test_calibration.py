"""Calibration: probabilities as the formula has them, and none where nothing was fitted."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from mathnet.calibration import Calibration
from mathnet.checkpoint import CheckpointError, load_calibration, read_card, save_calibration, save_model
from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary

FITTED = Calibration(temperature=0.5, allowance=0.1, offset=1.5, slope=2.0, shift=-0.3)


def test_without_a_fit_candidates_share_the_whole_and_tokens_stay_as_they_are() -> None:
    plain = Calibration()
    assert plain.probabilities([-1.0, -2.0], [3, 9]) == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))])
    assert plain.confidences([0.25, 0.5]) == (0.25, 0.5)
    assert plain.probabilities([], []) == []


def test_probabilities_are_the_formula() -> None:
    scores = [math.exp((total + 0.1 * length) / 0.5 + 1.5) for total, length in ((-1.0, 5), (-2.0, 8))]
    expected = [score / (1 + sum(scores)) for score in scores]
    assert FITTED.probabilities([-1.0, -2.0], [5, 8]) == pytest.approx(expected)
    assert sum(expected) < 1


def test_tokens_are_moved_on_the_logistic_scale() -> None:
    (moved,) = FITTED.confidences([0.8])
    assert math.log(moved / (1 - moved)) == pytest.approx(2 * math.log(4) - 0.3)
    assert FITTED.confidences([0.2, 0.9]) == tuple(sorted(FITTED.confidences([0.9, 0.2])))


@pytest.mark.parametrize("totals", [[-5000.0, -5001.0], [0.0, -9000.0], [900.0]])
def test_extreme_scores_give_probabilities_all_the_same(totals: list[float]) -> None:
    found = FITTED.probabilities(totals, [4] * len(totals))
    assert all(0 <= value <= 1 for value in found)
    assert found == sorted(found, reverse=True)
    assert FITTED.confidences([0.0, 1.0])[0] < 0.01 < 0.99 < FITTED.confidences([0.0, 1.0])[1]


@pytest.mark.parametrize("wrong", [{"temperature": 0.0}, {"slope": -1.0}])
def test_a_calibration_that_turns_the_order_round_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Calibration(**wrong)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    vocabulary = Vocabulary.load()
    save_model(Model(tiny(), len(vocabulary)), vocabulary, tmp_path / "model", {"steps": 3})
    return tmp_path / "model"


def test_a_calibration_is_kept_in_the_model_s_card(model: Path) -> None:
    before = read_card(model)
    assert load_calibration(model) == Calibration()
    save_calibration(model.with_suffix(".safetensors"), FITTED)
    assert load_calibration(model) == FITTED
    after = read_card(model)
    assert after.pop("calibration")["temperature"] == 0.5
    assert after == before


def test_a_broken_calibration_is_an_error_that_names_it(model: Path) -> None:
    path = model.with_suffix(".json")
    path.write_text(json.dumps(read_card(model) | {"calibration": {"heat": 1.0}}), encoding="utf-8")
    with pytest.raises(CheckpointError, match=r"calibration of the model .* unknown key 'heat'"):
        load_calibration(model)

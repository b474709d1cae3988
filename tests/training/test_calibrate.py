"""Calibrating: what is fitted makes probabilities honest, and what it was fitted on is what training left out."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mathnet.calibration import Calibration
from mathnet.checkpoint import load_calibration
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_run, tiny_recipe
from training.__main__ import main
from training.calibrate import Outcome, calibration_error, cross_judged, fit, judged, outcome


def overconfident(count: int, seed: int = 0) -> list[Outcome]:
    """Readings whose scores are three times as sharp as they should be, and whose beam misses the truth at times."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        length = int(rng.integers(3, 30))
        honest = np.sort(rng.normal(0, 1.5, 3))[::-1]
        shares = np.exp([*honest, 0.5])
        right = int(rng.choice(4, p=shares / shares.sum()))
        token = float(rng.uniform(0.5, 0.95))
        hits = tuple((rng.random(5) < token).tolist())
        sharp = token**3 / (token**3 + (1 - token) ** 3)
        totals = tuple((3 * honest).tolist())
        found.append(Outcome(totals, (length,) * 3, -1 if right == 3 else right, (sharp,) * 5, hits))
    return found


def test_a_fit_takes_back_what_was_sharpened() -> None:
    calibration = fit(overconfident(4000))
    assert calibration.temperature == pytest.approx(3.0, rel=0.15)
    assert calibration.slope == pytest.approx(1 / 3, rel=0.15)
    assert calibration.offset == pytest.approx(-0.5, abs=0.25)
    assert calibration.shift == pytest.approx(0.0, abs=0.15)


def test_errors_fall_on_readings_that_the_fit_has_not_seen() -> None:
    outcomes = overconfident(1000)
    before, after = judged(outcomes, Calibration()), cross_judged(outcomes)
    for kind in (0, 1):
        assert len(before[kind][0]) == len(after[kind][0])
        assert calibration_error(after[kind]) < 0.5 * calibration_error(before[kind])


def test_the_error_is_the_gap_between_said_and_so() -> None:
    said = np.array([0.95] * 10 + [0.15] * 10)
    so = np.array([True] * 9 + [False] + [True] * 4 + [False] * 6)
    assert calibration_error((said, so)) == pytest.approx((0.05 + 0.25) / 2)
    assert calibration_error((np.ones(4), np.ones(4, dtype=bool))) == 0.0


def reading(*candidates: str) -> SimpleNamespace:
    made = [
        SimpleNamespace(tokens=tuple(one.split()), score=-0.5, confidences=(0.9,) * len(one.split()))
        for one in candidates
    ]
    return SimpleNamespace(candidates=tuple(made), best=made[0] if made else None)


def test_an_outcome_says_which_candidate_and_which_tokens_are_right() -> None:
    found = outcome(reading("x ^ { 2 }", "x ^ { z }"), ["x", "^", "{", "z", "}"])  # type: ignore[arg-type]
    assert found is not None
    assert found.right == 1
    assert found.hits == (True, True, True, False, True)
    assert found.totals == pytest.approx((-3.0, -3.0))  # five tokens and the end
    missed = outcome(reading("a"), ["b"])  # type: ignore[arg-type]
    assert missed is not None
    assert (missed.right, missed.hits) == (-1, (False,))
    assert outcome(reading(), ["b"]) is None  # type: ignore[arg-type]


def test_too_few_readings_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        fit(overconfident(19))


def test_the_command_writes_the_fit_into_the_model_and_draws_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = to_corpus(ALL * 5)
    recipe = tiny_recipe(steps=2)
    corpus.save(tmp_path / "corpus.npz")
    make_run(corpus, recipe, tmp_path / "run").run()
    card = json.loads((tmp_path / "run" / "model.json").read_text())
    card["training"]["recipe"]["validation_share"] = 0.99
    (tmp_path / "run" / "model.json").write_text(json.dumps(card))
    model = tmp_path / "run" / "model.safetensors"
    command = ["calibrate", "--model", str(model), "--cache", str(tmp_path / "corpus.npz"), "--beam", "2"]
    assert main([*command, "--out", str(tmp_path / "reliability.png"), "--device", "cpu"]) == 0
    assert load_calibration(model) != Calibration()
    assert "expected calibration error of formulas" in capsys.readouterr().out
    assert (tmp_path / "reliability.png").stat().st_size > 5000


def test_a_model_that_does_not_say_what_was_held_out_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = to_corpus(ALL)
    make_run(corpus, tiny_recipe(steps=1), tmp_path / "run").run()
    path = tmp_path / "run" / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"training": {}}))
    assert main(["calibrate", "--model", str(path), "--cache", str(tmp_path / "none.npz")]) == 2
    assert "nothing is known to be held out" in capsys.readouterr().err

"""The recogniser with the model that ships: reads the samples, however they are given."""

from __future__ import annotations

import math
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from mathnet.checkpoint import CheckpointError, shipped_model
from mathnet.config import tiny
from mathnet.ink import Ink
from mathnet.inkml import read
from mathnet.model import Model
from mathnet.raster import resample
from mathnet.reading import Pin
from mathnet.recognizer import _SURE, Recognizer
from mathnet.vocabulary import Vocabulary
from training.evaluate import to_picture

SAMPLES = shipped_model().parent.parent / "samples"
TRUTHS = {
    "square_plus_one": "x^2+1",
    "integral": "\\int_0^1x^2dx",
    "limit": "\\lim_{x\\rightarrow0}\\frac{\\sin x}{x}=1",
    "sum": "\\sum_{n=1}^\\infty\\frac{1}{n^2}=\\frac{\\pi^2}{6}",
    "quadratic_formula": "x=\\frac{-b\\pm\\sqrt{b^2-4ac}}{2a}",
}


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(device="cpu")


def sample(name: str) -> Ink:
    return read(SAMPLES / f"{name}.inkml")


def changed(ink: Ink, factor: float) -> Ink:
    return Ink.of(stroke.points * np.float32(factor) for stroke in ink.strokes)


def test_every_sample_has_a_truth_here() -> None:
    assert {path.stem for path in SAMPLES.glob("*.inkml")} == TRUTHS.keys()


@pytest.mark.parametrize("name", TRUTHS)
def test_the_samples_are_read_right(name: str, recognizer: Recognizer) -> None:
    assert recognizer.recognize(sample(name)).latex == TRUTHS[name]


@pytest.mark.parametrize("factor", [0.01, 100.0])
@pytest.mark.parametrize("name", TRUTHS)
def test_another_unit_reads_the_same(name: str, factor: float, recognizer: Recognizer) -> None:
    assert recognizer.recognize(changed(sample(name), factor)).latex == TRUTHS[name]


@pytest.mark.parametrize("step", [0.7, 4.0])
@pytest.mark.parametrize("name", TRUTHS)
def test_another_sampling_reads_the_same(name: str, step: float, recognizer: Recognizer) -> None:
    strokes = [resample([stroke.points], step).points for stroke in sample(name).strokes]
    assert recognizer.recognize(Ink.of(strokes)).latex == TRUTHS[name]


@pytest.mark.parametrize("inverted", [False, True], ids=["dark on light", "light on dark"])
@pytest.mark.parametrize("name", TRUTHS)
def test_a_picture_reads_the_same(name: str, inverted: bool, recognizer: Recognizer) -> None:
    picture = to_picture(sample(name))
    assert recognizer.recognize(255 - picture if inverted else picture).latex == TRUTHS[name]


@pytest.mark.parametrize("nothing", [Ink(), np.full((80, 120), 255, dtype=np.uint8)], ids=["ink", "picture"])
def test_nothing_written_gives_no_candidates(nothing: Ink | np.ndarray, recognizer: Recognizer) -> None:
    reading = recognizer.recognize(nothing)
    assert reading.candidates == ()
    assert (reading.best, reading.latex) == (None, "")
    assert reading.focus.size == 0


def test_a_single_dot_is_read_as_something(recognizer: Recognizer) -> None:
    assert len(recognizer.recognize(Ink.of([[(3, 3)]])).candidates) >= 1


def test_candidates_are_sorted_and_say_how_sure_they_are(recognizer: Recognizer) -> None:
    # A stroke that could be many things
    reading = recognizer.recognize(Ink.of([[(0, 0), (10, 1), (4, 14), (12, 20)]]), beam=5, top=4)
    assert 1 < len(reading.candidates) <= 4
    scores = [candidate.score for candidate in reading.candidates]
    assert scores == sorted(scores, reverse=True)
    assert len({candidate.latex for candidate in reading.candidates}) == len(scores)
    for candidate in reading.candidates:
        assert 0 <= candidate.probability <= 1
        assert all(0 <= confidence <= 1 for confidence in candidate.confidences)
        assert len(candidate.confidences) == len(candidate.tokens)
        assert candidate.score <= 0
    assert math.fsum(candidate.probability for candidate in reading.candidates) <= 1 + 1e-6


def test_maps_lie_on_the_picture_that_the_encoder_saw(recognizer: Recognizer) -> None:
    ink = sample("square_plus_one")
    reading = recognizer.recognize(ink)
    _, height, width = reading.picture.shape
    assert reading.focus.shape == (height // 8, width // 8)
    assert 0 <= reading.focus.min() <= reading.focus.max() <= 1
    maps = reading.best.attention
    assert maps.shape == (len(reading.best.tokens), *reading.focus.shape)
    assert np.allclose(maps.sum((1, 2)), 1, atol=1e-3)
    assert reading.milliseconds > 0


def test_each_symbol_is_read_where_it_was_written(recognizer: Recognizer) -> None:
    ink = sample("square_plus_one")
    reading = recognizer.recognize(ink)
    for token, strokes in (("x", (0, 1)), ("2", (2,)), ("+", (3, 4)), ("1", (5,))):
        row, column = np.unravel_index(
            reading.best.attention[reading.best.tokens.index(token)].argmax(), reading.focus.shape
        )
        cell = np.array([[column * 8 + 4, row * 8 + 4]], dtype=np.float32)
        points = np.concatenate([ink.strokes[at].points for at in strokes])
        away = np.abs(reading.frame.to_pixels(points) - cell).max(axis=1).min()
        assert away < 16, token


@pytest.mark.parametrize("wrong", [{"beam": 0}, {"top": 0}, {"beam": -3}])
def test_a_beam_or_a_number_of_answers_below_one_is_refused(wrong: dict[str, int], recognizer: Recognizer) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        recognizer.recognize(sample("square_plus_one"), **wrong)


@pytest.mark.parametrize("array", [np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.float32), np.zeros(4, np.uint8)])
def test_an_array_that_is_no_grey_picture_is_refused(array: np.ndarray, recognizer: Recognizer) -> None:
    with pytest.raises(ValueError, match="grey array"):
        recognizer.recognize(array)


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(ValueError, match="no device 'abacus': use auto, cpu or cuda"):
        Recognizer.load(device="abacus")


@pytest.mark.skipif(torch.cuda.is_available(), reason="asks for a device that is not there")
def test_cuda_where_there_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no CUDA device here"):
        Recognizer.load(device="cuda")


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no model at"):
        Recognizer.load(tmp_path / "missing")


def test_two_threads_at_once_get_the_answers_they_would_get_alone(recognizer: Recognizer) -> None:
    names = ["square_plus_one", "integral"]
    answers: dict[str, list[str]] = {name: [] for name in names}

    def work(name: str) -> None:
        answers[name] += [recognizer.recognize(sample(name), beam=2).latex for _ in range(3)]

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {name: [TRUTHS[name]] * 3 for name in names}


def test_what_the_model_takes_for_a_scribble_gives_no_candidates() -> None:
    vocabulary = Vocabulary.load()
    model = Model(tiny(), len(vocabulary))
    with torch.no_grad():
        model.decoder.out.bias[[vocabulary.start, vocabulary.end]] += 1000.0  # ends at once in both directions
    reading = Recognizer(model, vocabulary, torch.device("cpu")).recognize(sample("integral"))
    assert reading.candidates == ()
    assert reading.latex == ""
    assert reading.focus.size


def views(recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch) -> list[torch.Tensor]:
    """The pictures that the encoder is given from now on."""
    given: list[torch.Tensor] = []
    encode = recognizer.model.encode
    monkeypatch.setattr(recognizer.model, "encode", lambda pictures: given.append(pictures) or encode(pictures))
    return given


def test_what_is_sure_is_looked_at_once(recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    given = views(recognizer, monkeypatch)
    best = recognizer.recognize(sample("square_plus_one")).best
    assert best is not None
    assert best.probability > _SURE
    assert len(given) == 1


@pytest.mark.parametrize("as_picture", [False, True], ids=["ink", "picture"])
def test_what_is_in_doubt_is_ranked_by_a_larger_view_too(
    as_picture: bool, recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ink = sample("quadratic_formula")
    monkeypatch.setattr("mathnet.recognizer._SURE", 0.0)
    once = recognizer.recognize(to_picture(ink) if as_picture else ink)
    monkeypatch.setattr("mathnet.recognizer._SURE", 1.1)
    given = views(recognizer, monkeypatch)
    twice = recognizer.recognize(to_picture(ink) if as_picture else ink)
    small, large = (float((picture[0, 0] > 0).nonzero().float().amax(0)[-1]) for picture in given)
    assert large > 1.2 * small
    assert {each.tokens for each in once.candidates} == {each.tokens for each in twice.candidates}
    scores = [each.score for each in twice.candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores != [each.score for each in once.candidates]
    assert sum(each.probability for each in twice.candidates) <= 1 + 1e-6


def test_after_a_second_look_a_pin_still_stands(recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mathnet.recognizer._SURE", 1.1)
    monkeypatch.setattr(recognizer, "_last", None)  # encoded by none before
    ink = sample("sum")
    given = views(recognizer, monkeypatch)
    reading = recognizer.recognize(ink, pins=[Pin("\\chi", Ink(ink.strokes[:1]).box)])
    assert len(given) == 2
    assert {each.tokens[0] for each in reading.candidates} == {"\\chi"}
    assert reading.best is not None
    assert reading.best.probability > 0.5

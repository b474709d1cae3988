"""Measuring runs: from a run's folder and a packed corpus to one file of figures."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mathnet.checkpoint import load_model, save_model
from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.drawings import untrained
from training.data.batching import collate
from training.data.corpus import Corpus
from training.data.sample import NO_SYMBOL
from training.measures.corrupt import AS_WRITTEN, CONDITIONS, Condition
from training.measures.decode import greedy
from training.measures.measure import MeasureOptions, batches, measure, measure_command, table
from training.transfer import save_parts

RATES = [
    *("expressions", "exprate", "at_most_1", "at_most_2", "at_most_3", "structure_rate", "token_error_rate"),
    "all_symbols_left",
]


@pytest.fixture
def model(vocabulary: Vocabulary) -> Model:
    return untrained(len(vocabulary), seed=3, spread=6.0)


@pytest.fixture
def run(model: Model, vocabulary: Vocabulary, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    save_model(model, vocabulary, folder / "model", {})
    return folder


def as_the_model_reads(model: Model, vocabulary: Vocabulary, corpus: Corpus) -> Corpus:
    """The corpus with captions that are what the model writes of the ink as it stands."""
    samples = []
    for sample in corpus.samples:
        batch = collate([AS_WRITTEN.draw(sample, model.config.raster)], vocabulary)
        with torch.inference_mode():
            tokens = greedy(model, model.encode(batch.raster(), batch.valid), vocabulary)[0]
        owners = np.full(len(tokens), NO_SYMBOL, dtype=np.int64)
        samples.append(replace(sample, tokens=np.array(tokens, dtype=np.int64), symbol_of_token=owners))
    return replace(corpus, samples=samples)


def test_captions_that_the_model_writes_are_all_right_and_others_wrong(
    run: Path, vocabulary: Vocabulary, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "training.measures.measure.mixed_precision", nullcontext
    )  # which rounds as the batch's shape has it
    right = as_the_model_reads(load_model(run / "model")[0], vocabulary, corpus)
    mixed = right.subset(range(6)).joined(corpus.subset([6, 7]))
    score = measure(run, mixed, MeasureOptions(attention=False))["conditions"]["as written"]
    assert list(score) == RATES
    assert score["exprate"] == pytest.approx(6 / 8)
    assert score["expressions"] == 8
    assert score["token_error_rate"] > 0


def test_a_report_has_every_condition_and_is_ready_for_json(run: Path, corpus: Corpus) -> None:
    names = tuple(condition.name for condition in CONDITIONS)
    report = measure(run, corpus, MeasureOptions(conditions=names))
    assert json.loads(json.dumps(report, allow_nan=False)) == report
    assert list(report["conditions"]) == list(names)
    assert report["expressions"] == len(corpus)
    assert report["test"] == "hand"
    assert {"ink", "maps", "tokens"} == set(report["attention"])
    assert "strokes dropped 50 %" in table(report)
    assert "fraction bar" in table(report)


def test_the_same_run_and_seed_give_the_same_figures(run: Path, corpus: Corpus) -> None:
    options = MeasureOptions(conditions=("blocks hidden 30 %",))
    first, second = measure(run, corpus, options), measure(run, corpus, options)
    assert {**first, "seconds": 0} == {**second, "seconds": 0}


def test_parts_without_a_decoder_are_measured_by_their_attention_alone(
    model: Model, vocabulary: Vocabulary, corpus: Corpus, tmp_path: Path
) -> None:
    save_parts({"encoder": model.encoder, "attention": model.attention}, model.config, tmp_path, {})
    report = measure(tmp_path, corpus, MeasureOptions())
    assert report["conditions"] == {}
    assert {"ink", "maps"} == set(report["attention"])
    whole = tmp_path / "whole"
    whole.mkdir()
    save_model(model, vocabulary, whole / "model", {})
    same = measure(whole, corpus, MeasureOptions())["attention"]["maps"]["focus"]["mean"]
    assert report["attention"]["maps"]["focus"]["mean"]["mean"] == pytest.approx(same["mean"], abs=0.01)
    assert "script" in table(report)


def test_an_encoder_alone_has_nothing_to_measure(model: Model, corpus: Corpus, tmp_path: Path) -> None:
    save_parts({"encoder": model.encoder}, model.config, tmp_path, {})
    with pytest.raises(ValueError, match=r"no attention network.*give an attend or finetune run"):
        measure(tmp_path, corpus, MeasureOptions())


def test_a_folder_without_a_model_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no model at"):
        measure(tmp_path, corpus, MeasureOptions())


def test_captions_with_tokens_that_the_model_lacks_are_wrong(corpus: Corpus, tmp_path: Path) -> None:
    small = Vocabulary((*SPECIALS, *"{ } _ ^ [ ] \\frac \\sqrt x".split()))  # noqa: SIM905
    save_model(untrained(len(small), spread=6.0), small, tmp_path / "model", {})
    score = measure(tmp_path, corpus, MeasureOptions(attention=False))["conditions"]["as written"]
    assert score["exprate"] == 0.0
    assert score["expressions"] == len(corpus)


def test_a_limit_measures_the_first_expressions(run: Path, corpus: Corpus) -> None:
    report = measure(run, corpus, MeasureOptions(limit=3))
    assert report["expressions"] == report["conditions"]["as written"]["expressions"] == 3
    assert {**report, "seconds": 0} == {**measure(run, corpus.subset(range(3)), MeasureOptions()), "seconds": 0}


def test_a_beam_reads_every_expression_too(run: Path, corpus: Corpus) -> None:
    report = measure(run, corpus, MeasureOptions(beam=2, attention=False, limit=2))
    assert report["conditions"]["as written"]["expressions"] == report["beam"] == 2


def test_a_condition_says_how_many_expressions_can_still_be_read(run: Path, corpus: Corpus) -> None:
    names = ("as written", "thickness 4 px", "strokes dropped 30 %", "strokes dropped 50 %")
    conditions = measure(run, corpus, MeasureOptions(conditions=names, attention=False))["conditions"]
    whole, thick, less, more = (conditions[name]["all_symbols_left"] for name in names)
    assert whole == thick == 1.0
    assert whole > less >= more
    assert more < 0.5


@pytest.mark.parametrize("condition", [AS_WRITTEN, Condition("", "scale", 2.0), Condition("", "strokes", 0.5)])
def test_batches_hold_every_expression_once_with_little_padding(corpus: Corpus, condition: Condition) -> None:
    many = replace(corpus, samples=corpus.samples * 5, names=corpus.names * 5)
    groups = list(batches(many, condition, tiny().raster, MeasureOptions(size=6, pixels=200_000)))
    assert sorted(id(drawn.sample.tokens) for group in groups for drawn in group) == sorted(
        id(sample.tokens) for sample in many.samples
    )
    for group in groups:
        shapes = np.array([drawn.raster.shape[1:] for drawn in group])
        assert len(group) <= 6
        assert shapes.prod(axis=1).sum() >= 0.75 * len(group) * shapes.max(axis=0).prod()
    assert len(groups) < len(many) / 3


def test_the_command_writes_one_file_and_prints_a_table(
    run: Path, corpus: Corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus.save(tmp_path / "test.npz")
    out = tmp_path / "results" / "measured.json"
    assert measure_command(run, tmp_path / "test.npz", out, robustness=True, attention=True, limit=4) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert len(report["conditions"]) == len(CONDITIONS)
    assert list(out.parent.iterdir()) == [out]
    assert capsys.readouterr().out.strip() == table(report)
    measure_command(run, tmp_path / "test.npz", out, limit=4)
    assert "attention" not in json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.parametrize("wrong", [{"beam": 0}, {"limit": 0}, {"size": 0}, {"conditions": ("rain",)}])
def test_options_that_measure_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"at least 1|there is no condition"):
        MeasureOptions(**wrong)


def test_an_empty_corpus_is_refused(run: Path, corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="nothing to measure"):
        measure(run, corpus.subset([]), MeasureOptions())

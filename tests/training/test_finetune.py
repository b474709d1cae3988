"""Fine-tuning: learns, stops, goes on, survives being killed, and says what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from mathnet.checkpoint import load_model
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, FOUR, to_corpus
from tests.training.runs import RECIPE_TOML, make_run, tiny_recipe
from training.config import load_recipe
from training.data.batching import Batch, collate, draw_sample
from training.data.corpus import Corpus
from training.events import read_log
from training.finetune import greedy_matches, validation_batches

ROOT = Path(__file__).resolve().parents[2]


def state_of(folder: Path) -> dict[str, Tensor]:
    return load_file(folder / "state.safetensors")


def assert_same_state(one: Path, other: Path) -> None:
    first, second = state_of(one), state_of(other)
    assert first.keys() == second.keys()
    assert [name for name, value in first.items() if not torch.equal(value, second[name])] == []


def four_of_everyone() -> Corpus:
    """Four expressions that no known writer wrote, and the same ones by a known writer: those are held out."""
    corpus = to_corpus(FOUR)
    return replace(corpus, writers=[""] * 4).joined(replace(corpus, writers=["w"] * 4))


def test_the_stage_overfits_four_samples(tmp_path: Path) -> None:
    run = make_run(four_of_everyone(), tiny_recipe(steps=100, peak=6e-3), tmp_path, log_steps=20)
    assert len(run.training) == len(run.validation) == 4
    assert run.run()
    events = list(read_log(tmp_path))
    assert events[-2].values["accuracy"] == 1.0
    assert events[-2].values["caption"] < events[0].values["caption"] / 3
    assert events[-1].values["validation_forward"] == events[-1].values["validation_backward"] == 1.0


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Corpus and recipe on disk and, under `whole`, a run that nothing interrupted."""
    folder = tmp_path_factory.mktemp("runs")
    to_corpus(ALL).save(folder / "corpus.npz")
    (folder / "tiny.toml").write_text(RECIPE_TOML, encoding="utf-8")
    assert resumed(folder, "whole")
    return folder


def resumed(folder: Path, name: str, **options: object) -> bool:
    recipe = load_recipe(str(folder / "tiny.toml"))
    return make_run(Corpus.load(folder / "corpus.npz"), recipe, folder / name, **options).run()


def test_a_run_that_was_killed_goes_on_to_the_same_weights(whole_run: Path) -> None:
    kill_after_first_save(whole_run)
    steps = [event.step for event in read_log(whole_run / "killed")]
    assert steps[-1] < 24
    assert resumed(whole_run, "killed")
    assert_same_state(whole_run / "killed", whole_run / "whole")
    assert (whole_run / "killed" / "model.safetensors").read_bytes() == (
        whole_run / "whole" / "model.safetensors"
    ).read_bytes()


def kill_after_first_save(folder: Path) -> None:
    script, state = Path(__file__).with_name("runs.py"), folder / "killed" / "state.safetensors"
    program = [sys.executable, script, folder / "corpus.npz", folder / "tiny.toml", folder / "killed"]
    with subprocess.Popen(
        program, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE
    ) as child:
        while not state.exists() and child.poll() is None:
            time.sleep(0.002)
        child.kill()
        _, errors = child.communicate(timeout=30)
    assert state.exists(), errors.decode()
    assert child.returncode != 0, "the run was over before it could be killed"


def test_a_time_limit_stops_the_run_and_a_later_one_goes_on_to_the_same_weights(whole_run: Path) -> None:
    assert not resumed(whole_run, "limited", seconds=0.0)
    steps = [event.step for event in read_log(whole_run / "limited")]
    assert 0 < steps[-1] < 24
    assert (whole_run / "limited" / "model.safetensors").exists()
    assert resumed(whole_run, "limited")
    assert_same_state(whole_run / "limited", whole_run / "whole")


def test_every_step_of_a_run_is_in_its_log(whole_run: Path) -> None:
    steps = [event for event in read_log(whole_run / "whole") if "caption" in event.values]
    assert [event.step for event in steps] == list(range(1, 25))
    assert {event.steps for event in steps} == {24}


def test_a_run_leaves_its_recipe_and_a_model_that_loads(whole_run: Path) -> None:
    model, vocabulary = load_model(whole_run / "whole" / "model")
    assert model.config == load_recipe(str(whole_run / "tiny.toml")).model
    assert len(vocabulary) == len(Vocabulary.load())
    assert json.loads((whole_run / "whole" / "recipe.json").read_text())["seed"] == 5
    assert json.loads((whole_run / "whole" / "model.json").read_text())["training"]["steps"] == 24


def test_a_finished_run_is_not_trained_further(whole_run: Path) -> None:
    before = state_of(whole_run / "whole")
    assert resumed(whole_run, "whole")
    after = state_of(whole_run / "whole")
    assert all(torch.equal(value, after[name]) for name, value in before.items())


def test_a_loss_that_is_no_number_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    run = make_run(to_corpus(ALL), tiny_recipe(), tmp_path)
    with torch.no_grad():
        run.model.decoder.out.bias.fill_(float("nan"))
    with pytest.raises(ValueError, match="not a number at step 1: lower the learning rate"):
        run.run()


def test_a_corpus_without_known_writers_is_trained_without_validation(tmp_path: Path) -> None:
    corpus = to_corpus(ALL)
    assert make_run(replace(corpus, writers=[""] * len(corpus)), tiny_recipe(steps=2), tmp_path).run()
    assert not any(name.startswith("validation") for event in read_log(tmp_path) for name in event.values)


def test_a_corpus_of_held_out_writers_alone_is_an_error_that_says_so(tmp_path: Path) -> None:
    corpus = to_corpus(FOUR)
    with pytest.raises(ValueError, match="nothing is left to train on"):
        make_run(replace(corpus, writers=["one"] * 4), tiny_recipe(), tmp_path)


class Scripted:
    """In place of a model: certain of the targets, but for the rows in `wrong`; keeps the rasters that it saw."""

    def __init__(self, batch: Batch, vocabulary: Vocabulary, wrong: tuple[int, ...]) -> None:
        lengths = (batch.tokens != vocabulary.pad).sum(1)
        backward = [row[:length].flip(0) for row, length in zip(batch.tokens, lengths, strict=True)]
        rows = [*batch.tokens, *(torch.cat([row, batch.tokens[0].new_zeros(99)]) for row in backward)]
        targets = torch.stack([row[1 : batch.tokens.shape[1]] for row in rows])
        for row in wrong:
            targets[row, 0] += 1
        self.logits = torch.nn.functional.one_hot(targets, len(vocabulary) + 1).float()
        self.seen: list[Tensor] = []

    def encode(self, raster: Tensor, valid: Tensor) -> SimpleNamespace:
        self.seen.append(raster)
        return SimpleNamespace()

    def __call__(self, encoded: SimpleNamespace, tokens: Tensor) -> tuple[Tensor, None]:
        assert tokens.shape == self.logits.shape[:2]
        return self.logits, None


def test_greedy_matches_count_captions_that_are_right_from_end_to_end(vocabulary: Vocabulary) -> None:
    batch = collate([draw_sample(s, 1.0, tiny_recipe().model.raster, 2) for s in to_corpus(FOUR).samples], vocabulary)
    for wrong, expected in (((), [4, 4]), ((0,), [3, 4]), ((1, 2, 7), [2, 3])):
        assert greedy_matches(Scripted(batch, vocabulary, wrong), batch, vocabulary, True).tolist() == expected


def test_withheld_strokes_are_not_seen(vocabulary: Vocabulary) -> None:
    (batch,) = validation_batches(to_corpus(FOUR), tiny_recipe(), vocabulary)
    model = Scripted(batch, vocabulary, ())
    for strokes in (True, False):
        greedy_matches(model, batch, vocabulary, strokes)
    assert [bool(raster[:, 1:].any()) for raster in model.seen] == [True, False]
    assert torch.equal(model.seen[0][:, 0], model.seen[1][:, 0])

"""Stages 1 and 2, and what goes from one to the next: they learn, stop, survive being killed, and hand over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from mathnet.config import tiny
from mathnet.model import Model
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_stage, tiny_recipe
from tests.training.test_finetune import ROOT, assert_same_state
from training.config import Recipe
from training.data.corpus import Corpus
from training.events import read_log
from training.finetune import labelled
from training.pretrain import Pretrain, unlabelled
from training.transfer import digest, initialise, network_of, parts_file, save_parts

STAGES = ("pretrain", "attend")


@pytest.fixture
def corpus() -> Corpus:
    return to_corpus(ALL)


def resumed(corpus: Corpus, stage: str, folder: Path, recipe: Recipe | None = None, **options: object) -> bool:
    return make_stage(stage, corpus, recipe or tiny_recipe(steps=6), folder, **options).run()


@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_goes_on_to_the_same_weights(stage: str, corpus: Corpus, tmp_path: Path) -> None:
    corpus.save(tmp_path / "corpus.npz")
    corpus = Corpus.load(tmp_path / "corpus.npz")  # coordinates are rounded in the file
    assert resumed(corpus, stage, tmp_path / "whole")
    script, state = Path(__file__).with_name("runs.py"), tmp_path / "killed" / "state.safetensors"
    program = [sys.executable, script, tmp_path / "corpus.npz", stage, tmp_path / "killed"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(program, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as child:
        while not state.exists() and child.poll() is None:
            time.sleep(0.002)
        child.kill()
        _, errors = child.communicate(timeout=60)
    assert state.exists(), errors.decode()
    assert not (tmp_path / "killed" / "finished.json").exists(), "the run was over before it could be killed"
    assert resumed(corpus, stage, tmp_path / "killed")
    assert_same_state(tmp_path / "killed", tmp_path / "whole")
    one, other = (load_file(tmp_path / name / "parts.safetensors") for name in ("killed", "whole"))
    assert all(torch.equal(value, other[name]) for name, value in one.items())


@pytest.mark.parametrize("stage", [*STAGES, "finetune"])
def test_the_same_recipe_and_seed_give_the_same_losses(stage: str, corpus: Corpus, tmp_path: Path) -> None:
    def curve(name: str) -> list[float]:
        assert resumed(corpus, stage, tmp_path / name)
        return [event.values["total"] for event in read_log(tmp_path / name) if "total" in event.values]

    first = curve("first")
    assert len(first) == 6
    assert first == curve("second")


def test_seconds_add_up_over_sittings(corpus: Corpus, tmp_path: Path) -> None:
    first = make_stage("pretrain", corpus, tiny_recipe(), tmp_path)
    first.state.seconds = 1000.0
    first.state.save(tmp_path)
    assert resumed(corpus, "pretrain", tmp_path)
    times = [event.seconds for event in read_log(tmp_path)]
    assert times == sorted(times)
    assert 1000 <= times[0] < 1100
    assert json.loads((tmp_path / "finished.json").read_text())["seconds"] >= times[-1]


def test_a_finished_run_leaves_its_curves_and_says_what_it_took(corpus: Corpus, tmp_path: Path) -> None:
    assert resumed(corpus, "attend", tmp_path)
    done = json.loads((tmp_path / "finished.json").read_text())
    assert (done["stage"], done["steps"], done["processes"]) == ("attend", 6, 1)
    assert (tmp_path / "curves.png").stat().st_size > 10_000


def test_pretraining_reads_no_caption_and_no_label(corpus: Corpus, tmp_path: Path) -> None:
    """Captions and symbol groups are replaced by nonsense: not one weight changes."""
    blind = [
        replace(
            sample,
            symbol_of_stroke=np.full(len(sample.strokes), -1),
            **{name: np.zeros(0, dtype=np.int64) for name in ("labels", "tokens", "symbol_of_token")},
        )
        for sample in corpus.samples
    ]
    for stage in STAGES:
        assert resumed(corpus, stage, tmp_path / f"{stage}_seeing")
        assert resumed(replace(corpus, samples=blind), stage, tmp_path / f"{stage}_blind")
        assert_same_state(tmp_path / f"{stage}_seeing", tmp_path / f"{stage}_blind")


def test_what_the_loader_hands_over_is_strokes(corpus: Corpus) -> None:
    training, held_out = unlabelled(corpus, tiny_recipe())
    assert len(training) + len(held_out) == len(corpus)
    assert all(isinstance(stroke, np.ndarray) and stroke.shape[1] == 2 for ink in training for stroke in ink)


def test_pretraining_reports_the_health_of_held_out_ink(corpus: Corpus, tmp_path: Path) -> None:
    run = make_stage("pretrain", corpus, replace(tiny_recipe(), validation_share=0.5), tmp_path)
    assert isinstance(run, Pretrain)
    assert len(run.held_out) > 2
    names = {"deviation", "alignment", "uniformity", "effective_rank", "retrieval"}
    assert set(run.validate()) == {f"{name}_held_out" for name in names}
    assert run.validate() == run.validate()


@pytest.mark.parametrize("stage", STAGES)
def test_signs_of_collapse_stand_in_every_line_of_losses(stage: str, corpus: Corpus, tmp_path: Path) -> None:
    assert resumed(corpus, stage, tmp_path)
    lines = [event.values for event in read_log(tmp_path) if "total" in event.values]
    assert len(lines) == 6
    assert all({"deviation", "effective_rank", "uniformity"} <= line.keys() for line in lines)


@pytest.fixture
def pretrained(corpus: Corpus, tmp_path: Path) -> Path:
    assert resumed(corpus, "pretrain", tmp_path / "pretrain")
    return tmp_path / "pretrain"


def test_the_next_stages_begin_with_the_parts_that_were_trained(
    corpus: Corpus, pretrained: Path, tmp_path: Path
) -> None:
    tensors = load_file(parts_file(pretrained))
    assert {name.partition(".")[0] for name in tensors} == {"encoder"}
    assert resumed(corpus, "attend", tmp_path / "attend", initial=pretrained)
    attended = load_file(parts_file(tmp_path / "attend"))
    assert {name.partition(".")[0] for name in attended} == {"encoder", "attention"}
    for stage, initial, expected in (("attend", pretrained, tensors), ("finetune", tmp_path / "attend", attended)):
        run = make_stage(stage, corpus, tiny_recipe(), tmp_path / f"{stage}_begin", initial=initial)
        state = run.kept.state_dict()
        assert [name for name, value in expected.items() if not torch.equal(value, state[name])] == []


def test_a_run_does_not_go_on_from_another_start(corpus: Corpus, pretrained: Path, tmp_path: Path) -> None:
    assert resumed(corpus, "finetune", tmp_path / "run", initial=pretrained)
    with pytest.raises(ValueError, match="another stage or start: choose a new folder"):
        resumed(corpus, "finetune", tmp_path / "run")


def test_parts_of_another_network_are_refused(pretrained: Path) -> None:
    other = Model(replace(tiny(), width=64), 20)
    with pytest.raises(ValueError, match="of another network: width is 32 there"):
        initialise(other, pretrained)


@pytest.mark.parametrize(("content", "message"), [(None, "holds no pretrained parts"), (b"x", "cannot be read")])
def test_parts_that_are_missing_or_broken_are_explained(content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "parts.safetensors").write_bytes(content)
        (tmp_path / "parts.json").write_text("{}")
    with pytest.raises(ValueError, match=message):
        initialise(Model(tiny(), 20), tmp_path)


def test_parts_come_back_as_they_were_saved(tmp_path: Path) -> None:
    model = Model(tiny(), 20)
    save_parts({"encoder": model.encoder}, tiny(), tmp_path, {})
    again = network_of(tmp_path, 20)
    state = model.encoder.state_dict()
    assert all(torch.equal(value, state[name]) for name, value in again.encoder.state_dict().items())
    assert digest(tmp_path) == digest(tmp_path / "parts.safetensors")


def test_a_share_of_the_captions_is_drawn_by_the_seed(corpus: Corpus) -> None:
    recipe = replace(tiny_recipe(), labels=0.5)
    half = labelled(corpus, recipe)
    assert len(half) == round(len(corpus) / 2)
    assert half.names == labelled(corpus, recipe).names
    assert len(labelled(corpus, replace(recipe, labels=1e-6))) == 1
    draws = {tuple(labelled(corpus, replace(recipe, seed=seed)).names) for seed in range(6)}
    assert len(draws) > 1


def test_larger_shares_hold_the_smaller_ones(corpus: Corpus) -> None:
    shares = [set(labelled(corpus, replace(tiny_recipe(), labels=share)).names) for share in (0.25, 0.5, 1.0)]
    assert shares[0] < shares[1] < shares[2]

"""The memory is found again at the next start, follows the samples, and is made anew for another model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from app.services.memory_file import MemoryFile
from app.services.samples import How, Sample
from mathnet.config import tiny
from mathnet.ink import Ink
from mathnet.model import Model
from mathnet.recognizer import Recognizer
from mathnet.vocabulary import Vocabulary


def recogniser(seed: int = 0) -> Recognizer:
    torch.manual_seed(seed)
    vocabulary = Vocabulary.load()
    return Recognizer(Model(tiny(), len(vocabulary)), vocabulary, torch.device("cpu"))


def sample(number: int, *tokens: str) -> Sample:
    random = np.random.default_rng(number)
    strokes = Ink.of(random.random((12, 2)) * 60 + [60 * at, 0] for at in range(3)).strokes
    return Sample(tokens, How.PINNED, strokes, id=number)


SAMPLES = [sample(1, "x", "+", "2"), sample(4, "z", "=", "7")]


def names(reader: Recognizer) -> set[str]:
    return set().union(*reader.memory.samples)


@pytest.fixture
def file(tmp_path: Path) -> MemoryFile:
    return MemoryFile(tmp_path / "memory.safetensors")


@pytest.fixture
def taught(file: MemoryFile) -> Recognizer:
    made = recogniser()
    assert file.open(made, SAMPLES) == SAMPLES
    for each in SAMPLES:
        file.learn(made, each)
    return made


def test_what_was_learnt_is_there_at_the_next_start(file: MemoryFile, taught: Recognizer) -> None:
    later = recogniser()
    assert file.open(later, SAMPLES) == []
    assert names(later) == {"1", "4"}
    assert torch.equal(later.memory.keys, taught.memory.keys)


def test_what_was_kept_without_a_model_is_missing_until_it_is_learnt(file: MemoryFile, taught: Recognizer) -> None:
    more = [*SAMPLES, sample(5, "y")]
    assert file.open(recogniser(), more) == more[2:]


def test_what_was_deleted_without_a_model_is_forgotten_at_the_next_start(file: MemoryFile, taught: Recognizer) -> None:
    later = recogniser()
    assert file.open(later, SAMPLES[1:]) == []
    assert names(later) == {"4"}
    assert b'\\"1\\"' not in file.path.read_bytes()


def test_a_sample_takes_the_place_of_another(file: MemoryFile, taught: Recognizer) -> None:
    file.learn(taught, sample(6, "q"), instead_of=4)
    assert names(taught) == {"1", "6"}


def test_what_is_forgotten_leaves_no_file_when_it_was_all(file: MemoryFile, taught: Recognizer) -> None:
    file.forget(taught, [1])
    assert names(taught) == {"4"}
    assert file.path.exists()
    file.forget(taught, [4])
    assert len(taught.memory) == 0
    assert not file.path.exists()


def test_another_model_learns_everything_anew(file: MemoryFile, taught: Recognizer) -> None:
    other = recogniser(seed=1)
    assert file.open(other, SAMPLES) == SAMPLES
    assert len(other.memory) == 0


def test_a_broken_file_is_passed_over(file: MemoryFile, taught: Recognizer, caplog: pytest.LogCaptureFixture) -> None:
    file.path.write_bytes(b"nonsense")
    assert file.open(recogniser(), SAMPLES) == SAMPLES
    assert "made anew" in caplog.text


def test_to_rest_keeps_the_file(file: MemoryFile, taught: Recognizer) -> None:
    file.rest(taught)
    assert len(taught.memory) == 0
    assert file.open(taught, SAMPLES) == []
    assert names(taught) == {"1", "4"}


def test_without_samples_nothing_is_done_at_all(file: MemoryFile) -> None:
    made = recogniser()
    assert file.open(made, []) == []
    assert not file.path.exists()

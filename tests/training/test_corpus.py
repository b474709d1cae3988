"""Corpora: the packed file gives back what was put in, and writers are never on both sides of the split."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.inks import ALL, to_corpus
from training.data.corpus import Corpus, fits
from training.data.sample import Sample
from training.data.split import split, validation_writers

IDS = ("symbol_of_stroke", "labels", "tokens", "symbol_of_token")


def test_a_saved_corpus_is_loaded_as_it_was(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "new" / "corpus.npz"
    corpus.save(path)
    loaded = Corpus.load(path)
    assert (loaded.names, loaded.sources, loaded.writers) == (corpus.names, corpus.sources, corpus.writers)
    assert loaded.vocabulary == corpus.vocabulary
    for before, after in zip(corpus.samples, loaded.samples, strict=True):
        assert_same(before, after)
    assert [file.name for file in path.parent.iterdir()] == ["corpus.npz"]


def assert_same(before: Sample, after: Sample) -> None:
    assert all(np.array_equal(getattr(before, name), getattr(after, name)) for name in IDS)
    for one, other in zip(before.strokes, after.strokes, strict=True):
        assert np.abs(one - other).max() <= 0.5 / 256 + 1e-6


@pytest.mark.parametrize("content", [b"", b"no numbers here", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_corpus_is_an_error_that_names_it(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"other\.npz is no packed corpus"):
        Corpus.load(path)


def test_arrays_of_someone_else_are_an_error_that_names_the_remedy(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", numbers=np.arange(3))
    with pytest.raises(ValueError, match="training prepare"):
        Corpus.load(tmp_path / "other.npz")


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"missing\.npz"):
        Corpus.load(tmp_path / "missing.npz")


def test_joined_corpora_hold_both(corpus: Corpus) -> None:
    both = corpus.joined(corpus)
    assert len(both) == 2 * len(corpus)
    assert both.names == corpus.names * 2


def test_corpora_of_different_vocabularies_are_not_joined(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="prepare both anew"):
        corpus.joined(replace(corpus, vocabulary=corpus.vocabulary[:-1]))


def test_ink_far_larger_than_its_strokes_does_not_fit(corpus: Corpus) -> None:
    sample = corpus.samples[0]
    assert fits(sample)
    assert not fits(replace(sample, strokes=[sample.strokes[0], *(stroke + 500 for stroke in sample.strokes[1:])]))


def test_no_validation_writer_is_in_training() -> None:
    corpus = to_corpus(ALL).joined(to_corpus(ALL))
    training, validation = split(corpus, share=0.3, seed=1)
    assert len(training) + len(validation) == len(corpus)
    assert not set(training.writers) & set(validation.writers)
    assert len(validation) / len(corpus) == pytest.approx(0.3, abs=0.1)


def test_ink_of_unknown_writers_stays_in_training(corpus: Corpus) -> None:
    anonymous = replace(corpus, writers=["", *corpus.writers[1:]])
    for seed in range(10):
        training, validation = split(anonymous, share=0.5, seed=seed)
        assert "" in training.writers
        assert "" not in validation.writers


def test_the_same_seed_holds_out_the_same_writers() -> None:
    writers = [f"w{number % 20}" for number in range(200)]
    assert validation_writers(writers, 0.2, 5) == validation_writers(reversed(writers), 0.2, 5)
    assert validation_writers(writers, 0.2, 5) != validation_writers(writers, 0.2, 6)

"""What every test of the training pipeline shares: one thread, a vocabulary, and a small corpus drawn in code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, to_corpus
from training.data.corpus import Corpus


@pytest.fixture(autouse=True, scope="session")
def _one_thread() -> Iterator[None]:
    """Threads of a tiny network wait for each other more than they work, above all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture
def corpus() -> Corpus:
    """All hand-made expressions, each by its own writer."""
    return to_corpus(ALL)

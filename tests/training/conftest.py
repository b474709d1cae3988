"""What every test of the training pipeline shares: one thread, a vocabulary, and a small corpus drawn in code."""

from __future__ import annotations

import pytest

from mathnet.vocabulary import Vocabulary
from tests.threads import one_thread  # noqa: F401  # a fixture that pytest finds here
from tests.training.inks import ALL, to_corpus
from training.data.corpus import Corpus


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture
def corpus() -> Corpus:
    """All hand-made expressions, each by its own writer."""
    return to_corpus(ALL)

"""Composing with accents, fonts and grids: what is cut, grafted and swapped stays a caption that a search can write."""

from __future__ import annotations

import numpy as np
import pytest

from mathnet.grammar import Grammar
from mathnet.latex import canonical
from mathnet.vocabulary import Vocabulary
from tests.mathnet.captions import SAMPLES, WIDE_SAMPLES
from training.data.compose import ComposeConfig, Composer
from training.data.sample import NO_SYMBOL, Sample
from training.data.spans import Structure, cut

VOCABULARY = Vocabulary.load()
GRAMMAR, STRUCTURE = Grammar(VOCABULARY), Structure.of(VOCABULARY)


def drawn_as_a_line(caption: str) -> Sample:
    """A sample in which every token with ink is one stroke, all of them in one line; index brackets are tied, too."""
    tokens = np.array(VOCABULARY.encode(caption.split()), dtype=np.int64)
    tied = np.full(len(tokens), NO_SYMBOL, dtype=np.int64)
    inked = [at for at, token in enumerate(tokens.tolist()) if token not in STRUCTURE.silent]
    tied[inked] = np.arange(len(inked))
    box = np.array([[0, 0], [1, 1], [0, 1]], dtype=np.float32)
    strokes = [box + np.array([2 * at, 0], dtype=np.float32) for at in range(len(inked))]
    return Sample(strokes, np.arange(len(inked)), tokens[inked], tokens, tied)


CORPUS = [drawn_as_a_line(caption) for caption in (*WIDE_SAMPLES, *SAMPLES)]
COMPOSER = Composer(CORPUS, VOCABULARY, ComposeConfig(cut=0.3, graft=0.7, swap=0.5))


def test_every_composed_caption_is_one_that_the_grammar_reads() -> None:
    rng = np.random.default_rng(4)
    made = {tuple(COMPOSER.draw(at % len(CORPUS), rng).tokens.tolist()) for at in range(1500)}
    assert len(made) > 500
    assert [VOCABULARY.decode(tokens) for tokens in made if not GRAMMAR.reads(tokens)] == []


@pytest.mark.parametrize("sample", CORPUS[: len(WIDE_SAMPLES)], ids=WIDE_SAMPLES)
def test_every_span_is_a_canonical_caption(sample: Sample) -> None:
    for begin in STRUCTURE.starts(sample.tokens):
        for end in STRUCTURE.ends(sample.tokens, begin):
            caption = VOCABULARY.decode(cut(sample, (begin, end)).tokens)
            assert canonical(caption) == list(caption)


def test_cells_and_whole_grids_are_spans_but_nothing_between_cells() -> None:
    sample = drawn_as_a_line("x = \\begin{bmatrix} a & b \\\\ c 1 & d \\end{bmatrix}")
    texts = {
        " ".join(VOCABULARY.decode(sample.tokens[begin:end]))
        for begin in STRUCTURE.starts(sample.tokens)
        for end in STRUCTURE.ends(sample.tokens, begin)
    }
    grid = "\\begin{bmatrix} a & b \\\\ c 1 & d \\end{bmatrix}"
    assert texts == {"x", "x =", f"x = {grid}", "=", f"= {grid}", grid, "a", "b", "c", "c 1", "1", "d"}


def test_a_letter_does_not_leave_its_font() -> None:
    sample = drawn_as_a_line("\\mathbb { R } x")
    assert STRUCTURE.starts(sample.tokens) == [0, 4]


def test_a_vocabulary_without_grids_has_spans_all_the_same() -> None:
    tokens = tuple(token for token in VOCABULARY.tokens if "begin" not in token and "end{" not in token)
    narrow = Vocabulary(tokens)
    ids = np.array(narrow.encode(["x", "^", "{", "2", "}"]))
    assert Structure.of(narrow).starts(ids) == [0, 3]

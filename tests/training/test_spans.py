"""Spans: stretches of captions that can stand alone, with their ink."""

from __future__ import annotations

import numpy as np
import pytest

from mathnet.latex import LatexError, parse
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, CUBE_ROOT, FRACTION, POWER, SCRIPTS, Written, samples_of
from training.data.sample import NO_SYMBOL, Sample
from training.data.spans import Span, Structure, cut


def spans_of(sample: Sample, vocabulary: Vocabulary) -> list[Span]:
    structure = Structure.of(vocabulary)
    return [(begin, end) for begin in structure.starts(sample.tokens) for end in structure.ends(sample.tokens, begin)]


def texts(written: Written, vocabulary: Vocabulary) -> set[str]:
    return {" ".join(written.tokens[begin:end]) for begin, end in spans_of(samples_of((written,))[0], vocabulary)}


def test_spans_of_a_power_are_its_sub_expressions(vocabulary: Vocabulary) -> None:
    power = "x ^ { 2 }"
    assert texts(POWER, vocabulary) == {"x", power, f"{power} +", f"{power} + 1", "2", "+", "+ 1", "1"}


def test_a_fraction_is_taken_whole_or_in_arguments(vocabulary: Vocabulary) -> None:
    assert texts(FRACTION, vocabulary) == {FRACTION.caption, "a", "b", "b +", "b + a", "+", "+ a"}


def test_brackets_of_a_root_index_are_never_an_edge(vocabulary: Vocabulary) -> None:
    assert texts(CUBE_ROOT, vocabulary) == {CUBE_ROOT.caption, "3", "x"}


def well_formed(tokens: tuple[str, ...]) -> bool:
    try:
        parse(tokens)
    except LatexError:
        return False
    return True


@pytest.mark.parametrize("written", ALL, ids=lambda written: written.stem)
def test_every_span_is_a_formula_of_its_own(written: Written, vocabulary: Vocabulary) -> None:
    sample = samples_of((written,))[0]
    spans = spans_of(sample, vocabulary)
    assert (0, len(sample.tokens)) in spans
    assert all(well_formed(vocabulary.decode(cut(sample, span).tokens)) for span in spans)


def test_a_cut_brings_its_own_strokes_and_no_others(vocabulary: Vocabulary) -> None:
    whole = samples_of((SCRIPTS,))[0]
    part = cut(whole, (10, 15))
    assert vocabulary.decode(part.tokens) == ("n", "_", "{", "1", "}")
    assert vocabulary.decode(part.labels) == ("n", "1")
    expected = [whole.strokes[at] for at in (0, len(whole.strokes) - 1)]  # the index was written first, n last
    assert all(np.array_equal(a, b) for a, b in zip(part.strokes, expected, strict=True))
    assert part.symbol_of_token.tolist() == [0, NO_SYMBOL, NO_SYMBOL, 1, NO_SYMBOL]
    assert part.symbol_of_stroke.tolist() == [1, 0]


def test_a_span_with_a_token_that_has_no_ink_does_not_stand_alone(vocabulary: Vocabulary) -> None:
    sample, structure = samples_of((POWER,))[0], Structure.of(vocabulary)
    assert structure.written(sample, (0, 7))
    sample.symbol_of_token[5] = NO_SYMBOL
    assert not structure.written(sample, (0, 7))
    assert structure.written(sample, (0, 5))

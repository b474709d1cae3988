"""Layout: where the parts of a formula stand, and which token is tied to which ink."""

from __future__ import annotations

import itertools
from itertools import pairwise

import numpy as np
import pytest

from mathnet.latex import canonical, parse
from mathnet.latex_tree import Command, Row, Symbol
from tests.training.synthesis.hands import CAREFUL, VOCABULARY, PlainBank, composed, line
from training.data.sample import NO_SYMBOL, Sample
from training.synthesis.boxes import Box, Mark
from training.synthesis.hand import HandConfig, Style
from training.synthesis.layout import Layout
from training.synthesis.scribe import Scribe
from training.synthesis.spacing import gaps, pairs
from training.synthesis.symbols import Specimen

EVERYTHING = (
    r"x _ { 1 } ^ { 2 } + y",
    r"\frac { a + b } { c }",
    r"\sqrt [ n ] { x + 1 }",
    r"\sqrt [ { [ 1 ] } ] { x }",
    r"\sum _ { i = 1 } ^ { n } i",
    r"\int _ { 0 } ^ { 1 } f d x",
    r"\binom { n } { k } = 1",
    r"\hat { x } + \overline { a + b } + \underbrace { a + a } _ { n }",
    r"\mathbb { R } \subset \mathcal { H }",
    r"f ^ { \prime \prime } ( x ) = 9 0 ^ { \circ }",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{cases} x & x > 0 \\ 0 \end{cases}",
    r"\begin{aligned} x & = 1 \\ y & = 2 \end{aligned}",
    r"_ { 2 } x",
    r"( \frac { a } { b } ) ^ { 2 } | x | ]",
    r"\frac { } { } \sqrt { } \hat { }",
)


def boxed(latex: str, seed: int = 0) -> Box:
    rng = np.random.default_rng(seed)
    return Layout(Scribe(PlainBank(), Style.draw(rng, CAREFUL), rng)).row(parse(latex))


def marks(latex: str, seed: int = 0) -> dict[str, Mark]:
    """The marks by their token; the first where a token stands twice."""
    found: dict[str, Mark] = {}
    for token, mark in boxed(latex, seed).tokens:
        if mark is not None:
            found.setdefault(token, mark)
    return found


@pytest.mark.parametrize("latex", EVERYTHING)
def test_the_caption_is_the_canonical_one(latex: str) -> None:
    assert [token for token, _ in boxed(latex).tokens] == canonical(latex)


@pytest.mark.parametrize("latex", EVERYTHING)
def test_every_token_that_is_written_is_tied_to_ink_of_its_label(latex: str) -> None:
    sample = composed(latex)
    silent = {"{", "}", "^", "_", "&", "\\\\", "\\end{cases}", "\\begin{aligned}", "\\end{aligned}"}
    names = VOCABULARY.decode(sample.tokens.tolist())
    index = {at for at, name in enumerate(names) if name in "[]" and "\\sqrt" in names}
    for at, (name, symbol) in enumerate(zip(names, sample.symbol_of_token.tolist(), strict=True)):
        if symbol == NO_SYMBOL:
            assert name in silent or at in index
        else:
            label = VOCABULARY.tokens[sample.labels[symbol]]
            assert label == name or label in ("\\mathbb", "\\mathcal")
            assert (sample.symbol_of_stroke == symbol).any()
    assert set(sample.symbol_of_stroke.tolist()) == set(range(len(sample.labels)))


def test_symbols_of_a_row_stand_from_left_to_right_on_one_line() -> None:
    found = list(marks("a b + c = d").values())
    assert all(left.right < right.left for left, right in itertools.pairwise(found))
    assert {mark.y for mark in found} == {0.0}


def test_relations_get_more_space_than_operators_and_these_more_than_letters() -> None:
    letters, operator, relation = (gaps(parse(text).items)[0] for text in ("a b", "a + b", "a = b"))
    assert letters < operator < relation


def test_a_sign_stands_closer_to_its_term_than_an_operator() -> None:
    items = parse("- a - b").items
    assert gaps(items)[0] < gaps(items)[2]


def test_brackets_are_paired_from_the_inside_and_half_open_intervals_too() -> None:
    assert list(pairs(parse("( ( a ) )").items).items()) == [(1, 3), (0, 4)]
    assert pairs(parse("[ 0 , 1 )").items) == {0: 4}
    assert pairs(parse("| a | | b |").items) == {0: 2, 3: 5}
    assert pairs(parse(") a (").items) == {}


@pytest.mark.parametrize("seed", range(5))
def test_scripts_are_smaller_and_stand_behind_above_and_below_their_base(seed: int) -> None:
    found = marks("x _ { a } ^ { b }", seed)
    base, sub, sup = found["x"], found["a"], found["b"]
    assert max(sub.size, sup.size) < base.size
    assert min(sub.left, sup.left) > (base.left + base.right) / 2
    assert sup.bottom < sub.top
    assert sup.top < base.top
    assert sub.bottom > base.bottom


@pytest.mark.parametrize("seed", range(5))
def test_a_fraction_bar_lies_between_its_parts_and_reaches_over_both(seed: int) -> None:
    found = marks(r"\frac { a + b } { c }", seed)
    bar = found["\\frac"]
    assert max(found["a"].bottom, found["b"].bottom) < bar.top
    assert bar.bottom < found["c"].top
    assert bar.left < found["a"].right
    assert bar.right > found["b"].left


@pytest.mark.parametrize("seed", range(5))
def test_a_radical_encloses_its_body_and_keeps_the_size_of_its_hook(seed: int) -> None:
    short, long = marks(r"\sqrt { x }", seed), marks(r"\sqrt { x + y + z }", seed)
    for found in (short, long):
        sign, body = found["\\sqrt"], found["x"]
        assert sign.left < body.left
        assert sign.top < body.top
    assert long["\\sqrt"].right > long["z"].left
    assert long["\\sqrt"].far / long["\\sqrt"].near > 1.2 * short["\\sqrt"].far / short["\\sqrt"].near


def test_a_radical_that_is_but_a_hook_gets_a_bar() -> None:
    class Hooks(PlainBank):
        def pick(self, token: str, rng: np.random.Generator, writer: str = "") -> Specimen:
            hook = [line((0.0, -0.5), (0.2, 0.0), (0.6, -1.2))]
            return Specimen(token, hook, "", "plain") if token == "\\sqrt" else super().pick(token, rng, writer)

    rng = np.random.default_rng(0)
    box = Layout(Scribe(Hooks(), Style.draw(rng, CAREFUL), rng)).row(parse(r"\sqrt { x + y }"))
    sign = box.tokens[0][1]
    assert sign is not None
    assert sign.right > box.marks[-1].left
    assert sign.x + sign.near * sign.knee < box.marks[1].right  # what is drawn out is the bar, not the hook


def test_the_index_of_a_root_stands_before_its_bar() -> None:
    found = marks(r"\sqrt [ 3 ] { x }")
    assert found["3"].right < found["x"].left
    assert found["3"].size < found["x"].size


def test_brackets_grow_with_what_they_enclose() -> None:
    heights = []
    for latex in ("( a ) b", r"( \frac { a } { \frac { b } { c } } ) b"):
        bracket = marks(latex)["("]
        heights.append(bracket.bottom - bracket.top)
    assert heights[1] > 1.5 * heights[0]


def test_an_accent_stands_over_its_base_and_a_line_reaches_over_all_of_it() -> None:
    hat = marks(r"\hat { x }")
    assert hat["\\hat"].bottom < hat["x"].top
    line = marks(r"\overline { a b c }")
    assert line["\\overline"].right - line["\\overline"].left > line["c"].left - line["a"].right
    under = marks(r"\underline { a }")
    assert under["\\underline"].top > under["a"].bottom


def test_a_long_arrow_keeps_its_head() -> None:
    short, long = (marks(f"\\overrightarrow {{ {body} }}")["\\overrightarrow"] for body in ("a b", "a b c d e f"))
    assert long.right - long.left > 1.5 * (short.right - short.left)
    assert long.far == pytest.approx(short.far, rel=0.2)


def test_a_matrix_has_rows_and_columns_between_its_delimiters() -> None:
    found = marks(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}")
    assert found["a"].right < found["b"].left
    assert found["a"].bottom < found["c"].top
    assert found["\\begin{pmatrix}"].right < min(found["a"].left, found["c"].left)
    assert found["\\end{pmatrix}"].left > max(found["b"].right, found["d"].right)
    assert found["\\begin{pmatrix}"].bottom > found["c"].bottom - 0.3


def test_the_parentheses_of_a_binomial_are_one_symbol() -> None:
    sample = composed(r"\binom { n } { k }")
    assert [VOCABULARY.tokens[label] for label in sample.labels] == ["\\binom", "n", "k"]
    assert (sample.symbol_of_stroke == 0).sum() == 2


def test_primes_and_degrees_are_raised_but_not_made_smaller() -> None:
    for token in ("\\prime", "\\circ"):
        found = marks(f"x ^ {{ {token} }}")
        assert found[token].size == found["x"].size
        assert found[token].top < found["x"].top


def test_a_command_without_a_layout_is_refused_by_name() -> None:
    strange = Row((Command("\\boxed", (Row((Symbol("x"),)),)),))
    with pytest.raises(ValueError, match="boxed"):
        Layout(Scribe(PlainBank(), Style.draw(np.random.default_rng(0)), np.random.default_rng(0))).row(strange)


def test_cases_with_a_column_have_a_gap_that_rows_do_not_have() -> None:
    """Both columns stand farther apart than a symbol is wide, and nearly always than anything in a row of that hand."""
    told = []
    for seed in range(60):
        sample = composed(r"\begin{cases} x & x > 0 \\ x & x < 0 \end{cases}", HandConfig(slant=0, slope=0), seed)
        inner, columns = np.split(np.sort(gaps_of(sample)), [-2])
        assert columns.min() > 0.8
        told.append(columns.min() > inner.max())
    assert np.mean(told) > 0.95


def gaps_of(sample: Sample) -> list[float]:
    """The gaps between neighbours of each of two rows, in symbol sizes, behind the brace."""
    marks = symbols_of(sample)[1:]
    rows = [marks[: len(marks) // 2], marks[len(marks) // 2 :]]
    return [float(right[0] - left[1]) for row in rows for left, right in pairwise(sorted(row))]


def symbols_of(sample: Sample) -> list[tuple[float, float]]:
    """Left and right edge of each symbol, in reading order."""
    strokes = [
        np.concatenate([sample.strokes[at] for at in np.flatnonzero(sample.symbol_of_stroke == number)])
        for number in range(len(sample.labels))
    ]
    return [(float(points[:, 0].min()), float(points[:, 0].max())) for points in strokes]

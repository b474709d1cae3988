"""Recombining formulas: parts go only where their like stood, and renamed symbols stay in their class."""

from __future__ import annotations

import random

from mathnet.grammar import Grammar
from mathnet.latex import parse
from mathnet.latex_tree import Row
from mathnet.vocabulary import Vocabulary
from training.formulas.recombine import Renamer, exchange
from training.formulas.trees import heads, tokens_of

HOSTS = [
    "x^{2}+y",
    "\\frac{a}{b}",
    "\\sum_{i=1}^{n}i",
    "\\sqrt{2}=c",
    "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}",
    "a<b",
]
DONORS = ["z^{n+1}", "\\frac{p}{q+1}", "\\prod_{k=0}^{m}k", "d=\\sqrt{5}", "\\begin{pmatrix}a&b\\end{pmatrix}"]


def exchanged(host: str, donor: str, count: int = 40) -> set[str]:
    source = random.Random(3)
    return {" ".join(tokens_of(exchange(parse(host), parse(donor), source))) for _ in range(count)}


def test_parts_are_exchanged_by_their_role() -> None:
    assert exchanged("x^{2}", "z^{n}_{7}") == {"z ^ { 2 }", "x ^ { n }"}
    assert exchanged("\\frac{1}{2}", "\\frac{3}{4}") == {
        *("\\frac { 3 } { 2 }", "\\frac { 4 } { 2 }"),
        *("\\frac { 1 } { 3 }", "\\frac { 1 } { 4 }"),
    }


def test_what_stands_below_a_sum_does_not_go_below_a_letter() -> None:
    assert not any("_ { i = 1 }" in made for made in exchanged("x_{2}", "\\sum_{i=1}"))


def test_sides_of_relations_are_exchanged() -> None:
    assert exchanged("x=1", "y<2") == {"x < 2"}


def test_formulas_with_nothing_in_common_stay_as_they_are() -> None:
    assert exchanged("x+1", "\\frac{1}{2}") == {"x + 1"}


def test_what_comes_out_is_what_the_search_may_write(vocabulary: Vocabulary) -> None:
    grammar, source = Grammar(vocabulary), random.Random(5)
    for host, donor in [(host, donor) for host in HOSTS for donor in DONORS] * 5:
        row = parse(tokens_of(exchange(parse(host), parse(donor), source)))
        state = grammar.start()
        for token in [*vocabulary.encode(tokens_of(row)), vocabulary.end]:
            state = grammar.advance(state, token)


def renamed(latex: str, share: float, vocabulary: Vocabulary, count: int = 30) -> list[Row]:
    source, renamer = random.Random(4), Renamer(vocabulary)
    return [renamer(parse(latex), share, source) for _ in range(count)]


def test_symbols_are_renamed_within_their_class(vocabulary: Vocabulary) -> None:
    for row in renamed("x+2=\\Gamma", 1.0, vocabulary):
        letter, operator, digit, relation, greek = heads(row)
        assert letter.islower()
        assert digit.isdigit()
        assert operator not in (letter, "=", "+x")
        assert relation.startswith(("\\", "=", "<", ">"))
        assert greek[1].isupper()


def test_a_symbol_is_renamed_everywhere_alike(vocabulary: Vocabulary) -> None:
    for row in renamed("x+\\frac{x}{\\sqrt{x}}", 0.7, vocabulary):
        letters = [token for token in heads(row) if token.isalpha()]
        assert len(letters) == 3
        assert len(set(letters)) == 1


def test_a_share_of_nothing_renames_nothing(vocabulary: Vocabulary) -> None:
    assert set(renamed("x+2", 0.0, vocabulary)) == {parse("x+2")}
    assert len(set(renamed("x+2", 1.0, vocabulary))) > 10


def test_renaming_never_leaves_the_vocabulary() -> None:
    few = Vocabulary(("<pad>", "<sos>", "<eos>", "x", "y", "+"))
    assert {token for row in renamed("x+\\alpha", 1.0, few) for token in heads(row)} == {"x", "y", "+", "\\alpha"}

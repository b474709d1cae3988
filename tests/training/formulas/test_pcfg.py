"""The probabilistic grammar: its text is read or refused with advice, and what it draws follows its weights."""

from __future__ import annotations

import pickle
import random
from collections import Counter

import pytest

from mathnet.grammar import Grammar
from mathnet.latex import canonical
from mathnet.vocabulary import SPECIALS, Vocabulary
from training.formulas.pcfg import Pcfg
from training.formulas.rules import packaged_rules, read_rules, restricted
from training.formulas.trees import PLACING

SMALL = r"""
# a comment
<sum>
3 <term>
1 <term> + <sum>

<term>
6 $x
3 each a b
1 \frac{<sum>}{$x}

<x>
1 each x y
"""


def small() -> Pcfg:
    return Pcfg(read_rules(SMALL))


def drawn(grammar: Pcfg, start: str, count: int, holds: str | None = None, seed: int = 1) -> list[list[str]]:
    source = random.Random(seed)
    return [grammar.draw(start, source, holds) for _ in range(count)]


@pytest.fixture(scope="module")
def mathematics() -> Pcfg:
    return Pcfg(restricted(packaged_rules(), Vocabulary.load()))


def test_alternatives_come_as_often_as_their_weights_say() -> None:
    counts = Counter(tokens[0] for tokens in drawn(Pcfg(read_rules("<a>\n3 x\n1 each y z")), "a", 4000))
    assert counts["x"] / 4000 == pytest.approx(0.6, abs=0.03)
    assert counts["y"] / 4000 == pytest.approx(0.2, abs=0.03)


def test_a_letter_of_a_formula_is_the_same_all_over_it() -> None:
    formulas = drawn(small(), "sum", 500)
    assert not any({"x", "y"} <= set(tokens) for tokens in formulas)
    assert any(tokens.count("y") > 1 for tokens in formulas)


def test_two_letters_of_a_formula_differ_if_they_can() -> None:
    grammar = Pcfg(read_rules("<s>\n1 $a + $b\n<a>\n1 each x y z u\n<b>\n1 each x y z u"))
    same = sum(tokens[0] == tokens[2] for tokens in drawn(grammar, "s", 400))
    assert same < 10  # one in 256 after four tries


def test_a_wanted_token_is_always_there() -> None:
    for token in ("b", "\\frac", "y", "+"):
        assert all(token in tokens for tokens in drawn(small(), "sum", 200, holds=token))


def test_a_wanted_token_comes_in_its_usual_surroundings() -> None:
    """Drawn by force, formulas with `b` are like formulas with `b` met by chance, but for those that hold two."""
    grammar = small()
    met = [tokens for tokens in drawn(grammar, "sum", 6000) if tokens.count("b") == 1]
    forced = [tokens for tokens in drawn(grammar, "sum", 3000, holds="b") if tokens.count("b") == 1]
    for token in ("\\frac", "+", "a"):
        met_share = sum(token in tokens for tokens in met) / len(met)
        assert sum(token in tokens for tokens in forced) / len(forced) == pytest.approx(met_share, abs=0.05)


def test_expected_numbers_are_those_met() -> None:
    grammar = Pcfg(read_rules(SMALL.replace("$x", "<x>")), most_depth=60)
    counts = Counter(token for tokens in drawn(grammar, "sum", 8000) for token in tokens)
    expected = grammar.expected("sum")
    for token in ("x", "a", "+", "\\frac"):
        assert counts[token] / 8000 == pytest.approx(expected[token], rel=0.12)


def test_depth_is_bounded() -> None:
    grammar = Pcfg(read_rules("<a>\n9 \\sqrt{<b>}\n1 x\n<b>\n9 <a>\n2 y"), most_depth=8)
    assert max(tokens.count("\\sqrt") for tokens in drawn(grammar, "a", 500)) <= 5


def test_a_pickled_grammar_draws_the_same() -> None:
    grammar = small()
    assert drawn(pickle.loads(pickle.dumps(grammar)), "sum", 50) == drawn(grammar, "sum", 50)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("<a>\nx + y", "line 2.*no weight"),
        ("<a>\n0 x", "line 2.*no weight"),
        ("2 x", "line 1.*before the first rule"),
        ("<a>\n1 x\n<a>\n1 y", "line 3.*stands twice"),
        ("<a>\n1 <b>", "<a> names <b>, which is no rule"),
        ("<a>\n<b>\n1 x", "<a> has no alternatives"),
        ("<a>\n1 x \\", "line 2.*backslash"),
    ],
)
def test_a_grammar_that_cannot_be_read_is_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        read_rules(text)


@pytest.mark.parametrize("text", ["<a>\n1 ( <a> )", "<a>\n3 <a> <a>\n1 x"])
def test_a_grammar_without_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="never comes to an end"):
        Pcfg(read_rules(text))


def test_what_is_not_in_the_grammar_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="never gives '\\\\\\\\sum'"):
        small().draw("sum", random.Random(1), holds="\\sum")
    with pytest.raises(ValueError, match="no rule <product>"):
        small().draw("product", random.Random(1))


def test_rules_are_restricted_to_what_a_vocabulary_can_write() -> None:
    few = Vocabulary((*SPECIALS, "x", "y", "a", "+"))
    rules = restricted(read_rules(SMALL), few)
    assert {token for tokens in drawn(Pcfg(rules), "sum", 300) for token in tokens} == {"x", "y", "a", "+"}
    assert "sum" not in restricted(read_rules("<sum>\n1 <b>\n<b>\n1 c"), few)


def test_mathematics_needs_no_token_beyond_the_vocabulary() -> None:
    assert restricted(packaged_rules(), Vocabulary.load()) == packaged_rules()


def test_mathematics_reaches_every_token(mathematics: Pcfg, vocabulary: Vocabulary) -> None:
    reached = {token for token, number in mathematics.expected("formula").items() if number > 0}
    assert set(vocabulary.tokens) - reached - {*SPECIALS, *PLACING} <= {"'"}


@pytest.mark.parametrize("start", ["formula", "short", "single"])
def test_mathematics_is_what_the_search_may_write(start: str, mathematics: Pcfg, vocabulary: Vocabulary) -> None:
    grammar = Grammar(vocabulary)
    for tokens in drawn(mathematics, start, 500):
        state = grammar.start()
        for token in [*vocabulary.encode(canonical(tokens)), vocabulary.end]:
            state = grammar.advance(state, token)


def test_single_letters_are_small_rather_than_large(mathematics: Pcfg) -> None:
    counts = Counter(tokens[0] for tokens in drawn(mathematics, "single", 20000))
    for small_letter, large in ("cC", "oO", "sS", "xX", "zZ", "vV", "wW", "kK", "pP", "uU"):
        assert counts[small_letter] > 3 * counts[large] > 0
    assert counts["x"] > 20 * counts["\\aleph"] > 0

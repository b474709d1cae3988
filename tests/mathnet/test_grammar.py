"""The grammar: one language in two directions, in step with the parser, and always with a way to the end."""

from __future__ import annotations

import random

import numpy as np
import pytest

from mathnet.grammar import STRUCTURE, Grammar, State
from mathnet.grammar_rules import STRUCTURE_OF_GRIDS, kind_of
from mathnet.latex import canonical
from mathnet.latex_tree import ARGUMENTS
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.captions import SAMPLES, WIDE_SAMPLES, crohme_captions, random_grid

VOCABULARY = Vocabulary.load()
GRAMMAR = Grammar(VOCABULARY)
FENCES = frozenset(["(", ")", "[", "]", "|"])
LAYOUT_TOKENS = STRUCTURE | STRUCTURE_OF_GRIDS | FENCES | ARGUMENTS.keys()
LAYOUT = np.array([token in LAYOUT_TOKENS for token in VOCABULARY.tokens])
ALL = (*SAMPLES, *WIDE_SAMPLES)

NESTED = "\\frac { \\sqrt [ a ] { b } } { c _ { d } ^ { e } }"
REFUSED = (
    "x ^",
    "x ^ 2",
    "^ { 2 }",
    "x { 2 }",
    "{ x }",
    "x }",
    "{ x",
    "x ^ { }",
    "x ^ { 2 } _ { 1 }",
    "x ^ { 1 } ^ { 2 }",
    "x _ { 1 } _ { 2 }",
    "\\frac { 1 }",
    "\\frac { 1 } { 2 } { 3 }",
    "\\frac [ 1 ] { 2 } { 3 }",
    "\\frac { 1 } ^ { 2 } { 3 }",
    "\\sqrt",
    "\\sqrt 2",
    "\\sqrt { }",
    "\\sqrt { 1 } { 2 }",
    "\\sqrt [ ] { 2 }",
    "\\sqrt [ 2 ]",
    "\\sqrt [ 2 { x }",
    "\\sqrt [ [ 2 ] ] { x }",
    "\\sqrt [ \\sqrt [ 2 ] { x } ] { x }",
    "x [ 2 ] { x }",
    "x ^ [ 2 ]",
    "\\bar { x y }",
    "\\overline { x }",
    "\\mathbb { R ^ { n } }",
    "\\hat x",
    "\\binom { n }",
    "a & b",
    "a \\\\ b",
    "\\begin{matrix} a & b \\end{matrix}",
    "\\begin{cases} a \\end{cases}",
    "\\begin{pmatrix} a \\end{pmatrix}",
    "\\begin{pmatrix} a & \\end{pmatrix}",
    "\\begin{pmatrix} a & b \\\\ \\end{pmatrix}",
    "\\begin{pmatrix} \\\\ a & b \\end{pmatrix}",
    "\\begin{pmatrix} a & \\\\ b \\end{pmatrix}",
    "\\begin{pmatrix} a \\\\ b \\end{bmatrix}",
    "\\begin{pmatrix} a \\\\ b",
    "a \\\\ b \\end{pmatrix}",
    "( \\begin{matrix} a \\\\ b \\end{matrix} )",
    "| \\begin{aligned} a \\\\ b \\end{aligned} | ^ { 2 }",
    "\\sqrt [ \\begin{pmatrix} a & b \\end{pmatrix} ] { x }",
)


def reads(tokens: list[str], backward: bool) -> bool:
    """Whether the grammar lets these tokens through, end token included, read from the left or from the right."""
    state = GRAMMAR.start(backward)
    for token_id in [*VOCABULARY.encode(reversed(tokens) if backward else tokens), VOCABULARY.end]:
        if not GRAMMAR.allowed(state)[token_id]:
            return False
        state = GRAMMAR.advance(state, token_id)
    return True


def walk(rng: random.Random, backward: bool, room: int) -> list[str]:
    """A random formula of at most `room` tokens; every other step prefers braces and commands where it can."""
    state, ids = GRAMMAR.start(backward), list[int]()
    while True:
        choice = GRAMMAR.allowed(state, room - len(ids))
        layout = choice & LAYOUT
        token_id = int(rng.choice(np.flatnonzero(layout if layout.any() and rng.random() < 0.5 else choice)))
        state = GRAMMAR.advance(state, token_id)
        if token_id == VOCABULARY.end:
            return list(VOCABULARY.decode(reversed(ids) if backward else ids))
        ids.append(token_id)


def mutated(tokens: list[str], rng: random.Random) -> list[str]:
    """The tokens with one to three of them removed, doubled elsewhere or exchanged for structural ones."""
    tokens = list(tokens)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(tokens))
        change = [[], [tokens[place], rng.choice(tokens)], [rng.choice(sorted(LAYOUT_TOKENS & set(VOCABULARY.tokens)))]]
        tokens[place : place + 1] = rng.choice(change)
        tokens = tokens or ["x"]
    return tokens


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("formula", ALL)
def test_well_formed_formulas_are_read_in_both_directions(formula: str, backward: bool) -> None:
    assert reads(formula.split(), backward)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("formula", REFUSED)
def test_broken_formulas_are_refused_in_both_directions(formula: str, backward: bool) -> None:
    assert not reads(formula.split(), backward)


def test_both_directions_read_the_same_language() -> None:
    rng = random.Random(1)
    verdicts = set()
    for _ in range(3000):
        tokens = mutated(rng.choice(ALL).split(), rng)
        verdicts.add(reads(tokens, backward=False))
        assert reads(tokens, backward=False) == reads(tokens, backward=True), tokens
    assert verdicts == {True, False}


@pytest.mark.parametrize("backward", [False, True])
def test_random_walks_are_canonical_latex_that_the_other_direction_reads_too(backward: bool) -> None:
    rng = random.Random(2)
    for _ in range(500):
        tokens = walk(rng, backward, room=rng.randint(1, 40))
        assert reads(tokens, not backward), tokens
        assert GRAMMAR.reads(VOCABULARY.encode(tokens))
        if "'" in tokens:  # behind a symbol it is another name of a script: it must only be readable
            assert canonical(tokens)
        else:
            assert canonical(tokens) == tokens


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("room", [1, 2, 7, 25])
def test_a_walk_with_limited_room_always_ends_in_it(room: int, backward: bool) -> None:
    rng = random.Random(room)
    lengths = {len(walk(rng, backward, room)) for _ in range(200)}
    assert 1 <= max(lengths) <= room


@pytest.mark.parametrize("backward", [False, True])
def test_the_rest_is_what_the_shortest_way_to_the_end_needs(backward: bool) -> None:
    ids = VOCABULARY.encode(NESTED.split())
    state = GRAMMAR.start(backward)
    for token_id in reversed(ids) if backward else ids:
        assert shortest(state) == GRAMMAR.remaining(state)
        state = GRAMMAR.advance(state, token_id)
    assert shortest(state) == GRAMMAR.remaining(state) == 0


def shortest(state: State) -> int:
    """The length of the shortest way to the end, found by looking for it one step at a time."""
    states, steps = {state}, 0
    while not any(GRAMMAR.allowed(each)[VOCABULARY.end] for each in states):
        states = {GRAMMAR.advance(each, token_id) for each in states for token_id in one_of_each_kind(each)}
        steps += 1
    return steps


def one_of_each_kind(state: State) -> list[int]:
    """Tokens that may come next, one of those which the rules hold for the same."""
    allowed = np.flatnonzero(GRAMMAR.allowed(state, 14)).tolist()
    return list({kind_of(VOCABULARY.tokens[token_id]): token_id for token_id in allowed}.values())


def test_the_rest_of_a_grid_counts_the_second_row_that_shows_it() -> None:
    state = GRAMMAR.start()
    for token, rest in (("\\begin{cases}", 4), ("x", 3), ("&", 4), ("y", 3), ("\\\\", 2), ("&", 2), ("z", 1)):
        state = GRAMMAR.advance(state, VOCABULARY.encode([token])[0])
        assert GRAMMAR.remaining(state) == rest


def test_special_tokens_never_stand_in_a_formula() -> None:
    choice = GRAMMAR.allowed(GRAMMAR.start())
    assert not choice[[VOCABULARY.pad, VOCABULARY.start]].any()
    after = GRAMMAR.advance(GRAMMAR.start(), VOCABULARY.encode(["x"])[0])
    assert GRAMMAR.allowed(after)[VOCABULARY.end]
    assert not GRAMMAR.allowed(GRAMMAR.advance(after, VOCABULARY.end)).any()


@pytest.mark.parametrize("backward", [False, True])
def test_nothing_at_all_may_be_read_but_nothing_inside_braces_may_not(backward: bool) -> None:
    assert GRAMMAR.allowed(GRAMMAR.start(backward))[VOCABULARY.end]
    assert GRAMMAR.remaining(GRAMMAR.start(backward)) == 0
    assert not reads(["\\sqrt", "{", "}"], backward)


def test_a_token_that_cannot_follow_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"'\}' cannot follow"):
        GRAMMAR.advance(GRAMMAR.start(), VOCABULARY.encode(["}"])[0])


def test_masks_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        GRAMMAR.allowed(GRAMMAR.start())[0] = True


def test_a_vocabulary_with_half_of_the_structure_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lacks the structural tokens .*\}"):
        Grammar(Vocabulary((*SPECIALS, "x", "^", "{")))


@pytest.mark.parametrize("left_out", ["&", "\\\\", "\\begin{cases}", "\\end{cases}"])
def test_a_vocabulary_with_a_part_of_a_grid_is_refused(left_out: str) -> None:
    tokens = tuple(token for token in VOCABULARY.tokens if token != left_out)
    with pytest.raises(ValueError, match="lacks the structural tokens"):
        Grammar(Vocabulary(tokens))


def test_a_vocabulary_without_grids_and_accents_has_the_rest_of_the_language() -> None:
    vocabulary = Vocabulary(tuple(t for t in VOCABULARY.tokens if t not in LAYOUT_TOKENS or t in STRUCTURE | FENCES))
    grammar = Grammar(vocabulary)
    assert all(grammar.reads(vocabulary.encode(formula.split())) for formula in SAMPLES)
    assert not grammar.reads(vocabulary.encode(["(", "^"]))


def test_a_vocabulary_of_symbols_alone_has_rows_of_symbols() -> None:
    vocabulary = Vocabulary((*SPECIALS, "x"))
    grammar = Grammar(vocabulary)
    state = grammar.advance(grammar.start(), 3)
    assert grammar.allowed(state).tolist() == [False, False, True, True]


@pytest.mark.parametrize("seed", range(60))
def test_canonical_captions_of_random_grids_are_read_in_both_directions(seed: int) -> None:
    tokens = canonical(random_grid(random.Random(seed), 3))
    assert reads(tokens, backward=False)
    assert reads(tokens, backward=True)


@pytest.mark.parametrize("part", ["train", "extra", "test2014", "test2016"])
def test_real_captions_are_read_in_both_directions(part: str) -> None:
    refused = set()
    for caption in set(crohme_captions(part).values()):
        tokens = caption.split()
        assert reads(tokens, backward=False) == reads(tokens, backward=True)
        if not reads(tokens, backward=False):
            refused.add(caption)
    assert all("{ }" in caption or "} ^ {" in caption for caption in refused)  # an empty root, two superscripts
    assert len(refused) == {"extra": 2}.get(part, 0)

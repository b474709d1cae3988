"""Roles of written symbols, from captions in canonical form."""

from __future__ import annotations

import numpy as np
import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.inks import CUBE_ROOT, FRACTION, SCRIPTS, samples_of
from training.data.sample import NO_SYMBOL, Sample
from training.measures.roles import ROLES, roles_of, roles_of_symbols, surroundings


@pytest.mark.parametrize(
    ("caption", "token", "around"),
    [
        ("x + 1", "x", ""),
        ("x ^ { 2 }", "2", "script"),
        ("x ^ { 2 } + a", "a", ""),
        ("x _ { 1 } ^ { 2 }", "2", "script"),
        ("\\frac { a } { b }", "a", "fraction"),
        ("\\frac { a } { b }", "b", "fraction"),
        ("\\frac { a } { b } c", "c", ""),
        ("\\frac { x ^ { 2 } } { b }", "2", "fraction script"),
        ("\\frac { x ^ { 2 } } { b }", "b", "fraction"),
        ("\\frac { \\frac { 1 } { 2 } } { b }", "2", "fraction fraction"),
        ("\\frac { \\frac { 1 } { 2 } } { b }", "b", "fraction"),
        ("\\sqrt { x }", "x", "root"),
        ("\\sqrt [ 3 ] { x }", "3", "index"),
        ("\\sqrt [ 3 ] { x } + a", "x", "root"),
        ("\\sqrt [ 3 ] { x } + a", "a", ""),
        ("[ 0 , 1 ] ^ { n }", "0", ""),
        ("[ 0 , 1 ] ^ { n }", "n", "script"),
        ("\\sqrt { [ x ] } + a", "x", "root"),
        ("\\sqrt { [ x ] } + a", "a", ""),
        ("\\binom { n } { k }", "k", "fraction"),
        ("\\hat { x } _ { 1 }", "x", "accent"),
        ("\\hat { x } _ { 1 }", "1", "script"),
        ("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} ^ { 2 }", "\\end{pmatrix}", ""),
        ("\\begin{pmatrix} a & b ^ { 1 } \\\\ c & d \\end{pmatrix} ^ { 2 }", "d", "grid"),
        ("\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} ^ { 2 }", "2", "script"),
    ],
)
def test_a_token_knows_the_groups_around_it(caption: str, token: str, around: str) -> None:
    tokens = caption.split()
    assert surroundings(tokens)[tokens.index(token)] == tuple(around.split())


@pytest.mark.parametrize(
    ("token", "around", "roles"),
    [
        ("x", "", "plain"),
        ("+", "", "operator"),
        ("x", "accent", "plain"),
        ("x", "grid accent", "nested"),
        ("\\begin{bmatrix}", "", "bracket"),
        ("\\times", "fraction", "operator, nested"),
        ("\\leq", "", "relation"),
        ("\\frac", "", "fraction bar"),
        ("\\frac", "fraction", "fraction bar, nested"),
        ("\\sqrt", "script", "radical, script, nested"),
        ("\\sum", "", "big operator"),
        ("(", "", "bracket"),
        ("n", "script", "script, nested"),
        ("n", "fraction root", "nested, deeply nested"),
        ("-", "fraction script", "operator, script, nested, deeply nested"),
    ],
)
def test_a_symbol_plays_the_roles_of_its_token_and_its_place(token: str, around: str, roles: str) -> None:
    assert roles_of(token, around.split()) == set(roles.split(", "))


def played(sample: Sample, symbol: int) -> set[str]:
    roles = roles_of_symbols(sample, Vocabulary.load().tokens)
    assert roles.shape == (len(ROLES), len(sample.labels))
    return {ROLES[at] for at in np.flatnonzero(roles[:, symbol]).tolist()}


def test_roles_reach_the_written_symbols_in_the_order_of_writing() -> None:
    fraction, root, scripts = samples_of((FRACTION, CUBE_ROOT, SCRIPTS))
    assert [played(fraction, symbol) for symbol in range(5)] == [
        {"nested"}, {"nested"}, {"operator", "nested"}, {"fraction bar"}, {"nested"}
    ]  # fmt: skip
    assert [played(root, symbol) for symbol in range(3)] == [{"nested"}, {"radical"}, {"nested"}]
    assert [played(scripts, symbol) for symbol in range(6)] == [
        *({"script", "nested"},) * 3, {"plain"}, {"relation"}, {"plain"}
    ]  # fmt: skip


def test_a_symbol_that_no_token_is_tied_to_has_no_role() -> None:
    sample = samples_of((FRACTION,))[0]
    sample.symbol_of_token[:] = NO_SYMBOL
    assert [played(sample, symbol) for symbol in range(5)] == [set()] * 5

"""LaTeX: what the canonical form keeps, that printing loses nothing, and that errors say what to do."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from mathnet import inkml, sources
from mathnet.latex import LatexError, canonical, parse, pretty, same, structure, tokenize
from mathnet.latex_tree import Command, Root, Row, Script, Symbol
from tests.mathnet.captions import SAMPLES, WIDE_SAMPLES, crohme_captions, data_folder

SPELLINGS = [
    (r"$x^2+1$", "x ^ { 2 } + 1"),
    (r"\frac12", r"\frac { 1 } { 2 }"),
    (r"\dfrac \pi 2 % half a turn", r"\frac { \pi } { 2 }"),
    (r"{a + b \over c}d", r"\frac { a + b } { c } d"),
    (r"x^\frac1n", r"x ^ { \frac { 1 } { n } }"),
    (r"\int^1_0", r"\int _ { 0 } ^ { 1 }"),
    (r"\lim\limits_{n \to \infty}", r"\lim _ { n \rightarrow \infty }"),
    (r"\left( x \right]", "( x ]"),
    (r"\left. x \right|_0", "x | _ { 0 }"),
    (r"\left<x\right>", r"\langle x \rangle"),
    (r"\Bigg( y \bigr.", "( y"),
    (r"\mathrm d x \; \mbox{ if } \hspace{1cm} y", "d x i f y"),
    (r"\operatorname*{sn} u", "s n u"),
    (r"\operatorname { l n } x \mathrm{~d} {\rm sin} y", r"\ln x d \sin y"),
    (r"\mathrm{lnx} \mathop{max}_x", r"l n x \max _ { x }"),
    (r"x \pmod{n} \bmod 2 \coth x^\lg", "x ( m o d n ) m o d 2 c o t h x ^ { l g }"),
    (r"\mathscr F \mathds{1} \Bbb R", r"\mathcal { F } \mathbb { 1 } \mathbb { R }"),
    (r"{\cal A B}_x \cal{L}", r"\mathcal { A } \mathcal { B } _ { x } \mathcal { L }"),
    (r"\mathbb{R^n + x} \mathcal{}", r"\mathbb { R } ^ { n } + \mathbb { x }"),
    (r"\mathbf x + {\bf y} \boldsymbol{\alpha}", r"x + y \alpha"),
    (r"\overline x \overline{AB} \bar{AB}", r"\bar { x } \overline { A B } \overline { A B }"),
    (r"\vec{AB} \overrightarrow a", r"\overrightarrow { A B } \vec { a }"),
    (r"a \not= b \not\in c \not< d", r"a \neq b \notin c \not < d"),
    (r"{n \choose k} {a \atop b}", r"\binom { n } { k } \begin{matrix} a \\ b \end{matrix}"),
    (r"x\sp 2\sb 1 90\degree", r"x _ { 1 } ^ { 2 } 9 0 ^ { \circ }"),
    (r"a \kern -.25em b \mskip 3.0mu c", "a b c"),
    (r"{\displaystyle {a}^{2}}", "a ^ { 2 }"),
    (r"{{x}_{i}}^{2}", "x _ { i } ^ { 2 }"),
    (r"{a b}^2", "a b ^ { 2 }"),
    (r"{x^2}^3", "x ^ { 2 } ^ { 3 }"),
    (r"f'", r"f ^ { \prime }"),
    (r"f''^2_1", r"f _ { 1 } ^ { \prime \prime 2 }"),
    (r"f^{'}", "f ^ { ' }"),
    (r"a\ltb \ne c \gtrsim d \ltimes e", r"a < b \neq c \gtrsim d \ltimes e"),
    (r"\wedge*x", r"\wedge * x"),
    (r"10\%", r"1 0 \%"),
    (r"\sqrt[{a]}]{x}", r"\sqrt [ { a ] } ] { x }"),
    (r"x_{}", "x"),
    (r"\hat x_1", r"\hat { x } _ { 1 }"),
    (r"{}^2 x", "^ { 2 } x"),
    ("", ""),
]

PRINTED = [
    ("x ^ { 2 } + 1", "x^2+1"),
    ("x _ { 1 0 }", "x_{10}"),
    (r"\sin x", r"\sin x"),
    (r"\sin 2 \alpha \beta x", r"\sin2\alpha\beta x"),
    (r"x ^ { \alpha } y", r"x^\alpha y"),
    (r"\frac { a } { b }", r"\frac{a}{b}"),
    (r"\sqrt [ 3 ] { x }", r"\sqrt[3]{x}"),
    (r"x _ { 1 } ^ { \prime }", "x_1'"),
    (r"x ^ { \prime } ^ { 2 }", "{x'}^2"),
    ("f ^ { ' }", "f^{'}"),
    (r"\sqrt [ \sqrt [ 3 ] { x } ] { y }", r"\sqrt[{\sqrt[3]{x}}]{y}"),
]

BROKEN = [
    ("x^", 2, "lacks an argument"),
    ("x_^2", 2, "lacks an argument"),
    (r"\frac{1}", 8, r"\\frac lacks an argument"),
    ("a{x", 1, r"add \}"),
    ("x+}", 2, "remove it"),
    (r"\sqrt[3", 5, r"add \]"),
    ("x\\", 1, "backslash"),
    (r"y\hspace", 1, "needs a group"),
    ("{" * 5000, 100, "nested"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_every_spelling_has_one_canonical_form(text: str, expected: str) -> None:
    assert canonical(text) == expected.split()


@pytest.mark.parametrize("formula", [*SAMPLES, *WIDE_SAMPLES, *(expected for _, expected in SPELLINGS)])
def test_the_canonical_form_is_its_own_canonical_form(formula: str) -> None:
    assert canonical(formula) == formula.split()
    assert canonical(formula.split()) == formula.split()


@pytest.mark.parametrize(("formula", "expected"), PRINTED)
def test_printing_leaves_out_spaces_and_braces_that_are_not_needed(formula: str, expected: str) -> None:
    assert pretty(formula) == expected


@pytest.mark.parametrize("formula", [*SAMPLES, *WIDE_SAMPLES, *(text for text, _ in SPELLINGS)])
def test_what_is_printed_reads_back_as_the_same_tree(formula: str) -> None:
    assert parse(pretty(formula)) == parse(formula)
    assert len(pretty(formula)) <= len(" ".join(canonical(formula)))


@pytest.mark.parametrize(("text", "position", "advice"), BROKEN)
def test_broken_latex_is_an_error_with_its_place_and_what_to_do(text: str, position: int, advice: str) -> None:
    with pytest.raises(LatexError, match=f"at character {position + 1}: .*{advice}") as caught:
        parse(text)
    assert caught.value.position == position


def test_tokens_are_commands_escapes_and_single_characters() -> None:
    tokens = tokenize("\\left(\\alpha_1\\, \\% 2 % comment\nx")
    assert " ".join(tokens) == "\\left ( \\alpha _ 1 \\, \\% 2 x"


def test_comments_do_not_move_the_place_of_an_error() -> None:
    with pytest.raises(LatexError) as caught:
        parse("x % comment\n}")
    assert caught.value.position == 12


def test_the_tree_says_what_stands_where() -> None:
    x, two = Symbol("x"), Row((Symbol("2"),))
    assert parse(r"\frac{x^2}{\sqrt[2]{x}}") == Row(
        (Command(r"\frac", (Row((Script(x, sup=two),)), Row((Root(Row((x,)), two),)))),)
    )


def test_formulas_are_the_same_however_they_are_spelled() -> None:
    assert same(r"\int\limits^1_0 x\,dx", r"\int_{0}^{1}{x d x}")
    assert not same("x^2", "x_2")
    assert not same("x^{12}", "x^12")


def test_structure_forgets_symbols_and_keeps_their_places() -> None:
    assert " ".join(structure(r"\sqrt [ 3 ] { [ x ] } ^ { 2 }")) == r"\sqrt [ □ ] { □ □ □ } ^ { □ }"
    assert structure("x ^ { 2 }") == structure("7 ^ { y }")
    assert structure("x ^ { 2 }") != structure("x _ { 2 }")


@pytest.mark.parametrize("part", ["train", "extra", "test2014", "test2016"])
def test_real_captions_are_canonical_and_print_back(part: str) -> None:
    for caption in set(crohme_captions(part).values()):
        assert canonical(caption) == caption.split()
        assert parse(pretty(caption)) == parse(caption)


def test_the_truth_of_real_training_files_becomes_their_caption() -> None:
    captions = crohme_captions("train")
    archive = data_folder() / "crohme" / "inkml.tar.xz"
    if not archive.is_file():
        pytest.skip("needs crohme/inkml.tar.xz in the data folder")
    agreed = []
    for name, content in sources.iterate(archive):
        path = PurePosixPath(name)
        if "train" in path.parts and path.stem in captions and in_sample(path.stem):
            agreed.append(canonical(inkml.read(content, name).truth) == captions[path.stem].split())
    assert len(agreed) > len(captions) / 20
    assert sum(agreed) >= 0.99 * len(agreed)


def in_sample(stem: str) -> bool:
    """About every tenth file, the same ones on every machine."""
    return sum(stem.encode()) % 10 == 0

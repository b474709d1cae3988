"""Every form with every token that models read: it is written, or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from mathnet.forms import FORMS, FormError
from mathnet.latex_names import GRIDS
from mathnet.latex_tree import ARGUMENTS
from mathnet.vocabulary import Vocabulary

SPECIAL = {"<pad>", "<sos>", "<eos>", "{", "}", "_", "^", "&", "\\\\", "\\sqrt"}
# What has no meaning as a value; everything else SymPy must be able to say.
_NO_VALUES = r"""
\pm \mp \rightarrow \in \forall \exists . , ; : ? \ldots \cdots \vdots \ddots \partial \nabla \aleph \iint \iiint \int
\oint \sum \prod \lim \bigcup \bigcap \bigoplus \bigotimes \circ \bullet \oplus \ominus \otimes \odot \wedge \vee \cup
\cap \setminus \dagger \approx \equiv \sim \simeq \cong \propto \perp \parallel \| \ll \gg \subset \supset \subseteq
\supseteq \notin \ni \prec \succ \vdash \models \neg \emptyset \therefore \because \angle \triangle \leftarrow
\leftrightarrow \Rightarrow \Leftarrow \Leftrightarrow \mapsto \uparrow \downarrow \hookrightarrow \max \min \sup \inf
\det \dim \ker \gcd \deg \langle \rangle \lfloor \rfloor \lceil \rceil \% ( ) [ ] \{ \} | \underline \prime \overbrace
\underbrace \mathbb d
"""
NO_VALUES = frozenset(_NO_VALUES.split())
NUMBERS = frozenset("0123456789")  # behind a factor they are refused


def examples() -> Iterator[tuple[str, str]]:
    """Each token of the vocabulary with a formula that has it."""
    for token in Vocabulary.load().tokens:
        if token in SPECIAL:
            continue
        if token.startswith(("\\begin", "\\end")):
            name = token.partition("{")[2][:-1]
            rows = r"a & b > 0 \\ c & b < 0" if name == "cases" else r"a & b \\ c & d"
            yield token, rf"\begin{{{name}}} {rows} \end{{{name}}}"
        else:
            yield token, f"a {token} {{x}} {{b}}" if token in ARGUMENTS else f"a {token} b"


def test_the_examples_cover_the_vocabulary() -> None:
    covered = {token for token, _ in examples()} | SPECIAL
    assert covered == set(Vocabulary.load().tokens)
    assert {f"\\begin{{{name}}}" for name in GRIDS} <= covered


@pytest.mark.parametrize("form_id", [form_id for form_id in FORMS if form_id != "sympy"])
def test_every_token_is_written_in_every_form(form_id: str) -> None:
    for _, latex in examples():
        assert FORMS[form_id].write(latex), latex


def test_every_token_has_a_value_in_sympy_or_a_reason() -> None:
    for token, latex in examples():
        if token in NO_VALUES | NUMBERS:
            with pytest.raises(FormError, match=r"\.$"):
                FORMS["sympy"].write(latex)
        else:
            assert FORMS["sympy"].write(latex), latex


@pytest.mark.parametrize("form_id", ["mathml", "typst", "unicode"])
def test_no_command_is_left_over(form_id: str) -> None:
    for token, latex in examples():
        assert not re.search(r"\\[A-Za-z]", FORMS[form_id].write(latex)), token


def test_mathml_is_well_formed_for_every_token() -> None:
    for _, latex in examples():
        assert ElementTree.fromstring(FORMS["mathml"].write(latex)).tag == "{http://www.w3.org/1998/Math/MathML}math"


@pytest.mark.parametrize("form_id", list(FORMS))
@pytest.mark.parametrize("nothing", ["", "  ", "$$"])
def test_nothing_is_refused(form_id: str, nothing: str) -> None:
    with pytest.raises(FormError, match="no formula"):
        FORMS[form_id].write(nothing)


@pytest.mark.parametrize("form_id", ["mathml", "typst", "sympy", "unicode"])
def test_latex_that_is_not_well_formed_is_refused_with_its_place(form_id: str) -> None:
    with pytest.raises(FormError, match="character 3"):
        FORMS[form_id].write("x^{2")


@pytest.mark.parametrize("form_id", ["mathml", "typst", "unicode"])
def test_rare_symbols_are_looked_up_and_unknown_ones_refused(form_id: str) -> None:
    assert "⋉" in FORMS[form_id].write(r"a \ltimes b")
    with pytest.raises(FormError, match=r"\\nonsense"):
        FORMS[form_id].write(r"a \nonsense b")

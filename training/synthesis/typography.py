r"""Typography: how high each written symbol stands on its line, how deep it hangs, and what role it plays.

Units: capitals are 1 high, the baseline is y = 0 and y grows downwards, so `top` of a capital is -1.

Where CROHME has a symbol in its training part, `top` and `bottom` are medians over the outermost rows of its
expressions. Each row gave its baseline and scale by a robust line through the tops and bottoms of its letters and
digits; the medians of the classes and the lines of the rows were fitted in turn until neither moved, then scaled so
that the median capital is 1 high. Medians that lie close together share a row of the table. What CROHME
lacks, or has fewer than ten times, stands where typography and the symbols that it resembles put it. Confusable symbols
keep the difference that writers give them: `x` is 0.57 high and `X` 0.9, `\epsilon` 0.55 and `\in` 0.75, `\Pi` 1 and
`\prod` 1.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Shape:
    """Where a symbol's ink ends above and below, and its role.

    `kind` is one of letter, digit, operator, relation, open, close, punctuation, large, function, accent, other. A
    symbol with a `width` is scaled to that width and its middle stands between `top` and `bottom`, as is right for what
    is flat, such as a minus; all others are scaled to their height.
    """

    top: float
    bottom: float
    kind: str
    width: float | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top


_TABLE: dict[Shape, str] = {
    # letters: x-height, ascenders, descenders, capitals
    Shape(-0.57, 0.0, "letter"): r"a c e m n o r s u v w x z \epsilon \varepsilon \iota \kappa \nu \upsilon",
    Shape(-0.65, 0.0, "letter"): r"\alpha \pi \sigma \omega \tau \infty",
    Shape(-0.94, 0.0, "letter"): "t",
    Shape(-1.03, 0.0, "letter"): r"b d h k l \delta \lambda \ell \hbar \partial",
    Shape(-0.75, 0.0, "letter"): "i",
    Shape(-0.78, 0.47, "letter"): "j",
    Shape(-0.56, 0.46, "letter"): r"g p q y \gamma \eta \rho \varrho \chi",
    Shape(-0.6, 0.32, "letter"): r"\mu \varsigma",
    Shape(-0.6, 0.4, "letter"): r"\varphi",
    Shape(-1.1, 0.35, "letter"): r"f \xi \zeta",
    Shape(-1.0, 0.45, "letter"): r"\beta",
    Shape(-0.9, 0.0, "letter"): r"\theta \vartheta X",
    Shape(-1.0, 0.25, "letter"): r"\phi \psi",
    Shape(-1.0, 0.0, "letter"): (
        r"A B C D E G H I K L M N O R S T U V W Z \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi "
        r"\Omega \nabla \aleph \Re \Im"
    ),
    Shape(-1.08, 0.03, "letter"): "F",
    Shape(-1.0, 0.12, "letter"): "P J Q",
    Shape(-1.0, 0.17, "letter"): "Y",
    # digits
    Shape(-0.9, 0.0, "digit"): "1 2 3 4 5 6 7 8 9",
    Shape(-0.78, -0.03, "digit"): "0",
    # operators, about the axis at -0.34
    Shape(-0.34, -0.34, "operator", 0.48): "-",
    Shape(-0.61, -0.07, "operator"): r"+ \oplus \ominus \otimes \odot \wedge \vee",
    Shape(-0.56, -0.05, "operator"): r"\times",
    Shape(-0.85, 0.0, "operator"): r"\pm \mp \div",
    Shape(-0.34, -0.34, "operator", 0.07): r"\cdot",
    Shape(-0.34, -0.34, "operator", 0.22): r"\circ \bullet",
    Shape(-0.6, -0.15, "operator"): "*",
    Shape(-0.7, 0.0, "operator"): r"\cup \cap",
    Shape(-1.12, 0.18, "operator"): r"/ \setminus",
    Shape(-1.0, 0.2, "operator"): r"\dagger",
    Shape(-0.5, -0.2, "operator", 0.55): r"\neg",
    # relations
    Shape(-0.43, -0.17, "relation", 0.53): "=",
    Shape(-0.7, -0.05, "relation"): r"< > \ll \gg \prec \succ \propto \subset \supset",
    Shape(-0.89, 0.05, "relation"): r"\leq \geq \neq \subseteq \supseteq",
    Shape(-0.75, -0.02, "relation"): r"\in \ni \perp \vdash \models",
    Shape(-1.0, 0.15, "relation"): r"\notin \parallel",
    Shape(-0.45, -0.2, "relation", 0.55): r"\sim",
    Shape(-0.5, -0.15, "relation", 0.6): r"\approx \simeq \equiv \cong",
    Shape(-0.34, -0.3, "relation", 0.95): r"\rightarrow \leftarrow \leftrightarrow \mapsto \hookrightarrow",
    Shape(-0.34, -0.3, "relation", 1.0): r"\Rightarrow \Leftarrow \Leftrightarrow",
    Shape(-0.95, 0.12, "relation"): r"\uparrow \downarrow",
    Shape(-0.7, 0.0, "relation"): r"\therefore \because",
    Shape(-0.52, -0.08, "relation"): ":",
    # delimiters
    Shape(-1.11, 0.2, "open"): r"( \langle",
    Shape(-1.11, 0.2, "close"): r") \rangle",
    Shape(-1.2, 0.35, "open"): r"[ \{ \lfloor \lceil",
    Shape(-1.2, 0.35, "close"): r"] \} \rfloor \rceil",
    Shape(-1.13, 0.27, "other"): r"| \|",
    Shape(-1.3, 0.45, "open"): r"\begin{pmatrix} \begin{bmatrix} \begin{vmatrix} \begin{cases}",
    Shape(-1.3, 0.45, "close"): r"\end{pmatrix} \end{bmatrix} \end{vmatrix}",
    # punctuation
    Shape(-0.06, 0.0, "punctuation", 0.06): ".",
    Shape(-0.13, 0.26, "punctuation"): ",",
    Shape(-0.5, 0.25, "punctuation"): ";",
    Shape(-1.03, -0.02, "punctuation"): "! ?",
    Shape(-1.08, -0.75, "punctuation"): r"' \prime",
    Shape(-0.08, -0.02, "punctuation", 0.9): r"\ldots",
    Shape(-0.36, -0.3, "punctuation", 0.9): r"\cdots",
    Shape(-0.9, 0.05, "punctuation"): r"\vdots",
    Shape(-0.8, 0.0, "punctuation"): r"\ddots",
    # large operators
    Shape(-1.12, 0.2, "large"): r"\sum \prod \bigcup \bigcap \bigoplus \bigotimes",
    Shape(-1.6, 0.6, "large"): r"\int \iint \iiint \oint",
    # accents, where they stand over an x
    Shape(-0.95, -0.72, "accent", 0.4): r"\hat",
    Shape(-0.76, -0.76, "accent", 0.45): r"\bar",
    Shape(-0.86, -0.76, "accent", 0.5): r"\vec",
    Shape(-0.85, -0.78, "accent", 0.07): r"\dot",
    Shape(-0.85, -0.78, "accent", 0.28): r"\ddot",
    Shape(-0.88, -0.75, "accent", 0.45): r"\tilde",
    Shape(-0.78, -0.78, "accent", 1.0): r"\overline",
    Shape(0.2, 0.2, "accent", 1.0): r"\underline",
    Shape(-0.85, -0.75, "accent", 1.2): r"\overrightarrow",
    Shape(-1.0, -0.75, "accent", 1.6): r"\overbrace",
    Shape(0.15, 0.4, "accent", 1.6): r"\underbrace",
    # the rest
    Shape(-1.0, 0.02, "other"): r"\forall \exists \emptyset \angle \triangle \%",
    Shape(-0.34, -0.34, "other", 1.2): r"\frac",
    Shape(-1.15, 0.12, "other"): r"\sqrt",
}
_SHAPES = {token: shape for shape, tokens in _TABLE.items() for token in tokens.split()}
# Functions are words: every one is written by the letters behind its backslash.
_WORDS = (
    r"\sin \cos \tan \log \lim \ln \exp \max \min \sup \inf \det \dim \ker \arg \gcd \deg \sinh \cosh \tanh \cot \sec "
    r"\csc \arcsin \arccos \arctan"
)
FUNCTIONS = tuple(_WORDS.split())
WRITTEN = (*_SHAPES, *FUNCTIONS)
_STYLED = re.compile(r"\\(mathbb|mathcal)\{(.)\}")


def shape_of(token: str) -> Shape:
    r"""The shape of a symbol; letters in another style are asked for with their letter: `\mathbb{R}`.

    Raises `KeyError` for a token that leaves no ink of its own, such as `^` or `\begin{aligned}`, and for unknown ones.
    """
    if token in _SHAPES:
        return _SHAPES[token]
    if token in FUNCTIONS:
        return _function_shape(token)
    styled = _STYLED.fullmatch(token)
    if styled is None:
        raise KeyError(f"{token!r} is not written as a symbol: no shape is known for it")
    letter = styled[2]
    return Shape(-1.0, 0.0, "letter") if letter.isupper() else _SHAPES[letter]


@cache
def _function_shape(token: str) -> Shape:
    letters = [_SHAPES[letter] for letter in token.removeprefix("\\")]
    return Shape(min(letter.top for letter in letters), max(letter.bottom for letter in letters), "function")

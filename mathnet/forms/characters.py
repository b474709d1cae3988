r"""The character of each LaTeX command that is one, such as ∞ for `\infty`.

The table holds what models read; for the rest there is the table of latex2mathml, which knows some four thousand
commands and is imported only when one of them turns up.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from mathnet.forms.trouble import FormError

_GREEK_AND_LETTERS = r"""
\alpha α \beta β \gamma γ \delta δ \epsilon ϵ \varepsilon ε \zeta ζ \eta η \theta θ \vartheta ϑ \iota ι \kappa κ
\lambda λ \mu μ \nu ν \xi ξ \pi π \rho ρ \varrho ϱ \sigma σ \varsigma ς \tau τ \upsilon υ \phi ϕ \varphi φ \chi χ
\psi ψ \omega ω \Gamma Γ \Delta Δ \Theta Θ \Lambda Λ \Xi Ξ \Pi Π \Sigma Σ \Upsilon Υ \Phi Φ \Psi Ψ \Omega Ω
\partial ∂ \nabla ∇ \hbar ℏ \ell ℓ \aleph ℵ \Re ℜ \Im ℑ \infty ∞ \emptyset ∅ \prime ′
\triangle △ \angle ∠ \ldots … \vdots ⋮ \ddots ⋱ \forall ∀ \exists ∃ \neg ¬ \% %
"""
_LARGE = r"\sum ∑ \prod ∏ \int ∫ \iint ∬ \iiint ∭ \oint ∮ \bigcup ⋃ \bigcap ⋂ \bigoplus ⨁ \bigotimes ⨂"
_BINARY = r"""
+ + - − \pm ± \mp ∓ \times × \div ÷ \cdot ⋅ * * \circ ∘ \bullet • \oplus ⊕ \ominus ⊖ \otimes ⊗ \odot ⊙ \wedge ∧
\vee ∨ \cup ∪ \cap ∩ \setminus ∖ \dagger † \cdots ⋯
"""
_RELATIONS = r"""
= = \neq ≠ < < > > \leq ≤ \geq ≥ \rightarrow → \in ∈ \approx ≈ \equiv ≡ \sim ∼ \simeq ≃ \cong ≅ \propto ∝ \perp ⊥
\parallel ∥ \ll ≪ \gg ≫ \subset ⊂ \supset ⊃ \subseteq ⊆ \supseteq ⊇ \notin ∉ \ni ∋ \prec ≺ \succ ≻ \vdash ⊢ \models ⊨
\therefore ∴ \because ∵ \leftarrow ← \leftrightarrow ↔ \Rightarrow ⇒ \Leftarrow ⇐ \Leftrightarrow ⇔ \mapsto ↦
\uparrow ↑ \downarrow ↓ \hookrightarrow ↪
"""


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LARGE = _table(_LARGE)  # what limits stand at
BINARY = _table(_BINARY)
RELATIONS = _table(_RELATIONS)
OPENING = {"(": "(", "[": "[", "\\{": "{", "\\langle": "⟨", "\\lfloor": "⌊", "\\lceil": "⌈"}
CLOSING = {")": ")", "]": "]", "\\}": "}", "\\rangle": "⟩", "\\rfloor": "⌋", "\\rceil": "⌉"}
BARS = {"|": "|", "\\|": "‖"}
CHARACTERS = _table(_GREEK_AND_LETTERS) | LARGE | BINARY | RELATIONS | OPENING | CLOSING | BARS
ALPHABETS = {"\\mathbb": "DOUBLE-STRUCK", "\\mathcal": "SCRIPT", "\\mathfrak": "FRAKTUR"}
# The mark over or under what an accent holds.
ACCENTS = {
    "\\hat": "^", "\\bar": "¯", "\\vec": "→", "\\dot": "˙", "\\ddot": "¨", "\\dddot": "⃛", "\\tilde": "~",
    "\\check": "ˇ", "\\breve": "˘", "\\acute": "´", "\\grave": "`", "\\mathring": "˚", "\\overline": "‾",
    "\\overrightarrow": "→", "\\overleftarrow": "←", "\\overleftrightarrow": "↔", "\\overparen": "⏜",
    "\\overbrace": "⏞",
}  # fmt: skip
UNDER = {"\\underline": "_", "\\underbrace": "⏟"}


def character(token: str) -> str:
    """What a token without arguments looks like. Raises `FormError` for a command that is no character."""
    found = CHARACTERS.get(token, token)
    return _looked_up(token) if found.startswith("\\") else found


@cache
def lettered(letter: str, alphabet: str) -> str:
    """A letter or digit in ITALIC, DOUBLE-STRUCK, SCRIPT or FRAKTUR; itself if it has no such form."""
    if not (letter.isascii() and letter.isalnum()):
        return letter
    if letter == "h" and alphabet == "ITALIC":
        return "ℎ"
    name = unicodedata.name(letter).split()[-1]
    case = "DIGIT" if letter.isdigit() else "CAPITAL" if letter.isupper() else "SMALL"
    # Some are older than the alphabets, and have names of their own.
    old = alphabet.replace("FRAKTUR", "BLACK-LETTER")
    names = (f"MATHEMATICAL {alphabet} {case} {name}", f"{old} {case} {name}")
    return next((unicodedata.lookup(full) for full in names if _exists(full)), letter)


def _exists(name: str) -> bool:
    try:
        unicodedata.lookup(name)
    except KeyError:
        return False
    return True


def _looked_up(token: str) -> str:
    from latex2mathml.symbols_parser import convert_symbol

    code = convert_symbol(token)
    if code is None:
        raise FormError("{} is not a symbol that can be written here: replace it or copy LaTeX.", token)
    return chr(int(code, 16))

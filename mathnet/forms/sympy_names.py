r"""What symbols are called in SymPy: `\alpha_{1}` is `alpha_1`, `\hat{x}` is `xhat`, and `N` is `Symbol('N')`.

SymPy's parser takes some names for its own functions and constants; those are written as what they are, variables.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from mathnet.errors import sentence
from mathnet.forms.characters import RELATIONS as _SIGNS
from mathnet.forms.numbers import is_number
from mathnet.forms.trouble import FormError
from mathnet.latex import pretty, tokens_of
from mathnet.latex_tree import PRIME, Command, Node, Row, Script, Symbol

_GREEK = r"""
\alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi \rho
\varrho \sigma \varsigma \tau \upsilon \phi \varphi \chi \psi \omega \ell \hbar
\Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega
"""
GREEK = frozenset(_GREEK.split())
CONSTANTS = {"e": "E", "i": "I", "\\pi": "pi", "\\infty": "oo"}
# Endings by which SymPy itself knows what stands over a letter.
_MARKS = {
    **{f"\\{mark}": mark for mark in ("hat", "bar", "vec", "dot", "ddot", "dddot", "tilde", "check", "breve")},
    **{"\\acute": "acute", "\\grave": "grave", "\\mathring": "mathring", "\\mathcal": "cal", "\\mathfrak": "frak"},
}
_TAKEN = frozenset(["E", "I", "N", "O", "Q", "S", "beta", "gamma", "zeta", "lambda", "Lambda", "pi"])

_DOTS = ("\\ldots", "\\cdots", "\\vdots", "\\ddots")
_LOGIC = ("\\forall", "\\exists", "\\neg", "\\wedge", "\\vee")
_REASONS = {
    **dict.fromkeys(_SIGNS, sentence("{} is a relation or an arrow that SymPy has no expression for.")),
    **dict.fromkeys(["\\pm", "\\mp"], sentence("{} stands for two values: write one of them.")),
    **dict.fromkeys(_DOTS, sentence("Dots leave open what is meant: write all terms.")),
    **dict.fromkeys(["\\nabla", "\\partial"], sentence("{} stands for derivatives by variables that are not named.")),
    **dict.fromkeys(_LOGIC, sentence("{} belongs to logic, not to a value.")),
    **dict.fromkeys([",", ";"], sentence("Several things are listed: write one of them.")),
    "\\|": sentence("A norm needs a vector that is written out."),
    "\\%": sentence("{} may be a part of a hundred or a sign: write the number."),
}
_NO_VALUE = sentence("{} has no meaning for SymPy: it stands for no value.")


def refuse(template: str, *about: Node | str) -> NoReturn:
    """Raises `FormError` with a sentence, in whose places stand the nodes as LaTeX."""
    raise FormError(template, *(part if isinstance(part, str) else latex_of(part) for part in about))


def refuse_sign(node: Node) -> NoReturn:
    """Raises `FormError` for what is no value, with its reason."""
    node = bare(node)
    template = _REASONS.get(token_of(node), _NO_VALUE)
    refuse(template, node)


def latex_of(*nodes: Node) -> str:
    return pretty(tokens_of(Row(nodes)))


def token_of(node: Node | None) -> str:
    """The token that a node is, or that its scripts stand at; an empty string for anything built."""
    while isinstance(node, Script):
        node = node.base
    return node.token if isinstance(node, Symbol) else ""


def bare(node: Node) -> Node:
    """What the scripts of a node stand at."""
    while isinstance(node, Script) and node.base is not None:
        node = node.base
    return node


def scripts(node: Node | None) -> tuple[Row | None, Row | None]:
    """What stands below and above a node, however it is nested."""
    if not isinstance(node, Script):
        return None, None
    sub, sup = scripts(node.base)
    return node.sub or sub, node.sup or sup


def is_letter(token: str) -> bool:
    return (len(token) == 1 and token.isascii() and token.isalpha()) or token in GREEK


def is_name(node: Node | None) -> bool:
    """Whether a node is the name of a variable or a constant, with scripts or without."""
    base = None if node is None else bare(node)
    if isinstance(base, Command) and base.name in _MARKS:
        return len(base.arguments[0].items) == 1 and is_letter(token_of(base.arguments[0].items[0]))
    return is_letter(token_of(base)) or token_of(base) in CONSTANTS


def primes(sup: Row | None) -> int:
    """How many primes a superscript is, if it is nothing else."""
    return len(sup.items) if sup is not None and all(token_of(item) == PRIME for item in sup.items) else 0


def named(node: Node, bound: Collection[str] = ()) -> str:
    """The name of a variable or a constant, with its subscript and its primes; those in `bound` are variables."""
    sub, sup = scripts(node)
    base = bare(node)
    word = _letter(base) + "prime" * primes(sup)
    if sub is not None:
        return _with_subscript(word, sub, bound)
    token = token_of(base)
    if token in CONSTANTS and word == token.lstrip("\\") and token not in bound:
        return CONSTANTS[token]
    return as_variable(word)


def as_variable(word: str) -> str:
    return f"Symbol('{word}')" if word in _TAKEN or not word.isidentifier() else word


def _letter(base: Node) -> str:
    if isinstance(base, Command):
        return _letter(base.arguments[0].items[0]) + _MARKS[base.name]
    return token_of(base).lstrip("\\")


def _with_subscript(word: str, sub: Row, bound: Collection[str]) -> str:
    r"""`x_1` for a subscript of letters and digits, `Symbol('x_{n+1}')` for others, `x[i]` for what a sum runs over."""
    tokens = [token_of(item) if isinstance(item, Symbol) else "" for item in sub.items]
    if any(token in bound for token in tokens):
        if len(tokens) != 1:
            refuse(
                "SymPy needs one index: {} has several, or computes with them.", f"{word}_{{{latex_of(*sub.items)}}}"
            )
        return f"IndexedBase('{word}')[{named(sub.items[0], bound)}]"
    if all(is_letter(token) or is_number(token) for token in tokens):
        return as_variable(f"{word}_{''.join(token.lstrip(chr(92)) for token in tokens)}")
    return f"Symbol({f'{word}_{{{latex_of(*sub.items)}}}'!r})"

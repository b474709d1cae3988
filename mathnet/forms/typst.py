r"""A formula in Typst, as a display formula between its dollars: `$ x^2 + frac(a, b) $`.

Typst reads `ab` as one name, so letters stand apart; commas and semicolons part arguments, so those that are written
are escaped inside of a call; a bracket that nothing closes is escaped as well. Symbols go by the names that all
versions of Typst share, and by their characters where names have changed.
"""

from __future__ import annotations

import re

from mathnet.forms.characters import CLOSING, OPENING, character
from mathnet.forms.trouble import tree_of
from mathnet.latex_names import FUNCTIONS
from mathnet.latex_tree import PRIME, QUOTE, Command, Grid, Node, Root, Row, Script, Symbol

_SAME = r"""
\alpha \beta \gamma \delta \zeta \eta \theta \iota \kappa \lambda \mu \nu \xi \pi \rho \sigma \tau \upsilon \chi \psi
\omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega
\nabla \ell \forall \exists \sum \equiv \parallel \approx \therefore \because \angle \times \div
"""  # what Typst calls as LaTeX does
_NAMES = {
    **{name: name[1:] for name in _SAME.split()},
    **{f"\\{name}": name for name in FUNCTIONS},
    "\\epsilon": "epsilon.alt", "\\varepsilon": "epsilon", "\\vartheta": "theta.alt", "\\varrho": "rho.alt",
    "\\varsigma": "sigma.alt", "\\phi": "phi.alt", "\\varphi": "phi", "\\infty": "infinity", "\\prod": "product",
    "\\int": "integral", "\\iint": "integral.double", "\\iiint": "integral.triple", "\\oint": "integral.cont",
    "\\pm": "plus.minus", "\\mp": "minus.plus", "\\cdot": "dot", "\\circ": "compose",
    "\\leq": "<=", "\\geq": ">=", "\\neq": "!=", "\\ll": "<<", "\\gg": ">>", "\\in": "in", "\\notin": "in.not",
    "\\subset": "subset", "\\supset": "supset", "\\subseteq": "subset.eq", "\\supseteq": "supset.eq",
    "\\rightarrow": "->", "\\leftarrow": "<-", "\\leftrightarrow": "<->", "\\Rightarrow": "=>", "\\mapsto": "|->",
    "\\Leftrightarrow": "<=>", "\\ldots": "...", "\\cdots": "dots.c", "\\vdots": "dots.v", "\\ddots": "dots.down",
    "\\prime": "prime", "\\emptyset": "emptyset", "\\triangle": "triangle.t", "-": "-", "'": "prime",
    "/": "\\/", "_": "\\_", "^": "\\^", '"': '\\"', "#": "\\#", "$": "\\$", "\\#": "\\#", "\\$": "\\$", "\\_": "\\_",
    "&": "\\&", "\\&": "\\&", "~": "\\~", "`": "\\`",
}  # fmt: skip
_CALLS = {
    "\\hat": "hat", "\\bar": "macron", "\\vec": "arrow", "\\dot": "dot", "\\ddot": "dot.double",
    "\\dddot": "dot.triple", "\\tilde": "tilde", "\\check": "caron", "\\breve": "breve", "\\acute": "acute",
    "\\grave": "grave", "\\mathring": "circle", "\\overline": "overline", "\\underline": "underline",
    "\\overrightarrow": "arrow", "\\overleftarrow": "arrow.l", "\\overleftrightarrow": "arrow.l.r",
    "\\overbrace": "overbrace", "\\underbrace": "underbrace", "\\overparen": "overparen",
    "\\mathbb": "bb", "\\mathcal": "cal", "\\mathfrak": "frak", "\\cancel": "cancel",
}  # fmt: skip
_DELIMITERS = {"pmatrix": '"("', "bmatrix": '"["', "vmatrix": '"|"', "matrix": "#none"}
_DOUBLED = frozenset("CNQRZ")  # ℂ is `CC`, and so on
_DIGITS = frozenset("0123456789.")
_WORD = re.compile(r"[A-Za-z]|[0-9.]+|[A-Za-z][A-Za-z.]+[A-Za-z]")  # what a script may be without parentheses


def typst(latex: str) -> str:
    """The formula in Typst. Raises `FormError` for LaTeX that is not well-formed, or a command without a character."""
    tree = tree_of(latex)
    match tree.items:
        case [Grid("aligned") as lines]:
            text = " \\\n  ".join(_cells(cells, inside=False) for cells in lines.written_rows)
            return f"$ {text} $"
    return f"$ {_row(tree)} $"


def _row(row: Row, inside: bool = False) -> str:
    """Nodes side by side; `inside` of a call, what would part or end its arguments is escaped."""
    pairs, depth, text = _pairs(row), 0, ""
    for place, node in enumerate(row.items):
        written = _node(node)
        if (_bracket(node) and not pairs.get(place)) or (inside and depth == 0 and _token(node) in (",", ";", ":")):
            written = "\\" + written
        depth += pairs.get(place, 0)
        text += (" " if place and _parted(row.items[place - 1], node, text) else "") + written
    return text


def _pairs(row: Row) -> dict[int, int]:
    """The places of brackets that have a partner: 1 opens, -1 closes. Typst pairs any kind with any other."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for place, node in enumerate(row.items):
        if _token(node) in OPENING:
            opened.append(place)
        elif _bracket(node) in CLOSING and opened:
            pairs[opened.pop()], pairs[place] = 1, -1
    return pairs


def _parted(before: Node, node: Node, text: str) -> bool:
    """Whether there is a space between two nodes: not inside of numbers and brackets, nor before a comma."""
    left, right = _token(before), _token(node)
    if right in (",", ";", "!") or _bracket(node) in CLOSING:
        return False
    if left in OPENING:
        return text.endswith("\\" + OPENING[left])
    if "|" in (left, right):
        return (
            not all(len(token) == 1 and (token == "|" or token.isalnum()) for token in (left, right)) or left == right
        )
    if left in _DIGITS:
        return _first(node) not in _DIGITS
    return not (right == "(" and len(left) == 1 and left.isalpha())


def _token(node: Node | None) -> str:
    return node.token if isinstance(node, Symbol) else ""


def _first(node: Node) -> str:
    """The token of a symbol, with scripts or without."""
    return _token(node.base if isinstance(node, Script) else node)


def _bracket(node: Node) -> str:
    """The bracket that a node is, with scripts or without."""
    return _first(node) if _first(node) in (*OPENING, *CLOSING) else ""


def _node(node: Node) -> str:
    match node:
        case Symbol(token):
            return _NAMES.get(token) or character(token)
        case Script():
            return _script(node)
        case Root(body, None):
            return f"sqrt({_row(body, inside=True)})"
        case Root(body, index):
            return f"root({_row(index or Row(), inside=True)}, {_row(body, inside=True)})"
        case Command():
            return _command(node)
        case Grid():
            return _grid(node)


def _script(node: Script) -> str:
    brace = _brace(node)
    if brace is not None:
        return brace
    if isinstance(node.base, Script):  # parentheses around it would be seen
        return f"attach({_argument(node.base)}{_named(b=node.sub, t=node.sup)})"
    base = '""' if node.base is None else _node(node.base)
    sup = node.sup.items if node.sup else ()
    primes = next((place for place, item in enumerate(sup) if _token(item) not in (PRIME, QUOTE)), len(sup))
    below = "" if node.sub is None else "_" + _tight(node.sub)
    above = "^" + _tight(Row(sup[primes:])) if len(sup) > primes else ""
    return base + "'" * primes + below + above


def _brace(node: Script) -> str | None:
    """A brace with what is written at it, which stands in the middle there."""
    match node:
        case Script(Command("\\overbrace" as name, (body,)), None, Row() as note):
            pass
        case Script(Command("\\underbrace" as name, (body,)), Row() as note, None):
            pass
        case _:
            return None
    return f"{name[1:]}({_row(body, inside=True)}, {_row(note, inside=True)})"


def _named(**arguments: Row | None) -> str:
    return "".join(f", {name}: {_row(row, inside=True)}" for name, row in arguments.items() if row is not None)


def _argument(node: Node) -> str:
    return _row(Row((node,)), inside=True)


def _tight(script: Row) -> str:
    text = _row(script)
    return text if _WORD.fullmatch(text) else f"({text})"


def _command(node: Command) -> str:
    first, *rest = [_row(argument, inside=True) for argument in node.arguments]
    match node.name:
        case "\\frac" | "\\binom":
            return f"{node.name[1:]}({first}, {rest[0]})"
        case "\\overset" | "\\stackrel":
            return f"limits({rest[0]})^({first})"
        case "\\underset":
            return f"limits({rest[0]})_({first})"
        case "\\xrightarrow":
            return f"limits(stretch(->))^({first})"
        case "\\boxed" | "\\fbox":
            return f"#box(stroke: 0.5pt, inset: 3pt, ${first}$)"
        case "\\textsc":
            return '"' + "".join(_row(node.arguments[0]).split()) + '"'
        case "\\mathbb" if first in _DOUBLED:
            return 2 * first
    return f"{_CALLS[node.name]}({first})"


def _grid(grid: Grid) -> str:
    match grid.environment:
        case "aligned":
            return " \\ ".join(_cells(cells) for cells in grid.written_rows)
        case "cases":
            return f"cases({', '.join(_cells(cells, ' & quad ') for cells in grid.written_rows)})"
    rows = "; ".join(", ".join(_row(cell, inside=True) or '""' for cell in cells) for cells in grid.rows)
    return f"mat(delim: {_DELIMITERS[grid.environment]}, {rows})"


def _cells(cells: tuple[Row, ...], apart: str = " & ", inside: bool = True) -> str:
    return apart.join(_row(cell, inside) for cell in cells)

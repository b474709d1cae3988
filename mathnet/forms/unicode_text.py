r"""A formula as a line of text, such as 𝑥² + 1 ≥ √(𝑎/𝑏), for where there is nothing but text.

Scripts are raised and lowered characters where every one of theirs has such a form, otherwise `^(…)` and `_(…)`.
Lines of `aligned` stay lines, other grids are written row by row.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import cache

from mathnet.forms.characters import ALPHABETS, BINARY, CLOSING, LARGE, OPENING, RELATIONS, character, lettered
from mathnet.forms.trouble import tree_of
from mathnet.latex_names import FUNCTIONS
from mathnet.latex_tree import FENCED, Command, Grid, Node, Root, Row, Script, Symbol, joined

_COMBINING = {
    "\\hat": "̂", "\\bar": "̄", "\\vec": "⃗", "\\dot": "̇", "\\ddot": "̈", "\\dddot": "⃛", "\\tilde": "̃",
    "\\check": "̌", "\\breve": "̆", "\\acute": "́", "\\grave": "̀", "\\mathring": "̊", "\\overline": "̅",
    "\\underline": "̲", "\\cancel": "̸",
}  # fmt: skip
_ROOTS = {"3": "∛", "4": "∜"}
_ROOMS = (range(0xB2, 0xBA), range(0x2070, 0x209D), range(0x1D2C, 0x1D6B), range(0x1D9C, 0x1DC0), range(0x2C7C, 0x2C7E))


class _Kind(Enum):
    """How a node behaves beside others, after the classes of TeX."""

    ORDINARY = auto()
    NAME = auto()
    LARGE = auto()
    SIGN = auto()  # + or - with nothing before it to add to
    BINARY = auto()
    RELATION = auto()
    OPENING = auto()
    CLOSING = auto()
    PUNCTUATION = auto()


_SPACED = (_Kind.BINARY, _Kind.RELATION)
_NAMES = (_Kind.NAME, _Kind.LARGE)
_SNUG = (_Kind.OPENING, _Kind.CLOSING, _Kind.PUNCTUATION)
_ENDS = (_Kind.ORDINARY, _Kind.CLOSING)  # what a binary operator may follow
_KINDS = {
    **dict.fromkeys((f"\\{name}" for name in FUNCTIONS), _Kind.NAME),
    **dict.fromkeys(LARGE, _Kind.LARGE),
    **dict.fromkeys(BINARY, _Kind.BINARY),
    **dict.fromkeys(RELATIONS, _Kind.RELATION),
    **dict.fromkeys(OPENING, _Kind.OPENING),
    **dict.fromkeys((*CLOSING, "!", "?"), _Kind.CLOSING),
    **dict.fromkeys((",", ";", ":"), _Kind.PUNCTUATION),
}


def unicode_text(latex: str) -> str:
    """The formula as text. Raises `FormError` for LaTeX that is not well-formed, or a command without a character."""
    tree = tree_of(latex)
    match tree.items:
        case [Grid("aligned") as lines]:
            return "\n".join(_row(joined(cells), loose=True) for cells in lines.rows)
    return _row(tree, loose=True)


def _row(row: Row, loose: bool) -> str:
    """Nodes side by side; `loose` sets letters in italics and operators with spaces around them, as in print."""
    text, before = "", None
    for node in row.items:
        kind = _kind(node, before)
        text += (" " if loose and before and _parted(before, kind) else "") + _node(node, loose)
        before = kind
    return text


def _kind(node: Node, before: _Kind | None) -> _Kind:
    while isinstance(node, Script) and node.base is not None:
        node = node.base
    kind = _KINDS.get(_token(node), _Kind.ORDINARY)
    return _Kind.SIGN if kind is _Kind.BINARY and before not in _ENDS else kind


def _parted(left: _Kind, right: _Kind) -> bool:
    """Whether there is a space between two nodes."""
    if left in _SPACED or right in _SPACED:
        return left is not right
    if left in (*_NAMES, _Kind.PUNCTUATION):
        return right not in _SNUG
    return right in _NAMES and left in _ENDS


def _token(node: Node) -> str:
    return node.token if isinstance(node, Symbol) else ""


def _node(node: Node, loose: bool) -> str:
    match node:
        case Symbol(token):
            return _symbol(token, loose)
        case Script():
            return _script(node, loose)
        case Root(body, index):
            degree = "" if index is None else _row(index, loose=False)
            raised = _moved(degree, "<super>") or f"{degree}."
            sign = _ROOTS.get(degree) or (raised if degree else "") + "√"
            scripted = len(body.items) == 1 and isinstance(body.items[0], Script)
            return sign + (f"({_row(body, loose)})" if scripted else _closed(body, loose))
        case Command():
            return _command(node, loose)
        case Grid():
            return _grid(node, loose)


def _symbol(token: str, loose: bool) -> str:
    if token.startswith("\\") and token[1:] in FUNCTIONS:
        return token[1:]
    if loose and token.isascii() and token.isalpha():
        return lettered(token, "ITALIC")
    return "′" if token == "'" else character(token)


def _script(node: Script, loose: bool) -> str:
    text = "" if node.base is None else _node(node.base, loose)
    if _is_fraction(node.base) or isinstance(node.base, Script | Root):
        text = f"({text})"
    for script, mark, kind in ((node.sub, "_", "<sub>"), (node.sup, "^", "<super>")):
        if script is not None:
            text += _scripted(script, mark, kind, loose)
    return text


def _scripted(script: Row, mark: str, kind: str, loose: bool) -> str:
    tight = _row(script, loose=False)
    if set(tight) <= set("′"):
        return tight
    if mark == "^" and tight == "∘":
        return "°"
    moved = _moved(tight, kind)
    return moved or mark + (_row(script, loose) if len(tight) == 1 else f"({_row(script, loose)})")


def _moved(text: str, kind: str) -> str:
    """The text in raised or lowered characters; empty if one of them does not exist."""
    table = _raised_and_lowered()[kind]
    return "".join(table[letter] for letter in text) if all(letter in table for letter in text) else ""


@cache
def _raised_and_lowered() -> dict[str, dict[str, str]]:
    """By `<super>` and `<sub>`: each character and its small form, as the Unicode database has them."""
    tables: dict[str, dict[str, str]] = {"<super>": {"′": "′"}, "<sub>": {}}
    for code in (code for room in _ROOMS for code in room):
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in tables and " " not in plain:
            tables[kind].setdefault(chr(int(plain, 16)), chr(code))
    return tables


def _command(node: Command, loose: bool) -> str:
    name, arguments = node.name, node.arguments
    if name == "\\frac":
        return f"{_closed(arguments[0], loose)}/{_closed(arguments[1], loose)}"
    if name in ALPHABETS:
        return "".join(lettered(letter, ALPHABETS[name]) for letter in _row(arguments[0], loose=False))
    if name in ("\\boxed", "\\fbox"):
        return f"[{_row(arguments[0], loose)}]"
    if name == "\\textsc":
        return _row(arguments[0], loose=False)
    if name == "\\binom":
        return f"({_row(arguments[0], loose)} choose {_row(arguments[1], loose)})"
    if name in ("\\overset", "\\stackrel", "\\underset"):
        mark = "_" if name == "\\underset" else "^"
        return _closed(arguments[1], loose) + mark + _closed(arguments[0], loose)
    if name == "\\xrightarrow":
        return f"→^({_row(arguments[0], loose)})"
    return _accented(name, _row(arguments[0], loose))


def _accented(name: str, text: str) -> str:
    """A mark on each character if it can be drawn through, on a single one if not; otherwise it is named."""
    letters = text.replace(" ", "")
    if name in _COMBINING and (len(letters) == 1 or (name in ("\\overline", "\\underline", "\\cancel") and letters)):
        return "".join(letter + _COMBINING[name] for letter in text)
    return f"{name[1:]}({text})"


def _closed(row: Row, loose: bool) -> str:
    """In parentheses, unless it is one letter, one number, or something that needs none."""
    text = _row(row, loose)
    number = all(_token(node).isdigit() or _token(node) == "." for node in row.items)
    alone = len(row.items) == 1 and not _is_fraction(row.items[0])
    return text if row.items and (number or alone) else f"({text})"


def _is_fraction(node: Node | None) -> bool:
    return isinstance(node, Command) and node.name == "\\frac"


def _grid(grid: Grid, loose: bool) -> str:
    if grid.environment == "aligned":
        return "; ".join(_row(joined(cells), loose) for cells in grid.rows)
    rows = "; ".join(", ".join(_row(cell, loose) for cell in cells) for cells in grid.rows)
    left, right = ("{", "") if grid.environment == "cases" else FENCED.get(grid.environment, ("[", "]"))
    return f"{left}{rows}{right}"

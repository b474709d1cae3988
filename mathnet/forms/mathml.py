r"""A formula in presentation MathML, which word processors take from the clipboard and browsers show.

It is made from the tree, which knows what scripts belong to and which brackets are a pair. latex2mathml, which reads
LaTeX as text, leaves brackets small, makes identifiers of `\pm`, `\sim` and `\langle`, writes `\arg` out, and parts
scripts from matrices; only its table of rare symbols is used.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from mathnet.forms.characters import (
    ACCENTS,
    ALPHABETS,
    BARS,
    BINARY,
    CLOSING,
    LARGE,
    OPENING,
    RELATIONS,
    UNDER,
    character,
    lettered,
)
from mathnet.forms.numbers import is_number, with_numbers
from mathnet.forms.trouble import tree_of
from mathnet.latex_names import FUNCTIONS
from mathnet.latex_tree import FENCED, Command, Grid, Node, Root, Row, Script, Symbol

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_APPLIES = "\u2061"  # between a function and what it is of; not seen
_NAMES = frozenset(f"\\{name}" for name in FUNCTIONS)
_INTEGRALS = ("\\int", "\\iint", "\\iiint", "\\oint")  # their limits stand beside them
_BELOW = (LARGE.keys() - set(_INTEGRALS)) | {f"\\{name}" for name in ("lim", "max", "min", "sup", "inf", "det", "gcd")}
_OTHER_OPERATORS = r", ; : . ! / ' \prime \partial \nabla \forall \exists \neg \ldots \vdots \ddots \angle"
_OPERATORS = {*BINARY, *RELATIONS, *LARGE, *OPENING, *CLOSING, *BARS, *_OTHER_OPERATORS.split()}
_COLUMNS = {"cases": "left", "aligned": "right left"}
_ENCLOSED = {"\\boxed": "box", "\\fbox": "box", "\\cancel": "updiagonalstrike"}


def mathml(latex: str) -> str:
    """The formula as a `math` element. Raises `FormError` as `tree_of` does, and for a command without a character."""
    root = _made("math", *_children(tree_of(latex)))
    root.attrib = {"xmlns": NAMESPACE, "display": "block"}
    return tostring(root, encoding="unicode")


def _made(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    element = Element(tag, attributes)
    element.text = text or None
    element.extend(children)
    return element


def _row(row: Row) -> Element:
    """One element for a row: the only one there is, or an `mrow`."""
    return _grouped(_children(row))


def _grouped(children: list[Element]) -> Element:
    return children[0] if len(children) == 1 else _made("mrow", *children)


def _children(row: Row) -> list[Element]:
    """The elements of a row; brackets and what is between them become one `mrow`, which scripts stand at."""
    items = with_numbers(row)
    pairs = _pairs(items)
    levels: list[list[Element]] = [[]]
    for place, node in enumerate(items):
        if pairs.get(place) == 1:
            levels.append([_made("mo", text=character(_token(node)))])
        elif pairs.get(place) == -1:
            level = [*levels.pop(), _made("mo", text=character(_bare(node)))]
            levels[-1].append(_with_scripts(node, _made("mrow", *level)))
        else:
            levels[-1].append(_node(node))
        if _bare(node) in _NAMES and place + 1 < len(items) and _is_operand(items[place + 1]):
            levels[-1].append(_made("mo", text=_APPLIES))
    return levels[0]


def _pairs(items: list[Node]) -> dict[int, int]:
    """The places of brackets that have a partner: 1 opens, -1 closes. Bars pair where nothing else closes first."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for place, node in enumerate(items):
        token = _bare(node)
        if token in CLOSING:
            opened = _without_bars(opened, items)
        if opened and (token in CLOSING or (token in BARS and token == _token(items[opened[-1]]))):
            pairs[opened.pop()], pairs[place] = 1, -1
        elif token in (*OPENING, *BARS) and isinstance(node, Symbol):
            opened.append(place)
    return pairs


def _without_bars(opened: list[int], items: list[Node]) -> list[int]:
    """The places opened, without bars behind the last bracket, such as the one in P(A|B)."""
    while opened and _token(items[opened[-1]]) in BARS:
        opened = opened[:-1]
    return opened


def _token(node: Node | None) -> str:
    return node.token if isinstance(node, Symbol) else ""


def _bare(node: Node) -> str:
    """The token of a symbol, with scripts or without."""
    while isinstance(node, Script) and node.base is not None:
        node = node.base
    return _token(node)


def _is_operand(node: Node) -> bool:
    return _bare(node) not in _OPERATORS or _bare(node) in (*OPENING, *BARS)


def _node(node: Node) -> Element:
    match node:
        case Symbol(token):
            return _symbol(token)
        case Script(base):
            return _with_scripts(node, _made("mrow") if base is None else _node(_innermost(node)))
        case Root(body, None):
            return _made("msqrt", *_children(body))
        case Root(body, index):
            return _made("mroot", _row(body), _row(index or Row()))
        case Command():
            return _command(node)
        case Grid():
            return _grid(node)


def _symbol(token: str) -> Element:
    if is_number(token):
        return _made("mn", text=token)
    if token in _NAMES:
        return _made("mi", text=token[1:])
    text = "′" if token == "'" else character(token)
    if token in BARS or token in OPENING or token in CLOSING:
        return _made("mo", text=text, stretchy="false")
    if token in _OPERATORS:
        return _made("mo", text=text)
    upright = {"mathvariant": "normal"} if text.isupper() and not text.isascii() else {}  # as LaTeX sets Γ and Δ
    return _made("mi", text=text, **upright)


def _innermost(node: Node) -> Node:
    while isinstance(node, Script) and node.base is not None:
        node = node.base
    return node


def _with_scripts(node: Node, base: Element) -> Element:
    """The base with the scripts of `node`, and with those of the scripts inside of it first."""
    if not isinstance(node, Script):
        return base
    if node.base is not None:
        base = _with_scripts(node.base, base)
    is_below = _token(node.base) in _BELOW or (isinstance(node.base, Command) and node.base.name.endswith("brace"))
    tag = {True: ("munder", "mover", "munderover"), False: ("msub", "msup", "msubsup")}[is_below]
    scripts = [_row(script) for script in (node.sub, node.sup) if script is not None]
    return _made(tag[2] if len(scripts) == 2 else tag[node.sub is None], base, *scripts)


def _command(node: Command) -> Element:
    name, parts = node.name, [_row(argument) for argument in node.arguments]
    match name:
        case "\\frac":
            return _made("mfrac", *parts)
        case "\\binom":
            stack = _made("mfrac", *parts, linethickness="0")
            return _made("mrow", _made("mo", text="("), stack, _made("mo", text=")"))
        case "\\overset" | "\\stackrel":
            return _made("mover", parts[1], parts[0])
        case "\\underset":
            return _made("munder", parts[1], parts[0])
        case "\\xrightarrow":
            return _made("mover", _made("mo", text="→", stretchy="true"), parts[0])
        case "\\textsc":
            return _made("mtext", text="".join(parts[0].itertext()).upper())
    if name in ALPHABETS:
        return _made("mi", text="".join(lettered(letter, ALPHABETS[name]) for letter in parts[0].itertext()))
    if name in _ENCLOSED:
        return _made("menclose", *parts, notation=_ENCLOSED[name])
    if name in UNDER:
        return _made("munder", *parts, _made("mo", text=UNDER[name], stretchy="true"), accentunder="true")
    return _made("mover", *parts, _made("mo", text=ACCENTS[name]), accent="true")


def _grid(grid: Grid) -> Element:
    rows = (_made("mtr", *(_made("mtd", *_children(cell)) for cell in cells)) for cells in grid.rows)
    align = _COLUMNS.get(grid.environment)
    table = _made("mtable", *rows, **({"columnalign": align} if align else {}))
    if grid.environment == "aligned":
        table.set("displaystyle", "true")
    left, right = ("{", "") if grid.environment == "cases" else FENCED.get(grid.environment, ("", ""))
    fences = [_made("mo", text=text, fence="true") for text in (left, right) if text]
    return _made("mrow", *fences[:1], table, *fences[1:]) if fences else table

r"""LaTeX of one formula: its canonical tokens, its printed form, and when two formulas are the same.

The canonical form is what models read and write and what the captions of CROHME are scored in: every argument in
braces, `_` before `^`, no spacing, fonts or sizes, one name a symbol, tokens apart. A matrix is `\begin{pmatrix}` … `&`
… `\\` … `\end{pmatrix}`, each of them one token. The printed form is for people: `x ^ { 2 }` is printed `x^2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mathnet.latex_parser import parse
from mathnet.latex_tokens import LatexError, scan
from mathnet.latex_tree import (
    NEXT_CELL,
    NEXT_ROW,
    PRIME,
    QUOTE,
    Command,
    Grid,
    Node,
    Root,
    Row,
    Script,
    Symbol,
)

__all__ = ["LatexError", "canonical", "parse", "pretty", "same", "structure", "tokenize", "tokens_of"]

PLACEHOLDER = "□"
_ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")


def tokenize(text: str) -> list[str]:
    """The tokens of LaTeX text as written, without spaces and comments. Raises `LatexError` for a lone backslash."""
    return [token.text for token in scan(text)]


def canonical(latex: str | Iterable[str]) -> list[str]:
    """The canonical tokens of LaTeX text or tokens; raises `LatexError` for what is not well-formed."""
    return list(tokens_of(parse(latex)))


def same(a: str | Iterable[str], b: str | Iterable[str]) -> bool:
    """Whether two formulas are written the same, however they are spelled; raises `LatexError` as `parse` does."""
    return parse(a) == parse(b)


def structure(latex: str | Iterable[str]) -> list[str]:
    """Canonical tokens with a placeholder for every symbol, so that only the layout is left to compare.

    Raises `LatexError` for what is not well-formed.
    """
    return list(tokens_of(parse(latex), PLACEHOLDER))


def pretty(latex: str | Iterable[str]) -> str:
    """LaTeX for people: no spaces and braces but those it needs. `parse` reads it back to the same tree.

    Raises `LatexError` for what is not well-formed.
    """
    return _printed(parse(latex))


def tokens_of(row: Row, placeholder: str = "") -> Iterator[str]:
    """The canonical tokens of a tree, with `placeholder` for every symbol, if one is given."""
    for node in row.items:
        yield from _node_tokens(node, placeholder)


def _node_tokens(node: Node, placeholder: str) -> Iterator[str]:
    match node:
        case Symbol(token):
            yield placeholder or token
        case Script(base, sub, sup):
            if base is not None:
                yield from _node_tokens(base, placeholder)
            for mark, script in (("_", sub), ("^", sup)):
                if script is not None:
                    yield from (mark, *_group(script, placeholder))
        case Root(body, index):
            yield "\\sqrt"
            if index is not None:
                yield from ("[", *_protected(list(tokens_of(index, placeholder))), "]")
            yield from _group(body, placeholder)
        case Command(name, arguments):
            yield name
            for argument in arguments:
                yield from _group(argument, placeholder)
        case Grid():
            yield from _grid_tokens(node, placeholder)


def _grid_tokens(grid: Grid, placeholder: str) -> Iterator[str]:
    yield f"\\begin{{{grid.environment}}}"
    for number, cells in enumerate(grid.written_rows):
        if number:
            yield NEXT_ROW
        for column, cell in enumerate(cells):
            if column:
                yield NEXT_CELL
            yield from tokens_of(cell, placeholder)
    yield f"\\end{{{grid.environment}}}"


def _group(row: Row, placeholder: str) -> Iterator[str]:
    yield from ("{", *tokens_of(row, placeholder), "}")


def _protected(index: list[str]) -> list[str]:
    """The tokens of an index, in braces if a bracket in it would end it too early."""
    depth = 0
    for token in index:
        depth += {"{": 1, "}": -1}.get(token, 0)
        if token == "]" and depth == 0:
            return ["{", *index, "}"]
    return index


def _printed(row: Row) -> str:
    text = ""
    for node in row.items:
        text = _joined(text, _node_printed(node))
    return text


def _joined(left: str, right: str) -> str:
    """Two pieces side by side; a command's name must not run into a letter behind it."""
    return f"{left} {right}" if _ENDS_IN_COMMAND.search(left) and right[:1].isalpha() else left + right


def _node_printed(node: Node) -> str:
    match node:
        case Symbol(token):
            return token
        case Script(base, sub, sup):
            text = _base_printed(base)
            text += "" if sub is None else "_" + _script_printed(sub)
            if sup is not None and base not in (None, Symbol(QUOTE)) and set(sup.items) == {Symbol(PRIME)}:
                return text + QUOTE * len(sup.items)
            return text if sup is None else text + "^" + _script_printed(sup)
        case Root(body, index):
            inner = "" if index is None else _printed(index)
            bracket = "" if index is None else f"[{{{inner}}}]" if "]" in inner else f"[{inner}]"
            return f"\\sqrt{bracket}{{{_printed(body)}}}"
        case Command(name, arguments):
            return name + "".join(f"{{{_printed(argument)}}}" for argument in arguments)
        case Grid(environment):
            rows = (f" {NEXT_CELL} ".join(map(_printed, cells)) for cells in node.written_rows)
            text = f"\\begin{{{environment}}} {f' {NEXT_ROW} '.join(rows)} \\end{{{environment}}}"
            return " ".join(text.split())


def _base_printed(base: Node | None) -> str:
    if base is None:
        return ""
    text = _node_printed(base)
    return f"{{{text}}}" if isinstance(base, Script) else text


def _script_printed(script: Row) -> str:
    """A script without braces if it is one token, apart from `'`, which would read as a prime of what is before it."""
    if len(script.items) == 1 and isinstance(script.items[0], Symbol) and script.items[0].token != QUOTE:
        return script.items[0].token
    return f"{{{_printed(script)}}}"

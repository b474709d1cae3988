r"""Label graphs: CROHME's symLG files, read into caption tokens.

Follows the format of LgEval and CROHMELib (Mouchère and Zanibbi, 2012-2022), as `mml2lg -s` writes it for the packages
of 2014 to 2023: comma-separated lines `O, id, label, weight, stroke, …` for symbols and `R, id, id, relation, weight`
(or `EO`) for relations between them, `#` before remarks, `COMMA` for a comma. Relations are those of the symbol layout
tree: Right, Sup, Sub, Above, Below, Inside; LgEval's older names for them are known, too. The bar of a fraction is a
`-` or `\frac` with something above and below it; the index of a root is above it. Left out are graphs of strokes
(`N` and `E` lines), which hold no tree of symbols, and matrices, which the recogniser does not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mathnet.latex import LatexError, canonical
from training.data.report import UnusableError

_RELATIONS = {
    **dict.fromkeys(("right", "r", "hor"), "right"),
    **dict.fromkeys(("sup", "rsup", "super"), "sup"),
    **dict.fromkeys(("sub", "rsub", "subsc"), "sub"),
    **dict.fromkeys(("above", "upper", "a"), "above"),
    **dict.fromkeys(("below", "under", "lower", "b"), "below"),
    **dict.fromkeys(("inside", "i"), "inside"),
}
_LABELS = {"COMMA": ",", "\\COMMA": ",", "{": "\\{", "}": "\\}"}  # braces that are written, not those of LaTeX
_BARS = frozenset({"-", "\\frac"})
_MATRIX = frozenset({"nrow", "ncellr", "ncellc", "ncol"})
_DEEPEST = 100  # scripts within scripts; nobody writes more, and recursion must end


@dataclass
class _Symbol:
    """A written symbol, and by relation the symbols that begin what stands there."""

    label: str
    parts: dict[str, list[str]] = field(default_factory=dict)


def caption(text: str) -> list[str]:
    """The canonical tokens of a label graph's text. Raises `UnusableError` for graphs that say no formula."""
    symbols = _symbols(text)
    if not symbols:
        raise UnusableError("label graph without symbols")
    try:
        return canonical(" ".join(_Writer(symbols).formula()))
    except LatexError as error:
        raise UnusableError("label graph that is no formula", str(error)) from error


def _symbols(text: str) -> dict[str, _Symbol]:
    rows = [[cell.strip() for cell in line.split(",")] for line in text.splitlines() if _says_something(line)]
    symbols = {row[1]: _symbol(row[2]) for row in rows if row[0] == "O" and len(row) >= 3}
    for row in rows:
        if row[0] in ("R", "EO") and len(row) >= 4:
            _relate(symbols, row[1], row[2], row[3])
        elif row[0] in ("N", "E"):
            raise UnusableError("label graph of strokes, not of symbols")
        elif row[0] != "O" or len(row) < 3:
            raise UnusableError("broken label graph", f"a line {', '.join(row)[:40]!r}")
    return symbols


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _symbol(label: str) -> _Symbol:
    if label.startswith("*") and len(label) > 1:
        raise UnusableError("label graph of a matrix")
    return _Symbol(_LABELS.get(label, label))


def _relate(symbols: dict[str, _Symbol], parent: str, child: str, name: str) -> None:
    if name.lower() in _MATRIX:
        raise UnusableError("label graph of a matrix")
    relation = _RELATIONS.get(name.lower())
    if relation is None:
        raise UnusableError("label graph with an unknown relation", name)
    if parent not in symbols or child not in symbols:
        raise UnusableError("broken label graph", f"a relation of {parent if parent not in symbols else child}")
    symbols[parent].parts.setdefault(relation, []).append(child)


class _Writer:
    """Walks the tree of symbols and writes LaTeX tokens."""

    def __init__(self, symbols: dict[str, _Symbol]) -> None:
        self._symbols = symbols
        self._children = {child for one in symbols.values() for part in one.parts.values() for child in part}
        self._beside = {child for one in symbols.values() for child in one.parts.get("right", [])}
        self._written: set[str] = set()

    def formula(self) -> list[str]:
        roots = [name for name in self._symbols if name not in self._children]
        if len(roots) != 1:
            raise UnusableError("label graph in pieces", f"{len(roots)} beginnings")
        tokens = list(self._row(roots[0], 0))
        if len(self._written) < len(self._symbols):
            raise UnusableError("label graph in pieces", "symbols in a ring")
        return tokens

    def _row(self, name: str | None, depth: int) -> Iterator[str]:
        """A symbol and what stands to the right of it."""
        if depth > _DEEPEST:
            raise UnusableError("label graph nested too deep")
        while name is not None:
            if name in self._written:
                raise UnusableError("label graph that is no tree", f"two ways to {name}")
            self._written.add(name)
            symbol = self._symbols[name]
            parts = {
                relation: list(self._row(self._first(symbol, relation), depth + 1))
                for relation in symbol.parts
                if relation != "right"
            }
            yield from _written(symbol.label, parts)
            name = self._first(symbol, "right")

    def _first(self, symbol: _Symbol, relation: str) -> str | None:
        """The symbol that begins a part. `mml2lg` ties each of a root's two halves to it, though they are one row."""
        begins = list(dict.fromkeys(symbol.parts.get(relation, [])))
        if relation == "inside" and len(begins) > 1:
            begins = [name for name in begins if name not in self._beside]
        if len(begins) > 1:
            raise UnusableError("label graph that is no tree", f"{relation} of {symbol.label} begins twice")
        return begins[0] if begins else None


def _written(label: str, parts: dict[str, list[str]]) -> Iterator[str]:
    """A symbol with what is above, below, inside and at its corners."""
    places = set(parts)
    if label in _BARS and {"above", "below"} <= places:
        yield from ("\\frac", *_group(parts.pop("above")), *_group(parts.pop("below")))
    elif label == "\\sqrt" and "inside" in places:
        index = parts.pop("above", None)
        yield from (label, *(["[", *_group(index), "]"] if index else []), *_group(parts.pop("inside")))
    elif label in ("\\frac", "\\sqrt"):
        raise UnusableError("broken label graph", f"{label} lacks its parts")
    else:
        yield label
    for mark, corner, limit in (("_", "sub", "below"), ("^", "sup", "above")):
        if corner in parts and limit in parts:
            raise UnusableError("label graph that LaTeX cannot say", f"{label} with {corner} and {limit}")
        script = parts.pop(corner, None) or _limit(label, limit, parts)
        yield from (mark, *_group(script)) if script else ()
    if parts:
        raise UnusableError("label graph that LaTeX cannot say", f"{label} with {' '.join(parts)}")


def _limit(label: str, place: str, parts: dict[str, list[str]]) -> list[str] | None:
    r"""What is above or below an operator such as `\sum` or `\lim`; over a letter it would be an accent."""
    return parts.pop(place, None) if label.startswith("\\") else None


def _group(tokens: list[str]) -> list[str]:
    return ["{", *tokens, "}"]

r"""What governs the part behind it: functions, bars, integrals, sums, limits, derivatives, determinants.

Each reads from a `Reader` at its own sign. How far it reaches is the question that handwriting leaves open most often.
"""

from __future__ import annotations

from collections.abc import Callable

from app.compute import words
from app.compute.book import CLOSING, is_name, latex_name, latex_of, token_of
from app.compute.reader import BIG, FUNCTIONS, INTEGRALS, TIMES, Reader
from app.compute.words import refuse
from mathnet.latex_tree import Command, Grid, Node, Row, Script, Symbol

_ARROW = Symbol("\\rightarrow")
_HYPERBOLIC = {"\\sinh": "\\arsinh", "\\cosh": "\\arcosh", "\\tanh": "\\artanh"}
_PARTIAL = "\\partial"


def scripts(node: Node) -> tuple[Row | None, Row | None]:
    """What stands below and above a node, wherever it hangs."""
    if not isinstance(node, Script):
        return None, None
    sub, sup = scripts(node.base) if node.base is not None else (None, None)
    return node.sub or sub, node.sup or sup


def function(reader: Reader) -> str:
    node = reader.take()
    name = token_of(node)
    sub, sup = scripts(node)
    if sub is not None and name != "\\log":
        refuse(words.SUBSCRIPT, latex_of(node))
    inverse = sup == Row((Symbol("-"), Symbol("1")))
    argument = _argument(reader, name)
    if name in ("\\log", "\\ln"):
        text = _logarithm(reader, name, sub, argument)
        if inverse:
            refuse(words.FUNCTION_POWER, name)
    else:
        if name not in (*_HYPERBOLIC, "\\exp") and argument.strip("(-)").strip("0").isdigit() and not inverse:
            reader.book.assume(words.RADIANS)
        text = f"{_inverse(reader, name) if inverse else name}({argument})"
    if sup is None or inverse:
        return text
    if sup.items[0] == Symbol("-") or token_of(sup.items[0]) == "\\prime":
        refuse(words.FUNCTION_POWER, name)
    return f"({text})^{{{reader.inner(sup)}}}"


def _inverse(reader: Reader, name: str) -> str:
    if name.startswith("\\arc") or name == "\\exp":
        refuse(words.FUNCTION_POWER, name)
    reader.book.assume(words.INVERSE, name[1:])
    return _HYPERBOLIC.get(name, f"\\arc{name[1:]}")


def _logarithm(reader: Reader, name: str, base: Row | None, argument: str) -> str:
    if base is not None:
        return f"\\log_{{{reader.inner(base)}}}({argument})"
    if name == "\\log":
        reader.book.assume(words.NATURAL)
    return f"\\ln({argument})"


def _argument(reader: Reader, name: str) -> str:
    """What a function is taken of: a bracket, or the factors behind it up to the next function or sign."""
    if reader.token() in ("(", "[", "|"):
        return _bracketed_argument(reader, name)
    begin, text = reader.at, ""
    while not _argument_ends(reader):
        text += (" \\cdot " if text else "") + reader.factor()
    taken = reader.items[begin : reader.at]
    if not text:
        if reader.token() in FUNCTIONS:
            return function(reader)
        refuse(words.MISSING, name)
    if reader.token() in ("/", "\\div", "(", "[", "|"):
        refuse(words.ARGUMENT_END, name[1:])
    if sum(not token_of(node).isdigit() for node in taken) > 1:
        reader.book.assume(words.COVERS, name[1:])
    return text


def _bracketed_argument(reader: Reader, name: str) -> str:
    begin = reader.at
    text = reader.factor()
    if isinstance(reader.items[reader.at - 1], Script) or token_of(reader.items[reader.at - 1]) == "!":
        refuse(words.ARGUMENT_POWER, name[1:])
    if reader.token() in ("(", "[") and token_of(reader.items[begin]) != "|":
        refuse(words.ARGUMENT_END, name[1:])
    return text


def _argument_ends(reader: Reader) -> bool:
    token = reader.token()
    stops = (*TIMES, *FUNCTIONS, *INTEGRALS, *BIG, "\\lim", "\\det", "/", "\\div", "+", "-", "(", "[", "|", ",")
    return reader.at_end() or token in stops


def bars(reader: Reader) -> str:
    opening = reader.take()
    if isinstance(opening, Script):
        refuse(words.BARS)
    if reader.token() == "|":
        refuse(words.BARS)
    inside, behind = reader.token(), reader.token(1)
    if inside.isupper() and behind == "|":
        refuse(words.SIZE, inside)
    text, closing = reader.enclosed("|", "|")
    return reader.powered(f"|{text}|", closing)


def integral(reader: Reader) -> str:
    sign = reader.take()
    sub, sup = scripts(sign)
    if (sub is None) != (sup is None) or (sub is not None and INTEGRALS[token_of(sign)] > 1):
        refuse(words.BOUNDS, token_of(sign))
    ends = "" if sub is None or sup is None else f"_{{{reader.inner(sub)}}}^{{{reader.inner(sup)}}}"
    return _integrals(reader, INTEGRALS[token_of(sign)], ends)


def _integrals(reader: Reader, depth: int, ends: str) -> str:
    reader.integrals += 1
    body = _body(reader) if depth == 1 else _integrals(reader, depth - 1, "")
    reader.integrals -= 1
    variable = _differential(reader)
    return f"(\\int{ends} ({body}) d{variable})"


def _body(reader: Reader) -> str:
    if reader.at_differential():
        return "1"
    inner = reader.items[reader.at] if reader.at < len(reader.items) else None
    if isinstance(inner, Command) and inner.name == "\\frac" and _splits(inner):
        _unfold(reader, inner)
    return reader.sum()


def _splits(fraction: Command) -> bool:
    above = fraction.arguments[0].items
    return len(above) > 1 and above[-2] == Symbol("d") and is_name(token_of(above[-1]))


def _unfold(reader: Reader, fraction: Command) -> None:
    r"""Writes `\frac{f dx}{g}` as `\frac{f}{g} dx`, if the integral ends with it."""
    above, below = fraction.arguments
    if reader.at + 1 < len(reader.items) and reader.token(1) not in ("+", "-", "=", *CLOSING):
        refuse(words.BEHIND_DIFFERENTIAL, latex_of(*above.items[-2:]))
    rest = Row(above.items[:-2] or (Symbol("1"),))
    parts = (Command("\\frac", (rest, below)), *above.items[-2:])
    reader.items = (*reader.items[: reader.at], *parts, *reader.items[reader.at + 1 :])


def _differential(reader: Reader) -> str:
    if not reader.at_differential():
        refuse(words.NO_DIFFERENTIAL)
    reader.take()
    node = reader.take()
    if scripts(node)[1] is not None:
        refuse(words.SIGN, latex_of(node))
    free = reader.at_end() or reader.token() in ("+", "-", "|", *TIMES)
    if not free:
        refuse(words.BEHIND_DIFFERENTIAL, f"d{latex_of(node)}")
    return _variable(reader, latex_name(node))


def _variable(reader: Reader, name: str) -> str:
    """The command of a name that is certainly a variable."""
    reader.book.bind(name)
    command = reader.book.name(name)
    reader.book.release()
    return command


def big(reader: Reader) -> str:
    sign = reader.take()
    sub, sup = scripts(sign)
    if sub is None or sup is None or Symbol("=") not in sub.items:
        refuse(words.RANGE, token_of(sign))
    place = sub.items.index(Symbol("="))
    name = reader.book.variable(Row(sub.items[:place]))
    start, end = reader.inner(Row(sub.items[place + 1 :])), reader.inner(sup)
    reader.book.bind(name)
    body, command = reader.product(token_of(sign)), reader.book.name(name)
    reader.book.release()
    _note_reach(reader, token_of(sign))
    return f"({token_of(sign)}_{{{command} = {start}}}^{{{end}}} {body})"


def _note_reach(reader: Reader, sign: str) -> None:
    if reader.token() in ("+", "-"):
        reader.book.assume(words.REACH, sign)


def limit(reader: Reader) -> str:
    sub, sup = scripts(reader.take())
    if sub is None or sup is not None or _ARROW not in sub.items:
        refuse(words.APPROACH)
    place = sub.items.index(_ARROW)
    name = reader.book.variable(Row(sub.items[:place]))
    point, side = _side(Row(sub.items[place + 1 :]))
    target = reader.inner(point)
    reader.book.bind(name)
    body, command = reader.product("\\lim"), reader.book.name(name)
    reader.book.release()
    _note_reach(reader, "\\lim")
    return f"(\\lim_{{{command} \\to ({target}){side}}} {body})"


def _side(point: Row) -> tuple[Row, str]:
    """Where a limit goes, and from which side, as the parser wants it."""
    last = point.items[-1] if point.items else None
    if isinstance(last, Script) and last.base is not None and last.sup in (Row((Symbol("+"),)), Row((Symbol("-"),))):
        assert last.sup is not None
        return Row((*point.items[:-1], last.base)), f"^{{{token_of(last.sup.items[0])}}}"
    return point, ""


def determinant(reader: Reader) -> str:
    import sympy

    node = reader.take()
    operand = reader.items[reader.at] if reader.at < len(reader.items) else None
    if isinstance(node, Script) or not isinstance(operand, Grid):
        refuse(words.MISSING, "\\det")
    command = reader.factor().strip("()")
    matrix = reader.book.meanings[command[1:]]
    if not getattr(matrix, "is_Matrix", False) or not matrix.is_square:
        refuse(words.NOT_SQUARE)
    return reader.book.value(sympy.Determinant(matrix))


def derivative(reader: Reader, fraction: Command) -> str | None:
    r"""`\frac{d}{dx}` and `\frac{d^2}{dx^2}` of the product behind; None where the fraction is a plain one."""
    above, below = (row.items for row in fraction.arguments)
    sign = token_of(above[0]) if above else ""
    if sign not in ("d", _PARTIAL) or not below or token_of(below[0]) != sign or len(below) != 2:
        return None
    order, times = scripts(above[0])[1], scripts(below[1])[1]
    if len(above) != 1 or order != times or not is_name(token_of(below[1])):
        refuse(words.DERIVATIVE)
    count = int(token_of(order.items[0])) if order is not None and token_of(order.items[0]).isdigit() else 1
    if order is not None and (len(order.items) != 1 or not 1 <= count <= 9):
        refuse(words.DERIVATIVE)
    variable, text = _variable(reader, _bare(below[1])), f"({reader.product(latex_of(fraction))})"
    _note_reach(reader, latex_of(fraction))
    for _ in range(count):
        text = f"(\\frac{{d}}{{d{variable}}} {text})"
    return text


def _bare(node: Node) -> str:
    return latex_name(Script(node.base, node.sub) if isinstance(node, Script) else node)


READ: dict[str, Callable[[Reader], str]] = (
    dict.fromkeys(FUNCTIONS, function)
    | dict.fromkeys(INTEGRALS, integral)
    | dict.fromkeys(BIG, big)
    | {"\\lim": limit, "|": bars, "\\det": determinant, "\\infty": lambda reader: _infinity(reader)}
)


def _infinity(reader: Reader) -> str:
    if isinstance(node := reader.take(), Script):
        refuse(words.SIGN, latex_of(node))
    return "\\infty"

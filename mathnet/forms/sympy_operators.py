r"""What governs the part behind it, for SymPy: functions, sums, integrals, limits, derivatives; and what is built."""

from __future__ import annotations

from collections.abc import Callable

from mathnet.forms.sympy_names import is_name, latex_of, named, primes, refuse, refuse_sign, scripts, token_of
from mathnet.forms.sympy_reader import OVER, RELATIONS, TIMES, Reader, powered
from mathnet.forms.sympy_values import ATOM, POWER, PRODUCT, Value, determinant, no_matrix
from mathnet.latex_tree import Command, Grid, Node, Root, Row, Script, Symbol

FUNCTIONS = {
    **{f"\\{base}{h}": f"{base}{h}" for base in ("sin", "cos", "tan") for h in ("", "h")},
    **{f"\\{name}": name for name in ("cot", "sec", "csc", "exp", "arg")},
    **{f"\\arc{name}": f"a{name}" for name in ("sin", "cos", "tan")},
    **{"\\ln": "log", "\\log": "log", "\\Re": "re", "\\Im": "im"},
}
_INVERSE = {f"\\{name}": f"a{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "cot", "sec", "csc")}
_EXTREMES = {"\\max": "Max", "\\min": "Min"}
_INTEGRALS = {"\\int": 1, "\\iint": 2, "\\iiint": 3}
_BIG = {"\\sum": "Sum", "\\prod": "Product"}
_SIDES = {Row((Symbol("+"),)): "+", Row((Symbol("-"),)): "-"}
_MINUS_ONE = Row((Symbol("-"), Symbol("1")))
_ELSE = ("otherwise", "else", "sonst")


def _function(reader: Reader) -> Value:
    node = reader.take()
    token = token_of(node)
    sub, sup = scripts(node)
    if sub is not None and token != "\\log":
        refuse("The subscript of {} has no meaning for SymPy.", node)
    is_inverse = sup == _MINUS_ONE and token in _INVERSE
    if sup is not None and not is_inverse and (primes(sup) or token_of(sup.items[0]) == "-"):
        refuse("The exponent of {} is not clear: write it behind brackets.", node)
    base = "" if sub is None else f", {reader.scalar(sub).text}"
    text = f"{_INVERSE[token] if is_inverse else FUNCTIONS[token]}({_argument(reader, node).text}{base})"
    value = Value(text, ATOM)
    return value if sup is None or is_inverse else Value(f"{text}**{reader.scalar(sup).within(ATOM)}", POWER)


def _argument(reader: Reader, function: Node) -> Value:
    """What a function is of: a bracket, or the factors behind it up to the next function or sign."""
    if reader.token() in ("(", "["):
        arguments, closing = reader.arguments()
        if len(arguments) != 1 or isinstance(closing, Script) or reader.token() == "!":
            refuse("It is not clear what {} is of: write one more pair of brackets.", function)
        return arguments[0]
    value: Value | None = None
    while not _ends_argument(reader, first=value is None):
        factor = no_matrix(reader.factor())
        value = factor if value is None else Value(f"{value.within(PRODUCT)}*{factor.within(PRODUCT)}", PRODUCT)
    if value is None:
        refuse("{} needs something behind it that it is of.", function)
    if reader.token() in (*OVER, "(", "[", "|") and not reader.at_end():
        refuse("It is not clear where what {} is of ends: put it in brackets.", function)
    return value


def _ends_argument(reader: Reader, first: bool) -> bool:
    if first:
        return reader.at_end() or reader.token() in ("+", "-", *TIMES, *OVER)
    return reader.at_end() or reader.token() in ("+", "-", *TIMES, *OVER, *READ, "(", "[", "|")


def _extreme(reader: Reader) -> Value:
    node = reader.take()
    if isinstance(node, Script) or reader.token() not in ("(", "[", "\\{"):
        refuse("{} needs its numbers in brackets behind it.", node)
    arguments, closing = reader.arguments()
    text = f"{_EXTREMES[token_of(node)]}({', '.join(argument.text for argument in arguments)})"
    return powered(reader, Value(text, ATOM), closing)


def _determinant(reader: Reader) -> Value:
    node = reader.take()
    if isinstance(node, Script) or not isinstance(reader.node(), Grid):
        refuse("{} needs a matrix behind it.", node)
    return determinant(reader.factor())


def _big(reader: Reader) -> Value:
    sign = reader.take()
    sub, sup = scripts(sign)
    if sub is None or sup is None or len(sub.items) < 3 or sub.items[1] != Symbol("="):
        refuse("{} needs where it begins, as in i = 1, and where it ends.", Symbol(token_of(sign)))
    bound = _bound(sub.items[0])
    begin, end = reader.scalar(Row(sub.items[2:])), reader.scalar(sup)
    body, variable = _body(reader, bound), named(sub.items[0], bound)
    return Value(f"{_BIG[token_of(sign)]}({body.text}, ({variable}, {begin.text}, {end.text}))", ATOM)


def _bound(node: Node) -> frozenset[str]:
    if not is_name(node) or isinstance(node, Script):
        refuse("{} is not the name of a variable.", node)
    return frozenset([token_of(node)])


def _body(reader: Reader, bound: frozenset[str]) -> Value:
    """The product behind a sign, in which some names are variables."""
    outside, reader.bound = reader.bound, reader.bound | bound
    body = no_matrix(reader.product())
    reader.bound = outside
    return body


def _limit(reader: Reader) -> Value:
    sign = reader.take()
    sub, sup = scripts(sign)
    arrow = Symbol("\\rightarrow")
    if sub is None or sup is not None or arrow not in sub.items[1:2] or len(sub.items) < 3:
        refuse("A limit needs a variable and where it goes, as in x → 0.")
    bound, (*rest, last) = _bound(sub.items[0]), sub.items[2:]
    side = "" if not isinstance(last, Script) or last.base is None else _SIDES.get(last.sup or Row(), "")
    target = reader.scalar(Row((*rest, last.base if side and isinstance(last, Script) and last.base else last)))
    body = _body(reader, bound)
    told = "" if target.text in ("oo", "-oo") else f", '{side or '+-'}'"
    return Value(f"Limit({body.text}, {named(sub.items[0], bound)}, {target.text}{told})", ATOM)


def _integral(reader: Reader) -> Value:
    sign = reader.take()
    sub, sup = scripts(sign)
    count = _INTEGRALS[token_of(sign)]
    if (sub is None) != (sup is None) or (sub is not None and count > 1):
        refuse("{} needs both of its bounds, or none.", Symbol(token_of(sign)))
    bounds = "" if sub is None or sup is None else f", {reader.scalar(sub).text}, {reader.scalar(sup).text}"
    reader.integrals += 1
    body = _integrand(reader)
    reader.integrals -= 1
    variables = [_differential(reader) for _ in range(count)]
    if not (reader.at_end() or reader.token() in ("+", "-", "|", *TIMES, *OVER)):
        refuse("Something stands directly behind d{}: write it before, or put a sign between.", variables[-1])
    listed = f"({variables[0]}{bounds})" if bounds else ", ".join(variables)
    return Value(f"Integral({body.text}, {listed})", ATOM)


def _integrand(reader: Reader) -> Value:
    node = reader.node()
    if isinstance(node, Command) and node.name == "\\frac" and _ends_in_differential(node.arguments[0]):
        # The d of `\frac{f dx}{g}` stands behind the fraction then.
        above, below = node.arguments
        fraction = Command("\\frac", (Row(above.items[:-2] or (Symbol("1"),)), below))
        reader.items[reader.at : reader.at + 1] = [fraction, *above.items[-2:]]
    if reader.at_differential():
        return Value("1", ATOM)
    return no_matrix(reader.sum())


def _ends_in_differential(row: Row) -> bool:
    return len(row.items) > 1 and row.items[-2] == Symbol("d") and is_name(row.items[-1])


def _differential(reader: Reader) -> str:
    if not reader.at_differential():
        refuse("The integral does not say over what: write dx at its end.")
    reader.take()
    node = reader.take()
    if scripts(node)[1] is not None:
        refuse("{} is not the name of a variable.", node)
    return named(node, {token_of(node)})


def built(reader: Reader, node: Root | Command | Grid) -> Value:
    """The value of a root, a fraction, a matrix and the like."""
    match node:
        case Root(body, None):
            return Value(f"sqrt({reader.scalar(body).text})", ATOM)
        case Root(body, index):
            return Value(f"root({reader.scalar(body).text}, {reader.scalar(index or Row()).text})", ATOM)
        case Grid():
            return _grid(reader, node)
        case Command("\\frac", (above, below)):
            return _derivative(reader, node) or _fraction(reader.inner(above), reader.scalar(below))
        case Command("\\binom", (above, below)):
            return Value(f"binomial({reader.scalar(above).text}, {reader.scalar(below).text})", ATOM)
    return refuse_sign(node)


def _fraction(above: Value, below: Value) -> Value:
    return Value(f"{above.within(PRODUCT)}/{below.within(POWER)}", PRODUCT, above.shape)


def _derivative(reader: Reader, fraction: Command) -> Value | None:
    r"""`\frac{d}{dx}` of the product behind it, `\frac{d^2 y}{dx^2}`; None where the fraction is a plain one."""
    above, below = (row.items for row in fraction.arguments)
    sign = token_of(above[0]) if above else ""
    if sign not in ("d", "\\partial") or len(below) < 2 or token_of(below[0]) != sign:
        return None
    variables = [_by(node, fraction) for node in below if token_of(node) != sign]
    order = scripts(above[0])[1]
    total = sum(count for _, count in variables)
    if str(total) != (latex_of(*order.items) if order else "1") or 2 * len(variables) != len(below):
        refuse("The orders in the derivative {} do not agree.", fraction)
    body = reader.scalar(Row(above[1:])) if len(above) > 1 else no_matrix(reader.product())
    listed = ", ".join(f"({name}, {count})" if count > 1 else name for name, count in variables)
    return Value(f"Derivative({body.text}, {listed})", ATOM)


def _by(node: Node, fraction: Command) -> tuple[str, int]:
    """The variable of a derivative and how often."""
    sub, sup = scripts(node)
    count = latex_of(*sup.items) if sup else "1"
    if not is_name(node) or not count.isdecimal():
        refuse("The derivative {} is not clear.", fraction)
    bare: Node = Symbol(token_of(node)) if sub is None else Script(Symbol(token_of(node)), sub)
    return named(bare, {token_of(node)}), int(count)


def _grid(reader: Reader, grid: Grid) -> Value:
    if grid.environment == "cases":
        return _cases(reader, grid)
    if grid.environment == "aligned":
        refuse("Lines below each other are no single expression: copy them one by one.")
    cells = ", ".join(f"[{', '.join(_cell(reader, cell) for cell in row)}]" for row in grid.rows)
    matrix = Value(f"Matrix([{cells}])", ATOM, (len(grid.rows), len(grid.rows[0])))
    return determinant(matrix) if grid.environment == "vmatrix" else matrix


def _cell(reader: Reader, cell: Row) -> str:
    if not cell.items:
        refuse("A cell of the matrix is empty: write what stands there.")
    return reader.scalar(cell).text


def _cases(reader: Reader, grid: Grid) -> Value:
    if len(grid.rows[0]) != 2:
        refuse("Each case needs a value and a condition, as in x > 0.")
    pieces = (f"({_cell(reader, value)}, {_condition(reader, when)})" for value, when in grid.rows)
    return Value(f"Piecewise({', '.join(pieces)})", ATOM)


def _condition(reader: Reader, row: Row) -> str:
    from mathnet.forms.sympy_text import relation

    letters = "".join(token_of(node) for node in row.items)
    if letters in _ELSE:
        return "True"
    for word in ("if", "for"):
        if letters.startswith(word):
            row = Row(row.items[len(word) :])
    if not any(token_of(node) in RELATIONS for node in row.items):
        refuse("Each case needs a value and a condition, as in x > 0.")
    return relation(row, reader.bound)


READ: dict[str, Callable[[Reader], Value]] = {
    **dict.fromkeys(FUNCTIONS, _function),
    **dict.fromkeys(_EXTREMES, _extreme),
    **dict.fromkeys(_INTEGRALS, _integral),
    **dict.fromkeys(_BIG, _big),
    "\\lim": _limit,
    "\\det": _determinant,
}

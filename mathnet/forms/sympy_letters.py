r"""What a letter is for SymPy: a variable, a constant, or a function of what is in the brackets behind it."""

from __future__ import annotations

from mathnet.forms.numbers import is_number
from mathnet.forms.sympy_names import CONSTANTS, bare, is_letter, named, primes, refuse, scripts, token_of
from mathnet.forms.sympy_reader import CLOSES, Reader, powered
from mathnet.forms.sympy_values import ATOM, Value
from mathnet.latex_tree import Node, Row, Script, Symbol

FUNCTION_LETTERS = frozenset("fghFGH")
FACTORS = frozenset("abcdkmn")  # letters that are hardly ever functions
_GAMMA = "\\Gamma"
_WITH_I = frozenset("ABCES")  # Ai(x), Si(x) and so on are functions, not products with the imaginary unit


def letter(reader: Reader) -> Value:
    """The variable or the constant at hand, or the function if brackets behind it make it one."""
    node = reader.take()
    if reader.token() in ("(", "[") and _is_function(reader, node):
        return _applied(reader, node)
    sup = scripts(node)[1]
    if primes(sup) and token_of(node) in FUNCTION_LETTERS:
        refuse("{} is the derivative of a function: write what it is taken of behind it.", node)
    if sup == Row((Symbol("T"),)) and token_of(node).isupper():
        refuse("{} may be a transpose or a power.", node)
    base = Value(named(node, reader.bound), ATOM)
    return base if primes(sup) else powered(reader, base, node, has_subscript=True)


def _is_function(reader: Reader, node: Node) -> bool:
    """Whether what stands before a bracket is a function of it: `f(x+1)`, `P(A)`, `T(x, y)`, but not `x(x+1)`."""
    token, inside = token_of(node), _inside(reader)
    sup = scripts(node)[1]
    if token in CONSTANTS and token not in reader.bound:
        before = token_of(reader.items[reader.at - 2]) if reader.at > 1 else ""
        if token == "i" and before in _WITH_I:
            refuse("The letters {} look like a word, not like a product.", before + token)
        return False
    if "," in inside or token in (*FUNCTION_LETTERS, _GAMMA) or primes(sup):
        return True
    is_alone = len(inside) == 1 and (is_letter(inside[0]) or is_number(inside[0])) and inside[0] != token
    stands = _stands(reader, token)
    if is_alone and not stands:
        return True
    if not (stands or sup is not None or token in FACTORS or token in inside):
        refuse("{} before a bracket may be a function or a factor: write a dot between for the product.", node)
    return False


def _stands(reader: Reader, token: str) -> bool:
    """Whether the row has the letter where it is no function, because no bracket is behind it."""
    followed = zip(reader.items, [*reader.items[1:], Symbol("")], strict=True)
    return any(token_of(node) == token and token_of(after) not in CLOSES for node, after in followed)


def _inside(reader: Reader) -> list[str]:
    """The tokens up to the bracket that closes the one at hand."""
    depth, found = 0, []
    for node in reader.items[reader.at :]:
        depth += (token_of(node) in CLOSES) - (token_of(node) in CLOSES.values())
        if depth == 0:
            break
        found.append(token_of(node))
    return found[1:]


def _applied(reader: Reader, node: Node) -> Value:
    """A function of what is in the brackets behind it; with primes, its derivative there."""
    sub, sup = scripts(node)
    count = primes(sup)
    if sup is not None and not count:
        refuse("The exponent of {} is not clear: write it behind the brackets.", node)
    name = named(Script(bare(node), sub) if sub else bare(node), reader.bound)
    if name.startswith("IndexedBase"):
        refuse("{} is a function for each index: SymPy has no name for it.", node)
    name = name if name.isidentifier() else name.replace("Symbol(", "Function(", 1)
    arguments, closing = reader.arguments()
    if node == Symbol(_GAMMA) and len(arguments) == 1:
        name = "gamma"
    listed = ", ".join(argument.text for argument in arguments)
    if not count:
        return powered(reader, Value(f"{name}({listed})", ATOM), closing)
    if len(arguments) != 1:
        refuse("It is not clear by which variable {} is the derivative.", node)
    order = f", {count}" if count > 1 else ""
    variable = listed if listed.isidentifier() and listed not in CONSTANTS.values() else "x"
    text = f"Derivative({name}({variable}), {variable}{order})"
    text = text if variable == listed else f"Subs({text}, {variable}, {listed})"
    return powered(reader, Value(text, ATOM), closing)

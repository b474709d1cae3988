r"""Names of variables: which letters are one, what their subscripts and primes say, and when they are no factor.

Letters may spell a function, a word or a unit, and a letter before a bracket may be a function. None of these is read
as a product.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.compute import words
from app.compute.book import CLOSING, OPENING, is_name, latex_name, latex_of, token_of
from app.compute.words import refuse
from mathnet.latex_tree import PRIME, Row, Script, Symbol

if TYPE_CHECKING:
    from app.compute.reader import Reader

_WORDS = """
    sin cos tan cot sec csc log exp lim max min sup inf det dim mod arg gcd deg ln lg if or for and rot div sgn Re Im
    lcm cov var
"""
_UNITS = "cm mm km dm kg mg ml kW Hz kHz MHz Pa min"
WORDS, UNITS = frozenset(_WORDS.split()), frozenset(_UNITS.split())
LONGEST_PRODUCT = 3  # letters side by side, without anything between them, that are no word
LONGEST_INDEX = 2  # letters of a subscript that are indices, and not a word such as max
FACTORS = frozenset("abcdkmn")  # letters that are hardly ever functions
DIFFERENCES = ("\\Delta", "\\delta")


def read_name(reader: Reader) -> str:
    node = reader.take()
    plain = node.base if isinstance(node, Script) else node
    if isinstance(plain, Script):  # a tower such as {x^2}^3
        return reader.powered(reader.inner(Row((plain,))), node)
    name, sup = latex_name(node), node.sup if isinstance(node, Script) else None
    _check_subscript(reader, node, name)
    if token_of(node) in DIFFERENCES and is_name(reader.token()):
        refuse(words.DIFFERENCE, latex_of(node, reader.items[reader.at]))
    if sup is not None and set(sup.items) == {Symbol(PRIME)}:
        return _primed(reader, name, len(sup.items))
    if sup is not None and len(sup.items) == 3 and sup.items[0] == Symbol("("):  # a derivative, an index
        refuse(words.BRACKET_POWER, name)
    if sup == Row((Symbol("T"),)) and token_of(node).isupper():
        refuse(words.TRANSPOSED, latex_of(node))
    if reader.token() in ("(", "["):
        _check_factor(reader, name, token_of(node))
    return reader.powered(reader.book.name(name), Script(plain, None, sup))


def _primed(reader: Reader, name: str, primes: int) -> str:
    if name[:1] in "fghuvwyFG" or name in reader.book.standing or reader.token() in ("(", "["):
        refuse(words.PRIMED, name + primes * "'")
    reader.book.assume(words.PRIME_NAME, name + primes * "'")
    return reader.book.name(name + primes * "'")


def _check_subscript(reader: Reader, node: object, name: str) -> None:
    """An index that is a variable itself makes the name a function of it, which it would not be for SymPy."""
    if not isinstance(node, Script) or node.sub is None:
        return
    letters = [token_of(item) for item in node.sub.items if is_name(token_of(item))]
    is_word = len(letters) == len(node.sub.items) > LONGEST_INDEX
    if not is_word and any(letter in reader.book.standing for letter in letters):
        refuse(words.INDEX, name)


def _check_factor(reader: Reader, name: str, token: str) -> None:
    r"""Whether what stands before a bracket is a factor: `x(x+1)`, `a(b+c)`, but not `f(x)`, `P(A)`, `T(n-1)`."""
    inside = _inside(reader)
    alone = len(inside) == 1 and inside[0] != token
    stands = not {token, f"{token}_"}.isdisjoint(reader.book.standing) and token not in "fgh"
    if alone or "," in inside or not (stands or token in FACTORS or token in ("e", "i", "\\pi")):
        refuse(words.APPLIED, name)
    reader.book.assume(words.PRODUCT, name)


def _inside(reader: Reader) -> list[str]:
    """The tokens up to the closing bracket of the one at hand."""
    depth, found = 0, []
    for node in reader.items[reader.at :]:
        depth += (token_of(node) in OPENING) - (token_of(node) in CLOSING)
        if depth == 0:
            break
        found.append(token_of(node))
    return found[1:]


def refuse_words(row: Row) -> None:
    """Letters that spell a function, a word or a unit are no product, whoever wrote them so."""
    before = ""
    for are_letters, run in groupby(row.items, lambda node: isinstance(node, Symbol) and node.token.isalpha()):
        tokens = [token_of(node) for node in run]
        letters = "".join(tokens) if are_letters else ""
        spelt = next((word for word in WORDS if word in letters), "")
        is_unit = letters in UNITS and before.isdigit()
        if spelt or is_unit or max(map(len, letters.split("d"))) > LONGEST_PRODUCT:  # differentials follow each other
            refuse(words.WORD, spelt or letters)
        before = tokens[-1]

r"""The rules of the grammar, in both directions; `mathnet.grammar` walks by them.

A rule says for something expected and the kind of the token read what is expected in its place. Most kinds are tokens;
those that behave alike share one (`kind_of`). A *row* goes on by *more*, which may also end where it stands. Names from
right to left are spelt backward: *wor*, *erom*.

Some rules keep two spellings of one picture apart, as `mathnet.latex_tree` does: no bare grid between `(` and `)`, for
that is a `pmatrix`; `\bar` over one symbol, `\overline` over anything else; a grid shows that it is one, and its rows
end in a cell that is not empty.
"""

from __future__ import annotations

from mathnet.latex_names import GRIDS
from mathnet.latex_tree import ARGUMENTS, BARE, FENCES, FONTS, NARROW, NEXT_CELL, NEXT_ROW, STACKED, WIDE
from mathnet.vocabulary import END, PAD, START

State = tuple[str, ...]
Kinds = dict[str, State]  # kind of the token read -> what is expected in its place
Rules = dict[str, Kinds]

SYMBOL, COMMAND, COMMAND_OF_TWO = "symbol", "command", "command of two arguments"
NARROW_COMMAND, WIDE_COMMAND = "command of one symbol", "command of more than a symbol"
_LEFT, _RIGHT = tuple(FENCES), tuple(closing for _, closing in FENCES.values())  # ( [ | and ) ] |
_PAIRS = tuple(zip(_LEFT, _RIGHT, strict=True))
_SYMBOLS = tuple(dict.fromkeys([SYMBOL, *_LEFT, *_RIGHT]))  # kinds of tokens that stand for themselves
BEGIN = {f"\\begin{{{name}}}": name for name in GRIDS}
STRUCTURE_OF_GRIDS = frozenset([NEXT_CELL, NEXT_ROW, *BEGIN, *(f"\\end{{{name}}}" for name in GRIDS)])


def kind_of(token: str) -> str:
    """What the rules call a token: one of the kinds above or itself; nothing for one that never stands in a formula."""
    if token in (PAD, START) or (token.startswith(("\\begin", "\\end{")) and token not in STRUCTURE_OF_GRIDS):
        return ""
    if token in WIDE or token in FONTS:
        return NARROW_COMMAND
    if token in NARROW:
        return WIDE_COMMAND
    if token in ARGUMENTS:
        return COMMAND_OF_TWO if ARGUMENTS[token] == 2 else COMMAND
    return token if token in _OTHERS else SYMBOL


_OTHERS = STRUCTURE_OF_GRIDS | {"{", "}", "_", "^", "\\sqrt", END, *_SYMBOLS}


def _forward(index: str = "") -> Rules:
    """Rules of a row read from the left; those that begin with `index` belong to the index of a root."""
    more = f"{index}more"
    item: Kinds = {
        **dict.fromkeys(_SYMBOLS, (more,)),
        **{left: (f"{more} after {left}",) for left in _LEFT},
        COMMAND: ("group", more),
        COMMAND_OF_TWO: ("group", "group", more),
        NARROW_COMMAND: ("group of one", more),
        WIDE_COMMAND: ("group of more", more),
        "\\sqrt": (f"{index}radical", more),
        **{begin: (f"first cell of {name}", more) for begin, name in BEGIN.items()},
    }
    sub: Kinds = {"_": ("group", f"{more} after sub")}
    sup: Kinds = {"^": ("group", f"{more} after sup")}
    rules: Rules = {f"{index}row": item, more: item | sub | sup, f"{more} after sub": item | sup}
    rules[f"{more} after sup"] = item
    rules[f"{index}radical"] = {"{": ("row", "}"), "[": ("index row", "]", "group")}
    for left, right in _PAIRS:
        bare = {f"\\begin{{{name}}}": (f"first cell of {name}", f"{more} after {left} grid") for name in BARE}
        rules[f"{more} after {left}"] = rules[more] | bare
        rules[f"{more} after {left} grid"] = _without(rules[more], right)
    return rules


def _groups(rules: Rules) -> Rules:
    """Rules of arguments read from the left: any row, one symbol, or anything but one symbol."""
    some: Kinds = {kind: tuple(f"rest{name[4:]}" for name in rules["row"][kind]) for kind in _SYMBOLS}
    return {
        "group": {"{": ("row", "}")},
        "group of one": {"{": ("symbol", "}")},
        "group of more": {"{": ("row of more", "}")},
        "symbol": dict.fromkeys(_SYMBOLS, ()),
        "row of more": rules["row"] | some,
        **{f"rest{suffix}": rules[f"more{suffix}"] for suffix in ("", *(f" after {left}" for left in _LEFT))},
    }


def _backward(index: str = "") -> Rules:
    """Rules of a row read from the right, where what a group belongs to shows only behind it, in its head."""
    erom = f"{index}erom"
    symbols: Kinds = dict.fromkeys(_SYMBOLS, (erom,))
    symbols |= {right: (f"{erom} after {right}",) for right in _RIGHT}
    grids: Kinds = {f"\\end{{{name}}}": (f"last cell of {name}", erom) for name in GRIDS}
    item = symbols | grids | {"}": (f"{index}inside of item",)}
    rules: Rules = {f"{index}wor": item, erom: item}
    rules[f"{index}base or sub"] = symbols | grids | {"}": (f"{index}inside of base or sub",)}
    rules[f"{index}base"] = symbols | grids | {"}": (f"{index}inside of base",)}
    for left, right in _PAIRS:
        bare = {f"\\end{{{name}}}": (f"last cell of {name}", f"{erom} after {right} grid") for name in BARE}
        rules[f"{erom} after {right}"] = item | bare
        rules[f"{erom} after {right} grid"] = _without(item, left)
    head: Kinds = {
        "\\sqrt": (erom,),
        COMMAND: (erom,),
        "}": ("wor", "{", COMMAND_OF_TWO, erom),
        "]": ("index wor", "[", "\\sqrt", erom),
    }
    sub: Kinds = {"_": (f"{index}base",)}
    sup: Kinds = {"^": (f"{index}base or sub",)}
    for place, heads in (("item", head | sub | sup), ("base or sub", head | sub), ("base", head)):
        rules[f"{index}head of one, {place}"] = heads | {NARROW_COMMAND: (erom,)}
        rules[f"{index}head of more, {place}"] = heads | {WIDE_COMMAND: (erom,)}
    return rules


def _insides(rules: Rules, index: str = "") -> Rules:
    """Rules of a group read from the right; whether it holds just one symbol decides which heads it may have."""
    insides: Rules = {}
    for place in ("item", "base or sub", "base"):
        one, rest = f"{index}head of one, {place}", ("{", f"{index}head of more, {place}")
        inside: Kinds = {kind: (*expected, *rest) for kind, expected in rules["wor"].items()}
        for kind in _SYMBOLS:
            after = rules["wor"][kind][0]
            alone = f"{index}alone {after}, {place}"
            inside[kind] = (alone,)
            insides[alone] = {"{": (one,)} | {k: (*expected, *rest) for k, expected in rules[after].items()}
        insides[f"{index}inside of {place}"] = inside
    return insides


def _grid(name: str, row: Kinds) -> Rules:
    """Rules of a grid from its begin. A row may have empty cells but not at its end; the grid has two rows or cells."""
    cell = f"first cell of {name}" if name in STACKED else f"cell of {name}"  # behind the first row's first &
    return {
        f"first cell of {name}": {NEXT_CELL: (cell,)} | _followed(row, f"first end of {name}"),
        f"first end of {name}": {NEXT_CELL: (cell,), NEXT_ROW: (f"cell of {name}",)},
        f"cell of {name}": {NEXT_CELL: (f"cell of {name}",)} | _followed(row, f"end of {name}"),
        f"end of {name}": {
            **dict.fromkeys([NEXT_CELL, NEXT_ROW], (f"cell of {name}",)),
            f"\\end{{{name}}}": (),
        },
    }


def _dirg(name: str, row: Kinds) -> Rules:
    """The same from its end."""
    cell = f"last llec of {name}" if name in STACKED else f"llec of {name}"  # behind the last row's last &
    next_row: Kinds = {NEXT_ROW: (f"wor of {name}",)}
    ends: Kinds = next_row | {NEXT_CELL: (f"llec of {name}",), f"\\begin{{{name}}}": ()}
    last_ends: Kinds = next_row | {NEXT_CELL: (cell,)}
    return {
        f"last cell of {name}": _followed(row, f"last dne of {name}"),
        f"last dne of {name}": last_ends,
        f"last llec of {name}": last_ends | _followed(row, f"last dne of {name}"),
        f"wor of {name}": _followed(row, f"dne of {name}"),
        f"llec of {name}": ends | _followed(row, f"dne of {name}"),
        f"dne of {name}": ends,
    }


def _followed(row: Kinds, after: str) -> Kinds:
    return {kind: (*expected, after) for kind, expected in row.items()}


def _without(kinds: Kinds, *gone: str) -> Kinds:
    return {kind: expected for kind, expected in kinds.items() if kind not in gone}


def _all_rules() -> Rules:
    forward, backward = _forward(), _backward()
    index = _forward("index ") | _backward("index ") | _insides(backward, "index ")
    no_grid = [f"\\{side}{{{name}}}" for side in ("begin", "end") for name in GRIDS]
    plain = {"index " + name for name in forward.keys() | backward.keys()}
    rules = forward | _groups(forward) | backward | _insides(backward)
    rules |= {name: _without(kinds, "[", "]", *no_grid) if name in plain else kinds for name, kinds in index.items()}
    for name in GRIDS:
        rules |= _grid(name, forward["row"]) | _dirg(name, backward["wor"])
    return rules


RULES = _all_rules()
RULES |= {"formula": RULES["row"], "alumrof": RULES["wor"]}  # nothing at all is what a scribble is read as
_MAY_END = ("formula", "alumrof", "more", "erom")
MAY_END = frozenset(name for name in RULES if name.removeprefix("index ").split()[0] in _MAY_END)

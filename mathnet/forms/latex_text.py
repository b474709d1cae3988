r"""LaTeX for a document: as it is, between dollars, in `\[ \]`, in `equation` or in `align`.

What the user wrote is kept to the letter, fonts included; only what surrounds the formula changes. So a formula that
is not well-formed can be copied, too.
"""

from __future__ import annotations

import re

from mathnet.forms.trouble import FormError
from mathnet.latex_tokens import LatexError, Token, scan
from mathnet.latex_tree import NEXT_CELL, NEXT_ROW

# What may already surround a formula that was typed.
_AROUND = re.compile(
    r"\$\$(.*)\$\$|\$(.*)\$|\\\((.*)\\\)|\\\[(.*)\\\]|\\begin\{(equation|displaymath|math)(\*?)\}(.*)\\end\{\5\6\}",
    re.DOTALL,
)
_OUTER = re.compile(r"\\(begin|end)\{(align|gather)\*?\}")  # environments that stand for themselves in a text
_LINES = "{aligned}"


def plain(latex: str) -> str:
    """The formula alone. Raises `FormError` if there is none."""
    text = latex.strip()
    if match := _AROUND.fullmatch(text):
        inside = next(group for group in (*match.groups()[:4], match[7]) if group is not None)
        text = inside.strip()
    if not text:
        raise FormError("There is no formula yet: write one first.")
    return _OUTER.sub(r"\\\1{\2ed}", text)


def dollars(latex: str) -> str:
    return f"${plain(latex)}$"


def inline(latex: str) -> str:
    return rf"\({plain(latex)}\)"


def display(latex: str) -> str:
    return f"\\[\n{_indented(plain(latex))}\n\\]"


def equation(latex: str) -> str:
    return f"\\begin{{equation}}\n{_indented(plain(latex))}\n\\end{{equation}}"


def align(latex: str) -> str:
    """The lines of an `aligned` formula as lines of `align`; any other formula as its one line."""
    text = plain(latex)
    lines = _lines(text) or [text]
    body = " \\\\\n".join(map(_indented, lines))
    return f"\\begin{{align}}\n{body}\n\\end{{align}}"


def _lines(text: str) -> list[str]:
    """The lines of a formula that is one `aligned` and nothing else; a single line without its `&`."""
    try:
        tokens = scan(text)
    except LatexError:
        return []
    inner = _inner(tokens)
    if inner is None:
        return []
    breaks = [token for token in inner if token.text == NEXT_ROW]
    if not breaks:
        text = _without(text, [token for token in inner if token.text == NEXT_CELL])
    start = len(tokens[0].text) + text.index(tokens[0].text)
    ends = [token.position for token in breaks] + [text.rindex("\\end")]
    starts = [start] + [_behind(text, token) for token in breaks]
    lines = [text[begin:end].strip() for begin, end in zip(starts, ends, strict=True)]
    return [line for line in lines if line]


def _inner(tokens: list[Token]) -> list[Token] | None:
    """The tokens right inside of one `aligned` that holds them all, not those of groups and grids in it."""
    depth, found = 0, []
    for place, token in enumerate(tokens):
        opens, closes = token.text.startswith(("{", "\\begin")), token.text.startswith(("}", "\\end"))
        depth += opens - closes
        if depth == 1 and not closes:
            found.append(token)
        if depth == 0 and place < len(tokens) - 1:
            return None
    whole = bool(tokens) and tokens[0].text == f"\\begin{_LINES}" and tokens[-1].text == f"\\end{_LINES}"
    return found[1:] if whole else None


def _without(text: str, tokens: list[Token]) -> str:
    for token in reversed(tokens):
        text = text[: token.position].rstrip() + " " + text[token.position + len(token.text) :].lstrip()
    return text


def _behind(text: str, line_break: Token) -> int:
    r"""Where the next line starts: behind `\\`, its star and its length."""
    match = re.compile(r"\\\\\*?(\s*\[[^\]]*(em|ex|pt|mm|cm|in)\s*\])?").match(text, line_break.position)
    assert match is not None
    return match.end()


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())

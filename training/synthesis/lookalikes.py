r"""Look-alikes: symbols made of others, by one hand: `K` of a bar and `<`, `\max` of its letters, a hat of a wedge.

A recipe takes `draw`, which gives one hand's strokes of a token in its shape, and returns strokes of the new symbol in
any scale; whoever uses it scales them. Stroke order is that of the parts.
"""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_uppercase

import numpy as np

from training.data.sample import Floats
from training.synthesis.curves import box, into
from training.synthesis.typography import FUNCTIONS

Draw = Callable[[str], list[Floats]]
Recipe = Callable[[Draw, np.random.Generator], list[Floats]]
_GAP = 0.1  # between the letters of a word


def _as(token: str) -> Recipe:
    return lambda draw, _: draw(token)


def _any(*recipes: Recipe) -> Recipe:
    return lambda draw, rng: recipes[int(rng.integers(len(recipes)))](draw, rng)


def _beside(*tokens: str, gap: float = _GAP) -> Recipe:
    """Symbols from left to right, each in its own shape."""

    def recipe(draw: Draw, rng: np.random.Generator) -> list[Floats]:
        strokes: list[Floats] = []
        right = 0.0
        for token in tokens:
            part = draw(token)
            left = right + (gap * rng.uniform(0.4, 1.5) if strokes else 0.0)
            strokes += [stroke + np.array([left, 0], dtype=np.float32) for stroke in part]
            right = float(box(strokes)[1][0])
        return strokes

    return recipe


def _placed(*parts: tuple[str, tuple[float, float, float, float]]) -> Recipe:
    """Symbols stretched into boxes (left, top, width, height), each a little off its place."""

    def recipe(draw: Draw, rng: np.random.Generator) -> list[Floats]:
        strokes: list[Floats] = []
        for token, (left, top, width, height) in parts:
            slip_x, slip_y = rng.normal(0, 0.02, 2)
            wide, high = np.exp(rng.normal(0, 0.08, 2))
            strokes += into(draw(token), left + slip_x, top + slip_y, width * wide, height * high)
        return strokes

    return recipe


def _turned(token: str, matrix: tuple[tuple[int, int], tuple[int, int]]) -> Recipe:
    """A symbol turned or mirrored by a matrix that is applied from the right."""
    return lambda draw, _: [stroke @ np.array(matrix, dtype=np.float32) for stroke in draw(token)]


def _dotless(draw: Draw, _: np.random.Generator) -> list[Floats]:
    """A j without its dot."""
    strokes = draw("j")
    return [max(strokes, key=lambda stroke: float(np.ptp(stroke, axis=0).sum()))]


def _hooked(draw: Draw, rng: np.random.Generator) -> list[Floats]:
    """A J with its bar on top."""
    body = into(_dotless(draw, rng), 0, -1, 0.45, 1)
    top = float(body[0][0, 0])
    return body + into(draw("-"), top - 0.28, -1, 0.5, 0.03)


def _tailed(draw: Draw, rng: np.random.Generator) -> list[Floats]:
    """An O with a short tail across its lower right: a Q."""
    left, top, length = rng.uniform(0.4, 0.6), rng.uniform(-0.4, -0.25), rng.uniform(0.3, 0.5)
    bend = rng.normal(0, 0.06, (5, 1)) * np.sin(np.linspace(0, np.pi, 5))[:, None]
    tail = np.linspace((left, top), (left + length, top + 0.8 * length), 5) + bend
    return [*into(draw("O"), 0, -1, 0.8, 1), tail.astype(np.float32)]


def _barred(draw: Draw, rng: np.random.Generator) -> list[Floats]:
    """A z with a bar through it: a Z."""
    return into(draw("z"), 0, -1, 0.7, 1) + into(draw("-"), 0.12, -0.5 + rng.normal(0, 0.04), 0.45, 0.04)


def _doubled(letter: str) -> Recipe:
    """Blackboard bold: the longest upright part of a letter drawn twice, or its longest part where none is upright."""

    def recipe(draw: Draw, rng: np.random.Generator) -> list[Floats]:
        strokes = draw(letter)
        shift = np.array([rng.uniform(0.11, 0.17), rng.normal(0, 0.01)], dtype=np.float32)
        return [*strokes, _upright(strokes) + shift]

    return recipe


def _upright(strokes: list[Floats]) -> Floats:
    """The run of points that goes farthest up or down without turning sideways."""
    best, tallest = strokes[0], 0.0
    for stroke in strokes:
        legs = np.diff(stroke, axis=0)
        steep = np.abs(legs[:, 1]) > 0.8 * np.abs(legs[:, 0])
        breaks = np.flatnonzero(~steep | np.concatenate([[False], legs[1:, 1] * legs[:-1, 1] < 0]))
        for start, stop in zip([0, *(breaks + (~steep[breaks])).tolist()], [*breaks.tolist(), len(legs)], strict=True):
            run = stroke[start : stop + 1]
            if len(run) > 1 and float(np.ptp(run[:, 1])) > tallest:
                best, tallest = run, float(np.ptp(run[:, 1]))
    return best


_UPSIDE_DOWN = ((1, 0), (0, -1))
_MIRRORED = ((-1, 0), (0, 1))
_CLOCKWISE = ((0, 1), (-1, 0))
_COUNTER = ((0, -1), (1, 0))
_STEM = (0.0, -1.0, 0.03, 1.0)

RECIPES: dict[str, Recipe] = {
    "D": _any(
        _placed(("|", _STEM), (")", (-0.02, -1.0, 0.6, 1.0))), _placed(("|", _STEM), ("\\supset", (0, -1, 0.6, 1)))
    ),
    "J": _any(_dotless, _hooked),
    "K": _placed(("|", _STEM), ("<", (0.04, -1.0, 0.58, 1.0))),
    "O": _any(_as("o"), _placed(("0", (0.0, -1.0, 0.85, 1.0)))),
    "Q": _tailed,
    "U": _any(_as("u"), _placed(("\\cup", (0.0, -1.0, 0.7, 1.0)))),
    "W": _as("w"),
    "Z": _any(_as("z"), _barred),
    "\\iint": _beside("\\int", "\\int", gap=-0.05),
    "\\iiint": _beside("\\int", "\\int", "\\int", gap=-0.05),
    "\\oint": _placed(("\\int", (0.0, -1.6, 0.7, 2.2)), ("o", (0.12, -0.75, 0.46, 0.46))),
    "\\ll": _beside("<", "<", gap=-0.2),
    "\\gg": _beside(">", ">", gap=-0.2),
    "\\|": _beside("|", "|", gap=0.18),
    "\\parallel": _beside("|", "|", gap=0.18),
    "\\mp": _turned("\\pm", _UPSIDE_DOWN),
    "\\ni": _turned("\\in", _MIRRORED),
    "\\supset": _turned("\\subset", _MIRRORED),
    "\\supseteq": _turned("\\subseteq", _MIRRORED),
    "\\leftarrow": _turned("\\rightarrow", _MIRRORED),
    "\\notin": _placed(("\\in", (0.0, -0.7, 0.6, 0.7)), ("/", (0.12, -0.95, 0.35, 1.2))),
    "\\equiv": _placed(("=", (0.0, -0.5, 0.6, 0.2)), ("-", (0.0, -0.1, 0.6, 0.03))),
    "\\neg": _placed(("-", (0.0, -0.4, 0.6, 0.03)), ("|", (0.58, -0.4, 0.03, 0.25))),
    "\\prod": _as("\\Pi"),
    "\\Sigma": _as("\\sum"),
    "\\triangle": _as("\\Delta"),
    ":": _placed((".", (0.0, -0.5, 0.06, 0.06)), (".", (0.0, -0.06, 0.06, 0.06))),
    ";": _placed((".", (0.06, -0.5, 0.06, 0.06)), (",", (0.0, -0.1, 0.12, 0.32))),
    "\\cdot": _as("."),
    "\\cdots": _as("\\ldots"),
    "\\hat": _turned("\\vee", _UPSIDE_DOWN),
    "\\bar": _as("-"),
    "\\vec": _as("\\rightarrow"),
    "\\dot": _as("."),
    "\\ddot": _placed((".", (0.0, 0.0, 0.07, 0.07)), (".", (0.22, 0.0, 0.07, 0.07))),
    "\\tilde": _as("\\sim"),
    "\\overline": _as("\\frac"),
    "\\underline": _as("\\frac"),
    "\\overrightarrow": _as("\\rightarrow"),
    "\\overbrace": _turned("\\{", _CLOCKWISE),
    "\\underbrace": _turned("\\{", _COUNTER),
    "'": _as("\\prime"),
    "\\prime": _as("'"),
    "\\begin{pmatrix}": _as("("),
    "\\begin{bmatrix}": _as("["),
    "\\begin{vmatrix}": _as("|"),
    "\\begin{cases}": _as("\\{"),
    "\\end{pmatrix}": _as(")"),
    "\\end{bmatrix}": _as("]"),
    "\\end{vmatrix}": _as("|"),
    **{f"\\mathbb{{{letter}}}": _doubled(letter) for letter in (*ascii_uppercase, "1")},
    **{function: _beside(*function.removeprefix("\\")) for function in FUNCTIONS},
}

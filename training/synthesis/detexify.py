r"""Detexify: isolated symbols that people drew for a symbol search, one JSON object a line (`.jsonl`, `.jsonl.xz`).

Each line has `cmd`, the LaTeX command that was asked for, and `strokes` of [x, y] from 0 to 1000, y downwards. Commands
that name the same ink serve one token. The drawings are public contributions, so some show something else altogether:
`training.synthesis.likeness` finds those. Nobody knows who drew what, so drawings are held out one by one, by a
checksum of their points, whatever symbol they serve and whatever else the file holds.
"""

from __future__ import annotations

import json
import lzma
import zlib
from collections import defaultdict
from collections.abc import Set
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from training.data.sample import Floats
from training.synthesis.curves import smoothed, thinned

Drawings = dict[str, list[list[Floats]]]


class Part(Enum):
    """Which drawings of a file: every one, those for training, or the eighth that is held out to measure by."""

    EVERY = "every"
    TRAINING = "training"
    HELD_OUT = "held out"


# Tokens, and the commands whose drawings look the same. A command of the token's own name need not be told, nor one of
# an upright Greek letter: `\upalpha`, `\Updelta`.
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_GREEK = frozenset(_GREEK_NAMES.split())  # without \upvarsigma and \upvarrho, for which people drew the plain letter
_SAME = {
    r"\varepsilon": r"\textepsilon",
    r"\Omega": r"\ohm",
    r"\hbar": r"\hslash",
    r"\nabla": r"\triangledown \bigtriangledown",
    r"\triangle": r"\vartriangle \bigtriangleup",
    r"\emptyset": r"\varnothing",
    r"*": r"\ast \textasteriskcentered",
    r"\circ": r"\textopenbullet",
    r"\bullet": r"\textbullet",
    r"\wedge": r"\bigwedge",
    r"\vee": r"\bigvee",
    r"\cup": r"\bigcup",
    r"\bigcup": r"\cup",
    r"\cap": r"\bigcap",
    r"\bigcap": r"\cap",
    r"\oplus": r"\bigoplus",
    r"\bigoplus": r"\oplus",
    r"\otimes": r"\bigotimes",
    r"\bigotimes": r"\otimes",
    r"\odot": r"\bigodot",
    r"\ominus": r"\circleddash",
    r"\setminus": r"\backslash \textbackslash \smallsetminus",
    r"\dagger": r"\dag \textdagger",
    r"\sim": r"\thicksim",
    r"\approx": r"\thickapprox",
    r"\propto": r"\varpropto",
    r"\perp": r"\bot",
    r"\parallel": r"\|",
    r"\|": r"\parallel",
    r"\leq": r"\leqslant",
    r"\geq": r"\geqslant",
    r"\neg": r"\textlnot",
    r"\models": r"\vDash",
    r"\rightarrow": r"\longrightarrow",
    r"\leftarrow": r"\longleftarrow",
    r"\leftrightarrow": r"\longleftrightarrow",
    r"\Rightarrow": r"\Longrightarrow",
    r"\Leftarrow": r"\Longleftarrow",
    r"\Leftrightarrow": r"\Longleftrightarrow",
    r"\mapsto": r"\longmapsto",
    r"\uparrow": r"\textuparrow",
    r"\downarrow": r"\textdownarrow",
    r"\langle": r"\textlangle",
    r"\rangle": r"\textrangle",
    r":": r"\colon",
    r"|": r"\mid \textpipe",
    r"\sqrt": r"\sqrt{} \surd",
    r"\ldots": r"\dots \textellipsis",
    r"\cdots": r"\dotsb \dotsm",
    r"\cdot": r"\cdotp \centerdot \textperiodcentered",
    r"\div": r"\textdiv",
    r"\pm": r"\textpm",
    r"\times": r"\texttimes",
    r"\hat": r"\textasciicircum",
    r"\tilde": r"\textasciitilde",
}
_TOLERANCE = 0.012  # of the height; less is the trembling of a mouse
_TURNED = {"\\textquestiondown": "?"}  # the same ink upside down
# Asked for a calligraphic capital, people draw a plain one. CROHME lacks these, so they serve as plain ones, too.
PLAIN = frozenset("DJKOQUWZ")
_ONE_IN = 8  # drawings is held out


def read_detexify(path: Path, tokens: Set[str], part: Part = Part.EVERY) -> Drawings:
    """The drawings of the tokens asked for, letters in another style (`\\mathbb{R}`) among them; units are arbitrary.

    Raises `OSError` for a file that cannot be read and `ValueError` for one that holds something else.
    """
    serves = _serves(tokens)
    drawings: Drawings = defaultdict(list)
    try:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                _take(json.loads(line), serves, drawings, part)
    except (ValueError, KeyError, TypeError, EOFError, lzma.LZMAError) as error:
        raise ValueError(f"{path} does not hold drawn symbols, one JSON object a line ({error!r})") from None
    if not drawings:
        raise ValueError(f"{path} holds no drawing of any symbol in the vocabulary")
    return dict(drawings)


def _take(entry: Any, serves: dict[str, list[str]], drawings: Drawings, part: Part) -> None:
    command = entry["cmd"]
    wanted = serves.get(command, []) if _belongs(entry["strokes"], part) else []
    strokes = _strokes(entry["strokes"], -1000.0 if command in _TURNED else 1000.0) if wanted else []
    if strokes:
        for token in wanted:
            drawings[token].append(strokes)


def _belongs(raw: Any, part: Part) -> bool:
    held_out = zlib.crc32(json.dumps(raw).encode()) % _ONE_IN == 0
    return part is Part.EVERY or held_out == (part is Part.HELD_OUT)


def _strokes(raw: list[list[list[float]]], scale: float) -> list[Floats]:
    """Strokes about 1 high, rounded, for few points of each were kept; half a turn is a negative `scale`."""
    arrays = [np.array(stroke, dtype=np.float32).reshape(-1, 2) / np.float32(scale) for stroke in raw if stroke]
    return [smoothed(thinned(points, _TOLERANCE)) for points in arrays]


def _serves(tokens: Set[str]) -> dict[str, list[str]]:
    """For each command of the file, the tokens that its drawings serve."""
    serves: dict[str, list[str]] = defaultdict(list)
    for token in sorted(tokens):
        for command in _commands(token):
            serves[command].append(token)
    return serves


def _commands(token: str) -> list[str]:
    """The commands under which a token's ink is to be found, its own first."""
    commands = [token, *_SAME.get(token, "").split(), *(command for command in _TURNED if _TURNED[command] == token)]
    if (name := token.removeprefix("\\")) in _GREEK:
        commands.append(f"\\Up{name.lower()}" if name[0].isupper() else f"\\up{name}")
    if token.startswith("\\mathbb"):
        commands.append(token.replace("\\mathbb", "\\mathds"))
    if token in PLAIN:
        commands.append(f"\\mathcal{{{token}}}")
    return commands

"""A corpus of hand-made expressions for tests: InkML as CROHME writes it, with symbol groups, MathML truth and ids.

Every symbol is a few straight lines in the unit square, placed in a box; names of symbols link groups and truth tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mathnet import inkml
from mathnet.ink import Ink
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.crohme import to_sample
from training.data.sample import Sample

Box = tuple[float, float, float, float]  # left, top, width, height

_DOWN = ((0.5, 0), (0.5, 1))
_ACROSS = ((0, 0.5), (1, 0.5))
GLYPHS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 0), (0, 0.5), (0.5, 1), (1, 0.5), (0.5, 0)),),
    "1": (_DOWN,),
    "2": (((0, 0.2), (0.5, 0), (1, 0.3), (0, 1), (1, 1)),),
    "3": (((0, 0), (1, 0), (0.4, 0.4), (1, 0.7), (0, 1)),),
    "7": (((0, 0), (1, 0), (0.3, 1)),),
    "a": (((1, 0), (0, 0.3), (0.2, 1), (1, 0.6), (1, 0), (1, 1)),),
    "b": (((0, 0), (0, 1), (1, 0.8), (0.8, 0.5), (0, 0.6)),),
    "n": (((0, 0), (0, 1), (0.2, 0.1), (1, 0.2), (1, 1)),),
    "x": (((0, 0), (1, 1)), ((1, 0), (0, 1))),
    "\\pi": (((0, 0), (1, 0)), ((0.3, 0), (0.2, 1)), ((0.7, 0), (0.8, 1))),
    "+": (_ACROSS, _DOWN),
    "-": (_ACROSS,),
    "=": (((0, 0.3), (1, 0.3)), ((0, 0.7), (1, 0.7))),
    ",": (((0.6, 0), (0.4, 1)),),
    "[": (((1, 0), (0, 0), (0, 1), (1, 1)),),
    "]": (((0, 0), (1, 0), (1, 1), (0, 1)),),
    "\\sqrt": (((0, 0.6), (0.1, 1), (0.2, 0), (1, 0)),),
}


@dataclass(frozen=True)
class Written:
    """One expression: `symbols` gives each symbol's name, label and box; `tree` is the MathML inside of `math`."""

    stem: str
    writer: str
    caption: str
    tree: str
    symbols: tuple[tuple[str, str, Box], ...]

    @property
    def tokens(self) -> list[str]:
        return self.caption.split()


def _leaf(name: str, text: str) -> str:
    return f'<mi xml:id="{name}">{text}</mi>'


def _row(stem: str, writer: str, *labels: str) -> Written:
    """Symbols side by side; the last one written first, as a slow thinker would."""
    names = [f"s{index}" for index in range(len(labels))]
    symbols = [
        (name, label, (60.0 * at, 0.0, 40.0, 40.0)) for at, (name, label) in enumerate(zip(names, labels, strict=True))
    ]
    tree = "".join(_leaf(name, label) for name, label in zip(names, labels, strict=True))
    return Written(stem, writer, " ".join(labels), f"<mrow>{tree}</mrow>", tuple(symbols[-1:] + symbols[:-1]))


POWER = Written(
    *("power", "w1", "x ^ { 2 } + 1"),
    f"<mrow><msup>{_leaf('x_1', 'x')}{_leaf('2_1', '2')}</msup>"
    f"<mrow>{_leaf('+_1', '+')}{_leaf('1_1', '1')}</mrow></mrow>",
    (
        ("1_1", "1", (160, 40, 5, 40)),
        ("x_1", "x", (0, 40, 40, 40)),
        ("2_1", "2", (45, 10, 25, 30)),
        ("+_1", "+", (90, 45, 40, 35)),
    ),
)
FRACTION = Written(
    *("fraction", "w2", "\\frac { a } { b + a }"),
    f'<mfrac xml:id="bar"><mrow>{_leaf("up", "a")}</mrow>'
    f"<mrow>{_leaf('b_1', 'b')}{_leaf('+_1', '+')}{_leaf('low', 'a')}</mrow></mfrac>",
    (
        ("low", "a", (100, 60, 40, 40)),
        ("b_1", "b", (0, 60, 40, 40)),
        ("+_1", "+", (50, 60, 40, 40)),
        ("bar", "-", (0, 50, 140, 2)),
        ("up", "a", (50, 0, 40, 40)),
    ),
)
ROOT = Written(
    *("root", "w3", "\\sqrt { x }"),
    f'<msqrt xml:id="r">{_leaf("x_1", "x")}</msqrt>',
    (("x_1", "x", (25, 10, 40, 40)), ("r", "\\sqrt", (0, 0, 80, 55))),
)
CUBE_ROOT = Written(
    *("cube_root", "w4", "\\sqrt [ 3 ] { x }"),
    f'<mroot xml:id="r">{_leaf("x_1", "x")}{_leaf("3_1", "3")}</mroot>',
    (("x_1", "x", (25, 10, 40, 40)), ("r", "\\sqrt", (0, 0, 80, 55)), ("3_1", "3", (-10, 0, 20, 25))),
)
SCRIPTS = Written(
    *("scripts", "w5", "x _ { 1 } ^ { 2 } = n _ { 1 }"),
    f"<mrow><msubsup>{_leaf('x_1', 'x')}{_leaf('1_1', '1')}{_leaf('2_1', '2')}</msubsup><mrow>{_leaf('=_1', '=')}"
    f"<msub>{_leaf('n_1', 'n')}{_leaf('1_2', '1')}</msub></mrow></mrow>",
    (
        ("1_2", "1", (195, 65, 4, 25)),
        ("2_1", "2", (45, 5, 25, 30)),
        ("1_1", "1", (55, 60, 4, 25)),
        ("x_1", "x", (0, 30, 40, 40)),
        ("=_1", "=", (90, 40, 40, 20)),
        ("n_1", "n", (150, 30, 40, 40)),
    ),
)
ALL = (
    *(POWER, FRACTION, ROOT, CUBE_ROOT, SCRIPTS),
    _row("sum", "w6", "2", "+", "3"),
    _row("interval", "w7", "[", "0", ",", "1", "]"),
    _row("pi", "w8", "a", "=", "\\pi", "7"),
)
FOUR = (POWER, FRACTION, ROOT, ALL[7])


def _strokes(label: str, box: Box) -> list[str]:
    left, top, width, height = box
    return [_trace([(left + x * width, top + y * height) for x, y in line]) for line in GLYPHS[label]]


def _trace(corners: list[tuple[float, float]], steps: int = 8) -> str:
    """Corners joined by straight lines of several points, as InkML writes them."""
    where = np.linspace(0, len(corners) - 1, steps * (len(corners) - 1) + 1)
    x, y = (np.interp(where, range(len(corners)), [corner[axis] for corner in corners]) for axis in (0, 1))
    return ", ".join(f"{a:.2f} {b:.2f}" for a, b in zip(x, y, strict=True))


def to_inkml(written: Written) -> bytes:
    """The InkML file of an expression."""
    traces, groups = [], []
    for name, label, box in written.symbols:
        numbers = range(len(traces), len(traces) + len(GLYPHS[label]))
        traces += _strokes(label, box)
        views = "".join(f'<traceView traceDataRef="{number}"/>' for number in numbers)
        truth = f'<annotation type="truth">{label}</annotation>'
        groups.append(f'<traceGroup xml:id="g{name}">{truth}{views}<annotationXML href="{name}"/></traceGroup>')
    return f"""<ink xmlns="http://www.w3.org/2003/InkML">
<annotation type="truth">${written.caption}$</annotation><annotation type="writer">{written.writer}</annotation>
<annotationXML type="truth" encoding="Content-MathML">
<math xmlns="http://www.w3.org/1998/Math/MathML">{written.tree}</math></annotationXML>
{"".join(f'<trace id="{number}">{trace}</trace>' for number, trace in enumerate(traces))}
<traceGroup xml:id="all"><annotation type="truth">Segmentation</annotation>{"".join(groups)}</traceGroup></ink>
""".encode()


def to_ink(written: Written) -> Ink:
    return inkml.read(to_inkml(written), written.stem)


def samples_of(expressions: tuple[Written, ...] = ALL) -> list[Sample]:
    vocabulary = Vocabulary.load()
    return [to_sample(to_ink(written), written.tokens, vocabulary) for written in expressions]


def to_corpus(expressions: tuple[Written, ...]) -> Corpus:
    stems, writers = [written.stem for written in expressions], [written.writer for written in expressions]
    return Corpus(samples_of(expressions), stems, ["hand"] * len(stems), writers, Vocabulary.load().tokens)


def write_crohme(folder: Path, part: str = "train", expressions: tuple[Written, ...] = ALL) -> None:
    """A folder laid out as CROHME: a table of captions and a folder of InkML a part."""
    (folder / part).mkdir(parents=True)
    for written in expressions:
        (folder / part / f"{written.stem}.inkml").write_bytes(to_inkml(written))
    lines = [f"{written.stem}\t{written.caption}\n" for written in expressions]
    (folder / f"{part}.tsv").write_text("".join(lines), encoding="utf-8")

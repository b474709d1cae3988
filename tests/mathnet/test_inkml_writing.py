"""InkML files: what is written reads back the same."""

from pathlib import Path

import numpy as np
import pytest

from mathnet import inkml
from mathnet.ink import Ink, Stroke, Symbol
from mathnet.inkml import InkmlError
from tests.mathnet.inkmlfiles import FRACTION, points


def random_ink(generator: np.random.Generator) -> Ink:
    """Ink of any scale, with or without time, pressure, symbols and annotations."""
    scale = 10.0 ** generator.integers(-3, 7)
    strokes = tuple(random_stroke(generator, scale) for _ in range(generator.integers(1, 6)))
    labels = generator.choice(["x", "<", r"\alpha", ",", "&", "é"], 3).tolist()
    symbols = tuple(
        Symbol(label, tuple(generator.permutation(len(strokes))[:2].tolist()), f"{label}_{place}" if place else "")
        for place, label in enumerate(labels)
    )
    annotations = {"truth": r"$a < \frac{b}{c} & d$", "writer": "Zoë «7»", "two lines": "a\nb", inkml.MATHML: TREE}
    kept = {key: annotations[key] for key in annotations if generator.random() < 0.7}
    return Ink(strokes, symbols if generator.random() < 0.8 else ()).with_annotations(**kept)


def random_stroke(generator: np.random.Generator, scale: float) -> Stroke:
    count = int(generator.integers(1, 30))
    path = generator.normal(0, scale, (count, 2)).round(int(generator.integers(0, 5)))
    time = np.cumsum(generator.random(count)) if generator.random() < 0.5 else None
    pressure = generator.random(count) if generator.random() < 0.5 else None
    return Stroke(path.astype(np.float32), time, pressure)


TREE = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi xml:id="x_1">x</mi><mo>&lt;</mo></mrow></math>'


def same(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    return one is other if one is None or other is None else np.array_equal(one, other)


@pytest.mark.parametrize("seed", range(40))
def test_written_ink_reads_back_the_same(seed: int) -> None:
    ink = random_ink(np.random.default_rng(seed))
    again = inkml.read(inkml.to_bytes(ink))
    assert again.symbols == ink.symbols
    assert dict(again.annotations) == dict(ink.annotations)
    assert len(again) == len(ink)
    for stroke, copy in zip(ink.strokes, again.strokes, strict=True):
        assert same(stroke.points, copy.points)
        assert same(stroke.time, copy.time)
        assert same(stroke.pressure, copy.pressure)


def test_a_crohme_file_reads_the_same_once_written(tmp_path: Path) -> None:
    ink = inkml.read(FRACTION)
    inkml.write(ink, tmp_path / "copy.inkml")
    copy = inkml.read(tmp_path / "copy.inkml")
    assert points(copy) == points(ink)
    assert copy.symbols == ink.symbols
    assert copy.annotations == ink.annotations


def test_ink_that_xml_cannot_hold_is_refused() -> None:
    ink = Ink.of([[(0, 0)]])
    with pytest.raises(InkmlError, match="without strokes"):
        inkml.to_bytes(Ink())
    with pytest.raises(InkmlError, match="no place for the character"):
        inkml.to_bytes(ink.with_annotations(note="bell \a"))
    with pytest.raises(InkmlError, match="no XML"):
        inkml.to_bytes(ink.with_annotations(**{inkml.MATHML: "<math>"}))

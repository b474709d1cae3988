"""InkML files: the strokes, symbols and annotations that are read."""

import os
from itertools import islice
from pathlib import Path

import pytest

from mathnet import inkml, sources
from mathnet.ink import Symbol
from mathnet.inkml import InkmlError
from tests.mathnet.inkmlfiles import FRACTION, HEAD, document, points

DATA = Path(os.environ.get("MASK_MATCH_DATA") or Path(__file__).parents[2] / "../shared/data")


def test_a_crohme_file_gives_strokes_symbols_and_annotations() -> None:
    ink = inkml.read(FRACTION)
    assert points(ink)[:2] == [[[985, 3317], [984, 3318]], [[1019, 3340], [1020, 3341]]]
    assert ink.symbols == (
        Symbol("a", (0, 1), "A"),
        Symbol("<", (2,), "B"),
        Symbol("-", (3,), "C"),
        Symbol("b", (4,), "D"),
        Symbol(",", (5,), "E"),
    )
    assert ink.truth == r"$a<\frac{b}{,}$"
    assert ink.annotations["writer"] == "w123"


def test_the_truth_tree_names_the_symbols() -> None:
    tree = inkml.read(FRACTION).annotations[inkml.MATHML]
    assert tree.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi xml:id="A">a</mi>')
    assert '<mfrac xml:id="C"><mi xml:id="D">b</mi>' in tree


def test_a_path_reads_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "fraction.inkml"
    path.write_bytes(FRACTION)
    assert points(inkml.read(path)) == points(inkml.read(str(path))) == points(inkml.read(FRACTION))


def test_symbols_may_hold_their_traces_themselves() -> None:
    ink = inkml.read(
        document(
            '<traceGroup><traceGroup><annotation type="truth">+</annotation><trace>1 1</trace><trace>2 2</trace>'
            '</traceGroup><trace xml:id="loose">3 3</trace></traceGroup><traceView><annotation type="truth">l'
            '</annotation><traceView traceDataRef="#loose"/></traceView>'
        )
    )
    assert ink.symbols == (Symbol("+", (0, 1)), Symbol("l", (2,)))


def test_a_view_of_a_group_shows_all_its_traces() -> None:
    ink = inkml.read(
        document(
            '<traceGroup xml:id="g"><trace>1 1</trace><traceGroup><trace>2 2</trace></traceGroup></traceGroup>'
            '<traceGroup><annotation type="truth">k</annotation><traceView traceDataRef="g"/></traceGroup>'
        )
    )
    assert ink.symbols == (Symbol("k", (0, 1)),)


def test_symbols_whose_trace_is_missing_are_kept() -> None:
    ink = inkml.read(
        document(
            '<trace id="0">1 1</trace><traceGroup><annotation type="truth">0</annotation>'
            '<traceView traceDataRef="25"/><annotationXML href="0_1"/></traceGroup>'
        )
    )
    assert ink.symbols == (Symbol("0", (), "0_1"),)


def test_pen_up_traces_are_no_strokes() -> None:
    ink = inkml.read(
        document('<trace id="a">1 2</trace><trace type="penUp">9 9</trace><trace type="penDown">3 4</trace>')
    )
    assert points(ink) == [[[1, 2]], [[3, 4]]]


def test_continued_traces_are_one_stroke() -> None:
    ink = inkml.read(
        document(
            '<trace id="a" continuation="begin">1 1</trace><trace id="b">5 5</trace>'
            '<trace id="c" continuation="end" priorRef="#a">2 2</trace>'
        )
    )
    assert points(ink) == [[[1, 1], [2, 2]], [[5, 5]]]


def test_prefixed_names_are_read() -> None:
    data = b'<i:ink xmlns:i="http://www.w3.org/2003/InkML"><i:trace>1 2</i:trace></i:ink>'
    assert points(inkml.read(data)) == [[[1, 2]]]


def test_a_latin_1_byte_in_a_file_that_claims_utf_8_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>' + HEAD + '<annotation type="writer">Andr\xe9</annotation>'
    ink = inkml.read((text + "<trace>1 2</trace></ink>").encode("latin-1"))
    assert ink.annotations["writer"] == "Andr\xe9"


def test_the_misspelt_attribute_of_crohme_2013_is_read() -> None:
    assert inkml.read(document('<annotation typx="truth">$x$</annotation><trace>1 2</trace>')).truth == "$x$"


def test_annotations_of_one_type_are_joined() -> None:
    body = '<annotation type="note">a</annotation><annotation type="note">b</annotation><trace>1 2</trace>'
    assert inkml.read(document(body)).annotations == {"note": "a\nb"}


@pytest.mark.skipif(not (DATA / "crohme").is_dir(), reason="needs CROHME: set MASK_MATCH_DATA to the data folder")
def test_crohme_files_are_read_with_their_symbols() -> None:
    files = islice(sources.iterate(DATA / "crohme/inkml.tar.xz"), 0, None, 12)
    failed = []
    for name, data in files:
        try:
            ink = inkml.read(data, name)
        except InkmlError:
            failed.append(Path(name).name)
            continue
        assert len(ink.symbols) == data.count(b"<traceGroup") - 1
        assert ink.truth
    assert set(failed) <= {"MfrDB3088.inkml"}

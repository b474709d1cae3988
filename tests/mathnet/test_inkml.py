"""InkML files: what is read, what is written, and what is told of files that cannot be read."""

import os
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from mathnet import inkml, sources
from mathnet.ink import Ink, Stroke, Symbol
from mathnet.inkml import InkmlError

HEAD = '<ink xmlns="http://www.w3.org/2003/InkML">'
DATA = Path(os.environ.get("MASK_MATCH_DATA") or Path(__file__).parents[2] / "../shared/data")

FRACTION = rb"""<?xml version="1.0" encoding="utf-8"?>
<ink xmlns="http://www.w3.org/2003/InkML">
<traceFormat><channel name="X" type="decimal"/><channel name="Y" type="decimal"/></traceFormat>
<annotation type="writer">w123</annotation>
<annotation type="truth"> $a&lt;\frac{b}{,}$ </annotation>
<annotationXML type="truth" encoding="Content-MathML">
  <math xmlns="http://www.w3.org/1998/Math/MathML">
    <mrow><mi xml:id="A">a</mi><mrow><mo xml:id="B">&lt;</mo>
    <mfrac xml:id="C"><mi xml:id="D">b</mi><mo xml:id="E">,</mo></mfrac></mrow></mrow>
  </math>
</annotationXML>
<trace id="1">985 3317, 984 3318</trace>
<trace id="2">
1019 3340, 1020 3341
</trace>
<trace id = "3" >1 1, 2 2</trace>
<trace id="4">2 2, 3 3</trace>
<trace id="5">3 3, 4 4</trace>
<trace id="6">4 4</trace>
<traceGroup xml:id="7">
  <annotation type="truth">Segmentation</annotation>
  <traceGroup xml:id="8"><annotation type="truth">a</annotation>
    <traceView traceDataRef="1"/><traceView traceDataRef="#2"/><annotationXML href="A"/></traceGroup>
  <traceGroup xml:id="9"><annotation type="truth">\lt</annotation>
    <traceView traceDataRef="3"/><annotationXML href="B"/></traceGroup>
  <traceGroup xml:id="10"><annotation type="truth">-</annotation>
    <traceView traceDataRef="4"/><annotationXML href="C"/></traceGroup>
  <traceGroup xml:id="11"><annotation type="truth">b</annotation>
    <traceView traceDataRef="5"/><annotationXML href="D"/></traceGroup>
  <traceGroup xml:id="12"><annotation type="truth">COMMA</annotation>
    <traceView traceDataRef="6"/><annotationXML href="E"/></traceGroup>
</traceGroup>
</ink>
"""


def document(body: str) -> bytes:
    return f"{HEAD}\n{body}\n</ink>".encode()


def points(ink: Ink) -> list[list[list[float]]]:
    return [stroke.points.tolist() for stroke in ink.strokes]


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


def test_channels_in_any_order_give_time_and_pressure() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="T" units="ms"/><channel name="Y"/><channel name="F" min="0" max="1000"/>'
            '<channel name="X"/></traceFormat><trace>0 20 500 10, 250 21 1000 11</trace>'
        )
    )
    (stroke,) = ink.strokes
    assert stroke.points.tolist() == [[10, 20], [11, 21]]
    assert stroke.time is not None
    assert stroke.pressure is not None
    assert stroke.time.tolist() == [0, 0.25]
    assert stroke.pressure.tolist() == [0.5, 1]


def test_pressure_without_a_stated_maximum_is_scaled_by_the_largest_in_the_ink() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="F"/></traceFormat>'
            "<trace>0 0 100, 0 1 200</trace><trace>0 0 400</trace>"
        )
    )
    assert [stroke.pressure.tolist() for stroke in ink.strokes if stroke.pressure is not None] == [[0.25, 0.5], [1]]


def test_clock_times_count_from_the_first_point() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="T"/></traceFormat>'
            "<trace>0 0 1700000000000, 0 0 1700000000010</trace><trace>0 0 1700000000500</trace>"
        )
    )
    times = [stroke.time for stroke in ink.strokes]
    np.testing.assert_allclose(times[0], [0, 0.01], atol=1e-6)
    np.testing.assert_allclose(times[1], [0.5], atol=1e-6)


def test_unknown_samples_of_time_are_interpolated() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="T" units="s"/></traceFormat>'
            "<trace>0 0 1, 1 1 ?, 2 2 3</trace><trace>0 0 ?</trace>"
        )
    )
    np.testing.assert_allclose(ink.strokes[0].time, [1, 2, 3])
    assert ink.strokes[1].time is None


def test_intermittent_channels_of_a_file_may_be_left_off() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><intermittentChannels>'
            '<channel name="F" max="4" default="2"/></intermittentChannels></traceFormat><trace>0 0, 1 1 4, 2 2</trace>'
        )
    )
    np.testing.assert_allclose(ink.strokes[0].pressure, [0.5, 1, 1])


def test_traces_follow_the_context_they_refer_to() -> None:
    ink = inkml.read(
        document(
            '<definitions><context xml:id="pen"><inkSource><traceFormat><channel name="Y"/><channel name="X"/>'
            '</traceFormat></inkSource></context><traceFormat xml:id="xyz"><channel name="X"/><channel name="Y"/>'
            '<channel name="Z"/></traceFormat><context xml:id="deep" traceFormatRef="#xyz"/></definitions>'
            '<trace contextRef="#pen">1 2</trace>'
            '<traceGroup contextRef="#deep"><trace>3 4 5</trace><trace contextRef="#pen">6 7</trace></traceGroup>'
        )
    )
    assert points(ink) == [[[2, 1]], [[3, 4]], [[7, 6]]]


def test_a_format_holds_until_the_next_one() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="Y"/><channel name="X"/></traceFormat><trace>1 2</trace>'
            '<traceFormat><channel name="X"/><channel name="Y"/></traceFormat><trace>1 2</trace>'
        )
    )
    assert points(ink) == [[[2, 1]], [[1, 2]]]


def test_contexts_that_refer_to_each_other_end() -> None:
    ink = inkml.read(
        document(
            '<definitions><context xml:id="a" contextRef="#b"/><context xml:id="b" contextRef="#a"/></definitions>'
            '<trace contextRef="#a">1 2</trace>'
        )
    )
    assert points(ink) == [[[1, 2]]]


def test_an_axis_that_points_up_is_turned() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y" orientation="-ve"/></traceFormat><trace>1 2</trace>'
        )
    )
    assert points(ink) == [[[1, -2]]]


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


@pytest.mark.parametrize(
    ("data", "line", "told"),
    [
        (b"", 1, "empty"),
        (b" \n ", 1, "empty"),
        (b"<html>\n<p/></html>", 1, "<html>"),
        (b"<ink>\n<trace>1 2\n</ink>", 3, "not well-formed"),
        (document("<trace>1 2</trace>")[:-4], 3, "not well-formed"),
        (document("\n"), 1, "no strokes"),
        (document("\n<trace>1 2,\n3 4,\n5</trace>"), 5, "gives 1 value"),
        (document("\n<trace></trace>"), 3, "no points"),
        (document("<trace>1 1e99</trace>"), 2, "not finite"),
        (document('<traceFormat><channel name="X"/></traceFormat><trace>1</trace>'), 2, "X and Y"),
        (
            document('<traceFormat><channel name="X" max="wide"/><channel name="Y"/></traceFormat><trace>1 2</trace>'),
            2,
            "not a number",
        ),
        (b'<!DOCTYPE ink [<!ENTITY x "1 2">]>\n<ink><trace>&x;</trace></ink>', 1, "entities"),
        (document("<traceGroup>" * 300 + "<trace>1 2</trace>" + "</traceGroup>" * 300), 2, "nested"),
        (b'<?xml version="1.0" encoding="klingon"?><ink/>', 1, "klingon|encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "not well-formed"),
    ],
)
def test_an_error_names_the_file_and_the_line(data: bytes, line: int, told: str) -> None:
    with pytest.raises(InkmlError, match=told) as caught:
        inkml.read(data, "folder/bad.inkml")
    assert str(caught.value).startswith(f"folder/bad.inkml, line {line}: ")


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InkmlError, match=r"none\.inkml cannot be opened"):
        inkml.read(tmp_path / "none.inkml")


def test_damaged_files_give_ink_or_an_inkml_error() -> None:
    generator = np.random.default_rng(3)
    read, told = 0, []
    pieces = [b"<", b"?", b"*", b"'", b"\xff", b"\0", b"1e999", b"</trace>", b"&", b'"', b"-", b",", b"T", b"#F", b"7"]
    for _ in range(400):
        data = bytearray(FRACTION)
        for _ in range(generator.integers(1, 4)):
            place = int(generator.integers(len(data)))
            data[place : place + int(generator.integers(3))] = pieces[generator.integers(len(pieces))]
        try:
            read += len(inkml.read(bytes(data)).strokes) > 0
        except InkmlError as error:
            told.append(str(error))
    assert read > 20
    assert told
    assert all(", line " in message for message in told)


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

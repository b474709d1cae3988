"""InkML files: what is told of those that cannot be read."""

from pathlib import Path

import numpy as np
import pytest

from mathnet import inkml
from mathnet.inkml import InkmlError
from tests.mathnet.inkmlfiles import FRACTION, document


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


@pytest.mark.parametrize("data", [b"", b"no XML at all", b"<ink><trace>1 2", b"\x89PNG"])
def test_what_is_broken_says_what_to_do(data: bytes) -> None:
    with pytest.raises(InkmlError, match=r"\. Export the ink anew, or choose another file\.$"):
        inkml.read(data, "bad.inkml")


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

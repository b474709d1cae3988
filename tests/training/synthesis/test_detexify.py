"""Detexify: drawn symbols are read from lines of JSON and serve the tokens that look like them."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from training.synthesis.detexify import Part, read_detexify
from training.synthesis.specimens import EVERYTHING

TOKENS = frozenset(EVERYTHING)
HOOK = [[[0, 0], [0, 1000], [400, 1000]], [[500, 500]]]


def lines(*commands: str) -> str:
    entries = ({"id": f"sample:{at}", "cmd": command, "strokes": HOOK} for at, command in enumerate(commands))
    return "\n".join(json.dumps(entry) for entry in entries)


def test_plain_and_packed_files_are_read_alike(tmp_path: Path) -> None:
    plain, packed = tmp_path / "symbols.jsonl", tmp_path / "symbols.jsonl.xz"
    plain.write_text(lines("\\alpha"), encoding="utf-8")
    with lzma.open(packed, "wt", encoding="utf-8") as file:
        file.write(lines("\\alpha"))
    first, second = read_detexify(plain, TOKENS), read_detexify(packed, TOKENS)
    assert list(first) == list(second) == ["\\alpha"]
    assert [stroke.tolist() for stroke in first["\\alpha"][0]] == [
        [[0, 0], [0, 1], [pytest.approx(0.4), 1]],
        [[0.5, 0.5]],
    ]
    assert all(np.array_equal(a, b) for a, b in zip(first["\\alpha"][0], second["\\alpha"][0], strict=True))


@pytest.mark.parametrize(
    ("command", "tokens"),
    [
        ("\\varnothing", {"\\emptyset"}),
        ("\\upalpha", {"\\alpha"}),
        ("\\Updelta", {"\\Delta"}),
        ("\\bigcup", {"\\cup", "\\bigcup"}),
        ("\\mathds{R}", {"\\mathbb{R}"}),
        ("\\mathcal{L}", {"\\mathcal{L}"}),
        ("\\mathcal{D}", {"\\mathcal{D}", "D"}),
        ("\\updownarrow", set()),
        ("\\Aries", set()),
    ],
)
def test_a_command_serves_the_tokens_that_look_like_it(command: str, tokens: set[str], tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    path.write_text(lines(command, "\\beta"), encoding="utf-8")
    assert set(read_detexify(path, TOKENS)) == tokens | {"\\beta"}


def test_an_inverted_question_mark_is_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    path.write_text(lines("\\textquestiondown"), encoding="utf-8")
    assert read_detexify(path, TOKENS)["?"][0][0][0].tolist() == [0, 0]
    assert read_detexify(path, TOKENS)["?"][0][0][1].tolist() == [0, -1]


@pytest.mark.parametrize(
    "content", ["no json", '{"strokes": []}', '["a"]', lines("\\Aries"), '{"cmd": "\\\\pi", "strokes": 7}']
)
def test_a_file_that_holds_something_else_is_named_in_the_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"symbols\.jsonl"):
        read_detexify(path, TOKENS)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        read_detexify(tmp_path / "none.jsonl", TOKENS)


def written(path: Path, *sizes: int) -> list[str]:
    """A file of hooks of different sizes under two names; the commands it has."""
    hooks = [[[[0, 0], [0, size], [400, 1000]]] for size in sizes]
    entries = [{"cmd": command, "strokes": hook} for hook in hooks for command in ("\\alpha", "\\beta")]
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    return ["\\alpha", "\\beta"]


def test_drawings_for_training_and_those_held_out_are_all_and_share_none(tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    for token in written(path, *range(100, 900)):
        every, training, held_out = (
            {one[0].tobytes() for one in read_detexify(path, TOKENS, part)[token]} for part in Part
        )
        assert training | held_out == every
        assert not training & held_out
        assert len(held_out) == pytest.approx(100, abs=30)


def test_a_drawing_is_held_out_whatever_it_stands_for_and_whatever_else_is_there(tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    written(path, *range(100, 900))
    drawings = read_detexify(path, TOKENS, Part.HELD_OUT)
    first = {one[0].tobytes() for one in drawings["\\alpha"]}
    assert first == {one[0].tobytes() for one in drawings["\\beta"]}
    written(path, *range(200, 300))
    assert {one[0].tobytes() for one in read_detexify(path, TOKENS, Part.HELD_OUT)["\\alpha"]} < first

"""Detexify: drawn symbols are read from lines of JSON and serve the tokens that look like them."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from training.synthesis.detexify import read_detexify
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

"""The page of errors: pairs are found, pictures are there, and nothing in a caption can break the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_run, tiny_recipe
from training.__main__ import main
from training.errors import NOTHING, Mistake, confusions, page


@pytest.mark.parametrize(
    ("truth", "found", "pairs"),
    [
        ("a + b", "a + b", []),
        ("a + b", "a - b", [("+", "-")]),
        ("a b c", "a c", [("b", NOTHING)]),
        ("a c", "a b c", [(NOTHING, "b")]),
        ("a x y c", "a z c", [("x", "z"), ("y", NOTHING)]),
        ("a", "", [("a", NOTHING)]),
    ],
)
def test_what_is_taken_for_what(truth: str, found: str, pairs: list[tuple[str, str]]) -> None:
    assert list(confusions(truth.split(), found.split())) == pairs


def mistake(name: str, truth: str, found: str) -> Mistake:
    return Mistake(name, tuple(truth.split()), tuple(found.split()), 0.4, b"png")


def test_the_page_counts_confusions_and_shows_the_worst_first() -> None:
    text = page([mistake("one", "9", "g"), mistake("far", "x + 1", "g"), mistake("two", "9", "g")], 10, worst=2)
    assert "3 of 10 expressions read wrong" in text
    assert "<td><code>9</code></td><td><code>g</code></td><td>2</td>" in text
    assert text.index("far: 3 token errors") < text.index("one: 1 token errors")
    assert "two: 1 token errors" not in text


def test_captions_cannot_break_the_page() -> None:
    text = page([mistake("<b>", "a < b", "a > b")], 1)
    assert "&lt;b&gt;: 1 token errors" in text
    assert "<code>a&lt;b</code>" in text


def test_the_command_writes_a_page_of_held_out_expressions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = to_corpus(ALL)
    corpus.save(tmp_path / "corpus.npz")
    make_run(corpus, tiny_recipe(steps=1), tmp_path / "run").run()
    model, out = tmp_path / "run" / "model.safetensors", tmp_path / "errors.html"
    command = ["errors", "--model", str(model), "--cache", str(tmp_path / "corpus.npz"), "--out", str(out)]
    assert main([*command, "--beam", "1", "--device", "cpu"]) == 0
    assert "of 1 held-out expressions are read wrong" in capsys.readouterr().out
    assert "data:image/png;base64," in out.read_text(encoding="utf-8")

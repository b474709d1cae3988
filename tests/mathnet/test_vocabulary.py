"""The vocabulary: ids that stay, special tokens by name, and what it says to wrong input."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.captions import SAMPLES, WIDE_SAMPLES, crohme_captions

PACKAGED = Vocabulary.load()


@pytest.mark.parametrize("formula", [*SAMPLES, *WIDE_SAMPLES])
def test_decoding_undoes_encoding(formula: str) -> None:
    tokens = tuple(formula.split())
    assert PACKAGED.decode(PACKAGED.encode(tokens)) == tokens


def test_decoding_drops_the_special_tokens() -> None:
    ids = [PACKAGED.start, *PACKAGED.encode(["x"]), PACKAGED.end, PACKAGED.pad]
    assert PACKAGED.decode(ids) == ("x",)


def test_special_tokens_are_found_by_name_wherever_they_stand() -> None:
    vocabulary = Vocabulary(("x", "<eos>", "<pad>", "y", "<sos>"))
    assert (vocabulary.pad, vocabulary.start, vocabulary.end) == (2, 4, 1)


def test_every_token_of_the_packaged_file_has_its_own_id() -> None:
    assert PACKAGED.encode(PACKAGED.tokens) == list(range(len(PACKAGED)))


def test_an_unknown_token_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"no '\\\\beth'"):
        PACKAGED.encode(["x", "\\beth"])
    assert "\\beth" not in PACKAGED
    assert "x" in PACKAGED


def test_tokens_are_only_ever_appended_to_the_packaged_file() -> None:
    assert PACKAGED.encode(["<pad>", "\\frac", "\\Pi", "D", "\\binom", "\\end{aligned}"]) == [0, 7, 112, 113, 260, 274]


@pytest.mark.parametrize("number", [-1, len(PACKAGED)])
def test_an_id_out_of_range_is_an_error_that_names_it(number: int) -> None:
    with pytest.raises(ValueError, match=f"id {number} "):
        PACKAGED.decode([number])


@pytest.mark.parametrize(
    ("tokens", "complaint"),
    [
        ((*SPECIALS, "x", "x"), "'x' stands twice"),
        (("<pad>", "<eos>", "x"), "lacks <sos>"),
        ((*SPECIALS, "a b"), "'a b'"),
        ((*SPECIALS, ""), "''"),
    ],
)
def test_a_broken_vocabulary_is_refused(tokens: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Vocabulary(tokens)


def test_comments_and_empty_lines_of_a_file_have_no_id(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.txt"
    path.write_text("# a comment\n<pad>\n<sos>\n\n<eos>\nx\n", encoding="utf-8")
    assert Vocabulary.load(path) == Vocabulary((*SPECIALS, "x"))


@pytest.mark.parametrize("part", ["train", "extra", "test2014", "test2016"])
def test_the_packaged_vocabulary_has_every_token_of_the_corpus(part: str) -> None:
    tokens = {token for caption in crohme_captions(part).values() for token in caption.split()}
    assert tokens <= set(PACKAGED.tokens)

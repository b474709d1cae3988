"""CROHME: files and captions become samples, and what cannot be used is reported."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np
import pytest

from mathnet.ink import Ink
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, CUBE_ROOT, FRACTION, POWER, to_ink, write_crohme
from training.data.crohme import caption_of, read_captions, read_corpus, to_sample
from training.data.sample import NO_SYMBOL
from training.prepare import prepare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_crohme(tmp_path / "crohme")
    return tmp_path / "crohme"


def test_captions_are_read_by_stem(folder: Path) -> None:
    captions = read_captions(folder / "train.tsv")
    assert captions == {written.stem: written.tokens for written in ALL}


@pytest.mark.parametrize("line", ["no tab here", "\tno stem"])
def test_a_malformed_line_of_captions_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.tsv"
    path.write_text(f"good\tx\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.tsv, line 2: expected"):
        read_captions(path)


def test_a_caption_under_the_folder_goes_before_one_under_the_stem_alone() -> None:
    captions = {"a/1": ["x"], "1": ["y"]}
    assert caption_of(captions, PurePosixPath("data/a/1.inkml")) == ["x"]
    assert caption_of(captions, PurePosixPath("data/b/1.inkml")) == ["y"]
    with pytest.raises(ValueError, match="no caption"):
        caption_of(captions, PurePosixPath("data/b/2.inkml"))


def test_a_sample_is_in_symbol_sizes_with_its_corner_at_the_origin(vocabulary: Vocabulary) -> None:
    sample = to_sample(to_ink(POWER), POWER.tokens, vocabulary)
    points = np.concatenate(sample.strokes)
    assert points.min(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert sample.extent == pytest.approx((162.5 / 40, 70 / 40), rel=1e-4)  # most strokes are 40 units large


def test_the_bar_of_a_fraction_is_labelled_as_one(vocabulary: Vocabulary) -> None:
    ink = to_ink(FRACTION)
    sample = to_sample(ink, FRACTION.tokens, vocabulary)
    bar = [symbol.identifier for symbol in ink.symbols].index("bar")
    assert ink.symbols[bar].label == "-"
    assert vocabulary.decode([sample.labels[bar]]) == ("\\frac",)


def test_strokes_without_a_symbol_and_symbols_without_a_token_say_so(vocabulary: Vocabulary) -> None:
    ink = to_ink(CUBE_ROOT)
    sample = to_sample(replace(ink, symbols=ink.symbols[:1]), ["\\sqrt", "{", "a", "}"], vocabulary)
    assert sample.symbol_of_stroke.tolist() == [0, 0, NO_SYMBOL, NO_SYMBOL]
    assert sample.labels.tolist() == [NO_SYMBOL]
    assert set(sample.symbol_of_token.tolist()) == {NO_SYMBOL}


def test_unknown_tokens_and_empty_ink_are_errors(vocabulary: Vocabulary) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        to_sample(to_ink(POWER), ["\\nonsense"], vocabulary)
    with pytest.raises(ValueError, match="without strokes"):
        to_sample(Ink(), ["x"], vocabulary)


def test_broken_files_are_reported_with_the_reason_and_the_rest_is_read(folder: Path, vocabulary: Vocabulary) -> None:
    (folder / "train" / "power.inkml").write_bytes(b"<ink><trace>1 2, 3")
    (folder / "train" / "stranger.inkml").write_bytes((folder / "train" / "sum.inkml").read_bytes())
    (folder / "train" / "notes.txt").write_text("not ink")
    captions = read_captions(folder / "train.tsv") | {"root": ["\\sqrt", "{", "\\nonsense", "}"]}
    corpus, report = read_corpus(folder, captions, vocabulary)
    assert report.read == len(corpus) == len(ALL) - 2
    reasons = {PurePosixPath(name).stem: why for name, why in report.skipped}
    assert reasons.keys() == {"power", "stranger", "root"}
    assert "line 1" in reasons["power"]
    assert reasons["stranger"] == "no caption"
    assert "nonsense" in reasons["root"]
    assert next(report.lines()) == f"{len(ALL) - 2} expressions read, 3 left out"
    assert len(list(report.lines())) == 4


def test_names_sources_and_writers_come_along(folder: Path, vocabulary: Vocabulary) -> None:
    anonymous = folder / "train" / "pi.inkml"
    anonymous.write_bytes(anonymous.read_bytes().replace(b">w8<", b">Unknown<"))
    corpus, _ = read_corpus(folder, read_captions(folder / "train.tsv"), vocabulary)
    written = dict(zip(corpus.names, corpus.writers, strict=True))
    assert written == {expression.stem: expression.writer for expression in ALL} | {"pi": ""}
    assert set(corpus.sources) == {"train"}


def test_parts_are_kept_apart_by_their_folders(folder: Path, vocabulary: Vocabulary) -> None:
    captions = read_captions(folder / "train.tsv")
    assert len(read_corpus(folder, captions, vocabulary, within="train")[0]) == len(ALL)
    assert len(read_corpus(folder, captions, vocabulary, within="test")[0]) == 0


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "archive"])
def test_prepare_packs_a_folder_in_the_layout_of_crohme(
    packed: bool, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if packed:
        with tarfile.open(folder / "inkml.tar.gz", "w:gz") as archive:
            archive.add(folder / "train", "crohme/train")
        for file in (folder / "train").iterdir():
            file.unlink()
    assert prepare(folder, ["train"], tmp_path / "corpus.npz") == 0
    assert f"train: {len(ALL)} expressions read, 0 left out" in capsys.readouterr().out


def test_prepare_says_so_if_nothing_is_there(folder: Path, tmp_path: Path) -> None:
    (folder / "other.tsv").write_text("power\tx\n")
    with pytest.raises(ValueError, match="is this the folder of CROHME"):
        prepare(folder, ["other"], tmp_path / "corpus.npz")
    assert not (tmp_path / "corpus.npz").exists()

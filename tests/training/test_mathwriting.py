"""MathWriting: labels become captions, and only the parts for training are read unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.inks import FRACTION, POWER, ROOT
from tests.training.packages import pack, write_label
from training.prepare import Wanted, read_data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "mathwriting-2024"
    write_label(root / "train" / "a.inkml", POWER, "{x^2}+1", "x^{2}+1")
    write_label(root / "synthetic" / "b.inkml", FRACTION, "a\\over b", "\\frac{a}{b+a}")
    write_label(root / "symbols" / "c.inkml", ROOT, "x")
    write_label(root / "train" / "d.inkml", POWER, "", "\\varoiint x")
    write_label(root / "valid" / "e.inkml", POWER, "", "x^{2}+1")
    write_label(root / "test" / "f.inkml", POWER, "", "x^{2}+1")
    (root / "symbols.jsonl").write_text("{}\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "archive"])
def test_parts_for_training_are_read_and_the_rest_is_reported(
    packed: bool, folder: Path, tmp_path: Path, vocabulary: Vocabulary, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pack(folder, tmp_path / "mathwriting-2024.tgz") if packed else folder
    corpus, report = read_data(Wanted(path), vocabulary)
    texts = [" ".join(vocabulary.decode(sample.tokens.tolist())) for sample in corpus.samples]
    assert dict(zip(corpus.names, texts, strict=True)) == {"a": POWER.caption, "b": FRACTION.caption, "c": "x"}
    assert set(corpus.sources) == {"train", "synthetic", "symbols"}
    reasons = {Path(name).stem: why for name, why in report.skipped}
    assert reasons.keys() == {"d", "e", "f"}
    assert reasons["d"] == "token that the vocabulary lacks: \\varoiint"
    assert "MathWriting" in capsys.readouterr().out


def test_one_part_can_be_asked_for(folder: Path, vocabulary: Vocabulary) -> None:
    corpus, report = read_data(Wanted(folder, within="valid"), vocabulary)
    assert corpus.names == ["e"]
    assert report.skipped == []


def test_ink_without_a_label_is_reported(folder: Path, vocabulary: Vocabulary) -> None:
    path = folder / "train" / "a.inkml"
    path.write_text(path.read_text().replace("label", "lost").replace("normalizedLabel", "lost"), encoding="utf-8")
    _, report = read_data(Wanted(folder, "mathwriting"), vocabulary)
    assert ("train/a.inkml", "no label in the InkML") in report.skipped

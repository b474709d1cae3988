"""Samples: what the program exports is read, what cannot be used is named, symbols are found, all is told in words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mathnet.checkpoint import shipped_model
from mathnet.config import to_dict
from mathnet.picture import load_picture
from mathnet.recognizer import Recognizer
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, POWER, SCRIPTS
from tests.training.personal.people import export
from training.__main__ import main
from training.events import last_words
from training.gallery import png
from training.personal.beginning import passed_over
from training.personal.check_set import check_set
from training.personal.config import MixConfig, PersonalConfig, UpdateConfig
from training.personal.samples import grouped, read_samples, to_given
from training.personal.settings import load_settings, save_settings
from training.personal.sources import hand_engine, make_replay


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return export(tmp_path / "samples", (POWER, SCRIPTS))


def test_samples_of_ink_and_pictures_are_read_in_the_order_of_their_names(folder: Path, vocabulary: Vocabulary) -> None:
    grey = np.full((40, 60), 255, dtype=np.uint8)
    grey[10:30, 20:24] = 0
    (folder / "sample-000002.png").write_bytes(png(grey))
    with (folder / "captions.tsv").open("a", encoding="utf-8") as table:
        table.write("sample-000002\t1\n")
    corpus, report = read_samples(folder, vocabulary)
    assert corpus.names == ["sample-000000", "sample-000001", "sample-000002"]
    assert report.skipped == []
    given = to_given(corpus.samples[2])
    assert isinstance(given, np.ndarray)
    assert given.min() < 40 < 200 < given.max()
    assert load_picture(png(given), "again").shape == given.shape


@pytest.mark.parametrize("caption", [r"\heartsuit + 1", r"\frac{1"])
def test_samples_that_cannot_be_used_are_named_and_passed_over(
    caption: str, folder: Path, vocabulary: Vocabulary
) -> None:
    table = folder / "captions.tsv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text(f"{lines[0]}\nsample-000001\t{caption}\n", encoding="utf-8")
    corpus, report = read_samples(folder, vocabulary)
    assert corpus.names == ["sample-000000"]
    [words] = passed_over(report)
    assert words.startswith("sample-000001.inkml was passed over: ")
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda folder: None, "there is no folder"),
        (lambda folder: folder.mkdir(), "has no table of captions"),
        (lambda folder: export(folder, ()), "holds nothing that can be read"),
        (lambda folder: (export(folder, (POWER,)) / "captions.tsv").write_bytes(b"sample-9\tx\n"), "no caption"),
    ],
)
def test_a_broken_folder_is_told_in_words_and_the_run_can_be_asked_for_them(
    spoil: object, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(tmp_path / "samples")
    command = ["personal", "--samples", str(tmp_path / "samples"), "--run", str(tmp_path / "run"), "--device", "cpu"]
    assert main(command) == 2
    assert complaint in capsys.readouterr().err
    assert complaint in last_words(tmp_path / "run")


def test_symbols_are_found_by_where_the_model_looks(vocabulary: Vocabulary, tmp_path: Path) -> None:
    row = ALL[5]  # 2 + 3, the 3 written first
    samples = read_samples(export(tmp_path / "samples", (row, POWER)), vocabulary)[0].samples
    assert not len(samples[0].labels)
    found = grouped(samples, Recognizer.load(shipped_model(), "cpu"))[0]
    assert vocabulary.decode(found.labels.tolist()) == ("2", "+", "3")
    assert found.symbol_of_stroke.tolist() == [2, 0, 1, 1]
    assert found.symbol_of_token.tolist() == [0, 1, 2]


def test_a_hand_is_composed_in_once_it_has_enough_symbols(vocabulary: Vocabulary, tmp_path: Path) -> None:
    samples = read_samples(export(tmp_path / "samples", ALL), vocabulary)[0].samples
    tied = grouped(samples, Recognizer.load(shipped_model(), "cpu"))
    replay = make_replay(vocabulary, None, 0.08, 2026).composed
    assert hand_engine(samples, replay) is None  # nothing was cut out of them
    hand = hand_engine(tied, replay)
    assert hand is not None
    assert list(hand.writers) == ["person person"]
    own = {specimen.source for specimen in hand.bank.specimens("\\pi")}
    assert "person" in own
    assert len(hand.draw(np.random.default_rng(1)).strokes)


def test_the_check_set_is_always_the_same_and_grows_at_its_end(vocabulary: Vocabulary) -> None:
    few, many = check_set(8, vocabulary), check_set(12, vocabulary)
    assert [name for name, _ in few] == [name for name, _ in many][:8]
    assert sum(name.endswith(".inkml") for name, _ in few) == 5
    for (_, one), (_, other) in zip(few, many, strict=False):
        assert all(np.array_equal(*pair) for pair in zip(one.strokes, other.strokes, strict=True))
    assert check_set(0, vocabulary) == []


def test_settings_come_back_and_unknown_ones_are_named(tmp_path: Path) -> None:
    config = PersonalConfig(update=UpdateConfig(kind="low_rank"), steps=7)
    save_settings(config, tmp_path / "settings.json")
    assert json.dumps(to_dict(load_settings(tmp_path / "settings.json"))) == json.dumps(to_dict(config))
    (tmp_path / "settings.toml").write_text("[update]\nrang = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="rang"):
        load_settings(tmp_path / "settings.toml")
    with pytest.raises(ValueError, match="add up to 1"):
        MixConfig(own=0.9)

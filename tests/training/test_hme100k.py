"""HME100K: photos find their captions in the layouts that people keep them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.inks import FRACTION, POWER, ROOT, Written
from tests.training.packages import pack, write_photo
from training.data.sample import PICTURE_PIXELS
from training.prepare import Wanted, read_data

TRAIN: tuple[Written, ...] = (POWER, FRACTION)


def write(folder: Path, table: str, images: str, line: str) -> None:
    """A part: a table with lines `line` of {number} and {caption}, and its pictures `images` with {number}."""
    lines = []
    for number, written in enumerate(TRAIN):
        write_photo(folder / images.format(number=number), written)
        lines.append(line.format(number=number, caption=written.caption))
    (folder / table).write_text("\n".join(lines) + "\n", encoding="utf-8")


LAYOUTS = {
    "as distributed": ("train_labels.txt", "train_images/train_{number}.jpg", "train_{number}.jpg\t{caption}"),
    "a folder a part": (
        "train/train_labels.txt",
        "train/train_images/train_{number}.jpg",
        "train_{number}.jpg\t{caption}",
    ),
    "caption.txt": ("train/caption.txt", "train/img/{number}.png", "{number}\t{caption}"),
    "spaces": ("train_labels.txt", "train_images/train_{number}.jpg", "train_{number}.jpg {caption}"),
    "with folders": ("labels.txt", "images/{number}.png", "images/{number}.png\t{caption}"),
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_photos_find_their_captions(layout: tuple[str, str, str], tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(tmp_path / "HME100K", *layout)
    corpus, report = read_data(Wanted(tmp_path / "HME100K"), vocabulary)
    texts = [" ".join(vocabulary.decode(sample.tokens.tolist())) for sample in corpus.samples]
    assert texts == [written.caption for written in TRAIN]
    assert (report.read, report.skipped) == (2, [])


def test_a_photo_is_brought_to_symbol_sizes(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(tmp_path, *LAYOUTS["as distributed"])
    corpus, _ = read_data(Wanted(tmp_path), vocabulary)
    sample = corpus.samples[0]
    assert sample.picture is not None
    assert sample.picture.max() == 255
    assert sample.picture.mean() < 128
    assert sample.strokes == []
    assert sample.extent == pytest.approx((162.5 / 40, 70 / 40), rel=0.25)  # most symbols are 40 units large
    assert sample.extent[0] * PICTURE_PIXELS == sample.picture.shape[1]


def test_names_that_two_parts_share_are_told_apart_and_tests_set_aside(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(tmp_path, "train_labels.txt", "train_images/{number}.jpg", "{number}.jpg\t{caption}")
    write(tmp_path, "test_labels.txt", "test_images/{number}.jpg", "{number}.jpg\tx")
    corpus, report = read_data(Wanted(tmp_path), vocabulary)
    assert [len(sample.tokens) for sample in corpus.samples] == [len(written.tokens) for written in TRAIN]
    assert {name for name, _ in report.skipped} == {"test_images/0.jpg", "test_images/1.jpg"}
    corpus, _ = read_data(Wanted(tmp_path, within="test_images"), vocabulary)
    assert [len(sample.tokens) for sample in corpus.samples] == [1, 1]


def test_what_cannot_be_used_is_reported_and_the_rest_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(tmp_path, *LAYOUTS["as distributed"])
    write_photo(tmp_path / "train_images" / "stranger.jpg", ROOT)
    (tmp_path / "train_images" / "train_1.jpg").write_bytes(b"\xff\xd8 cut off")
    (tmp_path / "train_images" / "empty.jpg").write_bytes(b"")
    with (tmp_path / "train_labels.txt").open("a", encoding="utf-8") as file:
        file.write("lost.jpg\tx\nno caption here\nempty.jpg\tx\n")
    corpus, report = read_data(Wanted(tmp_path), vocabulary)
    assert corpus.names == ["train_0"]
    assert {name: why.partition(":")[0] for name, why in report.skipped} == {
        "train_images/stranger.jpg": "no caption",
        "train_images/train_1.jpg": "broken picture",
        "train_images/empty.jpg": "empty file",
        "train_labels.txt: lost": "caption without a file",
        "train_labels.txt, line 4": "line that is no `file name <TAB> caption`",
    }


def test_an_archive_is_read_as_its_folder_is(tmp_path: Path, vocabulary: Vocabulary) -> None:
    write(tmp_path / "HME100K", *LAYOUTS["a folder a part"])
    corpus, _ = read_data(Wanted(pack(tmp_path / "HME100K", tmp_path / "hme100k.zip")), vocabulary)
    assert corpus.names == ["train_0", "train_1"]

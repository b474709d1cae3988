"""A plain folder: ink and pictures with a table of any LaTeX, in whatever encoding it was saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mathnet.sources import SourceError
from mathnet.vocabulary import Vocabulary
from tests.training.inks import FRACTION, POWER, to_inkml
from tests.training.packages import pack, write_photo
from training.data.texts import decode
from training.prepare import Wanted, read_data

TABLE = "power\tx^2+1\nfraction.png\t\\dfrac{a}{b+a}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "mine"
    root.mkdir()
    (root / "power.inkml").write_bytes(to_inkml(POWER))
    write_photo(root / "photos" / "fraction.png", FRACTION)
    (root / "captions.tsv").write_text(TABLE, encoding="utf-8")
    return root


def texts_of(wanted: Wanted, vocabulary: Vocabulary) -> dict[str, str]:
    corpus, _ = read_data(wanted, vocabulary)
    pairs = zip(corpus.names, corpus.samples, strict=True)
    return {name: " ".join(vocabulary.decode(sample.tokens.tolist())) for name, sample in pairs}


BOTH = {"power": POWER.caption, "fraction": FRACTION.caption}


def test_ink_and_pictures_are_read_with_canonical_captions(folder: Path, vocabulary: Vocabulary) -> None:
    assert texts_of(Wanted(folder), vocabulary) == BOTH


def test_an_archive_is_read_as_its_folder_is(folder: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    for name in ("mine.zip", "mine.tgz"):
        assert texts_of(Wanted(pack(folder, tmp_path / name)), vocabulary) == BOTH


def test_a_table_from_elsewhere_goes_before_those_in_the_folder(
    folder: Path, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    table = tmp_path / "other.tsv"
    table.write_text("power\t1\n", encoding="utf-8")
    assert texts_of(Wanted(folder, captions=table), vocabulary) == {"power": "1"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_tables_are_read_in_any_encoding_and_the_odd_ones_noted(
    encoding: str, folder: Path, vocabulary: Vocabulary
) -> None:
    text = TABLE + ("caf\u00e9\tx\n" if encoding == "latin-1" else "")
    (folder / "captions.tsv").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert texts_of(Wanted(folder), vocabulary) == BOTH
    _, report = read_data(Wanted(folder), vocabulary)
    assert [(one.name, one.reason) for one in report.remarks if one.used] == [("captions.tsv", "not plain UTF-8")]


def test_latin_1_lines_leave_those_in_utf_8_as_they_are() -> None:
    assert decode("é\n".encode() + "é".encode("latin-1")) == ("é\né", "Latin-1")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_ink_in_another_encoding_is_read_and_noted(encoding: str, folder: Path, vocabulary: Vocabulary) -> None:
    text = to_inkml(POWER).decode().replace(">w1<", ">\u00e9va<")
    (folder / "power.inkml").write_bytes(text.encode(encoding))
    corpus, report = read_data(Wanted(folder), vocabulary)
    assert "\u00e9va" in corpus.writers
    assert [one.name for one in report.remarks] == ["power.inkml"]


def test_wrong_paths_are_errors_that_name_them(folder: Path, tmp_path: Path, vocabulary: Vocabulary) -> None:
    for wanted in (Wanted(tmp_path / "nowhere"), Wanted(folder, captions=tmp_path / "nowhere")):
        with pytest.raises(ValueError, match="nowhere"):
            read_data(wanted, vocabulary)
    (folder / "captions.tsv").unlink()
    with pytest.raises(ValueError, match="--captions"):
        read_data(Wanted(folder, "folder"), vocabulary)


def test_an_archive_that_breaks_off_is_used_as_far_as_it_goes(
    folder: Path, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    for number in range(40):
        write_photo(folder / f"photo_{number}.png", FRACTION)
        with (folder / f"photo_{number}.png").open("ab") as file:
            file.write(np.random.default_rng(number).bytes(20_000))  # behind the picture's end, to fill the archive
    rows = "".join(f"photo_{number}\tx\n" for number in range(40))
    (tmp_path / "captions.tsv").write_text(TABLE + rows, encoding="utf-8")
    archive = pack(folder, tmp_path / "mine.tgz")
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    corpus, report = read_data(Wanted(archive, captions=tmp_path / "captions.tsv"), vocabulary)
    assert 1 <= len(corpus) < 42
    assert any(name == str(archive) for name, _ in report.skipped)
    archive.write_bytes(whole[:20])
    with pytest.raises(SourceError, match=r"mine\.tgz"):
        read_data(Wanted(archive), vocabulary)

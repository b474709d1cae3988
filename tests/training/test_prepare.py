"""`training prepare --data`: says what it took, tells in one table what it left out, and packs the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.inks import ALL, FRACTION, POWER, to_inkml, write_crohme
from tests.training.packages import write_ink, write_label, write_photo
from training.__main__ import main
from training.data.corpus import Corpus


def prepare(data: Path, out: Path, *more: str) -> int:
    return main(["prepare", "--data", str(data), "--out", str(out), *more])


def make_crohme(folder: Path) -> None:
    write_ink(folder / "train" / "power.inkml", POWER)


def make_tables(folder: Path) -> None:
    write_crohme(folder, expressions=ALL[:1])
    write_crohme(folder, "extra", ALL[1:2])


def make_mathwriting(folder: Path) -> None:
    write_label(folder / "train" / "power.inkml", POWER, "", "x^{2}+1")


def make_hme100k(folder: Path) -> None:
    write_photo(folder / "train_images" / "train_0.jpg", POWER)
    (folder / "train_labels.txt").write_text(f"train_0.jpg\t{POWER.caption}\n", encoding="utf-8")


def make_folder(folder: Path) -> None:
    write_photo(folder / "one.png", POWER)
    (folder / "mine.tsv").write_text("one.png\tx^2+1\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_crohme, "CROHME as distributed"),
        (make_tables, "CROHME with tables"),
        (make_mathwriting, "MathWriting"),
        (make_hme100k, "HME100K"),
        (make_folder, "a folder of ink or pictures"),
    ],
)
def test_each_format_is_told_by_its_files(
    make: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    make(folder)  # type: ignore[operator]
    assert prepare(folder, tmp_path / "out.npz") == 0
    assert f"is read as {said}" in capsys.readouterr().out
    vocabulary, corpus = Corpus.load(tmp_path / "out.npz").vocabulary, Corpus.load(tmp_path / "out.npz")
    assert " ".join(vocabulary[token] for token in corpus.samples[0].tokens) == POWER.caption


def test_the_end_is_one_table_and_a_file_of_all_remarks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    for number in range(6):
        write_ink(folder / f"{number}.inkml", POWER, truth="$\\mathfrak{R}$")
    write_ink(folder / "good.inkml", FRACTION)
    (folder / "broken.inkml").write_bytes(to_inkml(POWER)[:300])
    (folder / "empty.inkml").write_bytes(b"")
    assert prepare(folder, tmp_path / "out.npz", "--report", str(tmp_path / "all.tsv")) == 0
    out = capsys.readouterr().out.splitlines()
    assert "1 expressions read, 8 left out" in out
    table = [line for line in out if line.startswith("  left out")]
    assert [int(line.split()[2]) for line in table] == [6, 1, 1]
    assert "\\mathfrak ×6 (0.inkml)" in table[0]
    assert len((tmp_path / "all.tsv").read_text(encoding="utf-8").splitlines()) == 1 + 8
    assert Corpus.load(tmp_path / "out.npz").names == ["good"]


def test_nothing_usable_is_an_error_after_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "empty.inkml").write_bytes(b"")
    assert prepare(tmp_path / "data", tmp_path / "out.npz") == 2
    told = capsys.readouterr()
    assert "empty file" in told.out
    assert "could be used" in told.err
    assert not (tmp_path / "out.npz").exists()


def test_wrong_use_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.md").write_text("nothing to see")
    cases = {
        "there is no file or folder": (tmp_path / "nowhere", ()),
        "holds nothing that can be read": (tmp_path / "data", ()),
        "--captions goes with": (tmp_path / "data", ("--format", "crohme", "--captions", "x.tsv")),
    }
    for message, (path, more) in cases.items():
        assert prepare(path, tmp_path / "out.npz", *more) == 2
        assert message in capsys.readouterr().err


@pytest.mark.parametrize("places", [[], ["--data", "a", "--crohme", "b"]])
def test_one_place_must_be_named(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["prepare", "--out", "x", *places])
    assert "--crohme" in capsys.readouterr().err


def test_parts_of_crohme_s_tables_can_be_chosen(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    make_tables(folder)
    assert prepare(folder, tmp_path / "out.npz", "--parts", "extra") == 0
    assert Corpus.load(tmp_path / "out.npz").names == [ALL[1].stem]

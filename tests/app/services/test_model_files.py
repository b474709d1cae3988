"""Models that come from elsewhere: files that lie about themselves are refused, and leave nothing behind."""

from __future__ import annotations

import os
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.services import model_files
from app.services.model_files import ModelError, pack, take_in
from tests.app.modelling import write_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


@contextmanager
def small_disk() -> Iterator[None]:
    """No file can grow beyond some bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def zipped(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refusal(source: Path, folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        take_in(source, folder)
    return str(caught.value)


MODEL = {"hand/model.safetensors": b"weights", "hand/model.json": b"{}"}


@pytest.mark.parametrize("suffix", [".safetensors", ".json"])
def test_a_pair_of_files_is_taken_by_either(suffix: str, folder: Path, tmp_path: Path) -> None:
    take_in(write_model(tmp_path / "from", "my.hand").with_name(f"my.hand{suffix}"), folder)
    assert (folder / "model.safetensors").read_bytes() == b"weights"
    assert (folder / "model.json").read_text() == "{}"


def test_a_zip_is_taken_whatever_its_files_are_called(folder: Path, tmp_path: Path) -> None:
    members = {"x/y/own.safetensors": b"1", "x/y/own.json": b"2", "x/y/story.json": b"3", "x/README.md": b"4"}
    take_in(zipped(tmp_path / "m.zip", members), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "model.safetensors": b"1",
        "model.json": b"2",
        "story.json": b"3",
    }


def test_a_missing_half_is_named(folder: Path, tmp_path: Path) -> None:
    path = write_model(tmp_path / "from", "hand")
    path.with_suffix(".json").unlink()
    assert refusal(path, folder).startswith("hand.json is missing")
    assert "lacks the model.json" in refusal(zipped(tmp_path / "m.zip", {"model.safetensors": b"1"}), folder)


def test_other_files_and_a_zip_of_two_models_are_no_model(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "model.pt").write_bytes(b"pickle")
    assert "choose a .zip" in refusal(tmp_path / "model.pt", folder)
    two = {"a.safetensors": b"", "a.json": b"", "b.safetensors": b"", "b.json": b""}
    assert "this one has 2" in refusal(zipped(tmp_path / "two.zip", two), folder)
    assert "this one has 0" in refusal(zipped(tmp_path / "none.zip", {"model.pt": b"pickle"}), folder)


@pytest.mark.parametrize("name", ["../model.safetensors", "/model.safetensors", "a/../../model.json", "..\\evil.json"])
def test_names_that_lead_out_of_the_zip_are_refused(name: str, folder: Path, tmp_path: Path) -> None:
    source = zipped(tmp_path / "m.zip", MODEL | {name: b"evil"})
    assert "no place in one" in refusal(source, folder)
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "m.zip"]


def test_a_bomb_is_not_unpacked_beyond_what_a_model_may_have(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipped(tmp_path / "bomb.zip", MODEL | {"hand/model.json": bytes(64 * 2**20)})
    assert bomb.stat().st_size < 100_000
    assert "larger than 4 MB" in refusal(bomb, folder)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 4 * 2**20 + len(b"weights")


def test_a_bomb_that_lies_about_its_size_is_no_better(folder: Path, tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", MODEL | {"hand/model.json": bytes(64 * 2**20)})
    honest, lie = (64 * 2**20).to_bytes(4, "little"), (10).to_bytes(4, "little")
    bomb.write_bytes(bomb.read_bytes().replace(honest, lie))
    assert "damaged" in refusal(bomb, folder)
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2**20


def test_too_many_members_and_unusual_packing_are_refused(folder: Path, tmp_path: Path) -> None:
    many = MODEL | {f"{number}.txt": b"" for number in range(200)}
    assert "no place in one" in refusal(zipped(tmp_path / "many.zip", many), folder)
    assert "no place in one" in refusal(zipped(tmp_path / "lzma.zip", MODEL, zipfile.ZIP_LZMA), folder)


@pytest.mark.parametrize("kept", [0, 10, 100, -30])
def test_a_zip_that_is_cut_off_is_refused(kept: int, folder: Path, tmp_path: Path) -> None:
    source = zipped(tmp_path / "m.zip", MODEL)
    source.write_bytes(source.read_bytes()[:kept])
    assert refusal(source, folder).startswith("m.zip is damaged")


def test_a_zip_whose_content_was_changed_is_refused(folder: Path, tmp_path: Path) -> None:
    source = zipped(tmp_path / "m.zip", MODEL, zipfile.ZIP_STORED)
    source.write_bytes(source.read_bytes().replace(b"weights", b"Weights"))
    assert refusal(source, folder).startswith("m.zip is damaged")


def test_a_zip_with_a_password_is_refused(folder: Path, tmp_path: Path) -> None:
    source = zipped(tmp_path / "m.zip", MODEL)
    data = bytearray(source.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    source.write_bytes(bytes(data))
    assert "protected by a password" in refusal(source, folder)


def test_a_full_disk_is_said_and_nothing_was_changed(folder: Path, tmp_path: Path) -> None:
    source = zipped(tmp_path / "m.zip", MODEL | {"hand/model.safetensors": bytes(80_000)})
    with small_disk():
        assert "Nothing was changed" in refusal(source, folder)


def test_a_full_disk_leaves_no_half_of_an_export(tmp_path: Path) -> None:
    write_model(tmp_path, "model", os.urandom(80_000))
    with small_disk(), pytest.raises(ModelError, match="Nothing was changed"):
        pack(tmp_path, "model", "hand", tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


def test_the_bounds_are_those_of_the_check() -> None:
    from mathnet import checking

    assert model_files.LARGEST["model.safetensors"] == checking.LARGEST_WEIGHTS
    assert model_files.LARGEST["model.json"] == checking.LARGEST_CARD

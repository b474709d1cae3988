"""Files, folders and archives as sources of InkML and pictures."""

import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mathnet import sources
from mathnet.sources import SourceError, items, iterate

FILES = {
    "b/x10.inkml": b"ten",
    "b/x9.inkml": b"nine" * 3000,
    "a.PNG": b"picture",
    "notes.txt": b"not wanted",
    "b/._x9.inkml": b"a fork of macOS",
    "__MACOSX/a.PNG": b"another",
    "b/deep/er/y.jpeg": b"photo",
}
WANTED = {"a.PNG": b"picture", "b/deep/er/y.jpeg": b"photo", "b/x9.inkml": b"nine" * 3000, "b/x10.inkml": b"ten"}
TARS = ["x.tar", "x.tar.gz", "x.tgz", "x.tar.bz2", "x.tbz2", "x.tar.xz", "x.TXZ"]


def make_folder(path: Path) -> Path:
    for name, data in FILES.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def make_zip(path: Path, files: dict[str, bytes] = FILES) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def make_tar(path: Path, files: dict[str, bytes] = FILES) -> Path:
    kind = {"gz": "gz", "tgz": "gz", "bz2": "bz2", "tbz2": "bz2", "xz": "xz", "txz": "xz"}
    mode = "w:" + kind.get(path.suffix[1:].lower(), "")
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_a_file_is_its_own_source(tmp_path: Path) -> None:
    path = tmp_path / "x.inkml"
    path.write_bytes(b"ink")
    assert list(iterate(path)) == [("x.inkml", b"ink")]
    assert [item.is_ink for item in items(path)] == [True]


def test_a_folder_gives_its_files_in_natural_order(tmp_path: Path) -> None:
    assert list(iterate(make_folder(tmp_path))) == list(WANTED.items())
    assert [item.is_ink for item in items(tmp_path)] == [False, False, True, True]


def test_a_zip_gives_what_the_folder_gives(tmp_path: Path) -> None:
    assert list(iterate(make_zip(tmp_path / "x.zip"))) == list(WANTED.items())


@pytest.mark.parametrize("name", TARS)
def test_a_tar_gives_its_files_in_its_own_order(tmp_path: Path, name: str) -> None:
    found = list(iterate(make_tar(tmp_path / name)))
    assert found == [(name, FILES[name]) for name in FILES if name in WANTED]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
def test_nothing_is_unpacked_to_disk(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_zip(tmp_path / name) if name.endswith("zip") else make_tar(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    list(iterate(path))
    assert [found.name for found in tmp_path.rglob("*")] == [name]


def test_members_after_a_damaged_one_of_a_zip_are_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"a.inkml": bytes(range(200)), "b.inkml": b"fine"})
    data = bytearray(path.read_bytes())
    data[60:64] = b"\xff" * 4
    path.write_bytes(data)
    found = items(path)
    with pytest.raises(SourceError, match=r"x\.zip/a\.inkml"):
        next(found).read()
    assert next(found).read() == b"fine"


def test_members_before_the_damage_of_a_tar_are_read(tmp_path: Path) -> None:
    noise = np.random.default_rng(0)
    path = make_tar(tmp_path / "x.tar.gz", {f"{number}.inkml": noise.bytes(20_000) for number in range(9)})
    path.write_bytes(path.read_bytes()[:150_000])
    found = iterate(path)
    assert [next(found)[0] for _ in range(5)] == [f"{number}.inkml" for number in range(5)]
    with pytest.raises(SourceError, match=r"x\.tar\.gz"):
        list(found)


def test_a_member_of_absurd_size_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE_BYTES", 1000)
    for path in (make_zip(tmp_path / "x.zip"), make_tar(tmp_path / "x.tar.gz"), make_folder(tmp_path / "folder")):
        read, refused = [], []
        for item in items(path):
            try:
                read.append(item.read())
            except SourceError as error:
                refused.append(str(error))
        assert sorted(read) == [b"photo", b"picture", b"ten"]
        assert len(refused) == 1
        assert "x9.inkml is refused" in refused[0]


@pytest.mark.parametrize("name", ["x.zip", "x.tar.xz"])
def test_an_archive_that_unpacks_to_absurd_size_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_ARCHIVE_BYTES", 10_000)
    path = make_zip(tmp_path / name) if name.endswith("zip") else make_tar(tmp_path / name)
    with pytest.raises(SourceError, match="unpacks to"):
        list(iterate(path))


def test_a_zip_that_lies_about_a_size_is_an_error(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"a.inkml": b"0" * 5000})
    lie = path.read_bytes().replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    path.write_bytes(lie)
    with pytest.raises(SourceError, match=r"a\.inkml"):
        list(iterate(path))


@pytest.mark.parametrize("name", ["x.zip", *TARS])
def test_an_archive_cut_off_anywhere_is_an_error(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(1)
    files = {f"{number}.inkml": noise.bytes(700) for number in range(6)}
    path = make_zip(tmp_path / name, files) if name == "x.zip" else make_tar(tmp_path / name, files)
    data = path.read_bytes()
    whole = len(data) if name != "x.tar" else 6 * (512 + 1024)  # what follows in a plain tar are zeros
    for share in (0.0, 0.1, 0.35, 0.5, 0.75, 0.99):
        path.write_bytes(data[: int(share * whole)])
        with pytest.raises(SourceError, match=path.name):
            list(iterate(path))


@pytest.mark.parametrize("name", ["x.zip", *TARS])
def test_a_damaged_archive_is_an_error_and_never_a_crash(tmp_path: Path, name: str) -> None:
    noise = np.random.default_rng(2)
    files = {f"{number}.inkml": noise.bytes(300) for number in range(4)}
    path = make_zip(tmp_path / name, files) if name == "x.zip" else make_tar(tmp_path / name, files)
    data, errors = path.read_bytes(), 0
    for place in noise.integers(0, len(data) - 8, 60):
        path.write_bytes(data[:place] + noise.bytes(8) + data[place + 8 :])
        try:
            list(iterate(path))
        except SourceError:
            errors += 1
    assert errors > 0


def test_a_tar_with_a_damaged_header_in_its_midst_is_an_error(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "x.tar", {f"{number}.inkml": b"ink" for number in range(4)})
    data = bytearray(path.read_bytes())
    data[2 * 1024 : 2 * 1024 + 8] = b"\xff" * 8
    path.write_bytes(data)
    with pytest.raises(SourceError, match="damaged"):
        list(iterate(path))


def test_a_zip_under_a_password_is_an_error(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"a.inkml": b"secret"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of the member
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # and of the directory
    path.write_bytes(data)
    with pytest.raises(SourceError, match="password"):
        list(iterate(path))


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file or folder"):
        list(iterate(tmp_path / "none"))


def test_a_source_without_anything_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    for path in (tmp_path / "folder", tmp_path / "notes.txt", make_zip(tmp_path / "x.zip", {"notes.txt": b""})):
        with pytest.raises(SourceError, match="holds nothing that can be read"):
            list(iterate(path))


def test_only_a_tar_cannot_be_counted_quickly(tmp_path: Path) -> None:
    assert sources.is_tar(make_tar(tmp_path / "x.tar.gz"))
    assert not sources.is_tar(make_zip(tmp_path / "x.zip"))
    assert not sources.is_tar(make_folder(tmp_path / "folder.tar"))
    assert not sources.is_archive(tmp_path / "folder.tar")

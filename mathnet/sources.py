"""Sources: InkML files and pictures, one by one, out of a file, a folder or an archive.

Archives (`.zip`, `.tar` and its compressed kinds) are read in place: nothing is unpacked to disk, and one member is in
memory at a time. A member of absurd size is refused before it is read, and no more is read than was announced, so that
a small archive cannot fill the memory. Archives within archives stay closed.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from mathnet.errors import SpokenError

INK_SUFFIXES = frozenset({".inkml"})
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})
LARGEST_FILE_BYTES = 64 * 2**20  # a CROHME file has 10 KB, a photo 10 MB
LARGEST_ARCHIVE_BYTES = 64 * 2**30  # once unpacked; MathWriting, the largest corpus, stays far below

_ARCHIVE = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
_BROKEN = (  # whatever the standard library raises for damaged archives, and for passwords and unknown methods
    *(OSError, EOFError, RuntimeError, ValueError, struct.error),
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)


class SourceError(SpokenError):
    """A file, folder or archive cannot be read; the message names it."""


@dataclass(frozen=True)
class Item:
    """One InkML file or picture; `name` is relative to the folder or archive, with `/` between folders."""

    name: str
    _load: Callable[[], bytes]

    @property
    def is_ink(self) -> bool:
        return PurePosixPath(self.name).suffix.lower() in INK_SUFFIXES

    def read(self) -> bytes:
        """The bytes, to be asked for before the next item; raises `SourceError`."""
        return self._load()


def iterate(path: Path | str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every InkML file and picture at a path; raises `SourceError` at the first that is broken."""
    return ((item.name, item.read()) for item in items(path))


def items(path: Path | str) -> Iterator[Item]:
    """Every InkML file and picture at a path: in natural order, only a tar archive in its own.

    Raises `SourceError` for a path that does not exist or holds none, and for a broken archive.
    """
    path = Path(path)
    empty = True
    for item in _opened(path):
        empty = False
        yield item
    if empty:
        kinds = " ".join(sorted(INK_SUFFIXES | PICTURE_SUFFIXES))
        raise SourceError("{} holds nothing that can be read: no file ends in one of {}", path, kinds)


def is_archive(path: Path) -> bool:
    """Whether a path names a file whose items lie in it."""
    return path.is_file() and bool(_ARCHIVE.search(path.name))


def is_tar(path: Path) -> bool:
    """Whether a path is an archive whose items can be counted only by reading all of it."""
    return is_archive(path) and path.suffix.lower() != ".zip"


def _opened(path: Path) -> Iterator[Item]:
    if path.is_dir():
        return _folder_items(path)
    if not path.is_file():
        raise SourceError("there is no file or folder {}", path)
    if is_tar(path):
        return _tar_items(path)
    if is_archive(path):
        return _zip_items(path)
    return iter([_file_item(path, path.name)] if _readable(path.name) else [])


def _readable(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in INK_SUFFIXES | PICTURE_SUFFIXES


def _wanted(name: str) -> bool:
    """Whether a file of a folder or an archive is meant to be read: macOS hides files beside others."""
    hidden = any(part == "__MACOSX" or re.match(r"\.[^.]", part) for part in PurePosixPath(name).parts)
    return _readable(name) and not hidden


def _natural(name: str) -> list[str | int]:
    """A sorting key by which 9 comes before 10."""
    return [int(part) if place % 2 else part.lower() for place, part in enumerate(re.split(r"([0-9]+)", name))]


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Errors of the readers of archives and files, told as errors of this module."""
    try:
        yield
    except SourceError:
        raise
    except _BROKEN as error:
        raise SourceError("{} cannot be read: {}", what, error) from error


def _read(stream: IO[bytes], size: int, what: str) -> bytes:
    if size > LARGEST_FILE_BYTES:
        told = (what, round(size / 2**20), LARGEST_FILE_BYTES // 2**20)
        raise SourceError("{} is refused: it has {} MB, and files may have {} MB", *told)
    data = stream.read(size + 1)
    if len(data) != size:
        raise SourceError("{} is broken: it has not the {} bytes that it announces", what, size)
    return data


def _check_total(total: int, path: Path) -> None:
    if total > LARGEST_ARCHIVE_BYTES:
        told = (path, round(total / 2**30), LARGEST_ARCHIVE_BYTES // 2**30)
        raise SourceError("{} is refused: it unpacks to {} GB, and archives may to {} GB", *told)


def _file_item(path: Path, name: str) -> Item:
    def load() -> bytes:
        with _told(str(path)), path.open("rb") as stream:
            return _read(stream, path.stat().st_size, str(path))

    return Item(name, load)


def _folder_items(folder: Path) -> Iterator[Item]:
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    for name in sorted(filter(_wanted, names), key=_natural):
        yield _file_item(folder / name, name)


def _zip_items(path: Path) -> Iterator[Item]:
    with _told(str(path)), zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir() and _wanted(member.filename)]
        _check_total(sum(member.file_size for member in members), path)
        for member in sorted(members, key=lambda member: _natural(member.filename)):
            yield _zip_item(archive, member, path)


def _zip_item(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> Item:
    def load() -> bytes:
        what = f"{path}/{member.filename}"
        with _told(what), archive.open(member) as stream:
            return _read(stream, member.file_size, what)

    return Item(member.filename, load)


def _tar_items(path: Path) -> Iterator[Item]:
    with _told(str(path)), _unpacked(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        total = 0
        for member in archive:
            total += member.size
            _check_total(total, path)
            if member.isfile() and _wanted(member.name):
                yield _tar_item(archive, member, path)
        _check_end(archive)


def _tar_item(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> Item:
    def load() -> bytes:
        what = f"{path}/{member.name}"
        with _told(what):
            stream = archive.extractfile(member)
            assert stream is not None  # it is a file
            return _read(stream, member.size, what)

    return Item(member.name, load)


def _unpacked(path: Path) -> IO[bytes] | gzip.GzipFile:
    suffix = path.suffix.lower()
    if suffix in (".gz", ".tgz"):
        return gzip.open(path)
    if suffix in (".bz2", ".tbz", ".tbz2"):
        return bz2.open(path)
    return lzma.open(path) if suffix in (".xz", ".txz") else path.open("rb")


def _check_end(archive: tarfile.TarFile) -> None:
    """Two blocks of zeros end a tar archive, of which one is left; tarfile takes damage for the end, too."""
    assert archive.fileobj is not None  # it was opened
    block = archive.fileobj.read(tarfile.BLOCKSIZE)
    intact = bool(block)
    while block and intact:
        intact = not block.strip(b"\0")
        block = archive.fileobj.read(tarfile.BLOCKSIZE)
    if not intact:
        raise tarfile.ReadError("it is damaged, or its end is missing")

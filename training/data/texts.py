"""Texts that lie beside ink and pictures: caption tables and label graphs, in a folder or an archive.

They come in whatever encoding the editor of the day left behind, so each is decoded by its marks, line by line if it
must be. `mathnet.sources` reads the ink and the pictures themselves.
"""

from __future__ import annotations

import codecs
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from mathnet.sources import LARGEST_FILE_BYTES, SourceError, is_archive, is_tar

_BROKEN = (OSError, EOFError, RuntimeError, tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True)
class Text:
    """A text file; `name` is relative to the folder or archive. `encoding` is empty for plain UTF-8."""

    name: str
    text: str
    encoding: str = ""

    @classmethod
    def of(cls, name: str, data: bytes) -> Text:
        return cls(name, *decode(data))

    @property
    def place(self) -> PurePosixPath:
        return PurePosixPath(self.name)


@dataclass
class Listing:
    """The names of all files at a path, and the texts among them that were asked for."""

    names: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def decode(data: bytes) -> tuple[str, str]:
    """The text, and its encoding if that is worth a remark. Lines that are not UTF-8 are read as Latin-1."""
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), encoding
    if b"\0" in data[:2]:  # no letter but U+0000 has a zero there in UTF-8
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace"), "UTF-16"
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return "\n".join(_decode_line(line) for line in data.split(b"\n")), "Latin-1"


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def list_files(path: Path, wanted: Callable[[str], bool]) -> Listing:
    """Names of all files at a path, with the texts whose name is `wanted`.

    Of an archive that breaks off, what is before the break is listed: whoever reads it to its end will be told. Raises
    `SourceError` for a path that does not exist, and for a broken archive with nothing to list.
    """
    listing = Listing()
    try:
        for name, read in _files(path):
            if not _hidden(name):
                listing.names.append(name)
                if wanted(name):
                    listing.texts.append(Text.of(name, read()))
    except _BROKEN as error:
        if not listing.names:
            raise SourceError("{} cannot be read: {}", path, error) from error
    listing.names.sort()
    listing.texts.sort(key=lambda text: text.name)
    return listing


def _hidden(name: str) -> bool:
    return any(part == "__MACOSX" or re.match(r"\.[^.]", part) for part in PurePosixPath(name).parts)


def _files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Names and readers; a reader is to be called before the next file is asked for."""
    if path.is_dir():
        yield from ((file.relative_to(path).as_posix(), file.read_bytes) for file in path.rglob("*") if file.is_file())
    elif is_tar(path):
        yield from _tar_files(path)
    elif is_archive(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield member.filename, partial(_checked, archive.read, member, member.file_size)
    elif path.is_file():
        yield path.name, path.read_bytes
    else:
        raise SourceError("there is no file or folder {}", path)


def _tar_files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    with tarfile.open(path, "r|*") as archive:

        def content(member: tarfile.TarInfo) -> bytes:
            stream = archive.extractfile(member)
            return stream.read() if stream else b""

        for member in archive:
            if member.isfile():
                yield member.name, partial(_checked, content, member, member.size)


def _checked(read: Callable[..., bytes], member: object, size: int) -> bytes:
    """What `read` gives, unless the archive announces more than a table of captions can have."""
    if size > LARGEST_FILE_BYTES:
        raise OSError(f"a text of {size / 2**20:,.0f} MB is refused")
    return read(member)

"""The files of a model on their way in and out: taken from a .zip or from beside each other, packed into a .zip.

A .zip from elsewhere may lie: names that lead out of it, sizes that are not true, thousands of members. No name in it
is ever used as a path, and no more is read of a member than a model may have, whatever it claims.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from PySide6.QtCore import QCoreApplication

from app.services import model_story
from app.telling import told

WEIGHTS, CARD = "model.safetensors", "model.json"
LARGEST = {WEIGHTS: 512 * 2**20, CARD: 4 * 2**20, model_story.FILE: model_story.LARGEST}  # bytes
MOST_MEMBERS = 100
BLOCK = 2**20  # bytes read at a time


def tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


class ModelError(Exception):
    """Something cannot be done with a model; the message is for the user, and says what to do."""


def take_in(source: Path, folder: Path) -> None:
    """Copy the files of the model at `source`, a .zip or one of a pair, into `folder`. Raises `ModelError`."""
    with in_words(source.name):
        if source.suffix.lower() == ".zip":
            _unpack(source, folder)
        elif source.suffix.lower() in (".safetensors", ".json"):
            _copy_pair(source, folder)
        else:
            raise ModelError(tr("{} is no model: choose a .zip or a .safetensors file.").format(source.name))


def pack(folder: Path, stem: str, name: str, target: Path) -> None:
    """Write the model `stem` of `folder` into a .zip, in a folder called `name`. Raises `ModelError`."""
    partial = target.with_name(f".{target.name}.part")
    members = {WEIGHTS: f"{stem}.safetensors", CARD: f"{stem}.json", model_story.FILE: model_story.FILE}
    with in_words(target.name):
        try:
            with zipfile.ZipFile(partial, "w") as archive:
                for member, file in members.items():
                    if (folder / file).is_file():
                        archive.write(folder / file, f"{name}/{member}", zipfile.ZIP_DEFLATED)
            os.replace(partial, target)
        finally:
            partial.unlink(missing_ok=True)


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of the weights and of the card. Raises `OSError`."""
    return {name: sha256(folder / name) for name in (WEIGHTS, CARD)}


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """What goes wrong with files, as a `ModelError`; `name` is of the file that the user knows."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        damaged = tr("{} is damaged, or protected by a password. Get it again from where it came.")
        raise ModelError(damaged.format(name)) from error
    except OSError as error:
        raise ModelError(
            tr("{}: {}. Nothing was changed; try again when that is put right.").format(name, told(error))
        ) from error


def _copy_pair(source: Path, folder: Path) -> None:
    for name, suffix in ((WEIGHTS, ".safetensors"), (CARD, ".json")):
        beside = source.with_name(source.name.removesuffix(source.suffix) + suffix)
        if not beside.is_file():
            missing = tr("{} is missing: a model is a .safetensors file with its .json beside it.")
            raise ModelError(missing.format(beside.name))
        with beside.open("rb") as file:
            _pour(file, folder / name, beside.name)


def _unpack(source: Path, folder: Path) -> None:
    with zipfile.ZipFile(source) as archive:
        for name, member in _members(archive, source.name).items():
            with archive.open(member) as file:
                _pour(file, folder / name, f"{source.name}/{member.filename}")


def _members(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The members that make the model, by what they shall be called. Raises `ModelError`."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    paths = [PurePosixPath(member.filename.replace("\\", "/")) for member in members]
    plain = all(member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members)
    within = not any(path.is_absolute() or ".." in path.parts for path in paths)
    if len(members) > MOST_MEMBERS or not plain or not within:
        raise ModelError(tr("{} is no model: it holds files that have no place in one.").format(name))
    weights = [path for path in paths if path.suffix == ".safetensors"]
    if len(weights) != 1:
        told = tr("{} is no model: a .zip of a model holds one .safetensors file, this one has {}.")
        raise ModelError(told.format(name, len(weights)))
    wanted = {WEIGHTS: weights[0], CARD: weights[0].with_suffix(".json")}
    wanted[model_story.FILE] = weights[0].with_name(model_story.FILE)
    found = dict(zip(paths, members, strict=True))
    if wanted[CARD] not in found:
        told = tr("{} is no model: it lacks the {} that belongs to the weights.")
        raise ModelError(told.format(name, wanted[CARD].name))
    return {key: found[path] for key, path in wanted.items() if path in found}


def _pour(file: IO[bytes], target: Path, name: str) -> None:
    """Copy a file, but no more than a model may have. Raises `ModelError`."""
    largest, poured = LARGEST[target.name], 0
    with target.open("xb") as out:
        while block := file.read(BLOCK):
            poured += len(block)
            if poured > largest:
                told = tr("{} is larger than {} MB, too large for a part of a model.")
                raise ModelError(told.format(name, largest // 2**20))
            out.write(block)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

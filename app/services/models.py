"""The folder of models: which there are, which one is in use, and all that can be done with them.

`models/NAME/` in the user's data folder holds `model.safetensors`, `model.json` and `story.json`; the name of the
folder is the name of the model. The model that ships is always there, under no name. `chosen.json` says which one is
used and which was before it. Whatever comes in is built beside and moved into its place when it is whole and has been
checked; whatever goes out is moved away first. All of it may take long, so it is for another thread than the window's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QStandardPaths

from app.services import model_files, model_story
from app.services.model_check import Checked, UnfitError
from app.services.model_files import CARD, WEIGHTS, ModelError, in_words, tr
from app.services.model_story import Story
from app.theme import RESOURCES

SHIPPED, SHIPPED_NAME = "", "Mask & Match"  # the name of the model that ships, and what it is called in the window
_SHIPPED_STEM = RESOURCES / "models" / "mask-match"
_CHOSEN = "chosen.json"
_LONGEST_NAME = 60  # letters
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')  # what some system does not allow in the name of a folder
_STALE = 24 * 3600.0  # seconds after which what a crashed program left is swept away


class Check(Protocol):
    """Looks a model through: see `app.services.model_check.Checker`."""

    def __call__(self, weights: Path) -> Checked: ...

    def stop(self) -> None: ...


@dataclass(frozen=True)
class Entry:
    """A model in the list; `path` is that of its files without suffix."""

    name: str  # empty for the one that ships
    path: Path
    story: Story = field(default_factory=Story)
    sha256: str = ""  # of its weights, as far as it is known
    is_whole: bool = True  # both of its files are there


def default_folder() -> Path:
    """Where the models of the user lie."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "models"


class Models:
    """All methods may raise `ModelError`. For one thread at a time."""

    def __init__(self, folder: Path, check: Check) -> None:
        self.folder = folder
        self._check = check
        self._deleted: dict[str, Path] = {}
        self._shipped_sha256 = ""

    def list(self) -> tuple[Entry, ...]:
        """The model that ships, then the others, the newest first."""
        found = [self._entry(path) for path in _folders(self.folder)]
        found.sort(key=lambda entry: (entry.story.made or datetime.min, entry.name), reverse=True)
        return (self._shipped(), *found)

    @property
    def chosen(self) -> str:
        """The name of the model that is to be used; that which ships if it is gone."""
        return self._known("chosen")

    @property
    def before(self) -> str:
        """The name of the one that was used before it."""
        return self._known("before")

    def choose(self, name: str) -> None:
        """Use this model from now on."""
        self.stem(name)
        if name != self.chosen:
            self._write_choice(name, self.chosen)

    def back(self) -> str:
        """Use the model that was used before; returns its name."""
        name = self.before
        self._write_choice(name, self.chosen)
        return name

    def stem(self, name: str) -> Path:
        """The path of a model's files without suffix."""
        if name == SHIPPED:
            return _SHIPPED_STEM
        if not (self.folder / name / WEIGHTS).is_file():
            raise ModelError(tr("The model “{}” is gone. Choose another one.").format(name))
        return self.folder / name / "model"

    def verified(self, name: str) -> Path:
        """The same, after making sure that its files are those that were checked."""
        path = self.stem(name)
        if name == SHIPPED:
            return path
        kept = self.folder / name
        with in_words(name):
            if model_story.read(kept).hashes != model_files.hashes(kept):
                told = tr("The files of the model “{}” are damaged or were changed. Use another, or import it again.")
                raise ModelError(told.format(name))
        return path

    def rename(self, name: str, wanted: str) -> str:
        """Give a model another name; returns it, without spaces around."""
        wanted = self._fit_name(wanted, name)
        chosen, before = self.chosen, self.before
        self.stem(name)
        with in_words(name):
            os.rename(self.folder / name, self.folder / wanted)
        if name in (chosen, before):
            self._write_choice(*(wanted if name == used else used for used in (chosen, before)))
        return wanted

    def export(self, name: str, target: Path) -> None:
        """Write a model into a .zip."""
        path = self.stem(name)
        model_files.pack(path.parent, path.name, name or SHIPPED_NAME, target)

    def import_(self, source: Path) -> str:
        """Take in the model in a .zip, or a .safetensors file with its .json; returns the name it got."""
        with self._incoming() as folder:
            model_files.take_in(source, folder)
            return self._settle(folder, self._free_name(source.name.removesuffix(source.suffix)))

    def add(self, stem: Path, name: str, story: Path | None = None) -> str:
        """Take in a model that was trained here, with its story; returns the name it got."""
        with self._incoming() as folder:
            model_files.take_in(stem.with_name(f"{stem.name}.safetensors"), folder)
            if story is not None:
                with in_words(story.name):
                    shutil.copyfile(story, folder / model_story.FILE)
            return self._settle(folder, self._free_name(name))

    def delete(self, name: str) -> None:
        """Take a model out of the list; it can be restored until `empty`."""
        if name == SHIPPED:
            raise ModelError(tr("The model that comes with the program cannot be deleted."))
        if name == self.chosen:
            raise ModelError(tr("The model “{}” is in use. Use another one first, then delete it.").format(name))
        with in_words(name):
            aside = Path(tempfile.mkdtemp(prefix=".deleted-", dir=self.folder)) / name
            os.rename(self.folder / name, aside)
        self._deleted[name] = aside

    def restore(self, name: str) -> str:
        """Bring a deleted model back; returns its name, which is another one if that was given away meanwhile."""
        aside, back = self._deleted.pop(name), self._free_name(name)
        with in_words(name):
            os.rename(aside, self.folder / back)
            aside.parent.rmdir()
        return back

    def empty(self) -> None:
        """Delete for good what was deleted, and what programs that crashed have left."""
        for aside in self._deleted.values():
            shutil.rmtree(aside.parent, ignore_errors=True)
        self._deleted.clear()
        for left in self.folder.glob(".*-*"):
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(left, ignore_errors=True)

    def stop(self) -> None:
        """End a check that is under way; from any thread. Nothing can be taken in after this."""
        self._check.stop()

    def _shipped(self) -> Entry:
        if not self._shipped_sha256:
            with suppress(OSError):  # whoever loads it will tell
                self._shipped_sha256 = model_files.sha256(_SHIPPED_STEM.with_suffix(".safetensors"))
        return Entry(SHIPPED, _SHIPPED_STEM, sha256=self._shipped_sha256)

    def _entry(self, folder: Path) -> Entry:
        story = model_story.read(folder)
        is_whole = (folder / WEIGHTS).is_file() and (folder / CARD).is_file()
        return Entry(folder.name, folder / "model", story, story.hashes.get(WEIGHTS, ""), is_whole)

    def _known(self, key: str) -> str:
        name = self._choice().get(key, SHIPPED)
        is_there = isinstance(name, str) and _folder_name(name) and (self.folder / name / WEIGHTS).is_file()
        return str(name) if is_there else SHIPPED

    def _choice(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            choice = json.loads((self.folder / _CHOSEN).read_text(encoding="utf-8"))
            return choice if isinstance(choice, dict) else {}
        return {}

    def _write_choice(self, chosen: str, before: str) -> None:
        partial = self.folder / f"{_CHOSEN}.part"
        with in_words(_CHOSEN):
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps({"chosen": chosen, "before": before}), encoding="utf-8")
            os.replace(partial, self.folder / _CHOSEN)

    def _settle(self, folder: Path, name: str) -> str:
        """Check what is in `folder`, write its hashes down, and put it into the list."""
        claimed = model_story.read(folder).hashes
        try:
            found = self._check(folder / WEIGHTS)
        except UnfitError as error:
            raise ModelError(str(error)) from error
        hashes = {WEIGHTS: found.sha256, CARD: found.card_sha256}
        if claimed and claimed != hashes:
            raise ModelError(tr("The model was damaged on its way here. Get it again from where it came."))
        with in_words(name):
            model_story.seal(folder, hashes)
            os.rename(folder, self.folder / name)
        return name

    @contextmanager
    def _incoming(self) -> Iterator[Path]:
        """A folder to build a model in; what is left of it is swept away."""
        with in_words(self.folder.name):
            self.folder.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=".incoming-", dir=self.folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _names(self) -> Sequence[str]:
        return [SHIPPED_NAME.casefold(), *(path.name.casefold() for path in _folders(self.folder))]

    def _fit_name(self, wanted: str, now: str) -> str:
        wanted = wanted.strip()
        if not _folder_name(wanted) or len(wanted) > _LONGEST_NAME:
            told = tr('A name has up to {} letters, does not begin with a dot and has none of / \\ : * ? " < > |.')
            raise ModelError(told.format(_LONGEST_NAME))
        if wanted.casefold() != now.casefold() and wanted.casefold() in self._names():
            raise ModelError(tr("There is a model called “{}” already. Choose another name.").format(wanted))
        return wanted

    def _free_name(self, wanted: str) -> str:
        """A name like this one that no model has yet."""
        wanted = _FORBIDDEN.sub(" ", wanted).strip(". ")[:_LONGEST_NAME].strip() or tr("Model")
        taken, number, name = self._names(), 2, wanted
        while name.casefold() in taken:
            name, number = f"{wanted} {number}", number + 1
        return name


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _folder_name(name: str) -> bool:
    """Whether this can be the name of a folder, and of nothing elsewhere."""
    return bool(name) and not name.startswith(".") and not name.endswith(".") and not _FORBIDDEN.search(name)

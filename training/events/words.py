"""Errors in words for people: what happened, and what to do where that is known."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

from mathnet.errors import Spoken, SpokenError

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_SAID = ("No space left on device", "not enough space on the disk", "Disk quota exceeded")  # by libraries


def is_full(error: BaseException) -> bool:
    """Whether an error means that the disk has no room left."""
    return (isinstance(error, OSError) and error.errno in _FULL) or any(text in str(error) for text in _SAID)


def words_of(error: BaseException) -> Spoken:
    """One or two sentences. Errors that are not meant for people say where they happened, too."""
    if isinstance(error, SpokenError):
        return Spoken(error.template, *error.fields)
    if is_full(error):
        name = getattr(error, "filename", None)
        if name is None:
            return Spoken("the disk is full: make room, then start again")
        return Spoken("the disk is full ({}): make room, then start again", name)
    if isinstance(error, OSError) and error.strerror:
        return Spoken("{}: {}", error.strerror, error.filename) if error.filename else Spoken("{}", error.strerror)
    if isinstance(error, ValueError | OSError) and str(error):
        return Spoken("{}", error)
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return Spoken("there is not enough memory: make the batches smaller, or close other programs")
    places = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(places[-1].filename).name}, line {places[-1].lineno})" if places else ""
    return Spoken("{}", f"{type(error).__name__}: {error}{where}")

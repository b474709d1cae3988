"""The expressions that are read for a measurement."""

from __future__ import annotations

from pathlib import PurePosixPath

from benchmarks.figures import Options
from mathnet.ink import Ink
from mathnet.inkml import InkmlError, read
from mathnet.sources import items


def load_inks(options: Options) -> list[Ink]:
    """The inks that `options` name; raises `ValueError` where there are none, and without `data`."""
    if options.data is None:
        raise ValueError("give a folder or archive of InkML files by --data")
    found = []
    for item in items(options.data):
        if item.is_ink and (not options.within or options.within in PurePosixPath(item.name).parts):
            found.append(item.read())
    inks = [ink for ink in map(_read, _spread(found, options.limit)) if ink]
    if not inks:
        raise ValueError(f"{options.data} holds no readable ink{f' within {options.within}' if options.within else ''}")
    return inks


def _spread(found: list[bytes], limit: int | None) -> list[bytes]:
    """At most `limit` of them, evenly spread, since files are often sorted by writer."""
    if limit is None or limit >= len(found):
        return found
    return [found[index * len(found) // limit] for index in range(limit)]


def _read(data: bytes) -> Ink | None:
    try:
        return read(data)
    except InkmlError:  # a corpus may hold a broken file; it is no measurement of speed
        return None

"""The file of the personal memory: what the recogniser remembers of the samples, found again at the next start.

It lies beside the store, and what it holds can be made anew from the samples at any time: a file that is broken, or was
made with another model, is simply passed over. All methods are for the thread of the recogniser, but `drop`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.samples import Sample

if TYPE_CHECKING:
    from app.services.worker import Recogniser
    from mathnet.memory import Memory

log = logging.getLogger(__name__)

FILE_NAME = "memory.safetensors"


class MemoryFile:
    """A memory in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, recogniser: Recogniser, samples: Sequence[Sample]) -> list[Sample]:
        """Have the recogniser remember what the file holds of `samples`; returns those that are missing there."""
        if not samples and not self.path.exists():
            return []
        from mathnet.memory import MOST_ENTRIES, UnusableMemoryError

        memory = self._load() or recogniser.memory.empty()
        gone = _names(memory) - {str(sample.id) for sample in samples}
        for name in gone:
            memory = memory.without(name)
        try:
            recogniser.memory = memory
        except UnusableMemoryError as error:
            log.info("%s", error)
            memory, gone = recogniser.memory.empty(), set()
            recogniser.memory = memory
        if gone:
            self._save(memory)
        # Of a memory that is full the oldest samples have gone: they are not missing.
        last = max(map(int, _names(memory)), default=0) if len(memory) >= MOST_ENTRIES else 0
        return [sample for sample in samples if str(sample.id) not in _names(memory) and sample.id > last]

    def learn(self, recogniser: Recogniser, sample: Sample, instead_of: int = 0) -> None:
        """Remember a sample, in the place of another if there is one. Raises `ValueError` for one that nobody could
        read as what it is said to be."""
        entries = recogniser.memorise(sample.material, sample.tokens, str(sample.id))
        recogniser.memory = recogniser.memory.without(str(instead_of)).with_formula(entries)
        self._save(recogniser.memory)

    def forget(self, recogniser: Recogniser, numbers: Iterable[int]) -> None:
        """Remember these samples no more."""
        memory = recogniser.memory
        for number in numbers:
            memory = memory.without(str(number))
        recogniser.memory = memory
        self._save(memory)

    def rest(self, recogniser: Recogniser) -> None:
        """Have the recogniser read without any memory; the file stays."""
        recogniser.memory = recogniser.memory.empty()

    def drop(self) -> None:
        """Delete the file; what it held is made anew when it is wanted."""
        self.path.unlink(missing_ok=True)

    def _load(self) -> Memory | None:
        from mathnet.memory import Memory, UnusableMemoryError

        try:
            return Memory.load(self.path)
        except FileNotFoundError:
            return None
        except (OSError, UnusableMemoryError) as error:
            log.warning("the memory is made anew: %s", error)
            return None

    def _save(self, memory: Memory) -> None:
        if len(memory):
            memory.save(self.path)
        else:
            self.drop()


def _names(memory: Memory) -> set[str]:
    return set().union(*memory.samples)

"""Split: an honest validation part, by writer.

Checkpoints and settings are chosen on this part, never on a test set.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from training.data.corpus import Corpus


def validation_writers(writers: Iterable[str], share: float, seed: int) -> frozenset[str]:
    """Known writers drawn at random until they wrote `share` of all expressions with a known writer."""
    written: dict[str, int] = {}
    for writer in writers:
        if writer:
            written[writer] = written.get(writer, 0) + 1
    order = sorted(written)
    random.Random(seed).shuffle(order)
    chosen, count = [], 0
    for writer in order:
        if count >= share * sum(written.values()):
            break
        chosen.append(writer)
        count += written[writer]
    return frozenset(chosen)


def split(corpus: Corpus, share: float = 0.08, seed: int = 2026) -> tuple[Corpus, Corpus]:
    """Training and validation part: no writer, and no unknown writer's ink, is in validation and in training at once.

    A share of 0.08 of the expressions with known writers is about 5 % of CROHME's training files.
    """
    chosen = validation_writers(corpus.writers, share, seed)
    held_out = [index for index, writer in enumerate(corpus.writers) if writer in chosen]
    kept = [index for index, writer in enumerate(corpus.writers) if writer not in chosen]
    return corpus.subset(kept), corpus.subset(held_out)

r"""Twins: symbols that one draws alike and tells apart by what stands beside them, such as `x` and `X`.

Ink is read in a size of its own, so a twin by itself could be either. Composed expressions of a lone symbol therefore
bear the label that is commonest: whatever was meant, that is the best guess, and a model learns one answer, not two.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mathnet.vocabulary import Vocabulary
from training.data.sample import Sample

# The commonest first, as formulas of the data engine use them.
_GROUPS = ("0 o O", "x X", "c C", "s S", "u U", "v V", "w W", "z Z", "p P")
COMMONEST = {twin: twins.split()[0] for twins in _GROUPS for twin in twins.split()[1:]}


def as_commonest(sample: Sample, vocabulary: Vocabulary) -> Sample:
    """The sample, by its commonest name if it is nothing but a symbol that has twins."""
    name = COMMONEST.get("".join(vocabulary.decode(sample.tokens.tolist()))) if len(sample.tokens) == 1 else None
    if name is None or name not in vocabulary:
        return sample
    renamed = np.array(vocabulary.encode([name]), dtype=np.int64)
    return replace(sample, tokens=renamed, labels=renamed.copy())

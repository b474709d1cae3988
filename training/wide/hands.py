"""Hands that no training has seen, of which the sample of `training.wide` is written.

Three kinds of ink, none of it from a test: symbols by the writers of CROHME that the model's own recipe held out; the
eighth of the drawn symbols that `training symbols` leaves out of its banks; and, where both have fewer than five
specimens of a symbol, look-alikes made of those and glyphs by made-up writers that serve no training.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.corpus import Corpus
from training.synthesis import hershey
from training.synthesis.mixture import refuse_held_out
from training.synthesis.specimens import HELD_OUT, build_bank
from training.synthesis.symbols import Specimen, SymbolBank

_STEPS = 2048  # of a capital's height; a packed bank's points are as fine
_Steps = NDArray[np.int64]


def unseen_bank(held_out: Corpus, drawn: Path | None) -> SymbolBank:
    """The bank of the ink that was held out: that of a corpus' validation part, and of a file of drawn symbols.

    Raises `OSError` and `ValueError` for a file that cannot be read.
    """
    return build_bank(held_out, drawn, supply=HELD_OUT)[0]


def real_hands(bank: SymbolBank) -> list[str]:
    """The hands of a bank that are people's."""
    return [hand for hand in bank.writers if not hand.startswith(hershey.HAND)]


def seen_by_training(unseen: SymbolBank, held_out: Corpus, path: Path) -> float:
    """The share of the drawn symbols of an unseen bank that stand in the packed bank that a model was trained with.

    Banks of before drawings were held out have them. Raises `ValueError` if that bank has symbols of held-out writers,
    and what `SymbolBank.load` raises.
    """
    training = SymbolBank.load(path)
    refuse_held_out(training, held_out, path)
    known: dict[tuple[object, ...], list[_Steps]] = defaultdict(list)
    for specimen in _drawn(training):
        known[_signature(specimen)].append(_steps(specimen))
    seen = [any(_same(_steps(one), other) for other in known[_signature(one)]) for one in _drawn(unseen)]
    return sum(seen) / max(len(seen), 1)


def _drawn(bank: SymbolBank) -> list[Specimen]:
    return [specimen for token in bank.tokens for specimen in bank.specimens(token) if specimen.source == "detexify"]


def _signature(specimen: Specimen) -> tuple[object, ...]:
    return specimen.token, *map(len, specimen.strokes)


def _steps(specimen: Specimen) -> _Steps:
    return np.round(np.concatenate(specimen.strokes) * _STEPS).astype(np.int64)


def _same(one: _Steps, other: _Steps) -> bool:
    """Whether points are the same but for rounding."""
    return bool(np.abs(one - other).max() <= 1)

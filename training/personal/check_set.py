"""The check set: expressions that come with the program, always the same ones, to see that a model forgot nothing.

Composed formulas of the whole vocabulary in made-up hands that no training sees, and the inks of `resources/samples`.
It shows whether a model still reads every token and layout in neat vector glyphs; it cannot show how well it reads
people, whose ink differs more. Models compare by it, they are not rated by it.
"""

from __future__ import annotations

from importlib import resources

import numpy as np

from mathnet import inkml
from mathnet.latex import LatexError, canonical
from mathnet.vocabulary import Vocabulary
from training.data.making import to_sample
from training.data.report import UnusableError
from training.data.sample import Sample
from training.formulas.formulas import Formulas
from training.synthesis.engine import Engine
from training.synthesis.specimens import HELD_OUT, build_bank

_SEED = 4343
_MOST_TOKENS = 24  # short, as what people write


def check_set(count: int, vocabulary: Vocabulary) -> list[tuple[str, Sample]]:
    """So many expressions with their names; of fewer, the first ones. What the vocabulary cannot say is left out."""
    if not count:
        return []
    bank, _ = build_bank(supply=HELD_OUT)
    engine = Engine(Formulas(vocabulary=vocabulary), bank, vocabulary, writers=bank.writers, scribbles=0.0)
    rng, found = np.random.default_rng(_SEED), _shipped(vocabulary)[:count]
    while len(found) < count:
        sample = engine.draw(rng)
        if len(sample.tokens) <= _MOST_TOKENS:
            found.append((f"composed-{len(found)}", sample))
    return found


def _shipped(vocabulary: Vocabulary) -> list[tuple[str, Sample]]:
    found = []
    for entry in sorted((resources.files("resources") / "samples").iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".inkml"):
            ink = inkml.read(entry.read_bytes(), entry.name)
            try:
                found.append((entry.name, to_sample(ink, canonical(ink.truth), vocabulary)))
            except (LatexError, UnusableError):  # a small vocabulary
                continue
    return found

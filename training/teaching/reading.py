"""Reading: held-out expressions, encoded once and read as often as it takes with one memory or another.

Letters: T tokens, V vocabulary, N symbols, K symbols of several expressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from mathnet.ink import Ink
from mathnet.linking import inked
from mathnet.memory import Entries, Memory
from mathnet.model import Encoded
from mathnet.raster import rasterize
from mathnet.recognizer import Recognizer
from mathnet.scoring import Scorer
from mathnet.search import BeamSearch
from training.data.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Studied:
    """An expression as the model sees it: encoded, what it is, what is read without a memory, and its symbols.

    Shapes: `steps` (N, 2, V), the log probabilities before each symbol in both directions if all before is right.
    """

    encoded: Encoded
    truth: tuple[str, ...]
    found: tuple[str, ...]
    entries: Entries
    steps: Tensor

    @property
    def right(self) -> bool:
        return self.found == self.truth


class Reader:
    """Reads encoded expressions with a recogniser's model."""

    def __init__(self, recognizer: Recognizer, beam: int) -> None:
        self.recognizer, self.beam = recognizer, beam
        self.scorer = Scorer(recognizer.model, recognizer.vocabulary)

    def study(self, corpus: Corpus, at: int) -> Studied:
        """Looks at one expression of a corpus: its ink, what it is, and how it is read."""
        truth = tuple(corpus.vocabulary[token] for token in corpus.samples[at].tokens)
        ink = Ink.of([stroke.tolist() for stroke in corpus.samples[at].strokes])
        raster = torch.from_numpy(rasterize(ink, self.recognizer.model.config.raster)[0])[None]
        with torch.inference_mode():
            encoded = self.recognizer.model.encode(raster.to(self.recognizer.device))
            steps = self._steps(encoded, truth)
            keys, tokens = self.scorer.keys(encoded, tuple(self.recognizer.vocabulary.encode(truth)))
        entries = Entries(corpus.names[at], self.recognizer.fingerprint, keys.clone(), tokens.clone())
        return Studied(encoded, truth, self.read(encoded, Memory.empty()), entries, steps)

    def read(self, encoded: Encoded, memory: Memory) -> tuple[str, ...]:
        """The best caption of an encoded picture with a memory."""
        with torch.inference_mode():
            search = BeamSearch(self.recognizer.model, self.recognizer.vocabulary, memory)
            return self.recognizer.vocabulary.decode(search(encoded, self.beam)[0].tokens)

    def _steps(self, encoded: Encoded, truth: Sequence[str]) -> Tensor:
        """The log probabilities before each symbol, left to right and right to left. Shapes: (N, 2, V)."""
        vocabulary = self.recognizer.vocabulary
        ids, places = vocabulary.encode(truth), torch.tensor(inked(truth), dtype=torch.long)
        rows = [[vocabulary.start, *ids], [vocabulary.end, *ids[::-1]]]
        logits, _ = self.recognizer.model(encoded, torch.tensor(rows, device=self.recognizer.device))
        chances = logits.float().log_softmax(2).cpu()  # (2, T + 1, V)
        return torch.stack([chances[0, places], chances[1, len(truth) - 1 - places]], dim=1)

    def symbol_errors(self, studied: Sequence[Studied], memory: Memory) -> int:
        """Symbols that would be wrong if all before were right, both directions together."""
        steps = torch.cat([one.steps for one in studied]).transpose(0, 1)  # (2, K, V)
        wanted = torch.cat([one.entries.tokens for one in studied])  # (K,)
        mixed = memory.mixed(steps.flatten(0, 1), len(wanted), self.scorer.symbols).view(steps.shape)
        chosen = self.scorer.symbols[mixed[..., self.scorer.symbols].argmax(2)]  # (2, K)
        return int((chosen != wanted).sum())

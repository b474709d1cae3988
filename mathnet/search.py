"""Search: from an encoded picture to the captions that both reading directions find likely.

Beam search with a cache of keys and values, left to right and right to left at once, in one batch. The grammar leaves
every hypothesis well-formed, a memory of corrected symbols has its say, and pins leave no choice where they say what is
written. Each caption that either
direction finished is then scored by both (`mathnet.scoring`) and ranked by the mean log probability of its tokens.

Letters: R hypotheses alive (both directions), N finished captions, T tokens, L packed cells, V vocabulary, A heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from mathnet.decoder import Cache
from mathnet.grammar import State
from mathnet.memory import Memory
from mathnet.model import Encoded, Model
from mathnet.pins import Guide
from mathnet.scoring import Scored, Scorer, Stop, check
from mathnet.vocabulary import Vocabulary

_LOOP_TOKENS = 24  # a stretch this long that only repeats a block is a loop …
_LOOP_BLOCK = 6  # … if the block has at most so many tokens
_HOPELESS = 4.5  # nats behind the best of its direction: 1 in 90, not worth another step


@dataclass(frozen=True)
class Hypothesis:
    """A caption being written: its token ids in writing direction, its grammar state and log probability."""

    tokens: tuple[int, ...]
    state: State
    total: float
    backward: bool
    held: frozenset[int] = frozenset()  # pins that it has written

    @property
    def loops(self) -> bool:
        tail = self.tokens[-_LOOP_TOKENS:]
        if len(tail) < _LOOP_TOKENS:
            return False
        return any(tail[block:] == tail[:-block] for block in range(1, _LOOP_BLOCK + 1))


class BeamSearch:
    """Searches captions with one model and what its memory says. Stateless between calls."""

    def __init__(self, model: Model, vocabulary: Vocabulary, memory: Memory | None = None) -> None:
        self.model, self.vocabulary = model, vocabulary
        self.scorer = Scorer(model, vocabulary, memory)
        self.grammar = self.scorer.grammar

    def __call__(
        self, encoded: Encoded, beam: int, guide: Guide | None = None, stop: Stop | None = None
    ) -> list[Scored]:
        """The captions that either direction finished, best first: at least one, at most `beam` (two for a beam of 1).

        `encoded` holds one picture. All captions keep to the guide, or, where no formula can be found that does, none.
        Raises `ValueError` for a beam below 1, and `Stopped` once `stop`, asked before each step, says True.
        """
        if beam < 1:
            raise ValueError(f"a beam has at least one hypothesis, not {beam}")
        found = self._ranked(encoded, _shortlist(self._expand(encoded, beam, None, stop), beam), None, stop)
        return found if guide is None else self._guided(encoded, beam, guide, stop, found)

    def _guided(
        self, encoded: Encoded, beam: int, guide: Guide, stop: Stop | None, found: list[Scored]
    ) -> list[Scored]:
        """Captions that keep to the guide: found by it, or without it and with its tokens put in their places."""
        finished = [h for h in self._expand(encoded, beam, guide, stop) if len(h.held) == len(guide)]
        put = [guide.put(scored.tokens, scored.attention) for scored in found]
        captions = dict.fromkeys([*_shortlist(finished, beam), *filter(self.grammar.reads, put)])
        ranked = self._ranked(encoded, list(captions), guide, stop)
        kept = [scored for scored in ranked if scored.pins == len(guide)]
        return (kept or ranked or found)[: max(beam, 2)]

    def _ranked(
        self, encoded: Encoded, captions: list[tuple[int, ...]], guide: Guide | None, stop: Stop | None
    ) -> list[Scored]:
        return sorted(self.scorer.score(encoded, captions, guide, stop), key=lambda each: -each.score)

    def _expand(self, encoded: Encoded, beam: int, guide: Guide | None, stop: Stop | None) -> list[Hypothesis]:
        """Writes captions token by token until each direction has finished `beam` of them."""
        most = self._most_tokens(encoded)
        alive = [Hypothesis((), self.grammar.start(backward), 0.0, backward) for backward in (False, True)]
        finished: list[Hypothesis] = []
        # Laid out as the products of each step need it: else every step copies it anew.
        reads = [(key.contiguous(), value.contiguous()) for key, value in self.model.decoder.read(encoded.memory)]
        bias, cache = encoded.memory.bias, Cache()
        while alive:
            check(stop)
            logits, weights = self.model.decoder(self._last_tokens(alive, bias.device), reads, bias, cache)
            chances = self._log_probabilities(logits[:, -1], alive)
            looked = guide.looked(weights) if guide else None
            if guide and looked is not None:
                chances = guide.steered(chances, looked, [h.held for h in alive])
            parents, alive, ended = self._step(alive, chances, beam, most)
            if guide and looked is not None:
                alive = [_holding(h, looked[row], guide) for h, row in zip(alive, parents, strict=True)]
            finished += ended
            alive, parents = self._unfinished(alive, parents, finished, beam)
            cache = cache.select(torch.tensor(parents, dtype=torch.long, device=bias.device))
        return finished

    def _most_tokens(self, encoded: Encoded) -> int:
        """More tokens than this cannot stand for so little ink: at most two a cell, braces included."""
        return min(self.model.config.decoder.most_tokens, 10 + 2 * int(encoded.held.sum()))

    def _last_tokens(self, alive: Sequence[Hypothesis], device: torch.device) -> Tensor:
        """What each hypothesis wrote last; backward ones begin where forward ones end. Shapes: (R, 1)."""
        first = {False: self.vocabulary.start, True: self.vocabulary.end}
        last = [h.tokens[-1] if h.tokens else first[h.backward] for h in alive]
        return torch.tensor(last, device=device)[:, None]

    def _log_probabilities(self, logits: Tensor, alive: Sequence[Hypothesis]) -> Tensor:
        """Log probabilities (R, V) on the CPU; a backward hypothesis ends by `<sos>`, here moved to `<eos>`' place.

        Backward hypotheses come last.
        """
        forward = sum(not hypothesis.backward for hypothesis in alive)
        result = self.scorer.memory.mixed(logits.float().log_softmax(1).cpu(), forward, self.scorer.symbols)
        result[forward:, self.vocabulary.end] = result[forward:, self.vocabulary.start]
        return result

    def _step(
        self, alive: Sequence[Hypothesis], log_probabilities: Tensor, beam: int, most: int
    ) -> tuple[list[int], list[Hypothesis], list[Hypothesis]]:
        """The best continuations of each direction: rows they continue, those that go on and those that end here."""
        allowed = [self.grammar.allowed(h.state, most - len(h.tokens)) for h in alive]
        barred = ~torch.stack([torch.from_numpy(row.copy()) for row in allowed])
        totals = torch.tensor([h.total for h in alive])[:, None] + log_probabilities.masked_fill(barred, -torch.inf)
        parents: list[int] = []
        going: list[Hypothesis] = []
        ended: list[Hypothesis] = []
        for backward in (False, True):
            rows = [row for row, h in enumerate(alive) if h.backward == backward]
            most_going = len(going) + beam
            for row, token, total in _best(totals, rows, 2 * beam):
                if len(going) == most_going:
                    break  # what comes later, ends too, is not in the beam
                if token == self.vocabulary.end:
                    ended.append(replace(alive[row], state=(), total=total))
                else:
                    parents.append(row)
                    going.append(self._longer(alive[row], token, total))
        return parents, going, ended

    def _longer(self, hypothesis: Hypothesis, token: int, total: float) -> Hypothesis:
        state = self.grammar.advance(hypothesis.state, token)
        return Hypothesis((*hypothesis.tokens, token), state, total, hypothesis.backward, hypothesis.held)

    def _unfinished(
        self, alive: list[Hypothesis], parents: list[int], finished: list[Hypothesis], beam: int
    ) -> tuple[list[Hypothesis], list[int]]:
        """Drops directions that have finished enough, what is hopeless, and loops unless nothing else is left."""
        done = {b for b in (False, True) if sum(h.backward == b for h in finished) >= beam}
        promising = {id(h) for h in _promising([*alive, *finished])}
        kept = [at for at, h in enumerate(alive) if h.backward not in done and id(h) in promising and not h.loops]
        if not kept and not finished:
            kept = list(range(len(alive)))
        return [alive[at] for at in kept], [parents[at] for at in kept]


def _shortlist(finished: Sequence[Hypothesis], beam: int) -> list[tuple[int, ...]]:
    """The captions, left to right, of the most promising hypotheses: at most `beam`, but two for a beam of 1."""
    ranked = sorted(_promising(finished), key=lambda h: -h.total / (len(h.tokens) + 1))
    captions = dict.fromkeys(h.tokens[::-1] if h.backward else h.tokens for h in ranked)
    return list(captions)[: max(beam, 2)]


def _promising(hypotheses: Sequence[Hypothesis]) -> list[Hypothesis]:
    """Those that are not hopelessly behind the best of their direction."""
    best = {b: max((h.total for h in hypotheses if h.backward == b), default=0.0) for b in (False, True)}
    return [h for h in hypotheses if h.total > best[h.backward] - _HOPELESS]


def _best(totals: Tensor, rows: list[int], count: int) -> list[tuple[int, int, float]]:
    """The likeliest continuations of some rows, best first, as (row, token, total). Shapes: `totals` (R, V)."""
    if not rows:
        return []
    flat = totals[rows].flatten()
    values, places = flat.topk(min(count, int(flat.isfinite().sum())))
    size = totals.shape[1]
    return [(rows[at // size], at % size, value) for at, value in zip(places.tolist(), values.tolist(), strict=True)]


def _holding(hypothesis: Hypothesis, looked: Tensor, guide: Guide) -> Hypothesis:
    """The hypothesis, which remembers if it just wrote a pin."""
    return replace(hypothesis, held=guide.holding(hypothesis.held, looked, hypothesis.tokens[-1]))

"""Decoding in bulk: many encoded pictures to captions at once, for measuring models.

The program reads one picture at a time with a beam in both directions (`mathnet.search`). Measuring dozens of models on
thousands of expressions calls for less: the likeliest token, left to right, for a whole batch a step.

Letters: B pictures, R captions still in the batch, L packed cells, V vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mathnet.decoder import Cache, Memory, Reads
from mathnet.grammar import Grammar, State
from mathnet.model import Encoded, Model
from mathnet.search import BeamSearch, Hypothesis
from mathnet.vocabulary import Vocabulary

_FULL = 0.75  # below this share of unfinished captions the batch is packed anew: that copies the memory


class Rules(Protocol):
    """What may follow what: `mathnet.grammar.Grammar`, or anything goes."""

    def start(self) -> State: ...

    def advance(self, state: State, token_id: int) -> State: ...

    def allowed(self, state: State, room: int | None = None) -> NDArray[np.bool_]: ...

    def remaining(self, state: State) -> int: ...


class Unruled:
    """Any token at any time; only the end when there is no room left."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.any, self.end = np.ones(len(vocabulary), dtype=np.bool_), np.zeros(len(vocabulary), dtype=np.bool_)
        self.any[[vocabulary.pad, vocabulary.start]] = False
        self.end[vocabulary.end] = True

    def start(self) -> State:
        return ()

    def advance(self, state: State, token_id: int) -> State:  # noqa: ARG002  # there is nothing to remember
        return state

    def allowed(self, state: State, room: int | None = None) -> NDArray[np.bool_]:  # noqa: ARG002
        return self.end if room == 0 else self.any

    def remaining(self, state: State) -> int:  # noqa: ARG002
        return 0


@dataclass
class Line:
    """A caption being written: its picture's place in the batch, the most tokens it may have, its grammar's state."""

    picture: int
    most: int
    state: State
    tokens: list[int] = field(default_factory=list)
    ended: bool = False


def captions(model: Model, encoded: Encoded, vocabulary: Vocabulary, beam: int = 1) -> list[tuple[int, ...]]:
    """The best caption of each picture: greedy for a beam of 1, else by the program's own search, one by one."""
    if beam == 1:
        return greedy(model, encoded, vocabulary)
    search = BeamSearch(model, vocabulary)
    return [search(single(encoded, row), beam)[0].tokens for row in range(len(encoded.held))]


@torch.inference_mode()
def greedy(model: Model, encoded: Encoded, vocabulary: Vocabulary, well_formed: bool = True) -> list[tuple[int, ...]]:
    """The likeliest token after the other, left to right, of each picture; start and end left out.

    With `well_formed`, of the tokens that the grammar allows. A caption that has begun to loop, or has as many tokens
    as its ink or the model allows, is brought to its end by the shortest way.
    """
    rules: Rules = Grammar(vocabulary) if well_formed else Unruled(vocabulary)
    lines = [Line(row, most, rules.start()) for row, most in enumerate(_most_tokens(model, encoded))]
    alive, reads, bias, cache = lines, _reads(model, encoded), encoded.memory.bias, Cache()
    while alive:
        last = [line.tokens[-1] if line.tokens else vocabulary.start for line in alive]
        logits, _ = model.decoder(torch.tensor(last, device=bias.device)[:, None], reads, bias, cache)
        _write(alive, _likeliest(logits[:, -1], alive, rules), rules, vocabulary.end)
        kept = [row for row, line in enumerate(alive) if not line.ended]
        if len(kept) <= _FULL * len(alive):
            alive = [alive[row] for row in kept]
            reads, bias, cache = _select(torch.tensor(kept, dtype=torch.long, device=bias.device), reads, bias, cache)
    return [tuple(line.tokens) for line in lines]


def _reads(model: Model, encoded: Encoded) -> Reads:
    """What the decoder takes from the memory, laid out as its products need it: else each step copies it anew."""
    return [(key.contiguous(), value.contiguous()) for key, value in model.decoder.read(encoded.memory)]


def _most_tokens(model: Model, encoded: Encoded) -> list[int]:
    """As in `mathnet.search`: at most two tokens a cell, braces included."""
    return (10 + 2 * encoded.held.sum(1)).clamp(max=model.config.decoder.most_tokens).tolist()


def _likeliest(logits: Tensor, alive: list[Line], rules: Rules) -> list[int]:
    """The best allowed token of each line. Shapes: `logits` (R, V)."""
    allowed = np.stack([rules.allowed(line.state, line.most - len(line.tokens)) for line in alive])
    barred = torch.from_numpy(~allowed).to(logits.device)
    return logits.masked_fill(barred, -torch.inf).argmax(1).tolist()


def _write(alive: list[Line], tokens: list[int], rules: Rules, end: int) -> None:
    for line, token in zip(alive, tokens, strict=True):
        if line.ended or token == end:
            line.ended = True
            continue
        line.tokens.append(token)
        line.state = rules.advance(line.state, token)
        if Hypothesis(tuple(line.tokens), line.state, 0.0, False).loops:
            line.most = min(line.most, len(line.tokens) + rules.remaining(line.state))


def _select(rows: Tensor, reads: Reads, bias: Tensor, cache: Cache) -> tuple[Reads, Tensor, Cache]:
    """What the decoder needs for the captions `rows` alone."""
    kept = [(key.index_select(0, rows), value.index_select(0, rows)) for key, value in reads]
    return kept, bias.index_select(0, rows), cache.select(rows)


def single(encoded: Encoded, row: int) -> Encoded:
    """One picture of a batch, without the padding of its packed cells."""
    one, count = slice(row, row + 1), int(encoded.held[row].sum())
    memory = Memory(encoded.memory.cells[one, :count], encoded.memory.bias[one, :count])
    cells = {name: getattr(encoded, name)[one, :count] for name in ("packed", "where", "held", "focus")}
    return replace(encoded, **cells, memory=memory)

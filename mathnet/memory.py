"""Memory: symbols of formulas that somebody corrected, so that the same hand is not misread the same way again.

As in kNN-LM (Khandelwal et al., arXiv 1911.00172, eq. 2 and 3), the distribution of a token is mixed with that of its
nearest neighbours among what is remembered. A key is what the model itself thinks of all symbols before it writes one:
their log probabilities, centred, at unit length. With d_i the squared distance to entry i, and P what the model
gives to all symbols together,

    m(v) = sum of exp(-d_i / temperature) over the near entries of token v, over that of all near entries
    share = weight * (1 - d / reach), d to the nearest entry; entries beyond `reach` are not near, nor heard
    p'(v) = (1 - share) * p(v) + share * P * m(v), for symbols v

Tokens without ink of their own keep what they have: a memory says what a symbol is, not where groups begin and end.

Letters: N entries, k of them nearest, R rows, R' some of these, V vocabulary, Y symbols of it.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from mathnet.linking import has_ink
from mathnet.vocabulary import SPECIALS, Vocabulary

FORMAT = "1"
MOST_ENTRIES = 4000
_NEIGHBOURS, _DIRECTIONS = 16, 96
_REMEDY = "build it anew from its samples"
_FOREIGN = f"the memory was made with another model: {_REMEDY}"
_EMPTY = (torch.zeros(0, 2, 0, dtype=torch.float16), torch.zeros(0, dtype=torch.int64))


class UnusableMemoryError(ValueError):
    """A memory that cannot be used: broken, or of another model; the message says what to do."""


@dataclass(frozen=True)
class Recall:
    """How loudly a memory speaks; chosen on validation writers by `python -m training memory`."""

    weight: float = 0.7  # of the memory where an entry is as near as can be
    temperature: float = 0.05  # squared distance at which an entry counts for 1/e
    reach: float = 0.5  # squared distance from which on nothing is heard: 0 is the same, 2 unrelated

    def __post_init__(self) -> None:
        if not 0 <= self.weight < 1 or self.temperature <= 0 or self.reach <= 0:
            raise ValueError(f"a memory has a weight from 0 to below 1, temperature and reach above 0: {self}")


@dataclass(frozen=True, eq=False)
class Entries:
    """The symbols of one corrected formula. `model` is the fingerprint of the model that looked at them.

    Shapes: `keys` (N, 2, Y) in half precision, for reading left to right and right to left; `tokens` (N,) ids.
    """

    sample: str
    model: str
    keys: Tensor
    tokens: Tensor


@dataclass(frozen=True, eq=False)
class Memory:
    """What is remembered, oldest first; a value: what changes it gives another. Each entry knows its samples.

    Shapes: `keys` (N, 2, Y) in half precision; `tokens` (N,) ids; `samples` N sets.
    """

    model: str = ""
    keys: Tensor = _EMPTY[0]
    tokens: Tensor = _EMPTY[1]
    samples: tuple[frozenset[str], ...] = ()
    recall: Recall = field(default_factory=Recall)

    @classmethod
    def empty(cls) -> Memory:
        """A memory of nothing, which any model may have."""
        return cls()

    def __len__(self) -> int:
        return len(self.samples)

    def with_formula(self, entries: Entries, most: int = MOST_ENTRIES) -> Memory:
        """This memory with a formula, in place of what its sample left before; beyond `most`, the oldest go.

        What is remembered already, to the last bit, is one entry of both samples. Raises `UnusableMemoryError` for a
        formula that another model looked at.
        """
        before = self.without(entries.sample)
        if len(before) and before.model != entries.model:
            raise UnusableMemoryError(_FOREIGN)
        if not len(before):
            before = replace(before, keys=entries.keys[:0])
        keys, tokens = torch.cat([before.keys, entries.keys]), torch.cat([before.tokens, entries.tokens])
        owners = (*before.samples, *[frozenset([entries.sample])] * len(entries.tokens))
        merged: dict[tuple[int, bytes], tuple[int, frozenset[str]]] = {}
        for at, (token, key) in enumerate(zip(tokens.tolist(), keys.numpy(), strict=True)):
            known = merged.get((token, key.tobytes()), (at, frozenset()))
            merged[token, key.tobytes()] = known[0], known[1] | owners[at]
        kept = [at for at, _ in merged.values()][-most:]
        samples = tuple(names for _, names in merged.values())[-most:]
        return Memory(entries.model, keys[kept], tokens[kept], samples, self.recall)

    def without(self, sample: str) -> Memory:
        """This memory as if the sample had never been."""
        left = [names - {sample} for names in self.samples]
        kept = [at for at, names in enumerate(left) if names]
        return replace(self, keys=self.keys[kept], tokens=self.tokens[kept], samples=tuple(left[at] for at in kept))

    def check(self, model: str, vocabulary: Vocabulary) -> None:
        """Raises `UnusableMemoryError` if the memory is not one of this model, given by fingerprint and vocabulary."""
        if not len(self):
            return
        if self.model != model:
            raise UnusableMemoryError(_FOREIGN)
        symbols = symbols_of(vocabulary)
        if self.keys.shape[2] != len(symbols) or not torch.isin(self.tokens, symbols).all():
            raise UnusableMemoryError(f"the memory is of another vocabulary: {_REMEDY}")

    def mixed(self, log_probabilities: Tensor, forward: int, symbols: Tensor) -> Tensor:
        """The log probabilities with what is remembered mixed in; the very same where nothing is near.

        Shapes: `log_probabilities` (R, V) on the CPU, to the same; the first `forward` rows read left to right, the
        others right to left; `symbols` (Y,) as of `symbols_of`.
        """
        if not len(self):
            return log_probabilities
        chosen = log_probabilities.index_select(1, symbols)  # (R, Y)
        likeness = self._likeness(chosen, forward)
        close = (likeness.amax(1) > 1 - self.recall.reach / 2).nonzero()[:, 0]
        if not len(close):
            return log_probabilities
        likeness, nearest = likeness[close].topk(min(_NEIGHBOURS, len(self)), dim=1)  # (R', k), nearest first
        distances, before = (2 - 2 * likeness).clamp(min=0), chosen[close]
        share = self.recall.weight * (1 - distances[:, :1] / self.recall.reach)  # (R', 1)
        votes = torch.exp(-distances / self.recall.temperature).masked_fill(distances >= self.recall.reach, 0)
        which = torch.searchsorted(symbols, self.tokens[nearest])  # (R', k)
        counted = torch.zeros_like(before).scatter_add_(1, which, votes)  # (R', Y)
        remembered = (counted / votes.sum(1, keepdim=True)).log() + before.logsumexp(1, keepdim=True)
        result = log_probabilities.clone()
        result[close[:, None], symbols] = torch.logaddexp(before + torch.log1p(-share), remembered + share.log())
        return result

    def _likeness(self, chosen: Tensor, forward: int) -> Tensor:
        """The cosine of rows, once centred, and entries. Shapes: (R, Y) to (R, N)."""
        basis, forwards, backwards = self._compact
        lengths = chosen.std(1, correction=0, keepdim=True) * math.sqrt(chosen.shape[1])
        compact = chosen @ basis / lengths.clamp(min=1e-6)
        return torch.cat([compact[:forward] @ forwards, compact[forward:] @ backwards])

    @cached_property
    def _compact(self) -> tuple[Tensor, Tensor, Tensor]:
        """The keys along their principal directions, for speed: these (Y, C), and each side's keys (C, N) in them.

        With 96 of 259 directions, squared distances between near symbols are right to 0.01. The directions are centred,
        so what is laid along them need not be.
        """
        keys = self.keys.float()  # (N, 2, Y)
        flat = keys.flatten(0, 1)
        basis = torch.linalg.eigh(flat.T @ flat)[1][:, -_DIRECTIONS:]
        forwards, backwards = (keys @ basis).permute(1, 2, 0).contiguous().unbind(0)
        return basis - basis.mean(0), forwards, backwards

    def save(self, path: Path) -> None:
        """Writes a safetensors file in one step. Raises `OSError`."""
        names = sorted(set().union(*self.samples))
        owners = [[at, names.index(name)] for at, owned in enumerate(self.samples) for name in sorted(owned)]
        tensors = {"keys": self.keys.contiguous(), "tokens": self.tokens.to(torch.int32)}
        tensors["owners"] = torch.tensor(owners, dtype=torch.int32).view(-1, 2)
        partial = path.with_suffix(".partial")
        save_file(tensors, partial, {"format": FORMAT, "model": self.model, "samples": json.dumps(names)})
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path) -> Memory:
        """Reads what `save` wrote. Raises `OSError` if there is no such file, and `UnusableMemoryError`."""
        path.stat()  # says plainly if there is none
        try:
            with safe_open(path, "pt") as file:
                about = file.metadata() or {}
                keys, tokens, owners = (file.get_tensor(name) for name in ("keys", "tokens", "owners"))
            if about["format"] != FORMAT:
                raise ValueError(f"its format is {about['format']!r}, not {FORMAT!r}")
            return cls(about["model"], *_checked(keys, tokens), _owned(owners, json.loads(about["samples"]), len(keys)))
        except (SafetensorError, KeyError, ValueError, TypeError, IndexError) as error:
            raise UnusableMemoryError(f"the memory {path} cannot be read ({error}): {_REMEDY}") from None


def _checked(keys: Tensor, tokens: Tensor) -> tuple[Tensor, Tensor]:
    if keys.dtype != torch.float16 or keys.dim() != 3 or keys.shape[1] != 2 or tokens.shape != keys.shape[:1]:
        raise ValueError(f"keys {tuple(keys.shape)} and tokens {tuple(tokens.shape)} do not fit each other")
    if not keys.isfinite().all() or (tokens < 0).any():
        raise ValueError("some of its numbers are none")
    return keys, tokens.long()


def _owned(owners: Tensor, names: list[str], count: int) -> tuple[frozenset[str], ...]:
    """The samples of each entry, from pairs of entry and sample."""
    samples: list[set[str]] = [set() for _ in range(count)]
    for entry, name in owners.tolist():
        samples[entry].add(names[name])
    if not all(samples):
        raise ValueError("it has entries without a sample")
    return tuple(map(frozenset, samples))


def symbols_of(vocabulary: Vocabulary) -> Tensor:
    """The ids of tokens that have ink of their own, ascending. Shapes: (Y,)"""
    inked = [has_ink(token) and token not in SPECIALS for token in vocabulary.tokens]
    return torch.tensor(inked).nonzero()[:, 0]


def features(log_probabilities: Tensor, symbols: Tensor) -> Tensor:
    """What the model thinks of all symbols, centred, at unit length. Shapes: (..., V) and (Y,) to (..., Y)."""
    chosen = log_probabilities[..., symbols]
    return torch.nn.functional.normalize(chosen - chosen.mean(-1, keepdim=True), dim=-1)

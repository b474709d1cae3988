"""What the attention finds: the focus map and the decoder's gaze held against CROHME's symbols, for measuring only.

The focus is compared cell by cell with maps that know nothing: a uniform one, untrained attention networks on the same
encoder, and the ink's density. A map that only follows the ink has a lift of 1 everywhere; one that is only brighter
where ink is dense has the lifts of the density map, and correlates with it.

Letters: B expressions, H W cells, N ink cells (a stroke's line runs through them), K symbols, R roles, M maps of a
kind, T tokens, L packed cells, E expressions of a corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from mathnet.attention import AttentionNetwork
from mathnet.encoder import CELL
from mathnet.model import Encoded, Model
from mathnet.vocabulary import Vocabulary
from training.data.batching import Batch, Drawn, collate
from training.data.sample import NO_SYMBOL, Floats, Ids
from training.loop import mixed_precision
from training.measures.roles import ROLES, STRUCTURAL, roles_of_symbols

UNTRAINED = 3  # untrained networks, for one alone may happen to like a role
_DRAWS = 1000  # of the bootstrap
_FLAT = 1e-6  # a deviation below this correlates with nothing

Key = tuple[str, ...]  # the path of a figure in the report
Figures = dict[Key, tuple[float, float]]  # sum and count of one expression


class Tally:
    """Figures of expressions, and in the end their means with 95 % intervals by bootstrap over expressions."""

    def __init__(self) -> None:
        self.rows: list[Figures] = []

    def add(self, figures: Figures) -> None:
        self.rows.append(figures)

    def summary(self, seed: int) -> dict[str, Any]:
        """Nested by the keys: `mean`, `low`, `high` and `expressions`, the number of those that have the figure."""
        keys = dict.fromkeys(key for row in self.rows for key in row)
        count, result = len(self.rows), dict[str, Any]()
        if not count:
            return result
        draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), _DRAWS)  # (draws, E)
        for key in keys:
            pairs = np.array([row.get(key, (0.0, 0.0)) for row in self.rows])  # (E, 2)
            _put(result, key, _interval(pairs, draws))
        return result


def _interval(pairs: NDArray[np.float64], draws: NDArray[np.int64]) -> dict[str, float]:
    sums, counts = (draws @ pairs).T
    means = sums[counts > 0] / counts[counts > 0]
    low, high = np.percentile(means, [2.5, 97.5]).tolist()
    values = {"mean": float(pairs[:, 0].sum() / pairs[:, 1].sum()), "low": low, "high": high}
    return {name: round(value, 5) for name, value in values.items()} | {"expressions": int((pairs[:, 1] > 0).sum())}


def _put(tree: dict[str, Any], key: Key, value: dict[str, float]) -> None:
    for part in key[:-1]:
        tree = tree.setdefault(part, {})
    tree[key[-1]] = value


@dataclass(frozen=True, eq=False)
class InkCells:
    """One expression's ink cells. Shapes: `rows`, `columns`, `owner` (the symbol's number), `density` (mean ink) and
    `around` (mean density of the cell and its neighbours), all (N,); `roles` (R, N)."""

    rows: Ids
    columns: Ids
    owner: Ids
    density: Floats
    around: Floats
    roles: NDArray[np.bool_]

    @classmethod
    def of(cls, drawn: Drawn, vocabulary: Vocabulary) -> InkCells:
        rows, columns = np.nonzero(drawn.symbols != NO_SYMBOL)
        owner = drawn.symbols[rows, columns]
        high, wide = drawn.symbols.shape
        density = drawn.raster[0].reshape(high, CELL, wide, CELL).mean(axis=(1, 3))
        around = cv2.blur(density, (3, 3), borderType=cv2.BORDER_CONSTANT)
        roles = roles_of_symbols(drawn.sample, vocabulary.tokens)[:, owner]
        return cls(rows, columns, owner, density[rows, columns], around[rows, columns], roles)


@torch.inference_mode()
def measure_attention(
    model: Model, groups: Iterable[list[Drawn]], written: Vocabulary, own: Vocabulary | None, seed: int = 0
) -> dict[str, Any]:
    """Figures of the focus map and, with the model's own vocabulary (None for an untrained decoder), of the gaze.

    `groups` are expressions to be encoded together, their captions in the vocabulary `written`. Those without symbol
    groups count nothing. Gives `ink` (each role's share of ink cells), `maps` (by map: `roles`, the lift of each;
    `pointing`, `entropy`, `mean`, `on_ink` and `correlation`), and `tokens`.
    """
    device = next(model.parameters()).device
    networks, tally = _untrained(model, seed, device), Tally()
    for group in groups:
        batch = collate(group, written).to(device)
        with mixed_precision(device):
            encoded = model.encode(batch.raster(), batch.valid)
            maps = _maps(model, batch, encoded, networks)
            gazes = _gazes(model, encoded, group, written, own) if own is not None else [None] * len(group)
        held = encoded.unpack(encoded.held.float()).cpu().numpy()  # (B, H, W)
        for row, (drawn, gaze) in enumerate(zip(group, gazes, strict=True)):
            cells = InkCells.of(drawn, written)
            if len(cells.owner):
                kinds = {name: kind[:, row] for name, kind in maps.items()}
                tally.add(_of_expression(kinds, held[row], cells, drawn, gaze))
    return tally.summary(seed)


def _untrained(model: Model, seed: int, device: torch.device) -> list[AttentionNetwork]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        config = model.config
        return [AttentionNetwork(config.width, config.focus).eval().to(device) for _ in range(UNTRAINED)]


def _maps(model: Model, batch: Batch, encoded: Encoded, networks: list[AttentionNetwork]) -> dict[str, Floats]:
    """The focus and the untrained networks' maps, from 0 to 1. Shapes: (M, B, H, W) each."""
    cells = model.encoder(batch.raster(), batch.valid)
    untrained = torch.stack([network(cells).float().sigmoid() for network in networks])
    present = encoded.unpack(encoded.held.float())
    focus = encoded.unpack(encoded.focus.float().sigmoid())[None]
    return {"focus": focus.cpu().numpy(), "untrained": (untrained * present).cpu().numpy()}


def _of_expression(
    kinds: dict[str, Floats], held: Floats, cells: InkCells, drawn: Drawn, gaze: Floats | None
) -> Figures:
    """All figures of one expression. Shapes: `kinds` (M, H, W) each; `held` (H, W); `gaze` (T, H, W)."""
    at = (slice(None), cells.rows, cells.columns)
    figures: Figures = {("ink", role): (float(share), 1.0) for role, share in zip(ROLES, _shares(cells), strict=True)}
    references = {"uniform": np.ones((1, len(cells.owner)), dtype=np.float32), "density": cells.density[None]}
    for name, values in ({kind: grid[at] for kind, grid in kinds.items()} | references).items():
        _gather(figures, ("maps", name), [figure for one in values for figure in figures_of_map(one, cells)])
    for name, grid in kinds.items():
        _gather(figures, ("maps", name), [(("on_ink",), float(one[at[1:]].sum() / one.sum())) for one in grid])
    _gather(figures, ("maps", "uniform"), [(("on_ink",), len(cells.owner) / float(held.sum()))])
    if gaze is not None:
        _gather(figures, ("tokens",), figures_of_tokens(gaze, held, cells, drawn))
    return figures


def _shares(cells: InkCells) -> Floats:
    return np.asarray(cells.roles.mean(axis=1), dtype=np.float32)


def _gather(figures: Figures, under: Key, found: Iterable[tuple[Key, float]]) -> None:
    """Adds what is a number to the sums and counts of an expression."""
    for key, value in found:
        if np.isfinite(value):
            total, count = figures.get((*under, *key), (0.0, 0.0))
            figures[*under, *key] = (total + value, count + 1)


def figures_of_map(values: Floats, cells: InkCells) -> Iterator[tuple[Key, float]]:
    """The figures of one map over the ink cells. Shapes: `values` (N,), not negative."""
    yield ("mean",), float(values.mean())
    if values.sum() <= 0:
        return
    mass = values / values.sum()
    for role, inside, share in zip(ROLES, cells.roles, _shares(cells), strict=True):
        if 0 < share < 1:  # a role that has all ink has all focus, too
            yield ("roles", role), float(mass[inside].sum() / share)
    telling = np.logical_or.reduce(cells.roles[[ROLES.index(role) for role in STRUCTURAL]])
    hit, chance = float(telling[np.flatnonzero(values == values.max())].mean()), float(telling.mean())
    yield from ((("pointing", "hit"), hit), (("pointing", "chance"), chance), (("pointing", "gain"), hit - chance))
    if len(mass) > 1:
        present = mass[mass > 0]
        yield ("entropy",), float(-(present * np.log(present)).sum() / np.log(len(mass)))
    yield ("correlation", "density"), correlation(values, cells.density)
    yield ("correlation", "density_around"), correlation(values, cells.around)


def correlation(first: Floats, second: Floats) -> float:
    """Pearson's correlation, not a number where one of the two hardly varies. Shapes: (N,) twice."""
    if len(first) < 3 or min(first.std(), second.std()) < _FLAT:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _gazes(
    model: Model, encoded: Encoded, group: list[Drawn], written: Vocabulary, own: Vocabulary
) -> list[Floats | None]:
    """Where the decoder looks for each token of the caption, read from left to right, by teacher forcing: the last
    layer's weights, averaged over heads. Shapes: (T, H, W) each; None for captions with tokens that it lacks."""
    captions = [[written.tokens[token] for token in drawn.sample.tokens.tolist()] for drawn in group]
    known = [all(token in own for token in caption) for caption in captions]
    rows = [[own.start, *(own.encode(caption) if here else [])] for caption, here in zip(captions, known, strict=True)]
    longest = max(map(len, rows))
    table = torch.tensor([row + [own.pad] * (longest - len(row)) for row in rows], device=encoded.held.device)
    _, weights = model(encoded, table)
    looked: Tensor = weights.float().mean(1)  # (B, T, L)
    return [
        _laid_out(encoded, row, looked[row, : len(caption)]) if known[row] else None
        for row, caption in enumerate(captions)
    ]


def _laid_out(encoded: Encoded, row: int, looked: Tensor) -> Floats:
    """Shapes: (T, L) to (T, H, W)."""
    high, wide = encoded.grid
    held = encoded.held[row]
    flat = looked.new_zeros(len(looked), high * wide)
    flat[:, encoded.where[row, held]] = looked[:, held]
    return np.asarray(flat.view(-1, high, wide).cpu().numpy(), dtype=np.float32)


def figures_of_tokens(gaze: Floats, held: Floats, cells: InkCells, drawn: Drawn) -> Iterator[tuple[Key, float]]:
    """Of each token's gaze, the share inside its own symbol's cells and inside the box around them; and what a gaze
    that is even over all packed cells would have there. Shapes: `gaze` (T, H, W)."""
    even = held / held.sum()
    for token, symbol in enumerate(drawn.sample.symbol_of_token.tolist()):
        own = np.flatnonzero(cells.owner == symbol)
        if symbol == NO_SYMBOL or not len(own):
            continue
        rows, columns = cells.rows[own], cells.columns[own]
        box = (slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))
        played = [role for role, plays in zip(ROLES, cells.roles[:, own[0]], strict=True) if plays]
        for name, grid in (("", gaze[token]), ("chance_", even)):
            for role in ("all", *played):
                yield (role, f"{name}cells"), float(grid[rows, columns].sum())
                yield (role, f"{name}box"), float(grid[box].sum())

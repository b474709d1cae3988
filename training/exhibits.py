"""What a stage puts into its run's gallery, and the events that name it.

Stage 1 shows how alike its embeddings are, stage 2 where it looks and what masking hides, stage 3 what it reads.

Letters: B expressions, T tokens, P Q pixels, H W cells, E size of an embedding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.encoder import ink_cells
from mathnet.latex import pretty
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.data.batching import Drawn, collate, place
from training.events import Focus, Health, Sample
from training.gallery import Gallery
from training.masking import MaskingConfig, choose_hidden, hide
from training.measures.decode import greedy

_SHOWN = 32  # expressions whose similarities are drawn
_SQUARE = 6  # pixels a side for each pair of them
_SINGULAR = 64  # values of the spectrum that are told


@dataclass(frozen=True)
class Moment:
    """When and where something is shown."""

    gallery: Gallery
    stage: str
    step: int


@torch.inference_mode()
def readings(moment: Moment, model: Model, drawn: list[Drawn], vocabulary: Vocabulary) -> Iterator[Sample]:
    """What the model reads, without a beam, and what its decoder looked at."""
    batch = collate(drawn, vocabulary).to(next(model.parameters()).device)
    encoded = model.encode(batch.raster(), batch.valid)
    found = greedy(model, encoded, vocabulary)
    longest = max(map(len, found))
    rows = [[vocabulary.start, *tokens] + [vocabulary.pad] * (longest - len(tokens)) for tokens in found]
    _, weights = model(encoded, torch.tensor(rows, device=encoded.held.device))  # (B, A, T, L)
    looked = encoded.unpack(weights.float().mean(1)).cpu().numpy()  # (B, T, H, W)
    for number, (one, tokens) in enumerate(zip(drawn, found, strict=True)):
        heat = looked[number, : len(tokens) + 1].max(axis=0)
        yield Sample(
            *(moment.stage, moment.step, number, moment.gallery.ink(number, one)),
            moment.gallery.heat("map", moment.step, one, heat, number),
            truth=pretty(vocabulary.decode(one.sample.tokens.tolist())),
            read=pretty(vocabulary.decode(tokens)),
        )


@torch.inference_mode()
def focus_maps(
    moment: Moment, parts: nn.ModuleDict, drawn: list[Drawn], masking: MaskingConfig, progress: float
) -> Iterator[Focus]:
    """Where encoder and attention network look, and what masking leaves of the ink so far into the curriculum."""
    height, width = (max(one.raster.shape[axis] for one in drawn) for axis in (1, 2))
    pictures = place([one.raster for one in drawn], height, width).to(next(parts.parameters()).device)
    raster = pictures.raster()
    inked = ink_cells(raster, pictures.valid)
    logits = parts["attention"](parts["encoder"](raster, pictures.valid)).float()  # (B, H, W)
    share = masking.share(progress)
    hidden = choose_hidden(logits, inked, share, masking.guidance(progress), masking.block)
    left = np.round(255 * (1 - hide(raster, hidden)[:, 0].cpu().numpy())).astype(np.uint8)  # (B, P, Q)
    focus = (logits.sigmoid() * inked).cpu().numpy()
    for number, one in enumerate(drawn):
        rows, columns = one.raster.shape[1:]
        yield Focus(
            *(moment.stage, moment.step, number, moment.gallery.ink(number, one)),
            moment.gallery.heat("focus", moment.step, one, focus[number], number),
            moment.gallery.add("masked", moment.step, left[number, :rows, :columns], number),
            hidden=round(share, 4),
        )


def embeddings(moment: Moment, first: Tensor, second: Tensor, values: dict[str, float]) -> Health:
    """How alike the embeddings (B, E) of two views are, with figures that are told as they are."""
    one, other = (F.normalize(side.detach().float(), dim=1) for side in (first, second))
    alike = (one[:_SHOWN] @ other[:_SHOWN].T).clamp(0, 1).cpu().numpy()
    picture = np.round(255 * (1 - alike)).astype(np.uint8)
    picture = picture.repeat(_SQUARE, axis=0).repeat(_SQUARE, axis=1)
    singular = torch.linalg.svdvals(one - one.mean(0))
    spectrum = (singular / singular[0].clamp(min=1e-9))[:_SINGULAR].tolist()
    name = moment.gallery.add("health", moment.step, picture)
    told = {key: round(value, 5) for key, value in values.items()}
    return Health(moment.stage, moment.step, name, told, [round(value, 5) for value in spectrum])

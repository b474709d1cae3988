"""Stage 1, pretraining of the encoder: ink alone, no captions and no symbol labels.

`python -m training pretrain --recipe NAME --cache FILE --run FOLDER`. The recipe's table `pretrain` says how.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import Tensor
from torch.utils.data import Dataset
from tqdm import tqdm

from mathnet.encoder import Encoder
from training.config import Recipe
from training.contrast import health
from training.data.batching import BatchConfig, Chunk
from training.data.corpus import Corpus
from training.data.sample import Floats
from training.data.split import split
from training.data.views import ViewBatch, ViewChunks, ViewConfig
from training.events import Event
from training.exhibits import Moment, embeddings
from training.loop import mixed_precision
from training.objectives import make_objective, pooled
from training.stage import RunOptions, Stage, described
from training.transfer import save_parts

_COLLAPSED = 0.1  # deviation of an embedding's coordinates below which it says next to nothing
HELD_OUT = 256  # expressions for validation


class Pretrain(Stage[ViewBatch]):
    """Stage 1. What it leaves is the encoder, the moving average of its weights."""

    name = "pretrain"

    def __init__(self, corpus: Corpus, recipe: Recipe, options: RunOptions) -> None:
        config = recipe.pretrain
        super().__init__(recipe, options, config.optimizer, config.batch)
        torch.manual_seed(recipe.seed)
        self.training, self.held_out = unlabelled(corpus, recipe)
        self.encoder = Encoder(recipe.model.encoder, recipe.model.width)
        objective = make_objective(self.encoder, recipe.model.width, config)
        self.prepare(objective, self.encoder, [(objective.parameters(), 1.0)])
        self.task = objective
        self.embedded: tuple[Tensor, Tensor] | None = None

    def stream(self) -> Dataset[Chunk[ViewBatch]]:
        config = self.recipe.pretrain
        return ViewChunks(self.training, self.recipe.model.raster, config.views, config.batch, self.recipe.seed)

    def after_step(self) -> None:
        self.task.after_step()

    def signs(self) -> dict[str, float]:
        return {name: round(value, 5) for name, value in self.task.health().items()}

    def averaged(self) -> Encoder:
        """A copy of the encoder with the averaged weights."""
        encoder = Encoder(self.recipe.model.encoder, self.recipe.model.width).to(self.options.device)
        self.average.copy_to(encoder)
        return encoder.eval()

    @property
    def expressions(self) -> int:
        return len(self.training)

    def exhibit(self, moment: Moment) -> Iterable[Event]:
        """How alike the held-out embeddings are that were validated last; nothing where none is held out."""
        if self.embedded is None:
            return ()
        return [embeddings(moment, *self.embedded, health(*self.embedded))]

    def validate(self) -> dict[str, float]:
        """`contrast.health` of pooled cells on held-out ink; nothing where none is held out."""
        self.embedded = self._embed()
        values = health(*self.embedded) if self.embedded else {}
        if values and values["deviation"] < _COLLAPSED:
            told = f"warning: embeddings are nearly alike (deviation {values['deviation']:.3f})"
            tqdm.write(f"{told}: if they stay so after the warm-up, lower the rate")
        return {f"{name}_held_out": value for name, value in values.items()}

    @torch.inference_mode()
    def _embed(self) -> tuple[Tensor, Tensor] | None:
        """Pooled cells (B, D) of the first and of the second views of held-out ink."""
        encoder, sides = self.averaged(), []
        for batch in held_out_views(self.held_out, self.recipe, self.recipe.pretrain.views, self.batch):
            views = batch.to(self.options.device)
            with mixed_precision(self.options.device):
                cells, inked = self.task.encode(views, encoder)
            sides.append(pooled(cells, inked).chunk(2))
        if not sides:
            return None
        return torch.cat([first for first, _ in sides]), torch.cat([second for _, second in sides])

    def export(self) -> None:
        """Writes the averaged encoder as `parts.safetensors` and `parts.json`."""
        parts = {"encoder": self.averaged()}
        save_parts(parts, self.recipe.model, self.options.folder, described(self.recipe, self.state.step, None))


def unlabelled(corpus: Corpus, recipe: Recipe) -> tuple[list[list[Floats]], list[list[Floats]]]:
    """Strokes of the training and of the held-out part, and nothing but strokes: pictures have none, and are left out.

    Raises `ValueError` if no ink is left.
    """
    training, held_out = (
        [sample.strokes for sample in part.samples if sample.strokes]
        for part in split(corpus, recipe.validation_share, recipe.seed)
    )
    if not training:
        raise ValueError("there is no ink to learn from: the corpus has only pictures or held-out writers")
    return training, held_out


def held_out_views(inks: list[list[Floats]], recipe: Recipe, views: ViewConfig, batch: BatchConfig) -> list[ViewBatch]:
    """Two views of some held-out expressions, always the same."""
    if not inks:
        return []
    config = replace(batch, chunk=min(len(inks), HELD_OUT))
    return list(ViewChunks(inks, recipe.model.raster, views, config, seed=recipe.seed)[0].batches())

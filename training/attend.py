"""Stage 2, attention learning: where to look, without labels, under progressive spatial masking.

`python -m training attend --recipe NAME --cache FILE --init RUN --run FOLDER`, RUN being stage 1's.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import nn
from torch.utils.data import Dataset

from mathnet.attention import AttentionNetwork
from mathnet.encoder import Encoder
from mathnet.model import Model
from training.config import Recipe
from training.data.batching import Chunk
from training.data.corpus import Corpus
from training.data.views import ViewBatch, ViewChunks
from training.events import Event
from training.exhibits import Moment, focus_maps
from training.gallery import chosen, drawn_for_show, unlabelled_sample
from training.matching import Matching
from training.pretrain import unlabelled
from training.stage import RunOptions, Stage, described
from training.transfer import initialise, save_parts


class Attend(Stage[ViewBatch]):
    """Stage 2. What it leaves is the encoder and the attention network, moving averages of their weights."""

    name = "attend"

    def __init__(self, corpus: Corpus, recipe: Recipe, options: RunOptions) -> None:
        config = recipe.attend
        super().__init__(recipe, options, config.optimizer, config.batch)
        torch.manual_seed(recipe.seed)
        self.inks, held_out = unlabelled(corpus, recipe)
        shown = chosen([unlabelled_sample(ink) for ink in held_out or self.inks])
        self.shown = drawn_for_show(shown, recipe.model.raster)
        model = Model(recipe.model, len(corpus.vocabulary))
        if options.initial is not None:
            initialise(model, options.initial)
        self.matching = Matching(model.encoder, model.attention, recipe.model.width, config)
        kept = nn.ModuleDict({"encoder": model.encoder, "attention": model.attention})
        slow = set(model.encoder.parameters())
        rest = [parameter for parameter in self.matching.parameters() if parameter not in slow]
        self.prepare(self.matching, kept, [(rest, 1.0), (model.encoder.parameters(), config.encoder_rate)])

    def stream(self) -> Dataset[Chunk[ViewBatch]]:
        config = self.recipe.attend
        return ViewChunks(self.inks, self.recipe.model.raster, config.views, config.batch, self.recipe.seed)

    def before_step(self) -> None:
        self.matching.progress = self.state.step / max(self.schedule.steps - 1, 1)

    def after_step(self) -> None:
        self.matching.after_step()

    def signs(self) -> dict[str, float]:
        """How well masked views of the last batch were told apart, and signs of collapse."""
        return {name: round(value, 5) for name, value in self.matching.health().items()}

    def validate(self) -> dict[str, float]:
        """Nothing: what the map finds is measured against symbols, by `training.measures.focus`."""
        return {}

    @property
    def expressions(self) -> int:
        return len(self.inks)

    def exhibit(self, moment: Moment) -> Iterable[Event]:
        """Where it looks in a few expressions, and what masking would leave of them now."""
        masking, progress = self.recipe.attend.masking, self.matching.progress
        return focus_maps(moment, self.averaged(), self.shown, masking, progress)

    def averaged(self) -> nn.ModuleDict:
        """Copies of encoder and attention network with the averaged weights."""
        config = self.recipe.model
        parts = nn.ModuleDict(
            {
                "encoder": Encoder(config.encoder, config.width),
                "attention": AttentionNetwork(config.width, config.focus),
            }
        ).to(self.options.device)
        self.average.copy_to(parts)
        return parts.eval()

    def export(self) -> None:
        """Writes the averaged parts as `parts.safetensors` and `parts.json`."""
        training = described(self.recipe, self.state.step, self.options.initial)
        save_parts(dict(self.averaged().items()), self.recipe.model, self.options.folder, training)

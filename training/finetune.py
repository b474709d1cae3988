"""Stage 3, supervised fine-tuning: ink and captions to a model that writes LaTeX.

`python -m training finetune --recipe NAME --cache FILE [--init RUN] --run FOLDER`. With `--init`, encoder and attention
network begin as an earlier stage left them, or all of the network as a trained model has it, whose vocabulary may be
another. The moving average of the weights becomes `model.safetensors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from mathnet.checkpoint import save_model
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.config import Recipe
from training.data.batching import Batch, Chunk, collate, draw_sample
from training.data.compose import Composer
from training.data.corpus import Corpus
from training.data.split import split
from training.data.stream import Chunks, Source
from training.events import Event
from training.exhibits import Moment, readings
from training.gallery import chosen, drawn_for_show
from training.loop import mixed_precision
from training.losses import Supervision, reading_directions
from training.stage import RunOptions, Stage, described
from training.synthesis.engine import Engine
from training.synthesis.mixture import Mixture, make_engine
from training.transfer import initialise, initialise_whole, is_model


class Finetune(Stage[Batch]):
    """Stage 3. What it leaves is a whole model, the moving average of its weights."""

    name = "finetune"

    def __init__(self, corpus: Corpus, recipe: Recipe, options: RunOptions) -> None:
        super().__init__(recipe, options, recipe.optimizer, recipe.batch)
        torch.manual_seed(recipe.seed)
        self.vocabulary = Vocabulary(corpus.vocabulary)
        whole, self.validation = split(corpus, recipe.validation_share, recipe.seed)
        if not len(whole):
            raise ValueError("nothing is left to train on: all ink is of held-out writers, lower validation_share")
        self.training = labelled(whole, recipe)
        self.model = Model(recipe.model, len(self.vocabulary))
        if options.initial is not None and is_model(options.initial):
            initialise_whole(self.model, self.vocabulary, options.initial)
        elif options.initial is not None:
            initialise(self.model, options.initial)
        elif recipe.frozen:
            raise ValueError("frozen stages must be trained ones: give --init, or set frozen = 0 in the recipe")
        self.model.encoder.freeze(recipe.frozen)
        supervision = Supervision(self.model, self.vocabulary, recipe.loss)
        self.prepare(supervision, self.model, [(supervision.parameters(), 1.0)])
        self.held_out: list[Batch] = []
        shown = chosen((self.validation if len(self.validation) else self.training).samples)
        self.shown = drawn_for_show(shown, recipe.model.raster)

    def stream(self) -> Dataset[Chunk[Batch]]:
        recipe = self.recipe
        composer = Composer(self.training.samples, self.vocabulary, recipe.compose)
        source: Source = composer
        if recipe.compose.synthetic:
            source = Mixture(composer, self._engine(), recipe.compose.synthetic)
        return Chunks(source, self.vocabulary, recipe.model.raster, recipe.augment, recipe.batch, recipe.seed)

    def _engine(self) -> Engine:
        bank, formulas, config = self.options.bank, self.options.formulas, self.recipe.compose
        return make_engine(self.training, self.validation, self.vocabulary, bank, formulas, config)

    @property
    def expressions(self) -> int:
        return len(self.training)

    def exhibit(self, moment: Moment) -> Iterable[Event]:
        """What it reads in a few expressions."""
        return readings(moment, self.averaged(), self.shown, self.vocabulary)

    def averaged(self) -> Model:
        """A copy of the model with the averaged weights, ready to read."""
        model = Model(self.recipe.model, len(self.vocabulary)).to(self.options.device)
        self.average.copy_to(model)
        return model.eval()

    @torch.inference_mode()
    def validate(self) -> dict[str, float]:
        """Share of validation captions that greedy decoding would get right, by direction and with strokes withheld.

        Nothing where no ink is held out.
        """
        if not len(self.validation):
            return {}
        model, right = self.averaged(), torch.zeros(4)
        if not self.held_out:
            self.held_out = list(validation_batches(self.validation, self.recipe, self.vocabulary))
        for batch in (held_out.to(self.options.device) for held_out in self.held_out):
            for row, strokes in enumerate((True, False)):
                right[2 * row : 2 * row + 2] += greedy_matches(model, batch, self.vocabulary, strokes).cpu()
        names = ("forward", "backward", "forward_picture", "backward_picture")
        return {
            f"validation_{name}": float(value) / len(self.validation) for name, value in zip(names, right, strict=True)
        }

    def export(self) -> None:
        """Writes the averaged model as `model.safetensors` and `model.json` into the run's folder."""
        training = described(self.recipe, self.state.step, self.options.initial)
        save_model(self.averaged(), self.vocabulary, self.options.folder / "model", training)


def labelled(corpus: Corpus, recipe: Recipe) -> Corpus:
    """The expressions whose captions may be read: a share of the corpus, drawn by the seed; at least one."""
    count = max(round(recipe.labels * len(corpus)), 1)
    if count == len(corpus):
        return corpus
    chosen = np.random.default_rng([recipe.seed, 3]).permutation(len(corpus))[:count]
    return corpus.subset(sorted(chosen.tolist()))


def greedy_matches(model: Model, batch: Batch, vocabulary: Vocabulary, strokes: bool) -> Tensor:
    """How many captions of a batch are right in each direction.

    Greedy decoding writes the caption exactly if, given the caption so far, each next token is the likeliest: so one
    pass of teacher forcing counts what step-by-step decoding without a grammar would find. Shapes: (2,).
    """
    raster = batch.raster()
    if not strokes:
        raster = torch.cat([raster[:, :1], torch.zeros_like(raster[:, 1:])], dim=1)
    lengths = (batch.tokens != vocabulary.pad).sum(1, keepdim=True)
    tokens = reading_directions(batch.tokens, lengths)
    with mixed_precision(raster.device):
        logits, _ = model(model.encode(raster, batch.valid), tokens[:, :-1])
    targets = tokens[:, 1:]
    same = (logits.argmax(2) == targets) | (targets == vocabulary.pad)
    right: Tensor = same.all(1).view(2, -1).sum(1)
    return right.float()


def validation_batches(corpus: Corpus, recipe: Recipe, vocabulary: Vocabulary) -> Iterator[Batch]:
    """The validation part as it stands: no augmentation, sorted by size."""
    samples = sorted(corpus.samples, key=lambda sample: sample.extent)
    for at in range(0, len(samples), recipe.batch.size):
        group = samples[at : at + recipe.batch.size]
        raster = recipe.model.raster
        yield collate([draw_sample(sample, 1.0, raster, raster.thickness) for sample in group], vocabulary)

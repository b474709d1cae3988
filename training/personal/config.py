"""Configuration of personal fine-tuning: what of the network learns, from what, how much, and how it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

from training.augment import AugmentConfig
from training.config import Recipe
from training.data.batching import BatchConfig
from training.data.compose import ComposeConfig
from training.loop import OptimizerConfig

LOW_RANK, LAST_LAYERS = UPDATES = ("low_rank", "last_layers")


@dataclass(frozen=True)
class UpdateConfig:
    """What learns. `low_rank` (Hu et al., arXiv 2106.09685): all of the decoder's large matrices and the encoder's
    pointwise convolutions get a change of low rank. `last_layers`: the decoder's last layer, its norm and its output
    learn in full. All else stays as it is, batch norm's statistics, too."""

    kind: str = LAST_LAYERS
    rank: int = 8
    kept: int = 2  # of the encoder's three stages, the finest first, that stay as they are
    share: float = 1.0  # of the change that is kept in the end; less draws the model back to the one it began with

    def __post_init__(self) -> None:
        if self.kind not in UPDATES or self.rank < 1 or not 0 < self.share <= 1:
            raise ValueError(f"an update is one of {', '.join(UPDATES)}, of rank 1 or more, a share above 0: {self}")


@dataclass(frozen=True)
class MixConfig:
    """What a chunk of the stream is made of, and how much its parts weigh."""

    own: float = 0.5  # share of corrections, varied
    hand: float = 0.125  # share of composed formulas in symbols that were cut out of the corrections
    replay: float = 0.375  # share of replay: composed formulas in other hands; half of it CROHME where that is given
    distilled: float = 1.0  # weight of the old model's distribution on replay, per token
    captioned: float = 0.2  # weight of replay's captions, per token; a correction's token has weight 1

    def __post_init__(self) -> None:
        shares = (self.own, self.hand, self.replay)
        if min(*shares, self.distilled, self.captioned) < 0 or abs(sum(shares) - 1) > 1e-6 or not self.own:
            raise ValueError(f"shares of a mix add up to 1, corrections among them, and weights are 0 or more: {self}")


def _batch() -> BatchConfig:
    return BatchConfig(size=8, pixels=600_000, chunk=64, most_tokens=48, slab=2, canvases=((192, 768),))


@dataclass(frozen=True)
class PersonalConfig:
    """Personal fine-tuning as a whole. Steps are the most that are taken; fewer where the time allows no more."""

    seed: int = 2026
    update: UpdateConfig = field(default_factory=UpdateConfig)
    mix: MixConfig = field(default_factory=MixConfig)
    batch: BatchConfig = field(default_factory=_batch)
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    compose: ComposeConfig = field(default_factory=ComposeConfig)  # how corrections are taken apart and put together
    steps: int = 100
    warmup: int = 20
    peak: float = 1e-3  # learning rate; last layers learn at a tenth of it
    smoothing: float = 0.05  # label smoothing of captions
    average: float = 0.99  # decay of the moving average of what is trained
    check: int = 100  # expressions of the check set
    beam: int = 5  # hypotheses of the search when a model is judged, as in the program

    def __post_init__(self) -> None:
        if min(self.steps, self.beam) < 1 or self.check < 0:
            raise ValueError(f"steps and beam are at least 1, the check set is not negative: {self}")

    def recipe(self, base: Recipe, steps: int) -> Recipe:
        """The recipe of a run of so many steps that begins with a model of the recipe `base`."""
        rate = self.peak * (0.1 if self.update.kind == LAST_LAYERS else 1.0)
        warmup = min(self.warmup, max(steps // 4, 1))
        return Recipe(
            seed=self.seed,
            validation_share=base.validation_share,
            model=base.model,
            batch=self.batch,
            augment=self.augment,
            compose=self.compose,
            optimizer=OptimizerConfig(steps=steps, warmup=warmup, peak=rate, decay=0.0, average=self.average),
        )

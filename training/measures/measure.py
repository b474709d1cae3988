"""Measure: a trained run on a packed test corpus, in bulk: accuracy under damage, and what the attention finds.

`python -m training measure --run RUN --cache TEST.npz --out FILE.json [--robustness] [--attention] [--beam N]`.
A run of fine-tuning has both; one of attention learning has an encoder and an attention network, and nothing to read
with. Where `training.evaluate` reads file by file as a user would, this reads sorted batches, left to right.

Letters: P Q pixels.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from tqdm import tqdm

from mathnet.checkpoint import load_model
from mathnet.model import Model
from mathnet.raster import STRIDE, RasterConfig
from mathnet.recognizer import choose_device
from mathnet.vocabulary import Vocabulary
from training.data.batching import Drawn, collate
from training.data.corpus import Corpus
from training.data.sample import Sample
from training.loop import mixed_precision, write_json
from training.measures.corrupt import AS_WRITTEN, CONDITIONS, Condition, conditions_named, damage
from training.measures.decode import captions
from training.measures.focus import measure_attention
from training.metrics import Score
from training.transfer import network_of

_COLUMN = 18  # characters of a table's column
_RATES = ("exprate", "at_most_1", "at_most_2", "structure_rate", "token_error_rate", "all_symbols_left")
_FULL = 0.75  # least share of a batch's pixels that are no padding


@dataclass(frozen=True)
class MeasureOptions:
    """What is measured, and how fast."""

    beam: int = 1  # 1 is greedy from left to right, in batches; more is the program's own search, one by one
    conditions: tuple[str, ...] = (AS_WRITTEN.name,)  # of `training.measures.corrupt.CONDITIONS`
    attention: bool = True  # measure the maps, too
    limit: int | None = None  # only the first so many expressions
    device: str = "auto"
    seed: int = 2026  # of damage, untrained networks and bootstrap
    size: int = 32  # most expressions a batch
    pixels: int = 1_000_000  # most pixels a batch

    def __post_init__(self) -> None:
        if min(self.beam, self.size, self.pixels) < 1 or (self.limit is not None and self.limit < 1):
            raise ValueError(f"beam, limit, size and pixels of a measurement are at least 1: {self}")
        conditions_named(self.conditions)


@dataclass(frozen=True, eq=False)
class Trained:
    """A run's network, and its vocabulary if it has learned to read."""

    model: Model
    vocabulary: Vocabulary | None


def load_run(run: Path, vocabulary: int, device: torch.device) -> Trained:
    """The model or the parts that a run's folder holds, or the model of a file, with or without suffix.

    `vocabulary` is the size of one for a network that has none of its own. Raises `ValueError` if nothing is there to
    be measured.
    """
    parts = run / "parts.safetensors" if run.is_dir() else run
    if run.is_dir() and not (run / "model.safetensors").is_file() and parts.is_file():
        _check_attention(parts)
        model, own = network_of(run, vocabulary), None
    else:
        model, own = load_model(run / "model" if run.is_dir() else run)
    model = model.eval().fuse().to(device)
    model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Trained(model, own)


def _check_attention(parts: Path) -> None:
    with safe_open(parts, "pt") as file:
        if not any(name.startswith("attention.") for name in file.keys()):  # noqa: SIM118  # no iterator there
            raise ValueError(f"{parts.parent} has no attention network to measure: give an attend or finetune run")


def measure(run: Path, corpus: Corpus, options: MeasureOptions) -> dict[str, Any]:
    """All figures of a run on a test corpus, ready for JSON.

    `conditions` holds a `Score.summary` a condition, empty for a run without a decoder; `attention` what
    `training.measures.focus.measure_attention` gives. Raises `ValueError` for a corpus without expressions.
    """
    began = time.monotonic()
    corpus = corpus.subset(range(min(len(corpus), options.limit or len(corpus))))
    if not len(corpus):
        raise ValueError("there is nothing to measure on: the packed file holds no expression")
    trained = load_run(run, len(corpus.vocabulary), choose_device(options.device))
    conditions = conditions_named(options.conditions) if trained.vocabulary is not None else []
    report: dict[str, Any] = {
        "run": str(run),
        "test": ", ".join(dict.fromkeys(corpus.sources)),
        "expressions": len(corpus),
        "beam": options.beam,
        "seed": options.seed,
        "conditions": {condition.name: read(trained, corpus, condition, options) for condition in conditions},
    }
    if options.attention:
        groups = batches(corpus, AS_WRITTEN, trained.model.config.raster, options)
        own, written = trained.vocabulary, Vocabulary(corpus.vocabulary)
        report["attention"] = measure_attention(trained.model, groups, written, own, options.seed)
    return report | {"seconds": round(time.monotonic() - began, 1)}


@torch.inference_mode()
def read(trained: Trained, corpus: Corpus, condition: Condition, options: MeasureOptions) -> dict[str, float]:
    """The rates of a model on a corpus in one condition. A caption with tokens that the model lacks is wrong.

    `all_symbols_left` is the share of expressions whose every symbol kept some ink: the others can only be guessed.
    """
    model, own, written = trained.model, trained.vocabulary, Vocabulary(corpus.vocabulary)
    if own is None:
        raise ValueError("a network without a trained decoder reads nothing")
    device, score, left = next(model.parameters()).device, Score(), 0
    for group in batches(corpus, condition, model.config.raster, options):
        batch = collate(group, written).to(device)
        with mixed_precision(device):  # not of the decoder: for a token a step, single precision is the faster
            encoded = model.encode(batch.raster(), batch.valid)
        for drawn, found in zip(group, captions(model, encoded, own, options.beam), strict=True):
            score.add(written.decode(drawn.sample.tokens.tolist()), own.decode(found), milliseconds=0.0)
            left += set(range(len(drawn.sample.labels))) <= set(drawn.sample.symbol_of_stroke.tolist())
    rates = score.summary() | {"all_symbols_left": left / len(corpus)}
    return {name: round(value, 5) for name, value in rates.items() if "millisecond" not in name}


def batches(
    corpus: Corpus, condition: Condition, raster: RasterConfig, options: MeasureOptions
) -> Iterator[list[Drawn]]:
    """Every expression once, drawn in a condition, in groups of about one size with little padding."""
    named = zip(corpus.samples, corpus.names, strict=True)
    damaged = [damage(sample, name, condition, options.seed) for sample, name in named]
    damaged.sort(key=lambda sample: _size(sample, condition.scale * raster.symbol_pixels, raster.margin))
    group: list[Drawn] = []
    for sample in tqdm(damaged, desc=condition.name, unit="ink", disable=not sys.stderr.isatty(), leave=False):
        drawn = condition.draw(sample, raster)
        if group and not _fits([*group, drawn], options):
            yield group
            group = []
        group.append(drawn)
    yield group


def _size(sample: Sample, pixels: float, margin: int) -> tuple[int, float]:
    """Rows of the raster in steps that matter, and then its width; `pixels` a symbol size."""
    width, height = sample.extent
    return math.ceil((height * pixels + 2 * margin) / STRIDE), width


def _fits(group: list[Drawn], options: MeasureOptions) -> bool:
    """Whether a group is small enough for a batch, and of about one size."""
    sizes = [one.raster.shape[1:] for one in group]
    whole = len(sizes) * max(rows for rows, _ in sizes) * max(columns for _, columns in sizes)
    inside = sum(rows * columns for rows, columns in sizes)
    return len(group) <= options.size and whole <= options.pixels and inside >= _FULL * whole


def measure_command(
    run: Path,
    cache: Path,
    out: Path,
    beam: int = 1,
    robustness: bool = False,
    attention: bool = False,
    limit: int | None = None,
    device: str = "auto",
) -> int:
    """Measures a run on a packed file, prints a table and writes all figures to `out` in one step. Returns 0."""
    chosen = tuple(condition.name for condition in CONDITIONS) if robustness else (AS_WRITTEN.name,)
    options = MeasureOptions(beam=beam, conditions=chosen, attention=attention, limit=limit, device=device)
    report = measure(run, Corpus.load(cache), options)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_json(out, report)
    print(table(report))
    return 0


def table(report: dict[str, Any]) -> str:
    """A report's main figures as text."""
    head = f"{report['run']} on {report['test']}, {report['expressions']} expressions, {report['seconds']} s"
    return "\n".join([head, *_rate_lines(report["conditions"]), *_attention_lines(report.get("attention", {}))])


def _rate_lines(conditions: dict[str, dict[str, float]]) -> Iterator[str]:
    if conditions:
        yield " " * _COLUMN + "".join(f"{name:>{_COLUMN}}" for name in _RATES)
    for name, score in conditions.items():
        yield f"{name:{_COLUMN}}" + "".join(f"{score[rate]:{_COLUMN}.2%}" for rate in _RATES)


def _attention_lines(attention: dict[str, Any]) -> Iterator[str]:
    """A line a role: its share of ink, the lift of each map, and the decoder's gaze in the box of the own symbol."""
    maps, tokens = attention.get("maps", {}), attention.get("tokens", {})
    if maps:
        yield "".join(f"{name:>{_COLUMN}}" for name in ("role", "ink", *(f"lift, {name}" for name in maps), "gaze"))
    for role, share in attention.get("ink", {}).items():
        figures = [kind.get("roles", {}).get(role, {}).get("mean") for kind in maps.values()]
        gaze = tokens.get(role, {}).get("box", {}).get("mean")
        yield f"{role:>{_COLUMN}}" + "".join(_shown(value) for value in (share["mean"], *figures, gaze))


def _shown(value: float | None) -> str:
    return f"{'-':>{_COLUMN}}" if value is None else f"{value:{_COLUMN}.3f}"

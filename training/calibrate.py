"""Calibrate: fits a model's probabilities to how often it is right, on the validation part that its training left out.

`python -m training calibrate --model FILE --cache CORPUS`. The packed corpus must be the one that the model was trained
from: the model's own recipe says which writers were held out. Each expression is read with and without its strokes. The
fitted numbers go into the model's JSON; a reliability diagram and the expected calibration error (Guo et al., arXiv
1706.04599) beside it. The error is cross-validated: each half of the readings is judged by a fit to the other.

Letters: M readings, N candidates (padded), T tokens.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from mathnet.calibration import Calibration
from mathnet.checkpoint import read_card, save_calibration
from mathnet.ink import Ink
from mathnet.reading import Reading
from mathnet.recognizer import Recognizer
from training.data.corpus import Corpus
from training.data.split import split
from training.evaluate import to_picture

_BINS = 10


@dataclass(frozen=True)
class Outcome:
    """What became of one reading: of each candidate the total log probability, tokens, and whether it is right; of each
    token of the best one its confidence, and whether it is right."""

    totals: tuple[float, ...]
    lengths: tuple[int, ...]
    right: int  # the number of the right candidate, -1 if there is none
    confidences: tuple[float, ...]
    hits: tuple[bool, ...]


def outcome(reading: Reading, truth: Sequence[str]) -> Outcome | None:
    """None for a reading without candidates. Tokens are right where best candidate and truth have them in common."""
    if reading.best is None:
        return None
    found = [candidate.tokens for candidate in reading.candidates]
    right = next((number for number, tokens in enumerate(found) if tokens == tuple(truth)), -1)
    best = reading.best
    hits = np.zeros(len(best.tokens), dtype=bool)
    for block in SequenceMatcher(None, best.tokens, truth, autojunk=False).get_matching_blocks():
        hits[block.a : block.a + block.size] = True
    totals = [candidate.score * (len(candidate.tokens) + 1) for candidate in reading.candidates]
    return Outcome(tuple(totals), tuple(map(len, found)), right, best.confidences, tuple(hits.tolist()))


def read_all(recognizer: Recognizer, corpus: Corpus, beam: int) -> Iterator[Outcome]:
    """Each expression twice: strokes, and a picture of them."""
    for sample in tqdm(corpus.samples, unit="ink", disable=not sys.stderr.isatty()):
        truth = [corpus.vocabulary[token] for token in sample.tokens]
        ink = Ink.of([stroke.tolist() for stroke in sample.strokes])
        for given in (ink, to_picture(ink)):
            found = outcome(recognizer.recognize(given, beam, beam), truth)
            if found is not None:
                yield found


def fit(outcomes: Sequence[Outcome]) -> Calibration:
    """The calibration of least negative log likelihood. Raises `ValueError` for fewer than 20 readings."""
    if len(outcomes) < 20:
        raise ValueError(f"{len(outcomes)} readings are too few to calibrate by: at least 20 are needed")
    totals, lengths, right = _table(outcomes)
    whole = torch.tensor([0.0, 0.0, 1.0])  # log temperature, allowance, offset

    def wrong_candidates(values: Tensor) -> Tensor:
        scores = ((totals + values[1] * lengths) / values[0].exp() + values[2]).masked_fill(lengths == 0, -torch.inf)
        return F.cross_entropy(torch.cat([scores, torch.zeros(len(scores), 1)], dim=1), right)

    log_temperature, allowance, offset = _least(wrong_candidates, whole)
    confidence = torch.tensor([value for one in outcomes for value in one.confidences]).clamp(1e-6, 1 - 1e-6).logit()
    hits = torch.tensor([hit for one in outcomes for hit in one.hits], dtype=torch.float32)

    def wrong_tokens(values: Tensor) -> Tensor:
        return F.binary_cross_entropy_with_logits(values[0].exp() * confidence + values[1], hits)

    log_slope, shift = _least(wrong_tokens, torch.zeros(2))
    return Calibration(float(np.exp(log_temperature)), allowance, offset, float(np.exp(log_slope)), shift)


def _table(outcomes: Sequence[Outcome]) -> tuple[Tensor, Tensor, Tensor]:
    """Totals and lengths (M, N), 0 where there is no candidate, and the right one, N for none (M,)."""
    most = max(len(one.totals) for one in outcomes)
    totals, lengths = torch.zeros(2, len(outcomes), most)
    for row, one in enumerate(outcomes):
        totals[row, : len(one.totals)] = torch.tensor(one.totals)
        lengths[row, : len(one.lengths)] = torch.tensor(one.lengths, dtype=torch.float32)
    return totals, lengths, torch.tensor([one.right if one.right >= 0 else most for one in outcomes])


def _least(loss: Callable[[Tensor], Tensor], start: Tensor) -> list[float]:
    """The values at which a smooth function of a few is least."""
    values = start.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([values], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> float:
        optimizer.zero_grad()
        result = loss(values)
        result.backward()  # type: ignore[no-untyped-call]
        return float(result.detach())

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return [float(value) for value in values.detach()]


Pairs = tuple[NDArray[np.float64], NDArray[np.bool_]]  # probabilities said, and whether it was so


def judged(outcomes: Sequence[Outcome], calibration: Calibration) -> tuple[Pairs, Pairs]:
    """What a calibration says of the best candidates, and of their tokens, against what was so."""
    best = [calibration.probabilities(one.totals, one.lengths)[0] for one in outcomes]
    tokens = [value for one in outcomes for value in calibration.confidences(one.confidences)]
    hits = [hit for one in outcomes for hit in one.hits]
    return (np.array(best), np.array([one.right == 0 for one in outcomes])), (np.array(tokens), np.array(hits))


def cross_judged(outcomes: Sequence[Outcome]) -> tuple[Pairs, Pairs]:
    """As `judged`, each half of the readings by a calibration that is fitted to the other."""
    middle = len(outcomes) // 2  # writers follow each other in a corpus: the halves share few
    halves = outcomes[:middle], outcomes[middle:]
    parts = [judged(half, fit(other)) for half, other in (halves, halves[::-1])]
    return tuple(  # type: ignore[return-value]
        (np.concatenate([part[kind][0] for part in parts]), np.concatenate([part[kind][1] for part in parts]))
        for kind in (0, 1)
    )


def calibration_error(pairs: Pairs, bins: int = _BINS) -> float:
    """Expected calibration error over bins of equal width: the mean gap between said and so, by readings."""
    said, so = pairs
    number = np.minimum((said * bins).astype(int), bins - 1)
    gaps = [abs(said[number == one].mean() - so[number == one].mean()) * (number == one).sum() for one in set(number)]
    return float(sum(gaps) / len(said))


def split_of(model: Path | None) -> tuple[float, int]:
    """The share and the seed by which a model's own recipe held writers out, for `split`.

    Raises `ValueError` if the model does not say so.
    """
    recipe = read_card(model).get("training", {}).get("recipe")
    if not isinstance(recipe, dict):
        raise ValueError("the model does not say what it was trained on, so nothing is known to be held out")
    return float(recipe["validation_share"]), int(recipe["seed"])


def held_out_of(model: Path | None, cache: Path) -> Corpus:
    """The ink of a packed corpus that a model's own recipe held out; pictures without strokes are left out.

    Raises `ValueError` if the model does not say what was held out.
    """
    share, seed = split_of(model)
    _, held_out = split(Corpus.load(cache), share, seed)
    return held_out.subset([at for at, sample in enumerate(held_out.samples) if sample.strokes])


def calibrate(model: Path | None, cache: Path, out: Path | None, beam: int = 5, device: str = "auto") -> int:
    """Fits, writes the calibration into the model's JSON, and prints the errors before and after. Returns 0.

    Raises `ValueError` if the model does not say what was held out, or nothing was.
    """
    held_out = held_out_of(model, cache)
    recognizer = Recognizer.load(model, device)
    recognizer.calibration = Calibration()
    outcomes = list(read_all(recognizer, held_out, beam))
    before, after = judged(outcomes, Calibration()), cross_judged(outcomes)
    calibration = fit(outcomes)
    save_calibration(model, calibration)
    print(f"{len(outcomes)} readings of {len(held_out)} held-out expressions; {calibration}")
    for kind, name in enumerate(("formulas", "tokens")):
        errors = [calibration_error(pairs[kind]) for pairs in (before, after)]
        print(f"expected calibration error of {name}: {errors[0]:.2%} before, {errors[1]:.2%} after (cross-validated)")
    if out is not None:
        draw_reliability({"before": before, "after": after}, out)
        print(f"reliability diagram: {out}")
    return 0


def draw_reliability(judgements: dict[str, tuple[Pairs, Pairs]], out: Path) -> None:
    """A picture of how often it was so against how probable it was said to be, for formulas and for tokens."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.4, 4.0), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2, sharey=True)
    for kind, (title, axis) in enumerate(zip(("whole formulas", "tokens"), axes, strict=True)):
        axis.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        for (name, pairs), colour in zip(judgements.items(), ("#d55e00", "#0072b2"), strict=True):
            said, so = pairs[kind]
            number = np.minimum((said * _BINS).astype(int), _BINS - 1)
            points = [(said[number == one].mean(), so[number == one].mean()) for one in sorted(set(number))]
            label = f"{name}, error {calibration_error(pairs[kind]):.1%}"
            axis.plot(*zip(*points, strict=True), marker="o", color=colour, label=label)
        axis.set(title=title, xlabel="said to be right", xlim=(0, 1), ylim=(0, 1))
        axis.legend(frameon=False, loc="upper left")
    axes[0].set_ylabel("right")
    out.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(out, dpi=110)

"""Recognizer: the way from ink or a picture to LaTeX, as one object.

    from mathnet.inkml import read
    from mathnet.recognizer import Recognizer

    print(Recognizer.load().recognize(read("formula.inkml")).latex)

Letters: P Q pixels, H W cells, T tokens, L packed cells.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mathnet.calibration import Calibration
from mathnet.checkpoint import load_calibration, load_model
from mathnet.ink import Ink
from mathnet.latex import pretty
from mathnet.model import Encoded, Model
from mathnet.picture import normalise
from mathnet.raster import CHANNELS, Frame, place_picture, rasterize
from mathnet.reading import Candidate, Map, Reading
from mathnet.search import BeamSearch, Scored
from mathnet.vocabulary import Vocabulary


class Recognizer:
    """Reads ink and pictures with one model. Thread-safe: one reading at a time, others wait."""

    def __init__(
        self, model: Model, vocabulary: Vocabulary, device: torch.device, calibration: Calibration | None = None
    ) -> None:
        self.model = model.fuse().eval().to(device)
        self.model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.vocabulary = vocabulary
        self.calibration = calibration or Calibration()
        self.device = str(device)
        self._search = BeamSearch(self.model, vocabulary)
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path | None = None, device: str = "auto") -> Recognizer:
        """Loads a model, the shipped one by default, on `cpu`, `cuda` or, by `auto`, on CUDA where there is one.

        Raises `mathnet.checkpoint.CheckpointError` for a model that cannot be loaded, `ValueError` for a device that
        is not there.
        """
        model, vocabulary = load_model(path)
        return cls(model, vocabulary, choose_device(device), load_calibration(path))

    def recognize(self, ink_or_image: Ink | NDArray[np.uint8], beam: int = 5, top: int = 5) -> Reading:
        """Reads ink, or a grey picture (P, Q) as `mathnet.picture` gives it; at most `top` candidates, best first.

        Ink without strokes, blank pictures and what the model takes for a scribble give a reading without candidates.
        Raises `ValueError` for a beam or a `top` below 1 and for arrays that are no grey picture.
        """
        if beam < 1 or top < 1:
            raise ValueError(f"beam and top must be at least 1, not {beam} and {top}")
        began = time.perf_counter()
        drawn = self._draw(ink_or_image)
        if drawn is None:
            return _nothing(began)
        raster, frame = drawn
        with self._lock, torch.inference_mode():
            encoded = self.model.encode(self._tensor(raster))
            found = self._search(encoded, beam)
            focus = encoded.unpack(encoded.focus.float().sigmoid())[0].cpu().numpy()
            candidates = self._candidates(encoded, found, top)
        return Reading(candidates, focus, raster, frame, _milliseconds(began))

    def _draw(self, given: Ink | NDArray[np.uint8]) -> tuple[Map, Frame] | None:
        config = self.model.config.raster
        if isinstance(given, Ink):
            return rasterize(given, config) if len(given) else None
        if given.ndim != 2 or given.dtype != np.uint8:
            raise ValueError("a picture is a grey array (rows, columns) of bytes: bring it in by mathnet.picture")
        crop, scale, corner = normalise(given, config.symbol_pixels, config.thickness)
        return place_picture(crop, scale, corner, config) if crop.size else None

    def _tensor(self, raster: Map) -> torch.Tensor:
        batch = torch.from_numpy(raster)[None].to(self.device)
        return batch.contiguous(memory_format=torch.channels_last)

    def _candidates(self, encoded: Encoded, found: list[Scored], top: int) -> tuple[Candidate, ...]:
        if not found[0].tokens:
            return ()
        totals, lengths = [scored.total for scored in found], [len(scored.tokens) for scored in found]
        probabilities = self.calibration.probabilities(totals, lengths)
        pairs = [pair for pair in zip(found, probabilities, strict=True) if pair[0].tokens]
        return tuple(self._candidate(encoded, scored, probability) for scored, probability in pairs[:top])

    def _candidate(self, encoded: Encoded, scored: Scored, probability: float) -> Candidate:
        tokens = self.vocabulary.decode(scored.tokens)
        confidences = self.calibration.confidences(scored.confidences)
        maps = encoded.unpack(scored.attention[None].to(self.device))[0].cpu().numpy()  # (T, H, W)
        return Candidate(tokens, pretty(tokens), scored.score, probability, confidences, maps)


def choose_device(name: str) -> torch.device:
    """The device named `cpu`, `cuda` or `auto`; raises `ValueError` for one that is not there."""
    if name not in {"auto", "cpu", "cuda"}:
        raise ValueError(f"there is no device {name!r}: use auto, cpu or cuda")
    if name == "cuda" and not torch.cuda.is_available():
        raise ValueError("there is no CUDA device here: use --device cpu, or auto")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _nothing(began: float) -> Reading:
    empty = np.zeros((0, 0), dtype=np.float32)
    picture = np.zeros((len(CHANNELS), 0, 0), dtype=np.float32)
    return Reading((), empty, picture, Frame(1.0, 0.0, 0.0), _milliseconds(began))

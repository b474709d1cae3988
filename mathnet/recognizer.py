"""Recognizer: the way from ink or a picture to LaTeX, as one object.

    from mathnet.inkml import read
    from mathnet.recognizer import Recognizer

    print(Recognizer.load().recognize(read("formula.inkml")).latex)

Letters: P Q pixels, H W cells, T tokens, L packed cells.
"""

from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from mathnet.calibration import Calibration
from mathnet.checkpoint import load_calibration, load_model
from mathnet.errors import SpokenError
from mathnet.ink import Ink
from mathnet.latex import pretty
from mathnet.memory import Entries, Memory
from mathnet.model import Encoded, Model
from mathnet.picture import normalise
from mathnet.pieces import of_ink, of_picture
from mathnet.pins import Guide, guide
from mathnet.raster import CHANNELS, Frame, place_picture, rasterize
from mathnet.reading import Alternative, Candidate, Map, Pin, Reading
from mathnet.scoring import Scored, Stop, averaged, check
from mathnet.search import BeamSearch
from mathnet.vocabulary import Vocabulary

Grey = NDArray[np.uint8]
_TRIED = 16  # tokens that are weighed as alternatives, at least
_SURE = 0.9  # a first candidate of this probability needs no second look
_CLOSER = 1.3  # times as large is the ink at the second look


@dataclass(frozen=True, eq=False)
class _Subject:
    """What is read: its raster, where that lies, and what the encoder made of it."""

    raster: Map
    frame: Frame
    encoded: Encoded


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
        self._last: _Subject | None = None

    @classmethod
    def load(cls, path: Path | None = None, device: str = "auto") -> Recognizer:
        """Loads a model, the shipped one by default, on `cpu`, `cuda` or, by `auto`, on CUDA where there is one.

        Raises `mathnet.checkpoint.CheckpointError` for a model that cannot be loaded, `ValueError` for a device that
        is not there.
        """
        model, vocabulary = load_model(path)
        return cls(model, vocabulary, choose_device(device), load_calibration(path))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the weights as they are used: memories are bound to it."""
        digest = hashlib.sha256()
        for name, value in self.model.state_dict().items():
            digest.update(name.encode() + value.cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()

    @property
    def memory(self) -> Memory:
        """What all readings from now on are helped by. Set another to teach or forget; an empty one changes nothing.

        Raises `mathnet.memory.UnusableMemoryError` for one that was made with another model.
        """
        return self._search.scorer.memory

    @memory.setter
    def memory(self, memory: Memory) -> None:
        if len(memory):
            memory.check(self.fingerprint, self.vocabulary)
        with self._lock:
            self._search = BeamSearch(self.model, self.vocabulary, memory)

    def memorise(self, ink_or_image: Ink | Grey, tokens: Sequence[str], sample: str) -> Entries:
        """What `memory.with_formula` takes to remember that this ink, kept as `sample`, is these tokens.

        Raises `ValueError` as `alternatives` does.
        """
        with self._lock, torch.inference_mode():
            caption, encoded = self._caption(tokens), self._again(ink_or_image)
            keys, found = self._search.scorer.keys(encoded, caption)
        return Entries(sample, self.fingerprint, keys.clone(), found.clone())  # no longer inference tensors

    def recognize(
        self,
        ink_or_image: Ink | Grey,
        beam: int = 5,
        top: int = 5,
        pins: Sequence[Pin] = (),
        stop: Stop | None = None,
    ) -> Reading:
        """Reads ink, or a grey picture (P, Q) as `mathnet.picture` gives it; at most `top` candidates, best first.

        Candidates have the tokens that `pins` say where they say it; pins without ink below them are passed over. Ink
        without strokes, blank pictures and what the model takes for a scribble give a reading without candidates.
        Raises `ValueError` for a beam or a `top` below 1, for arrays that are no grey picture and for pins of tokens
        that are unknown or have no ink, and `Stopped` once `stop`, which is asked at every step, says True.
        """
        if beam < 1 or top < 1:
            raise ValueError(f"beam and top must be at least 1, not {beam} and {top}")
        began = time.perf_counter()
        drawn = self._draw(ink_or_image)
        if drawn is None:
            return _nothing(began)
        with self._lock, torch.inference_mode():
            check(stop)
            subject = self._subject(drawn, bool(pins))
            raster, frame, encoded = subject.raster, subject.frame, subject.encoded
            guide = self._guide(ink_or_image, subject, pins) if pins else None
            found = self._look_again(ink_or_image, self._search(encoded, beam, guide, stop), pins, stop)
            focus = encoded.unpack(encoded.focus.float().sigmoid())[0].cpu().numpy()
            candidates = self._candidates(encoded, found, top)
        return Reading(candidates, focus, raster, frame, _milliseconds(began))

    def alternatives(
        self, ink_or_image: Ink | Grey, tokens: Sequence[str], index: int, top: int = 8
    ) -> tuple[Alternative, ...]:
        """What could stand in place `index` of a caption if all else is right: at most `top`, likeliest first.

        The present token is among them. Raises `ValueError` for tokens that are unknown, are no formula or have no such
        place, for a `top` below 1, and for nothing written.
        """
        if top < 1 or not 0 <= index < len(tokens):
            raise ValueError(f"no {top} alternatives at place {index} of {len(tokens)} tokens")
        with self._lock, torch.inference_mode():
            caption, encoded = self._caption(tokens), self._again(ink_or_image)
            found = self._search.scorer.substitutes(encoded, caption, index, max(_TRIED, 2 * top))
        totals, lengths = [scored.total for scored in found], [len(scored.tokens) for scored in found]
        shares = replace(self.calibration, offset=math.inf).probabilities(totals, lengths)  # one of them is right
        present, *others = (
            Alternative(self.vocabulary.tokens[scored.tokens[index]], share)
            for scored, share in zip(found, shares, strict=True)
        )
        others.sort(key=lambda each: -each.probability)
        return tuple(sorted([present, *others[: top - 1]], key=lambda each: -each.probability))

    def explain(self, ink_or_image: Ink | Grey, tokens: Sequence[str]) -> Map:
        """Where each head of each layer of the decoder looked for each token, both directions averaged.

        Shapes: (layers, heads, T, H, W); each map sums to 1. Raises `ValueError` as `alternatives` does.
        """
        with self._lock, torch.inference_mode():
            caption, encoded = self._caption(tokens), self._again(ink_or_image)
            maps = self._search.scorer.explain(encoded, caption)  # (layers, heads, T, L)
            return encoded.unpack(maps[None])[0].cpu().numpy()

    def _caption(self, tokens: Sequence[str]) -> tuple[int, ...]:
        caption = tuple(self.vocabulary.encode(tokens))
        if not caption or not self._search.grammar.reads(caption):
            raise ValueError(f"{' '.join(tokens)!r} is no formula in canonical form")
        return caption

    def _guide(self, given: Ink | Grey, subject: _Subject, pins: Sequence[Pin]) -> Guide | None:
        frame = subject.frame
        pieces = of_ink(given, frame) if isinstance(given, Ink) else of_picture(subject.raster[0])
        return guide(pins, pieces, frame, subject.encoded, self.vocabulary)

    def _again(self, given: Ink | Grey) -> Encoded:
        """What was probably read last, encoded."""
        drawn = self._draw(given)
        if drawn is None:
            raise ValueError("nothing is written there")
        return self._subject(drawn, True).encoded

    def _subject(self, drawn: tuple[Map, Frame], again: bool) -> _Subject:
        """The drawn raster, encoded; with `again`, as it was the last time if it is the same."""
        raster, frame = drawn
        if not (again and self._last and np.array_equal(self._last.raster, raster)):
            self._last = _Subject(raster, frame, self.model.encode(self._tensor(raster)))
        return replace(self._last, frame=frame)

    def _draw(self, given: Ink | Grey, closer: float = 1.0) -> tuple[Map, Frame] | None:
        config = self.model.config.raster
        config = replace(config, symbol_pixels=config.symbol_pixels * closer)
        if isinstance(given, Ink):
            return rasterize(given, config) if len(given) else None
        if given.ndim != 2 or given.dtype != np.uint8:
            raise ValueError("a picture is a grey array (rows, columns) of bytes: bring it in by mathnet.picture")
        crop, scale, corner = normalise(given, config.symbol_pixels, config.thickness)
        return place_picture(crop, scale, corner, config) if crop.size else None

    def _tensor(self, raster: Map) -> torch.Tensor:
        batch = torch.from_numpy(raster)[None].to(self.device)
        return batch.contiguous(memory_format=torch.channels_last)

    def _look_again(
        self, given: Ink | Grey, found: list[Scored], pins: Sequence[Pin], stop: Stop | None
    ) -> list[Scored]:
        """Where the best candidate is in doubt, all are ranked by the mean of two views: this and a larger one."""
        if len(found) < 2 or self._probabilities(found)[0] >= _SURE:
            return found
        check(stop)
        drawn = self._draw(given, _CLOSER)
        if drawn is None:
            return found
        subject = _Subject(*drawn, self.model.encode(self._tensor(drawn[0])))
        guide = self._guide(given, subject, pins) if pins else None
        again = self._search.scorer.score(subject.encoded, [scored.tokens for scored in found], guide, stop)
        return averaged(found, again)

    def _probabilities(self, found: list[Scored]) -> list[float]:
        totals, lengths = [scored.total + found[0].credit for scored in found], [len(scored.tokens) for scored in found]
        return self.calibration.probabilities(totals, lengths)

    def _candidates(self, encoded: Encoded, found: list[Scored], top: int) -> tuple[Candidate, ...]:
        if not found[0].tokens:
            return ()
        probabilities = self._probabilities(found)
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
        raise SpokenError("there is no device {!r}: use auto, cpu or cuda", name)
    if name == "cuda" and not torch.cuda.is_available():
        raise SpokenError("there is no CUDA device here: use --device cpu, or auto")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def _milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _nothing(began: float) -> Reading:
    empty = np.zeros((0, 0), dtype=np.float32)
    picture = np.zeros((len(CHANNELS), 0, 0), dtype=np.float32)
    return Reading((), empty, picture, Frame(1.0, 0.0, 0.0), _milliseconds(began))

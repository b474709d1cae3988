"""Errors: what a model takes for what, and its worst mistakes with pictures, as one page that needs nothing else.

`python -m training errors --model FILE --cache CORPUS --out PAGE.html` reads the validation part that the model's own
recipe held out. Substitutions are found by aligning caption and reading; what is missing or too much stands as ∅.
"""

from __future__ import annotations

import base64
import html
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import cv2
from tqdm import tqdm

from mathnet.ink import Ink
from mathnet.latex import pretty
from mathnet.recognizer import Recognizer
from training.calibrate import held_out_of
from training.data.corpus import Corpus
from training.evaluate import to_picture
from training.metrics import edit_distance

NOTHING = "∅"
_STYLE = """body { font: 15px/1.4 system-ui, sans-serif; max-width: 1000px; margin: 2em auto; color: #222 }
table { border-collapse: collapse } td, th { padding: 3px 12px; text-align: left; border-bottom: 1px solid #ddd }
figure { margin: 0 0 1.6em; border-bottom: 1px solid #ddd } img { max-width: 100%; max-height: 160px }
code { font-size: 14px } .truth { color: #05682f } .found { color: #a32020 }"""


@dataclass(frozen=True)
class Mistake:
    """One expression read wrong."""

    name: str
    truth: tuple[str, ...]
    found: tuple[str, ...]
    probability: float
    png: bytes

    @property
    def errors(self) -> int:
        """Token errors."""
        return edit_distance(self.truth, self.found)


def confusions(truth: Sequence[str], found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of what was written and what was read in its stead, `NOTHING` for what is missing or too much."""
    for kind, a, b, c, d in SequenceMatcher(None, truth, found, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        yield from zip(truth[a : a + both], found[c : c + both], strict=True)
        yield from ((token, NOTHING) for token in truth[a + both : b])
        yield from ((NOTHING, token) for token in found[c + both : d])


def find_mistakes(recognizer: Recognizer, corpus: Corpus, beam: int) -> Iterator[Mistake]:
    """Every expression of a corpus that is read wrong."""
    named = list(zip(corpus.samples, corpus.names, strict=True))
    for sample, name in tqdm(named, unit="ink", disable=not sys.stderr.isatty()):
        truth = tuple(corpus.vocabulary[token] for token in sample.tokens)
        ink = Ink.of([stroke.tolist() for stroke in sample.strokes])
        best = recognizer.recognize(ink, beam, 1).best
        found = best.tokens if best is not None else ()
        if found != truth:
            png = cv2.imencode(".png", to_picture(ink))[1].tobytes()
            yield Mistake(name, truth, found, best.probability if best is not None else 0.0, png)


def page(mistakes: Sequence[Mistake], count: int, worst: int = 50) -> str:
    """The page as HTML: the commonest confusions, then the worst mistakes. `count` expressions were read."""
    pairs = Counter(pair for mistake in mistakes for pair in confusions(mistake.truth, mistake.found))
    rows = "".join(
        f"<tr><td><code>{html.escape(written)}</code></td><td><code>{html.escape(read)}</code></td><td>{times}</td></tr>"
        for (written, read), times in pairs.most_common(40)
    )
    ordered = sorted(mistakes, key=lambda mistake: (-mistake.errors, -mistake.probability))
    figures = "".join(map(_figure, ordered[:worst]))
    return (
        f"<!doctype html><meta charset='utf-8'><title>Errors</title><style>{_STYLE}</style>"
        f"<h1>{len(mistakes)} of {count} expressions read wrong</h1>"
        f"<h2>What is taken for what</h2><table><tr><th>written</th><th>read</th><th>times</th></tr>{rows}</table>"
        f"<h2>The {min(worst, len(mistakes))} worst</h2>{figures}"
    )


def _figure(mistake: Mistake) -> str:
    picture = base64.b64encode(mistake.png).decode()
    lines = f"<div class='truth'><code>{_printed(mistake.truth)}</code></div>"
    lines += f"<div class='found'><code>{_printed(mistake.found)}</code></div>"
    said = f"{html.escape(mistake.name)}: {mistake.errors} token errors, said to be {mistake.probability:.0%} sure"
    return f"<figure><img alt='' src='data:image/png;base64,{picture}'>{lines}<figcaption>{said}</figcaption></figure>"


def _printed(tokens: Sequence[str]) -> str:
    return html.escape(pretty(tokens)) if tokens else NOTHING


def write_errors(model: Path | None, cache: Path, out: Path, beam: int = 5, device: str = "auto") -> int:
    """Reads the held-out expressions and writes the page in one step. Returns 0.

    Raises `ValueError` if the model does not say what was held out.
    """
    drawn = held_out_of(model, cache)
    mistakes = list(find_mistakes(Recognizer.load(model, device), drawn, beam))
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_suffix(".partial")
    partial.write_text(page(mistakes, len(drawn)), encoding="utf-8")
    os.replace(partial, out)
    print(f"{len(mistakes)} of {len(drawn)} held-out expressions are read wrong: {out}")
    return 0

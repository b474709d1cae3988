"""MathWriting 2024: the archive, or its folder unpacked, as the readme in the archive describes it.

Parts are folders: `train`, `synthetic` and `symbols` are for training; `valid` and `test` are set aside unless one is
asked for. The caption is the annotation `normalizedLabel`; the single glyphs in `symbols` have only `label`. The files
name no writers and no symbols.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from mathnet.ink import Ink
from mathnet.latex import canonical
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.gather import Source, gather
from training.data.report import Report, UnusableError

MARK = b"splitTagOriginal"  # an annotation of every file, and of no other corpus


def label_caption(_: PurePosixPath, ink: Ink | None) -> list[str]:
    """Canonical tokens of the ink's label. Raises `ValueError` where it lacks, and for LaTeX that cannot be read."""
    annotations = ink.annotations if ink is not None else {}
    label = annotations.get("normalizedLabel") or annotations.get("label")
    if not label:
        raise UnusableError("no label in the InkML")
    return canonical(label)


def read_mathwriting(source: Source, vocabulary: Vocabulary, report: Report) -> Corpus:
    """All inks of the parts that are meant."""
    return gather(source, label_caption, vocabulary, report)

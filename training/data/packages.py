r"""CROHME as distributed (the packages of 2014, 2016, 2019 and 2023): nested folders of InkML without caption tables.

The caption is built from the symLG file of the same name, if the package has one, in the same folder or in a parallel
tree (`INKML/train/a.inkml`, `SymLG/train/a.lg`); else it is the canonical form of the InkML's `truth` annotation. Some
truths of the RIT files are broken: a root's index is spelt `ABOVE`. The package of 2023 has pictures of expressions,
too: those that have a label graph but no ink are read as pictures, the others show ink that is read already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath

from mathnet.errors import sentence
from mathnet.ink import Ink
from mathnet.latex import canonical
from mathnet.sources import INK_SUFFIXES
from mathnet.vocabulary import Vocabulary
from training.data import labelgraph
from training.data.corpus import Corpus
from training.data.gather import Source, gather
from training.data.nearness import nearest
from training.data.report import Report, UnusableError
from training.data.texts import Listing

_BROKEN_TRUTH = re.compile("ABOVE|BELOW")
_FUNCTIONS = ("\\log", "\\lim", "\\sin", "\\cos", "\\tan")


def truth_caption(ink: Ink) -> list[str]:
    """Canonical tokens of the truth that the InkML states. Raises `ValueError` for broken ones and where it lacks."""
    truth = ink.truth.partition("\n")[0]
    if not truth.strip(" $"):
        raise UnusableError("no truth in the InkML")
    if _BROKEN_TRUTH.search(truth):
        raise UnusableError("broken truth in the InkML", truth)
    return canonical(_with_functions(truth, ink))


def _with_functions(truth: str, ink: Ink) -> str:
    r"""The truth with a backslash before functions that were spelt as letters (`l o g`) but labelled as one symbol."""
    labels = {symbol.label for symbol in ink.symbols}
    for name in _FUNCTIONS:
        if name in labels and name not in truth:
            spelt = r"\s*".join(name[1:])
            truth = re.sub(rf"(?<![\\A-Za-z]){spelt}(?![A-Za-z])", rf"\{name} ", truth)
    return truth


class _Captions:
    """Captions of a package's files."""

    def __init__(self, listing: Listing, report: Report) -> None:
        self.report = report
        self.graphs: dict[str, list[tuple[PurePosixPath, str]]] = defaultdict(list)
        for text in listing.texts:
            self.graphs[text.place.stem].append((text.place.parent, text.text))
        self.inks = {PurePosixPath(name).stem for name in listing.names if name.lower().endswith(".inkml")}

    def __call__(self, place: PurePosixPath, ink: Ink | None) -> list[str]:
        graph = nearest(place.parent, self.graphs.get(place.stem, []))
        if graph is None:
            return self._truth(ink)
        try:
            return labelgraph.caption(graph)
        except UnusableError as error:
            if ink is None or not ink.truth:
                raise
            tokens = self._truth(ink)
            self.report.note(str(place), sentence("label graph that cannot be used: truth taken"), str(error))
            return tokens

    def _truth(self, ink: Ink | None) -> list[str]:
        if ink is None:
            raise UnusableError("no label graph for the picture")
        return truth_caption(ink)

    def shows_anew(self, place: PurePosixPath) -> bool:
        """Whether a file is ink, or a picture of an expression whose ink the package lacks."""
        return place.suffix.lower() in INK_SUFFIXES or (place.stem in self.graphs and place.stem not in self.inks)


def read_package(source: Source, listing: Listing, vocabulary: Vocabulary, report: Report) -> Corpus:
    """All expressions of a package; `listing` holds the names of its files and its label graphs."""
    captions = _Captions(listing, report)
    return gather(source, captions, vocabulary, report, captions.shows_anew)

"""How sure a reading is of each symbol, its other candidates counted in.

The model may be sure of a token given all those before it, and yet have read the formula in another way that is as
likely: then the candidates disagree there, and so much of the confidence is gone.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mathnet.reading import Reading


def weighed(reading: Reading) -> Reading:
    """The reading, of each token no surer than the share of the candidates, by probability, that have it there.

    Which of their tokens belong together is told by aligning the captions. It takes some milliseconds for long ones:
    not for the thread that draws the window.
    """
    candidates = reading.candidates
    total = sum(candidate.probability for candidate in candidates)
    if len(candidates) < 2 or total <= 0:
        return reading
    shares = [[candidate.probability / total] * len(candidate.tokens) for candidate in candidates]
    for (one, its), (other, theirs) in combinations(zip(candidates, shares, strict=True), 2):
        for block in SequenceMatcher(a=one.tokens, b=other.tokens, autojunk=False).get_matching_blocks():
            for offset in range(block.size):
                its[block.a + offset] += other.probability / total
                theirs[block.b + offset] += one.probability / total
    sure = (map(min, candidate.confidences, its) for candidate, its in zip(candidates, shares, strict=True))
    found = (replace(each, confidences=tuple(its)) for each, its in zip(candidates, sure, strict=True))
    return replace(reading, candidates=tuple(found))

"""Published results on CROHME, and in what the way they were obtained differs from ours.

The figures are those that the literature prints, with the ensembles and extra data that it names. Of the rest, only
what we could check stands here (in the authors' public code, where it says so); a question mark is what we could not.
"""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = "?"
_BEST_ON_2014 = "best on test 2014 (public code)"
_KEPT = "in the vocabulary (public code)"


@dataclass(frozen=True)
class Published:
    """ExpRate in per cent on the three tests, None where none is published, and the protocol."""

    method: str
    rates: tuple[float | str | None, float | str | None, float | str | None]  # 2014, 2016, 2019; text with a spread
    source: str = "pictures"  # drawn from the strokes; or the strokes
    extra: str = "–"  # training data besides CROHME's
    ensemble: str = "–"
    checkpoint: str = UNKNOWN  # how the weights that were measured had been chosen
    limits: str = UNKNOWN  # `\\limits` in captions
    validation: str = UNKNOWN  # what was held out


_OF_ONE_CODE = {"checkpoint": _BEST_ON_2014, "limits": _KEPT, "validation": "none: test 2014 (public code)"}

PUBLISHED = (
    Published("WAP", (46.55, 44.55, None), ensemble=UNKNOWN),
    Published("DenseWAP", (50.1, 47.5, None), ensemble="5"),
    Published("BTTR", (53.96, 52.31, 52.96), **_OF_ONE_CODE),
    Published("BTTR, an honest re-run", ("52.4 ± 1.3", "50.4 ± 2.1", "51.2 ± 1.9"), validation="held out of training"),
    Published("ABM", (56.85, 52.92, 53.96)),
    Published("SAN", (56.2, 53.6, 53.5)),
    Published("CAN-ABM", (57.26, 56.15, 55.96)),
    Published("CoMER, scale augmentation", (59.33, 59.81, 62.97), **_OF_ONE_CODE),
    Published("ICAL", (60.63, 58.79, 60.51)),
    Published("TAMER", (61.23, 60.26, 61.97)),
    Published("PosFormer", (62.68, 61.03, 64.97), checkpoint=_BEST_ON_2014, validation="none: test 2014 (public code)"),
    Published("SSAN", (62.58, 62.51, 65.30)),
    Published("MMHMER", (63.96, 62.51, 65.46)),
    Published("Mask-CoMER", (64.56, 63.03, 65.22)),
    Published("Uni-MuMER, 3.4 B parameters", (82.25, 78.29, 79.82), extra="1.6 M samples"),
    Published(
        "winner of the competition 2019", (None, None, 80.7), source="strokes", extra="private", ensemble=UNKNOWN
    ),
)

OURS = {
    "source": "strokes",
    "extra": "–",
    "ensemble": "–",
    "checkpoint": "the last, averaged weights",
    "limits": "left out everywhere",
    "validation": "writers held out of training",
}

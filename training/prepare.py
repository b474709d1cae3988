"""Packs CROHME as users have it, InkML files or an archive of them and tables of captions, into one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mathnet.vocabulary import Vocabulary
from training.data.crohme import read_captions, read_corpus

_ARCHIVES = ("inkml.tar.xz", "inkml.tar.gz", "inkml.zip")


def prepare(crohme: Path, parts: Sequence[str], out: Path) -> int:
    """Reads the parts of `crohme`, prints what was left out and why, and writes `out`. Returns 0."""
    vocabulary, whole = Vocabulary.load(), None
    ink = next((crohme / name for name in _ARCHIVES if (crohme / name).exists()), crohme)
    for part in parts:
        corpus, report = read_corpus(ink, read_captions(crohme / f"{part}.tsv"), vocabulary, within=part)
        print(f"{part}: " + "\n".join(report.lines()))
        whole = corpus if whole is None else whole.joined(corpus)
    if whole is None or not len(whole):
        raise ValueError(f"no captioned InkML file was found under {ink}: is this the folder of CROHME?")
    whole.save(out)
    print(f"{len(whole)} expressions packed into {out} ({out.stat().st_size / 2**20:.1f} MiB)")
    return 0

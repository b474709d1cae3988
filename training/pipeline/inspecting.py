"""What a dataset is, before anybody trains on it: format, counts, problems, some expressions as pictures.

With a pipeline's folder the dataset is packed there on the way, so that the pipeline need not read it again, and what
was found is kept beside it.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np

from mathnet.errors import sentence, to_json
from mathnet.heatmap import png
from mathnet.latex import pretty
from mathnet.raster import RasterConfig
from mathnet.vocabulary import Vocabulary
from training.config import load_recipe
from training.data import detect
from training.data.batching import Drawn
from training.data.corpus import Corpus
from training.data.report import Report
from training.data.split import split
from training.events import words_of
from training.gallery import chosen, drawn_for_show
from training.loop import write_json
from training.pipeline.estimate import estimate
from training.pipeline.packing import PACKED, is_packed, pack, read
from training.pipeline.settings import Pipeline, load_pipeline

FOUND = "inspection.json"
_NAMES = {**detect.NAMES, "packed": sentence("a packed file")}

Found = dict[str, Any]


def inspect_command(folder: Path | None, pipeline: Pipeline | None, quick: bool = False, as_json: bool = False) -> int:
    """Prints what is in the dataset of the pipeline in `folder`, or, without a folder, of `pipeline`.

    With `quick`, no time is measured. Returns 0; raises `ValueError` for a dataset that cannot be used, after that was
    told as JSON, too, if that is wanted.
    """
    try:
        found = _found(folder, pipeline, quick)
    except (ValueError, OSError) as error:
        if as_json:
            print(json.dumps({"error": to_json(words_of(error))}))
        raise
    print(json.dumps(found) if as_json else "\n".join(_lines(found)))
    return 0


def _found(folder: Path | None, pipeline: Pipeline | None, quick: bool) -> Found:
    with redirect_stdout(sys.stderr):  # what the readers say: the output is for the answer alone
        pipeline = pipeline or load_pipeline(folder or Path())
        corpus, found = _again(folder, pipeline) or _look(folder, pipeline)
        found["held_out"] = len(split(corpus, load_recipe(pipeline.recipe).validation_share)[1])
        if not quick:
            found["estimate"] = estimate(pipeline, corpus, folder or Path(), found["seconds"])
    return found


def _again(folder: Path | None, pipeline: Pipeline) -> tuple[Corpus, Found] | None:
    """What an earlier look found, if the dataset is still the same."""
    if folder is None or not is_packed(folder, pipeline) or not (folder / FOUND).is_file():
        return None
    return Corpus.load(folder / PACKED), json.loads((folder / FOUND).read_text(encoding="utf-8"))


def _look(folder: Path | None, pipeline: Pipeline) -> tuple[Corpus, Found]:
    began = time.monotonic()
    corpus, report = read(Path(), pipeline) if folder is None else pack(folder, pipeline)
    found = {**describe(corpus, report), "data": pipeline.data, "seconds": round(time.monotonic() - began, 1)}
    if folder is not None:
        write_json(folder / FOUND, found)
    return corpus, found


def describe(corpus: Corpus, report: Report) -> Found:
    """Counts, problems and samples, ready for JSON."""
    tokens = np.unique(np.concatenate([sample.tokens for sample in corpus.samples]))
    kinds = ("files", "used", "reason", "examples")
    return {
        "format": report.kind,
        "name": _NAMES[report.kind],
        "expressions": len(corpus),
        "pictures": sum(sample.picture is not None for sample in corpus.samples),
        "writers": len({writer for writer in corpus.writers if writer}),
        "tokens": len(tokens),
        "left_out": len(report.skipped),
        "problems": [dict(zip(kinds, row, strict=True)) for row in report.problems()],
        "samples": list(_samples(corpus)),
    }


def _samples(corpus: Corpus) -> Iterator[dict[str, str]]:
    """Some expressions from small to large: LaTeX, and a PNG in base64."""
    vocabulary = Vocabulary(corpus.vocabulary)
    for drawn in drawn_for_show(chosen(corpus.samples), RasterConfig()):
        latex = pretty(vocabulary.decode(drawn.sample.tokens.tolist()))
        yield {"latex": latex, "picture": base64.b64encode(_picture(drawn)).decode("ascii")}


def _picture(drawn: Drawn) -> bytes:
    return png(np.round(255 * (1 - drawn.raster[0])).astype(np.uint8))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield f"{found['data']} is {found['name']}"
    yield f"{found['expressions']} expressions ({found['pictures']} pictures) by {found['writers']} known writers"
    yield f"{found['held_out']} of them are held out for validation; {found['tokens']} different tokens"
    yield f"{found['left_out']} left out"
    for row in found["problems"]:
        yield f"  {'noted' if row['used'] else 'left out':8} {row['files']:>7}  {row['reason']}  {row['examples']}"
    told = found.get("estimate")
    if told:
        for part in told["stages"]:
            yield f"{part['stage']:10} {part['steps']:>7} steps, about {part['seconds'] / 60:.1f} minutes"
        yield f"in all about {told['seconds'] / 60:.0f} minutes and {told['bytes'] / 2**20:.0f} MiB of disk"
        yield f"{told['free_bytes'] / 2**30:.1f} GiB are free, {told['memory']:.0f} MiB of memory were taken"

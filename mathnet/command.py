"""The command line: reads files, folders and archives, and prints their LaTeX; checks whether a model is fit for use.

Exit status 0: everything was read, or the model is sound; 1: some of it was not, or it is not; 2: wrong use. Whatever
needs torch or OpenCV is imported once the arguments are known to be right, so that help and wrong use answer at once.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from tqdm import tqdm

from mathnet import sources
from mathnet.threads import settle_threads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mathnet.ink import Ink
    from mathnet.reading import Reading

ALL_READ, SOME_FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class Reader(Protocol):
    """What the command line asks of a recogniser, which raises `ValueError` for input that it cannot read."""

    def recognize(self, ink_or_image: Ink | NDArray[np.uint8], beam: int = 5, top: int = 5) -> Reading: ...


Loader = Callable[[Path | None, str], Reader]


@dataclass(frozen=True)
class Input:
    """One file to read, and the path of the command line that it was found at."""

    path: Path
    item: sources.Item

    @property
    def inside(self) -> tuple[str, ...]:
        """The names that lead from the path to the file: none where the path is that file."""
        holds_files = self.path.is_dir() or sources.is_archive(self.path)
        return tuple(name for name in PurePosixPath(self.item.name).parts if name != "/") if holds_files else ()

    @property
    def label(self) -> str:
        return str(self.path.joinpath(*self.inside))


@dataclass(frozen=True)
class Outcome:
    """What came of one input: a reading, or why there is none."""

    label: str
    reading: Reading | None = None
    error: str = ""


def main(arguments: Sequence[str] | None = None, load: Loader | None = None) -> int:
    """Runs the command line and returns its exit status; `load` stands in for `Recognizer.load`."""
    _let_print_anything()
    options = _parser().parse_args(arguments)
    _check(options)
    settle_threads()
    try:
        if options.command == "check":
            return _check_model(options.path)
        return _recognize(options, _loaded(options, load or _load))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads the output has enough of it; Python shall not complain at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED


def _let_print_anything() -> None:
    """File names may hold what the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mathnet", description="Reads handwritten mathematics, offline.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    recognize = commands.add_parser("recognize", help="print the LaTeX of ink and pictures")
    recognize.set_defaults(fail=recognize.error, command="recognize")
    add = recognize.add_argument
    add(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="an InkML file, a picture, a folder, or a .zip or .tar archive of them",
    )
    add("--model", type=Path, metavar="M", help="the model's .safetensors file (default: the one that comes along)")
    add("--beam", type=_positive, default=5, metavar="N", help="how many readings the search keeps (default: 5)")
    add("--top", type=_positive, default=5, metavar="N", help="how many candidates --json lists (default: 5)")
    add("--device", default="auto", metavar="D", help="auto, cpu or cuda (default: auto)")
    add("--json", action="store_true", help="print one JSON object a line")
    add("--attention", type=Path, metavar="DIR", help="draw what the model looked at into this folder, as PNG files")
    check = commands.add_parser("check", help="say, as JSON, whether a model is fit for use")
    check.set_defaults(fail=check.error, command="check")
    check.add_argument("path", type=Path, metavar="PATH", help="the model's .safetensors file, its .json beside it")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 upwards")
    return int(text)


def _check(options: argparse.Namespace) -> None:
    """Ends the program with a message where the arguments cannot be meant."""
    if options.command == "check":
        if not options.path.is_file():
            options.fail(f"there is no model {options.path}")
        return
    for path in options.paths:
        if not path.exists():
            options.fail(f"there is no file or folder {path}")
    if options.model and not options.model.is_file():
        options.fail(f"there is no model {options.model}")
    if options.attention:
        try:
            options.attention.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            options.fail(f"the folder {options.attention} cannot be made: {error.strerror}")


def _check_model(path: Path) -> int:
    """Prints what was found in a model, or what is wrong with it, as one JSON object."""
    from mathnet.checking import check
    from mathnet.checkpoint import CheckpointError
    from mathnet.errors import to_json

    try:
        found = check(path).to_dict()
    except CheckpointError as error:
        print(json.dumps({"path": str(path), "error": to_json(error)}))
        return SOME_FAILED
    print(json.dumps({"path": str(path)} | found))
    return ALL_READ


def _load(model: Path | None, device: str) -> Reader:
    from mathnet.recognizer import Recognizer

    return Recognizer.load(model, device)


def _loaded(options: argparse.Namespace, load: Loader) -> Reader:
    try:
        return load(options.model, options.device)
    except (ValueError, OSError) as error:
        options.fail(str(error))
        raise  # never: fail ends the program


def _recognize(options: argparse.Namespace, reader: Reader) -> int:
    status = ALL_READ
    outcomes = (outcome for path in options.paths for outcome in _outcomes(path, reader, options))
    for outcome in tqdm(outcomes, total=_total(options.paths), unit=" files", leave=False, disable=None):
        _print(outcome, options)
        if outcome.error:
            status = SOME_FAILED
    return status


def _total(paths: Sequence[Path]) -> int | None:
    """How many files there are, for the progress bar; unknown without one, and where counting is as slow as reading."""
    if not sys.stderr.isatty() or any(sources.is_tar(path) for path in paths):
        return None
    try:
        return sum(1 for path in paths for _ in sources.items(path))
    except sources.SourceError:
        return None


def _outcomes(path: Path, reader: Reader, options: argparse.Namespace) -> Iterator[Outcome]:
    try:
        for item in sources.items(path):
            yield _outcome(Input(path, item), reader, options)
    except sources.SourceError as error:
        yield Outcome(str(path), error=str(error))


def _outcome(given: Input, reader: Reader, options: argparse.Namespace) -> Outcome:
    try:
        reading = reader.recognize(_ink_or_image(given), options.beam, options.top)
        if reading.best is None:
            raise ValueError("no writing was found in it")
        if options.attention:
            _draw_attention(reading, _sheet_path(given, options))
    except (ValueError, OSError) as error:
        return Outcome(given.label, error=str(error))
    return Outcome(given.label, reading)


def _ink_or_image(given: Input) -> Ink | NDArray[np.uint8]:
    data = given.item.read()
    if given.item.is_ink:
        from mathnet import inkml

        return inkml.read(data, given.label)
    from mathnet.picture import load_picture

    return load_picture(data, given.label)


def _sheet_path(given: Input, options: argparse.Namespace) -> Path:
    """Where the heatmaps of an input go: as the inputs lie to each other, and never out of the folder."""
    base = os.path.commonpath([path.resolve().parent for path in options.paths])
    names = [re.sub(r"[\\/:]", "_", name) for name in given.inside if name != ".."]
    place = options.attention / given.path.resolve().relative_to(base).joinpath(*names)
    return Path(f"{place}.png")


def _draw_attention(reading: Reading, path: Path) -> None:
    from mathnet import heatmap

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(heatmap.png(heatmap.contact_sheet(reading)))


def _print(outcome: Outcome, options: argparse.Namespace) -> None:
    if options.json:
        tqdm.write(json.dumps(_record(outcome)), file=sys.stdout)
    elif outcome.reading:
        tqdm.write(f"{outcome.label}\t{outcome.reading.latex}", file=sys.stdout)
    else:
        told = outcome.error if outcome.label in outcome.error else f"{outcome.label}: {outcome.error}"
        tqdm.write(told, file=sys.stderr)
    sys.stdout.flush()


def _record(outcome: Outcome) -> dict[str, Any]:
    reading = outcome.reading
    if reading is None or reading.best is None:
        return {"path": outcome.label, "error": outcome.error}
    return {
        "path": outcome.label,
        "latex": reading.latex,
        "tokens": list(reading.best.tokens),
        "score": reading.best.score,
        "candidates": [{"latex": candidate.latex, "score": candidate.score} for candidate in reading.candidates],
        "milliseconds": round(reading.milliseconds, 1),
    }

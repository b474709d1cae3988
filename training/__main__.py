"""`python -m training STAGE`: prepare, finetune, evaluate. Each stage says what it needs by `--help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train and measure the recogniser.")
    stages = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    _add_prepare(stages.add_parser("prepare", help="pack InkML files and captions into one file, fast to load"))
    _add_finetune(stages.add_parser("finetune", help="train on a packed file; goes on where it stopped"))
    _add_evaluate(stages.add_parser("evaluate", help="measure a model on a folder or archive of ink"))
    return parser


def _add_prepare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--crohme", type=Path, required=True, help="folder with inkml.tar.xz and train.tsv, extra.tsv …"
    )
    parser.add_argument("--parts", nargs="+", default=["train", "extra"], help="parts to pack: PART.tsv (train extra)")
    parser.add_argument("--out", type=Path, required=True, help="the packed file to write (.npz)")


def _add_finetune(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recipe", required=True, help="a packaged recipe's name or a .toml file")
    parser.add_argument("--cache", type=Path, required=True, help="the packed file")
    parser.add_argument("--run", type=Path, required=True, help="the run's folder; an unfinished run there goes on")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--workers", type=int, default=2, help="processes that draw batches")
    parser.add_argument("--seconds", type=float, help="stop and save after so long")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder or archive of InkML files or pictures")
    parser.add_argument("--within", default="", help="only files below a folder of this name")
    parser.add_argument("--captions", type=Path, required=True, help="table of file stem <TAB> tokens")
    parser.add_argument("--model", type=Path, help="a model other than the one that ships")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--pictures", action="store_true", help="withhold the strokes: recognise pictures of them")
    parser.add_argument("--json", action="store_true", help="one JSON object an expression, too")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one stage. Returns 0, or 2 with an explanation for wrong use."""
    options = build_parser().parse_args(arguments)
    stages = {"prepare": _prepare, "finetune": _finetune, "evaluate": _evaluate}
    try:
        return stages[options.stage](options)
    except (ValueError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2


def _prepare(options: argparse.Namespace) -> int:
    from training.prepare import prepare

    return prepare(options.crohme, options.parts, options.out)


def _finetune(options: argparse.Namespace) -> int:
    from mathnet.recognizer import choose_device
    from training.config import load_recipe
    from training.data.corpus import Corpus
    from training.finetune import Finetune, RunOptions

    run = RunOptions(options.run, choose_device(options.device), options.workers, options.seconds)
    finished = Finetune(Corpus.load(options.cache), load_recipe(options.recipe), run).run()
    print(f"{'finished' if finished else 'stopped'}: {options.run / 'model.safetensors'}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from training.evaluate import Measure, evaluate

    return evaluate(
        Measure(
            *(options.data, options.captions, options.within, options.model),
            *(options.device, options.beam, options.pictures, options.json),
        )
    )


if __name__ == "__main__":
    sys.exit(main())

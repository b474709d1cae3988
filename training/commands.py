"""The command line of `python -m training`: what each stage and tool can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.personal.command import add_personal, add_study
from training.teaching.command import add_memory

TRAINED = {
    "pretrain": "stage 1: the encoder learns from ink without captions",
    "attend": "stage 2: the attention network learns where to look, without captions",
    "finetune": "stage 3: ink and captions to a model that writes LaTeX",
}
FORMATS = ("auto", "crohme", "mathwriting", "hme100k", "folder")


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train and measure the recogniser.")
    stages = parser.add_subparsers(dest="stage", required=True, metavar="STAGE")
    _add_prepare(stages.add_parser("prepare", help="pack InkML files and captions into one file, fast to load"))
    _add_symbols(stages.add_parser("symbols", help="pack written symbols, of which new expressions are composed"))
    _add_formulas(stages.add_parser("formulas", help="pack formulas for composed expressions from files of LaTeX"))
    for name, purpose in TRAINED.items():
        _add_trained(stages.add_parser(name, help=f"{purpose}; goes on where it stopped"), name)
    _add_inspect(stages.add_parser("inspect", help="what a dataset holds, and how long a pipeline on it would take"))
    _add_pipeline(stages.add_parser("pipeline", help="all stages on one dataset, as its settings say; goes on, too"))
    _add_blend(stages.add_parser("blend", help="draw a fine-tuned model back towards the one it began with"))
    _add_calibrate(stages.add_parser("calibrate", help="fit a model's probabilities to how often it is right"))
    _add_errors(stages.add_parser("errors", help="a page of what a model takes for what, with its worst mistakes"))
    _add_wide(stages.add_parser("wide", help="measure a model on the wide vocabulary, in ink held out from training"))
    add_memory(stages.add_parser("memory", help="measure what a memory of corrections brings held-out writers"))
    add_personal(stages.add_parser("personal", help="learn one person's hand from corrections; goes on, too"))
    add_study(stages.add_parser("personal-study", help="measure that on held-out writers; goes on where it stopped"))
    _add_measure(stages.add_parser("measure", help="measure a run on packed tests: accuracy, missing ink, attention"))
    _add_reproduce(stages.add_parser("reproduce", help="run every arm of the comparison, and write the report"))
    _add_plot(stages.add_parser("plot", help="draw a run's curves as a picture, or several runs over each other"))
    _add_watch(stages.add_parser("watch", help="follow a run in a window"))
    _add_evaluate(stages.add_parser("evaluate", help="measure a model on a folder or archive of ink"))
    return parser


def _add_prepare(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--data", type=Path, help="folder or archive of CROHME, MathWriting, HME100K or your own files")
    where.add_argument("--crohme", type=Path, help="folder with inkml.tar.xz and train.tsv, extra.tsv …")
    parser.add_argument("--format", choices=FORMATS, default="auto", help="what --data is (auto: told by its files)")
    parser.add_argument("--captions", type=Path, help="table of file name <TAB> LaTeX for --data")
    parser.add_argument("--within", default="", help="only files below a folder of this name")
    parser.add_argument("--parts", nargs="+", default=["train", "extra"], help="parts of --crohme: PART.tsv")
    parser.add_argument("--out", type=Path, required=True, help="the packed file to write (.npz)")
    parser.add_argument("--report", type=Path, help="a table of all that was left out, to write (.tsv)")


def _add_symbols(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cache", type=Path, help="packed corpus whose symbols to take; held-out writers are left out")
    parser.add_argument("--drawn", type=Path, help="drawn symbols as Detexify gives them (.jsonl, .jsonl.xz)")
    parser.add_argument("--share", type=float, default=0.08, help="the recipe's validation_share (0.08)")
    parser.add_argument("--seed", type=int, default=2026, help="the recipe's seed (2026)")
    parser.add_argument("--out", type=Path, required=True, help="the packed file to write (.npz)")


def _add_formulas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a file of LaTeX, a formula a line, or a folder of such files")
    parser.add_argument("--out", type=Path, required=True, help="the packed file to write (.txt, .txt.xz)")
    parser.add_argument("--report", type=Path, help="a table of every line that was left out (.tsv)")


def _add_trained(parser: argparse.ArgumentParser, stage: str) -> None:
    parser.add_argument(
        "--recipe", required=True, help="a packaged recipe's name, a .toml file, or a run's recipe.json"
    )
    parser.add_argument("--cache", type=Path, required=True, help="the packed file")
    if stage != "pretrain":
        parser.add_argument(
            "--init", type=Path, help="the run of an earlier stage whose encoder (and attention) to use"
        )
    if stage == "finetune":
        parser.add_argument("--bank", type=Path, help="packed symbols for composed expressions (the program's own)")
        parser.add_argument("--formulas", type=Path, help="packed formulas for them, beside the program's grammar")
    parser.add_argument("--run", type=Path, required=True, help="the run's folder; an unfinished run there goes on")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--workers", type=int, default=2, help="processes that draw batches")
    parser.add_argument("--threads", type=int, help="processor threads of the training process itself")
    parser.add_argument("--seconds", type=float, help="stop and save after so long")


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--data", help="folder or archive, or a packed file")
    where.add_argument("--pipeline", type=Path, help="folder with pipeline.json; the dataset is packed into it")
    parser.add_argument("--format", choices=FORMATS, default="auto", help="what --data is (auto: told by its files)")
    parser.add_argument("--captions", default="", help="table of file name <TAB> LaTeX for --data")
    parser.add_argument("--within", default="", help="only files below a folder of this name")
    parser.add_argument("--recipe", default="crohme", help="the recipe whose time and disk are estimated (crohme)")
    parser.add_argument("--quick", action="store_true", help="no estimate")
    parser.add_argument("--json", action="store_true", help="one JSON object, with some expressions as pictures")


def _add_pipeline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder with pipeline.json; all comes to lie there")


def _add_blend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, required=True, help="the fine-tuned model (.safetensors)")
    parser.add_argument("--start", type=Path, required=True, help="the model it began with (.safetensors)")
    parser.add_argument("--share", type=float, default=0.9, help="of the fine-tuned model (0.9)")
    parser.add_argument("--out", type=Path, required=True, help="the model to write (.safetensors)")


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="the model (the one that ships); its .json gets the calibration")
    parser.add_argument("--cache", type=Path, required=True, help="the packed file that the model was trained from")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--out", type=Path, help="a picture of how honest it is, before and after (.png)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def _add_errors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="the model (the one that ships)")
    parser.add_argument("--cache", type=Path, required=True, help="the packed file that the model was trained from")
    parser.add_argument("--out", type=Path, required=True, help="the page to write (.html)")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def _add_wide(parser: argparse.ArgumentParser) -> None:
    data = parser.add_mutually_exclusive_group(required=True)
    data.add_argument("--cache", type=Path, help="the packed file that the model was trained from")
    data.add_argument("--crohme", type=Path, help="or the folder of CROHME that it was packed from")
    parser.add_argument("--drawn", type=Path, help="drawn symbols as Detexify gives them; an eighth is held out")
    parser.add_argument("--formulas", type=Path, help="packed formulas, beside the program's grammar")
    parser.add_argument("--bank", type=Path, help="the packed symbols that the model was trained with: to be checked")
    parser.add_argument("--model", type=Path, help="the model (the one that ships)")
    parser.add_argument("--count", type=int, default=300, help="expressions; all else in proportion (300)")
    parser.add_argument("--seed", type=int, default=4242, help="of the sample (4242)")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")


def _add_measure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, required=True, help="folder of a finished run")
    parser.add_argument("--cache", type=Path, required=True, help="the packed test")
    parser.add_argument("--out", type=Path, required=True, help="the file to write (.json)")
    parser.add_argument("--beam", type=int, default=1, help="hypotheses of the search (1: greedy)")
    parser.add_argument("--robustness", action="store_true", help="with strokes dropped, blocks hidden, other sizes")
    parser.add_argument("--attention", action="store_true", help="what the focus map finds, where the decoder looks")
    parser.add_argument("--limit", type=int, help="only the first so many expressions")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def _add_reproduce(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recipe", required=True, help="small (hours on a CPU), full (for a GPU), or a .toml file")
    parser.add_argument("--crohme", type=Path, help="folder of CROHME with inkml.tar.xz, train.tsv, test2014.tsv …")
    known = "train or a test (test2014, test2016, test2019) in any form that `prepare --data` reads"
    parser.add_argument("--part", action="append", default=[], type=_part, metavar="NAME=PATH", help=known)
    parser.add_argument("--out", type=Path, required=True, help="the study's folder; what is done there stays done")
    parser.add_argument("--jobs", type=int, help="child processes side by side (as many as processors)")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--seconds", type=float, help="stop and save after so long")
    parser.add_argument("--only", nargs="+", default=[], metavar="ARM", help="these arms alone")
    parser.add_argument("--report", action="store_true", help="write the report of what is there, and run nothing")


def _part(text: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not (name and equals and path):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH, such as test2019=CROHME2019/Test")
    return name, Path(path)


def _add_plot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="folder of a run")
    parser.add_argument("--out", type=Path, help="one picture of all (.png, .svg, .pdf) instead of RUN/curves.png each")


def _add_watch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="folder of a run, or a folder with runs in it")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder or archive of InkML files or pictures")
    parser.add_argument("--within", default="", help="only files below a folder of this name")
    parser.add_argument("--captions", type=Path, required=True, help="table of file stem <TAB> tokens")
    parser.add_argument("--model", type=Path, help="a model other than the one that ships")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--pictures", action="store_true", help="withhold the strokes: recognise pictures of them")
    parser.add_argument("--json", action="store_true", help="one JSON object an expression, too")

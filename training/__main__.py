"""`python -m training STAGE`: prepare, the three stages, evaluate. Each says what it needs by `--help`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from mathnet.threads import settle_threads
from training.commands import TRAINED, build_parser
from training.personal.command import personal_command, study_command
from training.teaching.command import memory_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one stage. Returns 0, or 2 with an explanation for wrong use."""
    options = build_parser().parse_args(arguments)
    settle_threads()
    tools = {"prepare": _prepare, "measure": _measure, "reproduce": _reproduce, "evaluate": _evaluate}
    tools |= {"symbols": _symbols, "formulas": _formulas, "wide": _wide, "memory": memory_command}
    tools |= {"inspect": _inspect, "pipeline": _pipeline, "personal": personal_command, "personal-study": study_command}
    tools |= {"errors": _errors, "blend": _blend, "calibrate": _calibrate, "plot": _plot, "watch": _watch}
    try:
        return (tools | dict.fromkeys(TRAINED, _train))[options.stage](options)
    except (ValueError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2


def _prepare(options: argparse.Namespace) -> int:
    from training.prepare import Wanted, prepare, prepare_data

    if options.crohme is not None:
        return prepare(options.crohme, options.parts, options.out, options.report)
    where = (options.data, options.format, options.captions, options.within)
    return prepare_data(Wanted(*where, options.parts, options.report), options.out)


def _symbols(options: argparse.Namespace) -> int:
    from training.synthesis.specimens import prepare_symbols

    return prepare_symbols(options.cache, options.drawn, options.out, options.share, options.seed)


def _formulas(options: argparse.Namespace) -> int:
    from training.formulas.files import prepare_formulas

    return prepare_formulas(options.path, options.out, options.report)


def _train(options: argparse.Namespace) -> int:
    """Says that it is there before torch is loaded, which takes seconds."""
    from training.events import present

    if os.environ.get("RANK", "0") != "0":  # of the processes that torchrun started, one speaks for all
        return _train_here(options)
    with present(options.run):
        return _train_here(options)


def _train_here(options: argparse.Namespace) -> int:
    import torch

    from mathnet.recognizer import choose_device
    from training.config import load_recipe
    from training.data.corpus import Corpus
    from training.parallel import processes
    from training.stages import STAGES, RunOptions

    if options.threads:
        torch.set_num_threads(options.threads)
    with processes(choose_device(options.device)) as device:
        initial, bank, formulas = (getattr(options, name, None) for name in ("init", "bank", "formulas"))
        run = RunOptions(options.run, device, options.workers, options.seconds, initial, bank, formulas)
        finished = STAGES[options.stage](Corpus.load(options.cache), load_recipe(options.recipe), run).run()
    print(f"{'finished' if finished else 'stopped'}: {options.run}")
    return 0


def _inspect(options: argparse.Namespace) -> int:
    from training.pipeline.inspecting import inspect_command
    from training.pipeline.settings import Pipeline

    names = ("data", "format", "captions", "within", "recipe")
    given = None if options.pipeline else Pipeline(**{name: getattr(options, name) for name in names})
    return inspect_command(options.pipeline, given, options.quick, options.json)


def _pipeline(options: argparse.Namespace) -> int:
    from training.pipeline.command import pipeline_command

    return pipeline_command(options.folder)


def _blend(options: argparse.Namespace) -> int:
    from training.blend import blend_models

    return blend_models(options.model, options.start, options.share, options.out)


def _calibrate(options: argparse.Namespace) -> int:
    from training.calibrate import calibrate

    return calibrate(options.model, options.cache, options.out, options.beam, options.device)


def _errors(options: argparse.Namespace) -> int:
    from training.errors import write_errors

    return write_errors(options.model, options.cache, options.out, options.beam, options.device)


def _wide(options: argparse.Namespace) -> int:
    from training.wide.measure import WideOptions, measure_wide
    from training.wide.sample import SampleConfig

    names = ("model", "cache", "crohme", "drawn", "formulas", "bank", "beam", "device")
    given = {name: getattr(options, name) for name in names}
    sample = SampleConfig.of(options.count, options.seed)
    return measure_wide(WideOptions(**given, sample=sample, as_json=options.json))


def _measure(options: argparse.Namespace) -> int:
    from training.measures.measure import measure_command

    what = {"robustness": options.robustness, "attention": options.attention, "limit": options.limit}
    return measure_command(options.run, options.cache, options.out, options.beam, **what, device=options.device)


def _reproduce(options: argparse.Namespace) -> int:
    from training.study.reproduce import ReproduceOptions, reproduce_command

    parts = dict(options.part)
    limits = {"jobs": options.jobs, "device": options.device, "seconds": options.seconds}
    what = {"only": tuple(options.only), "report": options.report}
    return reproduce_command(ReproduceOptions(options.recipe, options.out, options.crohme, parts, **limits, **what))


def _plot(options: argparse.Namespace) -> int:
    from training.plots import draw_curves, overlay

    drawn = [overlay(options.runs, options.out)] if options.out else [draw_curves(run) for run in options.runs]
    print("\n".join(str(path) for path in drawn))
    return 0


def _watch(options: argparse.Namespace) -> int:
    from training.watch import watch

    return watch(options.run)


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

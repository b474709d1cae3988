"""The command line of `python -m training personal` and `personal-study`.

Whoever started a run hears at once that it is there: the training code, which takes seconds to load, comes after that.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training.events import State, Status, present


def add_personal(parser: argparse.ArgumentParser) -> None:
    """The options of `personal`."""
    what = "corrections as the program exports them: InkML or PNG, and captions.tsv"
    parser.add_argument("--samples", type=Path, required=True, help=what)
    parser.add_argument("--run", type=Path, required=True, help="the run's folder; an unfinished run there goes on")
    _add_shared(parser)
    parser.add_argument("--minutes", type=float, default=8.0, help="what all of it may take, judging included (8)")


def add_study(parser: argparse.ArgumentParser) -> None:
    """The options of `personal-study`."""
    parser.add_argument("--cache", type=Path, required=True, help="the packed file that the model was trained from")
    parser.add_argument("--out", type=Path, required=True, help="the study's folder; what is done there stays done")
    parser.add_argument("--corrections", type=int, nargs="+", default=[10, 20, 50], help="how many a writer (10 20 50)")
    parser.add_argument("--only", nargs="+", default=[], metavar="WRITER", help="these writers alone")
    parser.add_argument("--others", type=int, default=100, help="everyone else's expressions to read (100)")
    _add_shared(parser)
    parser.add_argument("--minutes", type=float, default=8.0, help="what each run may take (8)")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="the model to begin with (the one that ships)")
    parser.add_argument("--crohme", type=Path, help="packed CROHME to replay, too; its held-out writers are judged by")
    parser.add_argument("--settings", type=Path, help="a .toml file of settings other than the usual ones")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--threads", type=int, help="processor threads of the process itself")
    parser.add_argument("--workers", type=int, default=1, help="processes that draw batches (1)")


def personal_command(options: argparse.Namespace) -> int:
    """Runs `personal`. Returns 0, also if it was told to stop; raises `ValueError` and `OSError` with what is wrong."""
    with present(options.run) as log:
        import torch

        from training.personal.beginning import Beginning, PersonalOptions
        from training.personal.running import Running
        from training.personal.settings import load_settings

        if options.threads:
            torch.set_num_threads(options.threads)
        names = ("samples", "run", "model", "crohme", "minutes", "device", "workers")
        given = {name: getattr(options, name) for name in names}
        beginning = Beginning(PersonalOptions(**given, config=load_settings(options.settings)))
        print("\n".join(beginning.words()), flush=True)
        finished = Running(beginning, log).run()
        log.write(Status(State.FINISHED if finished else State.STOPPED))
    print(f"{'finished' if finished else 'stopped'}: {options.run}")
    return 0


def study_command(options: argparse.Namespace) -> int:
    """Runs `personal-study`. Returns 0; raises `ValueError` and `OSError` with what is wrong."""
    import torch

    from training.personal.settings import load_settings
    from training.personal.study import Study, StudyOptions

    if options.threads:
        torch.set_num_threads(options.threads)
    names = ("cache", "out", "others", "model", "crohme", "minutes", "device", "workers")
    given = {name: getattr(options, name) for name in names}
    given |= {"corrections": tuple(options.corrections), "only": tuple(options.only)}
    return Study(StudyOptions(**given, config=load_settings(options.settings))).run()

"""The jobs of a study, what each needs, and where in the study's folder its things lie.

Work that several arms share is one job: an encoder is pretrained once per objective and seed, whatever is fine-tuned
from it. The list of jobs is in the order of their worth: the main comparison seed by seed, then fewer captions, then
missing ink; each stands behind those that it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.config import Recipe
from training.study.config import Arm, Study

TRAIN = "train"
WHOLE, ATTENTION, MISSING = "measure", "attention", "robustness"  # the kinds of measuring, first word of such a job


@dataclass(frozen=True)
class Job:
    """One child process: `python -m training STAGE`. `of` is the job whose run is measured or started from."""

    name: str
    stage: str
    needs: tuple[str, ...] = ()
    recipe: Recipe | None = None  # of a training job
    of: str = ""
    data: str = TRAIN  # the part of the corpus
    flags: tuple[str, ...] = ()
    arm: str = ""  # of a measuring job, as are the next two; empty where the run belongs to no arm alone
    seed: int = 0
    share: float = 1.0

    @property
    def trains(self) -> bool:
        return self.recipe is not None

    @property
    def steps(self) -> int:
        """Of a training job; 1 for others."""
        if self.recipe is None:
            return 1
        stages = {"pretrain": self.recipe.pretrain.optimizer, "attend": self.recipe.attend.optimizer}
        return stages.get(self.stage, self.recipe.optimizer).steps


@dataclass(frozen=True)
class Place:
    """The study's folder."""

    root: Path

    @property
    def results(self) -> Path:
        return self.root / "results"

    def cache(self, part: str) -> Path:
        return self.root / "caches" / f"{part}.npz"

    def run(self, job: str) -> Path:
        return self.root / "runs" / job

    def recipe(self, job: str) -> Path:
        return self.root / "recipes" / f"{job}.json"

    def measure(self, job: str) -> Path:
        return self.root / "measures" / f"{job}.json"

    def log(self, job: str) -> Path:
        return self.root / "logs" / f"{job}.txt"

    def record(self, job: str) -> Path:
        """What the scheduler notes of a job that has ended well: time, commit, machine."""
        return self.root / "records" / f"{job}.json"

    def product(self, job: Job) -> Path:
        """The file that is there once the job is done."""
        if job.trains:
            return self.run(job.name) / "finished.json"
        return self.cache(job.data) if job.stage == "prepare" else self.measure(job.name)

    def is_done(self, job: Job) -> bool:
        return self.product(job).is_file()


def plan(study: Study, only: Sequence[str], tests: Sequence[str]) -> list[Job]:
    """All jobs for the arms named in `only` (all for none) on the tests at hand."""
    arms = study.chosen(only)
    jobs = [Job(f"prepare-{part}", "prepare", data=part) for part in (TRAIN, *tests)]
    for seed in study.seeds:
        for arm in arms:
            jobs += _arm(study, arm, seed, tests)
    for arm, share, seed in _fewer(study, arms):
        jobs += [_finetune(study, arm, seed, share), *_measures(study, arm, seed, share, tests)]
    for test in study.robustness_tests:
        if test in tests:
            jobs += [_missing(study, arm, seed, test) for seed in study.seeds for arm in arms if MISSING in arm.parts]
    return list({job.name: job for job in jobs}.values())  # a shared job stands where it is needed first


def _fewer(study: Study, arms: Iterable[Arm]) -> Iterator[tuple[Arm, float, int]]:
    chosen = [arm for arm in arms if "labels" in arm.parts]
    yield from ((arm, share, seed) for seed in study.seeds for share in study.shares[1:] for arm in chosen)


def _arm(study: Study, arm: Arm, seed: int, tests: Sequence[str]) -> Iterator[Job]:
    """An arm's stages with all captions, and what is measured of them."""
    needed = f"prepare-{TRAIN}"
    if arm.objective:
        recipe = study.recipe_of(replace(arm, schedule="", modulation=""), seed)
        yield Job(_first(arm, seed), "pretrain", (needed,), recipe)
    if arm.schedule:
        recipe = study.recipe_of(replace(arm, modulation=""), seed)
        yield Job(_second(arm, seed), "attend", (needed, _first(arm, seed)), recipe, of=_first(arm, seed))
    yield _finetune(study, arm, seed, 1.0)
    yield from _measures(study, arm, seed, 1.0, tests)
    for test in tests if arm.schedule else ():
        name = f"{ATTENTION}-{_second(arm, seed)}-{test}"
        yield _measuring(name, study, arm, _second(arm, seed), test, flags=("--attention",), seed=seed)


def attending(arm: Arm) -> str:
    """What the run of stage 2 is called that an arm with a schedule starts from, whatever the seed."""
    return f"attend-{arm.schedule}-{_pretraining(arm)}"


def _pretraining(arm: Arm) -> str:
    return arm.objective + (f"_longer{arm.longer:g}" if arm.longer else "")


def _first(arm: Arm, seed: int) -> str:
    return f"pretrain-{_pretraining(arm)}-s{seed}"


def _second(arm: Arm, seed: int) -> str:
    return f"{attending(arm)}-s{seed}"


def _third(arm: Arm, seed: int, share: float) -> str:
    return f"finetune-{arm.name}-s{seed}-{100 * share:g}pc"


def _finetune(study: Study, arm: Arm, seed: int, share: float) -> Job:
    """Stage 3, from what the stage before left."""
    of = _second(arm, seed) if arm.schedule else _first(arm, seed) if arm.objective else ""
    needs = (f"prepare-{TRAIN}", *([of] if of else []))
    return Job(_third(arm, seed, share), "finetune", needs, study.recipe_of(arm, seed, share), of=of)


def _measures(study: Study, arm: Arm, seed: int, share: float, tests: Sequence[str]) -> Iterator[Job]:
    of, flags = _third(arm, seed, share), ("--attention",) if share == 1 else ()
    for test in tests:
        name = of.replace("finetune", WHOLE, 1) + f"-{test}"
        yield _measuring(name, study, arm, of, test, flags=flags, seed=seed, share=share)


def _missing(study: Study, arm: Arm, seed: int, test: str) -> Job:
    of, limit = _third(arm, seed, 1.0), study.robustness_limit
    flags = ("--robustness", *(("--limit", str(limit)) if limit else ()))
    return _measuring(of.replace("finetune", MISSING, 1) + f"-{test}", study, arm, of, test, flags=flags, seed=seed)


def _measuring(
    name: str, study: Study, arm: Arm, of: str, test: str, *, flags: tuple[str, ...], seed: int, share: float = 1.0
) -> Job:
    flags = (*flags, "--beam", str(study.beam))
    needs = (f"prepare-{test}", of)
    return Job(name, "measure", needs, of=of, data=test, flags=flags, arm=arm.name, seed=seed, share=share)

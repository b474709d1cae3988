"""The study: which arms are compared, on how many seeds and captions and on what tests. Read from a TOML file.

An arm is one way to the same model: what stage 1 learns, whether stage 2 follows, what the focus does. Everything else
(encoder, decoder, fine-tuning budget, split) is the study's `recipe`, the same for all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from mathnet.config import MODULATIONS, from_dict
from training.config import Recipe
from training.masking import SCHEDULES
from training.objectives import OBJECTIVES

PARTS = ("labels", "robustness")  # of the study, that an arm may take part in besides the main comparison

T = TypeVar("T")


@dataclass(frozen=True)
class Arm:
    """One way to a model. Stage 2 starts from the encoder that stage 1 left for the same seed."""

    name: str
    title: str
    objective: str = ""  # of stage 1; none: the encoder starts from chance
    longer: float = 0.0  # stage 1 takes more steps, by this share of stage 2's: a control of the computation
    schedule: str = ""  # of masking in stage 2; none: no stage 2
    modulation: str = ""  # what the focus does to the memory, if other than the recipe says
    parts: tuple[str, ...] = ()  # of `PARTS`

    def __post_init__(self) -> None:
        if not self.name.replace("_", "").isalnum():
            raise ValueError(f"an arm's name consists of letters, digits and underscores, not {self.name!r}")
        _known(f"arm {self.name}: objective", [self.objective], ["", *OBJECTIVES])
        _known(f"arm {self.name}: schedule", [self.schedule], ["", *SCHEDULES])
        _known(f"arm {self.name}: modulation", [self.modulation], ["", *MODULATIONS])
        _known(f"arm {self.name}: parts", self.parts, PARTS)
        if self.longer < 0 or (not self.objective and (self.longer or self.schedule)):
            raise ValueError(
                f"arm {self.name}: longer is not negative, and it and stage 2 need an objective of stage 1"
            )


@dataclass(frozen=True)
class Comparison:
    """A question that two arms answer: what `arm` gains over `against`."""

    arm: str
    against: str
    question: str


@dataclass(frozen=True)
class Study:
    """All that is run. The recipe's seed, labels and fine-tuning steps are set by `seeds`, `shares` and `steps`."""

    name: str
    seeds: tuple[int, ...] = (1, 2)
    shares: tuple[float, ...] = (1.0, 0.25, 0.1, 0.05, 0.01)  # of the captions; the whole first, then as they come
    steps: tuple[int, ...] = (2000, 1500, 1000, 800, 600)  # of fine-tuning for each share
    tests: tuple[str, ...] = ("test2014", "test2016", "test2019")  # those that the user has are measured
    robustness_tests: tuple[str, ...] = ("test2014",)  # of these, ones on which ink is taken away
    robustness_limit: int = 0  # expressions for that, 0: all
    beam: int = 5  # hypotheses of the search in all measurements
    recipe: Recipe = field(default_factory=Recipe)
    arms: tuple[Arm, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def __post_init__(self) -> None:
        names = [arm.name for arm in self.arms]
        for what, values in {"arms": names, "seeds": self.seeds, "shares": self.shares, "tests": self.tests}.items():
            if not values or len(set(values)) < len(values):
                raise ValueError(f"a study needs {what}, and each only once: {list(values)}")
        if len(self.steps) != len(self.shares) or self.shares[0] != 1:
            raise ValueError("a study's shares begin with 1.0, and `steps` has a number for each")
        if min(self.steps) < 1 or not all(0 < share <= 1 for share in self.shares):
            raise ValueError(f"shares lie between 0 and 1 and steps are positive: {self.shares}, {self.steps}")
        if self.beam < 1 or self.robustness_limit < 0:
            raise ValueError("a study's beam is at least 1 and robustness_limit is not negative")
        _known("robustness_tests", self.robustness_tests, self.tests)
        _known("comparisons", [side for pair in self.comparisons for side in (pair.arm, pair.against)], names)

    def chosen(self, only: Sequence[str]) -> tuple[Arm, ...]:
        """The arms of these names, all of them for none. Raises `ValueError` for a name that no arm has."""
        _known("the arms to run", only, [arm.name for arm in self.arms])
        return tuple(arm for arm in self.arms if not only or arm.name in only)

    def recipe_of(self, arm: Arm, seed: int, share: float = 1.0) -> Recipe:
        """The recipe of an arm's runs; stages 1 and 2 do not depend on the share."""
        recipe = replace(self.recipe, seed=seed, labels=float(share))
        steps = self.steps[self.shares.index(share)]
        return replace(
            recipe,
            optimizer=replace(recipe.optimizer, steps=steps),
            model=replace(recipe.model, modulation=arm.modulation or recipe.model.modulation),
            pretrain=replace(
                recipe.pretrain,
                objective=arm.objective or recipe.pretrain.objective,
                optimizer=replace(recipe.pretrain.optimizer, steps=self._pretraining_steps(arm)),
            ),
            attend=replace(
                recipe.attend,
                masking=replace(recipe.attend.masking, schedule=arm.schedule or recipe.attend.masking.schedule),
            ),
        )

    def _pretraining_steps(self, arm: Arm) -> int:
        """Steps of stage 2 count by the expressions they look at."""
        first, second = self.recipe.pretrain, self.recipe.attend
        share = arm.longer * second.batch.size / first.batch.size
        return first.optimizer.steps + round(share * second.optimizer.steps)


def load_study(name: str) -> Study:
    """A packaged study by name, or a TOML file by path. Raises `ValueError` that names what is wrong."""
    path, folder = Path(name), resources.files("training") / "study"
    source = path if path.suffix == ".toml" else folder / f"{name}.toml"
    if not source.is_file():
        known = sorted(Path(str(entry)).stem for entry in folder.iterdir() if str(entry).endswith(".toml"))
        raise ValueError(f"there is no study {name!r}: give a .toml file or one of {', '.join(known)}")
    try:
        values = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"study {name!r} is not valid TOML: {error}") from None
    return study_from(values)


def study_from(values: Mapping[str, Any]) -> Study:
    """Builds a study from nested mappings; an unknown key is an error that names it."""
    lists = {"arms": _listed(Arm, values, "arms"), "comparisons": _listed(Comparison, values, "comparisons")}
    return from_dict(Study, {**values, **lists})


def _listed(kind: type[T], values: Mapping[str, Any], key: str) -> tuple[T, ...]:
    """The tables below a key. Raises `ValueError` if it holds anything else."""
    tables = values.get(key, [])
    if not isinstance(tables, (list, tuple)) or not all(isinstance(table, Mapping) for table in tables):
        raise ValueError(f"{key} must be tables, written [[{key}]]")
    return tuple(from_dict(kind, table, f"{key}[{number}].") for number, table in enumerate(tables))


def _known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"{what}: there is no {unknown[0]!r}; known here: {', '.join(filter(None, known))}")

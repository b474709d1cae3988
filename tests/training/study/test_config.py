"""Studies: read from TOML, every mistake named, and every arm on one protocol."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.training.study.studies import STUDY_TOML, make_study
from training.study.config import Arm, load_study


@pytest.mark.parametrize("name", ["small", "full"])
def test_the_packaged_studies_have_every_arm_of_the_comparison(name: str) -> None:
    study = load_study(name)
    assert len(study.seeds) >= 2
    assert sorted(study.shares) == [0.01, 0.05, 0.1, 0.25, 1.0]
    objectives = {arm.objective for arm in study.arms}
    assert objectives == {"", "global", "local", "global_local", "byol", "barlow", "reconstruction"}
    assert {arm.schedule for arm in study.arms} == {"", "constant", "linear"}
    assert {arm.modulation for arm in study.arms} == {"", "scale", "none"}
    assert any(arm.longer for arm in study.arms)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("beam = 1", "bream = 1", "unknown key 'bream'"),
        ("[recipe.attend.batch]", "[recipe.attend.butch]", "unknown key 'recipe.attend.butch'"),
        ('objective = "global_local"', 'objection = "global_local"', "unknown key 'arms\\[1\\].objection'"),
        ('objective = "global_local"', 'objective = "magic"', "arm paper: objective: there is no 'magic'"),
        ('schedule = "linear"', 'schedule = "sudden"', "arm paper: schedule: there is no 'sudden'"),
        ('objective = "global_local"', "", "stage 2 need an objective"),
        ('parts = ["labels"]', 'parts = ["all"]', "arm paper: parts: there is no 'all'"),
        ('name = "paper"', 'name = "scratch"', "a study needs arms, and each only once"),
        ('name = "paper"', 'name = "../paper"', "an arm's name consists of"),
        ("seeds = [1, 2]", "seeds = []", "a study needs seeds"),
        ("steps = [3, 2]", "steps = [3]", "`steps` has a number for each"),
        ("shares = [1.0, 0.5]", "shares = [0.5, 1.0]", "shares begin with 1.0"),
        ("shares = [1.0, 0.5]", "shares = [1.0, 1.5]", "shares lie between 0 and 1"),
        ('robustness_tests = ["test2014"]', 'robustness_tests = ["test1066"]', "there is no 'test1066'"),
        ('against = "scratch"', 'against = "nobody"', "comparisons: there is no 'nobody'"),
        ("[[comparisons]]", "[comparisons]", "comparisons must be tables"),
        ("beam = 1", "beam = ", "is not valid TOML"),
    ],
)
def test_a_mistake_in_a_study_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in STUDY_TOML
    with pytest.raises(ValueError, match=message):
        make_study(tmp_path, STUDY_TOML.replace(old, new))


def test_a_study_that_is_not_there_is_explained() -> None:
    with pytest.raises(ValueError, match=r"there is no study 'huge': .* one of full, small"):
        load_study("huge")


def test_arms_differ_in_what_they_are_for_and_in_nothing_else(tmp_path: Path) -> None:
    study = make_study(tmp_path)
    scratch, paper = (study.recipe_of(arm, seed=2) for arm in study.arms)
    assert scratch == replace(study.recipe, seed=2, optimizer=replace(study.recipe.optimizer, steps=3))
    assert replace(paper, pretrain=scratch.pretrain, attend=scratch.attend) == scratch
    fewer = study.recipe_of(study.arms[0], seed=2, share=0.5)
    assert (fewer.labels, fewer.optimizer.steps) == (0.5, 2)


def test_the_longer_arm_looks_at_as_many_more_expressions_as_stage_2_does(tmp_path: Path) -> None:
    study = make_study(
        tmp_path, STUDY_TOML.replace("[recipe.attend.batch]\nsize = 4", "[recipe.attend.batch]\nsize = 8")
    )
    longer = study.recipe_of(Arm("longer", "longer", objective="global_local", longer=1.0), seed=1)
    assert longer.pretrain.optimizer.steps == 2 + 2 * 2


def test_arms_are_chosen_by_name(tmp_path: Path) -> None:
    study = make_study(tmp_path)
    assert [arm.name for arm in study.chosen(["paper"])] == ["paper"]
    assert study.chosen([]) == study.arms
    with pytest.raises(ValueError, match="there is no 'magic'; known here: scratch, paper"):
        study.chosen(["magic"])

"""The settings of a pipeline: what is wrong is named, and the recipe gets what they say."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from training.config import load_recipe
from training.pipeline.settings import Length, Pipeline, load_pipeline, recipe_of, save_pipeline

ROOT = Path(__file__).resolve().parents[3]


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    pipeline = Pipeline("ink.zip", stages=("attend", "finetune"), attend=Length(epochs=1.5), batch=8, device="cpu")
    save_pipeline(tmp_path / "new", pipeline)
    assert load_pipeline(tmp_path / "new") == pipeline


def test_the_example_of_the_documentation_names_every_setting(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    (example,) = (part for part in text.split("```") if '"workers"' in part)
    (tmp_path / "pipeline.json").write_text(example.removeprefix("json"), encoding="utf-8")
    assert load_pipeline(tmp_path).attend == Length(steps=1000)
    assert set(json.loads(example.removeprefix("json"))) == {entry.name for entry in fields(Pipeline)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not valid JSON"),
        ("[]", "holds no table"),
        ("{}", "names no dataset"),
        ('{"data": "x", "colour": "red"}', "unknown key 'colour'"),
        ('{"data": "x", "batch": "many"}', "batch is 'many', not int"),
        ('{"data": "x", "format": "png"}', "the format is 'png'"),
        ('{"data": "x", "stages": ["finetune", "pretrain"]}', "in this order"),
        ('{"data": "x", "stages": []}', "in this order"),
        ('{"data": "x", "stages": ["pretrain", "evaluate"]}', "nothing to evaluate"),
        ('{"data": "x", "attend": {"steps": 3, "epochs": 2}}', "steps or of epochs"),
        ('{"data": "x", "rate": -0.1}', "not negative"),
    ],
)
def test_wrong_settings_are_named(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "pipeline.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_pipeline(tmp_path)


def test_a_folder_without_settings_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no pipeline\.json"):
        load_pipeline(tmp_path)


def test_what_is_not_set_stays_as_the_recipe_has_it() -> None:
    assert recipe_of(Pipeline("x", recipe="tiny"), 100) == load_recipe("tiny")


def test_the_recipe_gets_what_is_set() -> None:
    length = {"pretrain": Length(steps=7), "finetune": Length(epochs=2.5)}
    recipe = recipe_of(Pipeline("x", recipe="tiny", batch=8, rate=0.01, width=32, **length), 100)
    usual = load_recipe("tiny")
    assert (recipe.pretrain.optimizer.steps, recipe.optimizer.steps) == (7, 32)  # 2.5 * 100 / 8, rounded up
    assert recipe.attend.optimizer.steps == usual.attend.optimizer.steps
    assert {recipe.batch.size, recipe.pretrain.batch.size, recipe.attend.batch.size} == {8}
    assert recipe.optimizer.peak == pytest.approx(0.01)
    share = usual.pretrain.optimizer.peak / usual.optimizer.peak
    assert recipe.pretrain.optimizer.peak == pytest.approx(0.01 * share)
    assert recipe.model.width == 32
    assert recipe.optimizer.warmup == 3  # no more than a tenth
    assert load_recipe("tiny") == usual


def test_a_width_that_no_network_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="width 33 must be a multiple"):
        recipe_of(Pipeline("x", recipe="tiny", width=33), 100)


def test_each_stage_begins_with_the_one_before_that_is_chosen() -> None:
    assert [Pipeline("x").initial(stage) for stage in ("pretrain", "attend", "finetune")] == ["", "pretrain", "attend"]
    assert Pipeline("x", stages=("pretrain", "finetune")).initial("finetune") == "pretrain"
    assert Pipeline("x", stages=("finetune",)).initial("finetune") == ""

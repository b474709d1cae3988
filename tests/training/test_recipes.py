"""Recipes: read whole or refused with the name of what is wrong."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from mathnet.config import from_dict, to_dict
from training.config import Recipe, load_recipe
from training.loop import OptimizerConfig

PACKAGED = sorted(Path(str(entry)).stem for entry in (resources.files("training") / "recipes").iterdir())


def recipe_file(folder: Path, text: str) -> str:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", PACKAGED)
def test_packaged_recipes_load(name: str) -> None:
    assert isinstance(load_recipe(name), Recipe)


def test_there_is_a_recipe_for_the_shipped_model_and_one_for_a_laptop() -> None:
    assert {"crohme", "tiny"} <= set(PACKAGED)
    tiny = load_recipe("tiny")
    assert tiny.model.width < load_recipe("crohme").model.width
    assert sum(stage.steps for stage in (tiny.pretrain.optimizer, tiny.attend.optimizer, tiny.optimizer)) <= 400


def test_the_widest_recipe_asks_for_more_grids_scribbles_and_single_symbols_than_the_one_before() -> None:
    wider, widest = load_recipe("wider"), load_recipe("widest")
    for name in ("grids", "scribbles", "singles"):
        assert getattr(widest.compose, name) > getattr(wider.compose, name)
    assert widest.batch.most_tokens == 72 > wider.batch.most_tokens
    assert widest.model == wider.model


def test_the_longest_recipe_asks_for_longer_formulas_than_the_one_before() -> None:
    widest, longest = load_recipe("widest"), load_recipe("longest")
    assert longest.compose.typical_tokens > widest.compose.typical_tokens
    assert longest.batch.most_tokens > widest.batch.most_tokens
    assert longest.model == widest.model


def test_an_own_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    text = "seed = 3\n[model.decoder]\nlayers = 1\n[batch]\ncanvases = [[64, 128], [96, 256]]\n"
    recipe = load_recipe(recipe_file(tmp_path, text))
    assert (recipe.seed, recipe.model.decoder.layers) == (3, 1)
    assert recipe.batch.ordered == [(64, 128), (96, 256)]
    assert recipe.optimizer == OptimizerConfig()


def test_a_recipe_saved_as_json_is_read_as_it_was() -> None:
    recipe = load_recipe("tiny")
    text = json.dumps(to_dict(recipe))
    again = from_dict(Recipe, json.loads(text))
    assert json.dumps(to_dict(again)) == text
    assert (again.model, again.optimizer) == (recipe.model, recipe.optimizer)
    assert again.batch.ordered == recipe.batch.ordered


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sede = 3", "unknown key 'sede'"),
        ("[optimizer]\nsteps = 3\nspeed = 9", r"unknown key 'optimizer\.speed'; known here: average, clip"),
        ("[model.decoder]\nlayer = 1", r"unknown key 'model\.decoder\.layer'"),
        ("[optimizer]\nsteps = 0", "nothing can be trained"),
        ("[optimizer]\nsteps = 'many'", r"optimizer\.steps is 'many', not int"),
        ("optimizer = 3", "optimizer is 3, not a table"),
        ("[optimizer\nsteps = 3", "not valid TOML"),
    ],
)
def test_what_is_wrong_with_a_recipe_is_named(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        load_recipe(recipe_file(tmp_path, text))


@pytest.mark.parametrize("name", ["nonsense", "nonsense.toml"])
def test_an_unknown_recipe_is_an_error_that_lists_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match=f"no recipe '{name}'.*{', '.join(PACKAGED)}"):
        load_recipe(name)

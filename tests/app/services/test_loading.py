"""Which model is read with at the start, and what stands in for one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.loading import Loading
from app.services.model_files import ModelError
from app.services.models import SHIPPED, Models
from tests.app.fakes import FakeRecogniser
from tests.app.modelling import FakeCheck, take


class Opened:
    """Opens every path but those told not to."""

    def __init__(self) -> None:
        self.paths: list[Path | None] = []
        self.refused: set[str] = set()

    def __call__(self, path: Path | None) -> FakeRecogniser:
        self.paths.append(path)
        if path is not None and path.parent.name in self.refused:
            raise ValueError("the model cannot be loaded")
        return FakeRecogniser()


@pytest.fixture
def opened() -> Opened:
    return Opened()


@pytest.fixture
def models(tmp_path: Path) -> Models:
    made = Models(tmp_path / "models", FakeCheck())
    take(made, tmp_path, "mine")
    made.choose("mine")
    return made


def test_the_model_that_was_chosen_is_loaded(models: Models, opened: Opened) -> None:
    loading = Loading(models, opened)
    loading.first()
    assert (opened.paths, loading.in_use, loading.trouble) == ([models.folder / "mine" / "model"], "mine", "")


def test_the_command_line_wins(models: Models, opened: Opened, tmp_path: Path) -> None:
    loading = Loading(models, opened, tmp_path / "other.safetensors")
    loading.first()
    assert opened.paths == [tmp_path / "other.safetensors"]
    assert loading.path == tmp_path / "other.safetensors"


@pytest.mark.parametrize("file", ["model.safetensors", "model.json"])
def test_a_model_that_was_changed_is_not_opened_and_the_shipped_one_stands_in(
    file: str, models: Models, opened: Opened
) -> None:
    (models.folder / "mine" / file).write_bytes(b"changed")
    loading = Loading(models, opened)
    loading.first()
    assert opened.paths == [None]
    assert loading.in_use == SHIPPED
    assert "“mine” cannot be used" in loading.trouble
    assert "damaged or were changed" in loading.trouble


def test_a_model_that_cannot_be_loaded_gives_way_to_the_shipped_one(models: Models, opened: Opened) -> None:
    opened.refused = {"mine"}
    loading = Loading(models, opened)
    loading.first()
    assert (loading.in_use, opened.paths[-1]) == (SHIPPED, None)
    assert "the model cannot be loaded" in loading.trouble


def test_a_model_by_name_is_loaded_when_it_is_asked_for(models: Models, opened: Opened) -> None:
    loading = Loading(models, opened)
    load = loading.of("mine")
    assert opened.paths == []
    load()
    assert (loading.in_use, loading.path) == ("mine", models.folder / "mine" / "model")


def test_a_model_by_name_that_is_gone_leaves_what_is_in_use(models: Models, opened: Opened) -> None:
    loading = Loading(models, opened)
    with pytest.raises(ModelError, match="is gone"):
        loading.of("never")()
    assert loading.in_use == SHIPPED

"""The folder of models: nothing gets into it that was not checked, nothing that is in use gets out of it."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from pathlib import Path

import pytest

from app.services.model_files import WEIGHTS, ModelError
from app.services.models import SHIPPED, Models
from tests.app.modelling import FakeCheck, take, write_model


@pytest.fixture
def check() -> FakeCheck:
    return FakeCheck()


@pytest.fixture
def models(tmp_path: Path, check: FakeCheck) -> Models:
    return Models(tmp_path / "data" / "models", check)


def names(models: Models) -> list[str]:
    return [entry.name for entry in models.list()]


def left(models: Models) -> list[str]:
    """What lies in the folder, hidden or not."""
    return sorted(path.name for path in models.folder.iterdir())


def test_at_first_there_is_the_model_that_ships_and_it_is_used(models: Models) -> None:
    (shipped,) = models.list()
    assert (shipped.name, models.chosen, models.before) == (SHIPPED, SHIPPED, SHIPPED)
    assert shipped.path.with_suffix(".safetensors").is_file()
    assert len(shipped.sha256) == 64
    assert models.verified(SHIPPED) == shipped.path


def test_models_are_listed_newest_first_with_their_stories(models: Models, tmp_path: Path) -> None:
    figures = {"check": {"before": 0.5, "after": 0.6, "count": 40}}
    take(models, tmp_path, "old", made="2026-01-02T03:04:05", data={"corrections": 12, "crohme": 0})
    take(models, tmp_path, "new", made="2026-02-03T04:05:06", figures=figures)
    _, new, old = models.list()
    assert (new.name, old.name) == ("new", "old")
    assert old.story.made == datetime(2026, 1, 2, 3, 4, 5)
    assert old.story.data == {"corrections": 12}
    assert (new.story.figures["check"].before, new.story.figures["check"].after) == (0.5, 0.6)


def test_a_model_without_a_story_is_dated_from_when_it_came(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "plain")
    made = models.list()[1].story.made
    assert made is not None
    assert abs((datetime.now() - made).total_seconds()) < 60


def test_the_choice_and_the_one_before_are_kept(models: Models, tmp_path: Path, check: FakeCheck) -> None:
    take(models, tmp_path, "a")
    take(models, tmp_path, "b")
    models.choose("a")
    models.choose("b")
    again = Models(models.folder, check)
    assert (again.chosen, again.before) == ("b", "a")
    assert again.back() == "a"
    assert (again.chosen, again.before) == ("a", "b")
    models.choose("a")  # again: the one before stays
    assert models.before == "b"


def test_a_model_that_is_gone_cannot_be_chosen_and_one_that_vanished_gives_way(models: Models, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is gone"):
        models.choose("never")
    take(models, tmp_path, "a")
    models.choose("a")
    shutil.rmtree(models.folder / "a")
    assert models.chosen == SHIPPED


@pytest.mark.parametrize("content", ["", "[]", '{"chosen": 3}', '{"chosen": "../../elsewhere"}', '{"chosen": "a"'])
def test_a_choice_that_cannot_be_read_is_the_model_that_ships(content: str, models: Models) -> None:
    models.folder.mkdir(parents=True)
    (models.folder / "chosen.json").write_text(content)
    assert models.chosen == SHIPPED


def test_a_new_name_is_kept_and_the_choice_follows_it(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    models.choose("a")
    assert models.rename("a", "  My hand ") == "My hand"
    assert (names(models)[1:], models.chosen) == (["My hand"], "My hand")
    assert models.rename("My hand", "my HAND") == "my HAND"
    assert models.verified("my HAND").with_suffix(".json").is_file()


@pytest.mark.parametrize("wanted", ["", " ", "a/b", "..", ".hidden", "a\\b", "x:", "new\nline", "a" * 61, "end."])
def test_names_that_no_folder_can_have_are_refused(wanted: str, models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    with pytest.raises(ModelError, match="up to 60 letters"):
        models.rename("a", wanted)
    assert names(models)[1:] == ["a"]


@pytest.mark.parametrize("wanted", ["b", "B", "mask & match"])
def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(wanted: str, models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    take(models, tmp_path, "b")
    with pytest.raises(ModelError, match="already"):
        models.rename("a", wanted)
    assert sorted(names(models)[1:]) == ["a", "b"]


def test_what_is_taken_in_under_a_taken_name_gets_a_number(models: Models, tmp_path: Path) -> None:
    source = write_model(tmp_path / "from", "hand")
    assert [models.import_(source) for _ in range(3)] == ["hand", "hand 2", "hand 3"]
    assert models.import_(write_model(tmp_path / "from", "Mask & Match")) == "Mask & Match 2"


def test_what_the_check_refuses_does_not_get_in(models: Models, tmp_path: Path, check: FakeCheck) -> None:
    check.trouble = "This model cannot be used: shapes."
    with pytest.raises(ModelError, match="shapes"):
        models.import_(write_model(tmp_path / "from"))
    assert left(models) == []


def test_the_check_sees_the_very_files_that_get_in(models: Models, tmp_path: Path, check: FakeCheck) -> None:
    models.import_(write_model(tmp_path / "from", made="2026-01-02"))
    assert check.asked == [["model.json", "model.safetensors"]]  # a story comes in a .zip alone
    assert models.verified("own") == models.folder / "own" / "model"


@pytest.mark.parametrize("file", ["model.safetensors", "model.json", "story.json"])
def test_a_file_that_was_changed_after_the_check_is_noticed(file: str, models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    path = models.folder / "a" / file
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(ModelError, match="damaged or were changed"):
        models.verified("a")


def test_a_model_that_lost_a_file_is_listed_as_broken(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    (models.folder / "a" / "model.json").unlink()
    assert not models.list()[1].is_whole
    with pytest.raises(ModelError):
        models.verified("a")


def test_the_model_in_use_and_the_one_that_ships_cannot_be_deleted(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    models.choose("a")
    with pytest.raises(ModelError, match="Use another one first"):
        models.delete("a")
    with pytest.raises(ModelError, match="cannot be deleted"):
        models.delete(SHIPPED)
    assert names(models)[1:] == ["a"]


def test_a_deleted_model_can_be_restored_until_it_is_emptied(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    models.delete("a")
    assert names(models)[1:] == []
    take(models, tmp_path, "a")  # another one, which has the name now
    assert models.restore("a") == "a 2"
    assert models.verified("a 2")
    models.delete("a 2")
    models.empty()
    assert left(models) == ["a"]


def test_the_one_before_may_be_deleted_and_then_the_shipped_one_is_before(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    take(models, tmp_path, "b")
    models.choose("a")
    models.choose("b")
    models.delete("a")
    assert models.before == SHIPPED


def test_what_a_crashed_program_left_is_swept_away_but_not_what_another_is_at(models: Models) -> None:
    for name in (".incoming-old", ".incoming-new", ".deleted-old"):
        (models.folder / name).mkdir(parents=True)
        if name.endswith("old"):
            os.utime(models.folder / name, (time.time() - 2 * 86400,) * 2)
    models.empty()
    assert left(models) == [".incoming-new"]


def test_an_export_can_be_imported_again_with_its_story(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a", made="2026-01-02T03:04:05", data={"corrections": 12})
    models.export("a", tmp_path / "mine.zip")
    assert models.import_(tmp_path / "mine.zip") == "mine"
    mine = next(entry for entry in models.list() if entry.name == "mine")
    assert mine.story.data == {"corrections": 12}
    assert (models.folder / "mine" / WEIGHTS).read_bytes() == b"a"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_model_that_ships_can_be_exported(models: Models, tmp_path: Path) -> None:
    models.export(SHIPPED, tmp_path / "shipped.zip")
    assert models.import_(tmp_path / "shipped.zip") == "shipped"
    assert {entry.sha256 for entry in models.list()} == {models.list()[0].sha256}


def test_an_export_to_a_place_that_cannot_be_written_says_so(models: Models, tmp_path: Path) -> None:
    take(models, tmp_path, "a")
    with pytest.raises(ModelError, match="no such file or folder"):
        models.export("a", tmp_path / "nowhere" / "mine.zip")


def test_stopping_reaches_the_check(models: Models, check: FakeCheck) -> None:
    models.stop()
    assert check.is_stopped

"""Personal fine-tuning: it learns a hand, forgets nothing, and tells of both what it did and what it left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mathnet.checkpoint import read_card
from mathnet.errors import from_json
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, FRACTION, POWER, ROOT, SCRIPTS, samples_of
from tests.training.personal.people import SMALL, TWO, USUAL, export, make, make_base, odd_ink, options, share_read
from training.__main__ import main
from training.data.making import to_sample
from training.events import Progress, State, Status, read_events
from training.personal.beginning import Beginning
from training.personal.judgement import MOST_SHOWN
from training.transfer import file_digest

SUM = ALL[5]
PERSON = (POWER, SCRIPTS, SUM, POWER, ROOT, SCRIPTS, SUM, POWER, SCRIPTS, FRACTION)  # the fifth and tenth are held back
TWOS = (TWO,) * 10


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module", params=["low_rank", "last_layers"])
def learned(base: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of a finished run, by the command as a user gives it, with replay of what the base has learned."""
    folder = tmp_path_factory.mktemp("learned")
    config = {
        "update": {"kind": request.param, "rank": 4, "kept": 1},
        "mix": {"own": 0.5, "hand": 0.0, "replay": 0.5},
        "steps": 60,
    }
    config |= {name: getattr(SMALL, name) for name in ("peak", "smoothing", "average", "check", "beam", "warmup")}
    config["peak"] = {"low_rank": 1e-2, "last_layers": 1e-1}[request.param]
    config["batch"] = {"size": 4, "chunk": 8, "slab": 1, "canvases": [[64, 128], [128, 256]]}
    config["augment"] = vars(SMALL.augment)
    config["compose"] = {"cut": 0.0, "graft": 0.0, "swap": 0.0}
    (folder / "settings.json").write_text(json.dumps(config), encoding="utf-8")
    command = ["personal", "--samples", export(folder / "samples", TWOS), "--run", folder / "run", "--model", base]
    command += ["--crohme", base.parent.parent / "corpus.npz", "--settings", folder / "settings.json"]
    assert main([*map(str, command), "--device", "cpu", "--workers", "0"]) == 0
    return folder / "run"


def test_it_learns_how_a_person_writes_a_symbol(base: Path, learned: Path) -> None:
    vocabulary = Vocabulary.load()
    odd = [to_sample(odd_ink(TWO), TWO.tokens, vocabulary)]
    assert share_read(base, odd) == 0
    assert share_read(learned / "model.safetensors", odd) == 1


def test_it_forgets_nothing_of_what_is_replayed(base: Path, learned: Path) -> None:
    before = share_read(base, samples_of(USUAL))
    assert before > 0.8
    assert share_read(learned / "model.safetensors", samples_of(USUAL)) >= before - 1 / 16


def test_the_judgement_has_figures_of_both_models_and_formulas_with_pictures(learned: Path) -> None:
    told = json.loads((learned / "judgement.json").read_text(encoding="utf-8"))
    assert {name: each["count"] for name, each in told["sets"].items()} == {"corrections": 2, "check": 3}
    for each in told["sets"].values():
        assert 0 <= each["before"]["exprate"] <= 1
        assert each["after"]["token_errors"] >= 0
    assert 0 < len(told["formulas"]) <= MOST_SHOWN
    assert all((learned / each["picture"]).read_bytes().startswith(b"\x89PNG") for each in told["formulas"])
    differ = [each["before"] != each["after"] for each in told["formulas"]]
    assert differ == sorted(differ, reverse=True)
    assert list(map(from_json, told["words"])) == ["8 corrections to learn from, 2 held back to judge by."]


def test_the_story_says_when_from_what_and_how_well(base: Path, learned: Path) -> None:
    story = json.loads((learned / "story.json").read_text(encoding="utf-8"))
    told = json.loads((learned / "judgement.json").read_text(encoding="utf-8"))["sets"]
    assert story.keys() == {"made", "from", "data", "figures"}
    assert story["from"] == file_digest(base)
    assert story["data"] == {"corrections": 8, "composed": 60, "crohme": 60}
    for name, each in story["figures"].items():
        assert each == {
            **{when: told[name][when]["exprate"] for when in ("before", "after")},
            "count": told[name]["count"],
        }


def test_the_card_is_that_of_the_old_model_and_says_what_was_learned(base: Path, learned: Path) -> None:
    old, new = read_card(base), read_card(learned / "model")
    assert {**new, "training": None, "calibration": None} == {**old, "training": None, "calibration": None}
    assert new["training"]["recipe"] == old["training"]["recipe"]
    personal = new["training"]["personal"]
    assert (personal["from"], personal["corrections"], personal["steps"]) == (file_digest(base), 8, 60)


def test_the_run_is_one_like_the_others(learned: Path) -> None:
    events = read_events(learned)
    assert [event.state for event in events if isinstance(event, Status)] == [State.BEGAN, State.FINISHED]
    stages = list(dict.fromkeys(event.stage for event in events if isinstance(event, Progress)))
    assert stages == ["read", "personal", "judge"]
    assert json.loads((learned / "finished.json").read_text(encoding="utf-8"))["stage"] == "personal"


def test_every_fifth_correction_is_held_back_and_never_trained_on(base: Path, tmp_path: Path) -> None:
    running = make(options(base, export(tmp_path / "samples", PERSON), tmp_path / "run"))
    divided = running.beginning.divided
    assert divided.held_back.names == ["sample-000004", "sample-000009"]
    seen: list[bytes] = []
    stream = running._tune(0.0).stream()
    held_back = {tuple(sample.tokens.tolist()) for sample in divided.held_back.samples}
    for chunk in range(6):
        for sample, replay in stream._members(chunk, np.random.default_rng(chunk)):
            if not replay:
                assert tuple(sample.tokens.tolist()) not in held_back
                seen.append(sample.tokens.tobytes())
    assert len(set(seen)) == 3  # all that is taught


@pytest.mark.parametrize(("count", "held_back"), [(1, 0), (4, 0), (5, 1), (9, 1), (10, 2)])
def test_of_fewer_than_five_none_is_held_back(count: int, held_back: int, base: Path, tmp_path: Path) -> None:
    beginning = Beginning(options(base, export(tmp_path / "samples", PERSON[:count]), tmp_path / "run"))
    assert (len(beginning.divided.taught), len(beginning.divided.held_back)) == (count - held_back, held_back)
    assert ("none is left to judge by" in beginning.words()[0]) == (held_back == 0)


def test_three_corrections_make_a_model_that_the_check_set_judges(base: Path, tmp_path: Path) -> None:
    given = options(base, export(tmp_path / "samples", PERSON[:3]), tmp_path / "run")
    assert make(replace(given, config=replace(SMALL, steps=2))).run()
    story = json.loads((tmp_path / "run" / "story.json").read_text(encoding="utf-8"))
    assert list(story["figures"]) == ["check"]
    assert story["data"]["corrections"] == 3

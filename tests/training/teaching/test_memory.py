"""The measurement of a memory: what is counted, what is chosen, and the command from a packed file to its figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mathnet.memory import Memory, Recall
from mathnet.recognizer import Recognizer
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_run, tiny_recipe
from training.__main__ import main
from training.data.corpus import Corpus
from training.teaching.figures import Figures, Tally, symbol_errors
from training.teaching.memory import GRID, Trial, Wanted, mistakes
from training.teaching.reading import Reader


def hands(times: int) -> Corpus:
    """Two people, each of whom wrote every expression so many times."""
    once = to_corpus(ALL)
    corpus = once.subset([at for _ in range(2 * times) for at in range(len(once))])
    writers = ["ann"] * (len(corpus) // 2) + ["bob"] * (len(corpus) // 2)
    return replace(corpus, writers=writers, names=[f"{name}{at}" for at, name in enumerate(corpus.names)])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has hardly learned anything."""
    folder = tmp_path_factory.mktemp("model")
    make_run(to_corpus(ALL), tiny_recipe(steps=1), folder / "run").run()
    return folder / "run" / "model.safetensors"


@pytest.fixture
def trial(model: Path) -> Trial:
    return Trial(Reader(Recognizer.load(model, "cpu"), 1), hands(2), Wanted((8,), beam=1, others=3))


def test_only_symbols_taken_for_symbols_are_mistakes_of_a_hand() -> None:
    assert list(mistakes(["x", "^", "{", "2", "}"], ["X", "^", "{", "2", "}"])) == [("x", "X")]
    assert list(mistakes(["x", "^", "{", "2", "}"], ["x", "_", "{", "2", "}"])) == []
    assert list(mistakes(["x", "+", "1"], ["x", "+"])) == []


def test_layout_is_no_symbol_error() -> None:
    assert symbol_errors(["x", "^", "{", "2", "}"], ["x", "_", "{", "2", "}"]) == 0
    assert symbol_errors(["x", "^", "{", "2", "}"], ["y"]) == 2


def counted(expressions: int, right: tuple[int, int], again: tuple[int, int] = (0, 0)) -> Tally:
    return Tally(expressions, 10 * expressions, list(right), [4, 2], list(again))


def test_figures_are_pooled_over_writers_and_say_what_changed() -> None:
    nothing = counted(10, (9, 9))
    figures = Figures(8, {"ann": (counted(10, (5, 6), (3, 1)), nothing), "bob": (counted(30, (15, 18)), nothing)}, 4, 3)
    gain, low, high = figures.gain(0, "right")
    assert (figures.rate(0, "right", 0), figures.rate(0, "right", 1)) == (0.5, 0.6)
    assert (gain, low, high) == pytest.approx((0.1, 0.1, 0.1))
    assert [figures.again(0, kind) for kind in (0, 1)] == [3, 1]
    assert "8 corrections by each of 2 writers" in figures.text()
    assert "4 of these had been misread; right when read again: 3" in figures.text()
    assert "50.00% → 60.00% (+10.00, +10.00 to +10.00 points)" in figures.text()


def test_a_memory_knows_what_was_corrected_and_nothing_written_later(trial: Trial) -> None:
    person = next(iter(trial_people(trial)))
    memory = trial.memory(person)
    known = {name for names in memory.samples for name in names}
    assert known == {trial.corpus.names[at] for at in person.corrected}


def trial_people(trial: Trial) -> list:
    from training.teaching.protocol import people

    return people(trial.corpus, 8)


def test_symbols_that_are_remembered_from_the_same_ink_are_no_longer_wrong(trial: Trial) -> None:
    studied, person = trial.studied, trial_people(trial)[0]
    corrected = [studied[at] for at in person.corrected]
    assert trial.reader.symbol_errors(corrected, Memory.empty()) > 0
    taught = replace(trial.memory(person), recall=Recall(0.9, 1e-3, 0.5))
    assert trial.reader.symbol_errors(corrected, taught) < trial.reader.symbol_errors(corrected, Memory.empty())


def test_the_setting_that_is_chosen_costs_least(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    best = GRID[7]

    def errors(_: object, memory: Memory) -> int:
        return 10 if not len(memory) or memory.recall != best else 5

    monkeypatch.setattr(trial.reader, "symbol_errors", errors)
    assert trial.choose(trial_people(trial)) == best


def test_nobody_is_judged_by_a_setting_that_was_chosen_with_them(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: dict[Recall, set[str]] = {}

    def choose(group: list) -> Recall:
        recall = GRID[len(groups)]
        groups[recall] = {person.name for person in group}
        return recall

    monkeypatch.setattr(trial, "choose", choose)
    _, settings = trial.run()
    assert settings.keys() == {"ann", "bob"}
    assert all(name not in groups[recall] for name, recall in settings.items())


def test_the_command_prints_figures_and_one_json_object_last(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hands(2).save(tmp_path / "corpus.npz")
    card = json.loads(model.with_suffix(".json").read_text(encoding="utf-8"))
    card["training"]["recipe"]["validation_share"] = 1.0  # all are held out
    model.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    command = ["memory", "--model", str(model), "--cache", str(tmp_path / "corpus.npz"), "--device", "cpu", "--json"]
    assert main([*command, "--beam", "1", "--corrections", "8", "--others", "3"]) == 0
    said = capsys.readouterr().out.splitlines()
    figures = json.loads(said[-1])
    assert "8 corrections by each of 2 writers" in said[1]
    assert figures["corrections"][0]["writers"] == 2
    assert set(figures["settings"]) == {"ann", "bob"}


@pytest.mark.parametrize(("corrections", "complaint"), [("0", "at least 1"), ("500", "too few writers")])
def test_numbers_of_corrections_that_cannot_be_are_refused(
    corrections: str, complaint: str, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to_corpus(ALL).save(tmp_path / "corpus.npz")
    command = ["memory", "--model", str(model), "--cache", str(tmp_path / "corpus.npz"), "--device", "cpu"]
    assert main([*command, "--beam", "1", "--corrections", corrections]) == 2
    assert complaint in capsys.readouterr().err

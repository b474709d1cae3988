"""The command: the same figures whichever way the training data is given, and clear refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, to_corpus, write_crohme
from tests.training.runs import make_run, tiny_recipe
from training.__main__ import main
from training.formulas.formulas import FormulaConfig, Formulas, Sources
from training.prepare import prepare
from training.synthesis.specimens import build_bank
from training.wide import measure, sample


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of formulas are not drawn only to be counted."""

    def formulas(sources: Sources, vocabulary: Vocabulary) -> Formulas:
        return Formulas(sources, FormulaConfig(least=0), vocabulary)

    monkeypatch.setattr(measure, "Formulas", formulas)
    monkeypatch.setattr(sample, "_SURVEYED", 100)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of CROHME, the same packed, and a model trained from it for a step that held one writer out."""
    folder = tmp_path_factory.mktemp("wide")
    write_crohme(folder / "crohme", "train", ALL[:5])
    write_crohme(folder / "crohme", "extra", ALL[5:])
    prepare(folder / "crohme", ["train", "extra"], folder / "corpus.npz")
    make_run(to_corpus(ALL), tiny_recipe(steps=1), folder / "run").run()
    return folder


def command(folder: Path, *more: str, data: str = "cache") -> list[str]:
    where = {"cache": folder / "corpus.npz", "crohme": folder / "crohme"}[data]
    model = ["--model", str(folder / "run" / "model.safetensors"), "--device", "cpu"]
    return ["wide", f"--{data}", str(where), *model, "--count", "1", "--beam", "1", *more]


def test_the_same_seed_gives_the_same_figures_from_a_folder_and_from_a_packed_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for data in ("cache", "crohme"):
        capsys.readouterr()
        assert main(command(folder, "--json", data=data)) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]
    assert len(said[0]["sample"]) == 8
    assert said[0]["expressions"]["all expressions"]["expressions"] == 1
    assert said[0]["singles"]["count"] == 2
    assert said[0]["seen_drawings"] is None


def test_the_tables_say_how_much_of_the_ink_training_saw(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_bank()[0].save(tmp_path / "bank.npz")
    capsys.readouterr()
    assert main(command(folder, "--bank", str(tmp_path / "bank.npz"))) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0].endswith("7 inks, seed 4242, beam 1")
    assert f"0.0% of the drawn symbols it is written with stand in {tmp_path / 'bank.npz'}" in text
    assert "read as nothing" in text


def test_a_model_that_held_nobody_out_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "run" / "model.json"
    card = path.read_text()
    try:
        path.write_text(card.replace('"validation_share": 0.1', '"validation_share": 0.0'))
        assert main(command(folder)) == 2
        assert "held no writer of this data out" in capsys.readouterr().err
        path.write_text(json.dumps(json.loads(card) | {"training": {}}))
        assert main(command(folder)) == 2
        assert "nothing is known to be held out" in capsys.readouterr().err
    finally:
        path.write_text(card)


def test_an_empty_sample_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command(folder)[:-4], "--count", "0"]) == 2
    assert "at least one of each kind" in capsys.readouterr().err


def test_the_packaged_vocabulary_has_what_the_sample_is_split_by() -> None:
    vocabulary = Vocabulary.load()
    assert all(token in vocabulary for token in ("\\begin{cases}", "\\begin{aligned}", "\\begin{pmatrix}", "\\hat"))

"""`python -m training`: each stage from the command line, and exit status 2 for wrong use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.training.inks import ALL, write_crohme
from tests.training.runs import RECIPE_TOML
from training.__main__ import main
from training.data.corpus import Corpus
from training.events import read_log

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cache(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    write_crohme(tmp_path / "crohme")
    out = tmp_path / "corpus.npz"
    assert main(["prepare", "--crohme", str(tmp_path / "crohme"), "--parts", "train", "--out", str(out)]) == 0
    assert f"{len(ALL)} expressions packed into" in capsys.readouterr().out
    return out


@pytest.fixture
def recipe(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(RECIPE_TOML.replace("steps = 24", "steps = 3"), encoding="utf-8")
    return path


def test_prepare_packs_every_captioned_file(cache: Path) -> None:
    assert sorted(Corpus.load(cache).names) == sorted(written.stem for written in ALL)


def test_finetune_stops_at_its_time_limit_and_goes_on_to_the_end(
    cache: Path, recipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["finetune", "--recipe", str(recipe), "--cache", str(cache), "--run", str(tmp_path / "run")]
    command += ["--workers", "0", "--device", "cpu"]
    assert main([*command, "--seconds", "0"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("stopped: ")
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("finished: ")
    assert list(read_log(tmp_path / "run"))[-1].step == 3
    assert (tmp_path / "run" / "model.safetensors").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        *([], ["pretend"], ["prepare"], ["finetune", "--recipe", "tiny"]),
        ["evaluate", "--data", "x", "--captions", "y", "-z"],
    ],
)
def test_wrong_use_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m training" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"--cache": "missing.npz"}, "missing.npz"),
        ({"--cache": __file__}, "is no packed corpus"),
        ({"--recipe": "nonsense"}, "there is no recipe 'nonsense'"),
        ({"--device": "abacus"}, "there is no device 'abacus'"),
        ({"--workers": "-1"}, "num_workers"),
    ],
    ids=str,
)
def test_a_bad_value_is_explained_in_one_line_with_status_2(
    changes: dict[str, str], message: str, cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {"--cache": str(cache), "--recipe": "tiny", "--run": str(tmp_path / "run"), "--device": "cpu"} | changes
    assert main(["finetune", *(word for option in options.items() for word in option)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert errors[-1].startswith("training: ")
    assert message in errors[-1]


@pytest.mark.skipif(torch.cuda.is_available(), reason="asks for a device that is not there")
def test_cuda_where_there_is_none_is_explained(cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["finetune", "--recipe", "tiny", "--cache", str(cache), "--run", str(tmp_path / "run")]
    assert main([*command, "--device", "cuda"]) == 2
    assert "no CUDA device" in capsys.readouterr().err


def test_the_module_runs_as_a_program_and_helps() -> None:
    program = [sys.executable, "-m", "training", "--help"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert all(stage in done.stdout for stage in ("prepare", "finetune", "evaluate"))

"""The command line, with a recogniser that knows one answer for each number of strokes."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mathnet import command, inkml
from mathnet.ink import Ink
from mathnet.raster import Frame
from mathnet.reading import Candidate, Reading


class FakeReader:
    """Reads every stroke as an `x`, and a picture as its mean grey; three strokes are too much for it."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def recognize(self, ink_or_image: Ink | NDArray[np.uint8], beam: int = 5, top: int = 5) -> Reading:
        self.asked.append((beam, top))
        tokens = self._tokens(ink_or_image)
        kept = (candidate(tokens, -0.25), candidate(("y",), -1.5)) if tokens else ()
        focus = np.ones((2, 4), dtype=np.float32)
        return Reading(kept[:top], focus, np.zeros((4, 16, 32), dtype=np.float32), Frame(1.0, 0.0, 0.0), 12.345)

    @staticmethod
    def _tokens(ink_or_image: Ink | NDArray[np.uint8]) -> tuple[str, ...]:
        if not isinstance(ink_or_image, Ink):
            return (str(round(float(ink_or_image.mean()))),)
        if len(ink_or_image) == 3:
            raise ValueError("three strokes are too much")
        return ("x",) * (len(ink_or_image) if len(ink_or_image) < 4 else 0)


def candidate(tokens: tuple[str, ...], score: float) -> Candidate:
    attention = np.ones((len(tokens), 2, 4), dtype=np.float32) / 8
    return Candidate(tokens, " ".join(tokens), score, 0.5, (0.5,) * len(tokens), attention)


def run(*arguments: object, reader: FakeReader | None = None) -> int:
    return command.main([str(argument) for argument in arguments], load=lambda model, device: reader or FakeReader())


def write_ink(path: Path, strokes: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    inkml.write(Ink.of([[(number, 0), (number, 9)] for number in range(strokes)]), path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(["one.inkml", "in/two.inkml"], start=1):
        write_ink(tmp_path / "inks" / name, number)
    return tmp_path / "inks"


def test_a_file_prints_its_path_and_latex(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_ink(tmp_path / "two.inkml", 2)
    assert run("recognize", path) == 0
    assert capsys.readouterr() == (f"{path}\tx x\n", "")


def test_a_folder_prints_a_line_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("recognize", folder) == 0
    assert capsys.readouterr().out == f"{folder / 'in/two.inkml'}\tx x\n{folder / 'one.inkml'}\tx\n"


def test_an_archive_prints_its_path_before_the_name_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder.parent / "inks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(folder / "in/two.inkml", "in/two.inkml")
    assert run("recognize", path) == 0
    assert capsys.readouterr().out == f"{path / 'in/two.inkml'}\tx x\n"


def test_a_picture_reaches_the_recogniser_as_pixels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "grey.png"
    cv2.imwrite(str(path), np.full((40, 60, 3), 200, dtype=np.uint8))
    assert run("recognize", path) == 0
    assert capsys.readouterr().out == f"{path}\t200\n"


def test_json_prints_one_object_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.inkml").write_text("<ink>\n<trace>1</trace></ink>")
    assert run("recognize", folder, "--json") == 1
    bad, two, one = map(json.loads, capsys.readouterr().out.splitlines())
    assert bad.keys() == {"path", "error"}
    assert bad["path"] == str(folder / "bad.inkml")
    assert bad["error"].startswith(f"{folder / 'bad.inkml'}, line 2: ")
    assert one["latex"] == "x"
    assert two == {
        "path": str(folder / "in/two.inkml"),
        "latex": "x x",
        "tokens": ["x", "x"],
        "score": -0.25,
        "candidates": [{"latex": "x x", "score": -0.25}, {"latex": "y", "score": -1.5}],
        "milliseconds": 12.3,
    }


def test_what_cannot_be_read_is_told_and_the_rest_is_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_ink(folder / "three.inkml", 3)
    write_ink(folder / "blank.inkml", 4)
    (folder / "bad.inkml").write_bytes(b"")
    (folder.parent / "broken.zip").write_bytes(b"PK")
    assert run("recognize", folder.parent / "broken.zip", folder) == 1
    out, told = capsys.readouterr()
    assert out.splitlines() == [f"{folder / 'in/two.inkml'}\tx x", f"{folder / 'one.inkml'}\tx"]
    broken, bad, blank, three = told.splitlines()
    assert broken.startswith(f"{folder.parent / 'broken.zip'} cannot be read")
    assert bad.startswith(f"{folder / 'bad.inkml'}, line 1: the file is empty. Export the ink anew")
    assert blank == f"{folder / 'blank.inkml'}: no writing was found in it"
    assert three == f"{folder / 'three.inkml'}: three strokes are too much"


def test_beam_and_top_reach_the_recogniser(folder: Path) -> None:
    reader = FakeReader()
    run("recognize", folder / "one.inkml", reader=reader)
    run("recognize", folder / "one.inkml", "--beam", 9, "--top", 2, reader=reader)
    assert reader.asked == [(5, 5), (9, 2)]


def test_model_and_device_reach_the_loader(folder: Path) -> None:
    (folder / "m.safetensors").touch()
    asked: list[tuple[Path | None, str]] = []

    def load(model: Path | None, device: str) -> FakeReader:
        asked.append((model, device))
        return FakeReader()

    command.main(["recognize", str(folder)], load)
    command.main(["recognize", str(folder), "--model", str(folder / "m.safetensors"), "--device", "cpu"], load)
    assert asked == [(None, "auto"), (folder / "m.safetensors", "cpu")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "required"),
        (["recognize"], "PATH"),
        (["recognize", "nowhere"], "there is no file or folder nowhere"),
        (["recognize", ".", "--model", "none.safetensors"], "there is no model none.safetensors"),
        (["recognize", ".", "--beam", "0"], "'0' is not a whole number from 1 upwards"),
        (["recognize", ".", "--top", "many"], "'many' is not a whole number"),
        (["recognize", ".", "--attention", "file/sheets"], "cannot be made"),
        (["read", "."], "invalid choice"),
    ],
)
def test_wrong_use_ends_with_status_2_before_a_model_is_loaded(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit) as ended:
        command.main(arguments, load=lambda model, device: pytest.fail("a model was loaded"))
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_a_model_that_cannot_be_loaded_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def load(model: Path | None, device: str) -> FakeReader:
        raise ValueError("the model is from another age")

    with pytest.raises(SystemExit) as ended:
        command.main(["recognize", str(folder)], load)
    assert ended.value.code == 2
    assert "the model is from another age" in capsys.readouterr().err


def test_attention_is_drawn_beside_each_other_as_the_inputs_lie(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other" / "one.inkml"
    write_ink(path, 1)
    assert run("recognize", folder, path, "--attention", tmp_path / "sheets") == 0
    drawn = sorted(file.relative_to(tmp_path / "sheets").as_posix() for file in (tmp_path / "sheets").rglob("*.png"))
    assert drawn == ["inks/in/two.inkml.png", "inks/one.inkml.png", "other/one.inkml.png"]
    assert cv2.imread(str(tmp_path / "sheets" / drawn[0])) is not None


def test_attention_never_leaves_its_folder(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "sly.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(folder / "one.inkml", "../../../out.inkml")
        archive.write(folder / "one.inkml", "/root.inkml")
    assert run("recognize", path, "--attention", tmp_path / "in/sheets") == 0
    drawn = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.png"))
    assert drawn == ["in/sheets/sly.zip/out.inkml.png", "in/sheets/sly.zip/root.inkml.png"]


def test_an_interrupt_ends_without_a_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: FakeReader, *given: object) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeReader, "recognize", interrupted)
    assert run("recognize", folder) == command.INTERRUPTED


def test_help_comes_without_torch_and_opencv() -> None:
    program = (
        "import sys; from mathnet import command\n"
        "try: command.main(['recognize', '--help'])\n"
        "except SystemExit as ended: assert ended.code == 0\n"
        "assert not {'torch', 'cv2', 'numpy'} & set(sys.modules), 'help imported too much'"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--attention DIR" in done.stdout


def test_a_reader_of_the_output_may_leave_early(folder: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests/mathnet')\n"
        "from mathnet import command; from test_command import FakeReader\n"
        f"sys.exit(command.main(['recognize', *[{str(folder)!r}] * 3000], lambda model, device: FakeReader()))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == command.SOME_FAILED

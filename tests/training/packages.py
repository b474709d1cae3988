"""Hand-made corpora in the layouts that people have: files of tests, in folders and archives."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.training.inks import Written, to_ink, to_inkml

POWER_GRAPH = """# IUD, power
# Objects(5):
O, x_1, x, 1.0, 1, 2
O, 2_1, 2, 1.0, 3
O, +_1, +, 1.0, 4, 5
O, 1_1, 1, 1.0, 0

# Relations from SRT:
R, x_1, 2_1, Sup, 1.0
R, x_1, +_1, Right, 1.0
R, +_1, 1_1, Right, 1.0
"""


def photo(written: Written, scale: float = 1.0) -> NDArray[np.uint8]:
    """A picture of an expression: dark lines of 3 pixels on light paper, `scale` pixels an ink unit."""
    ink = to_ink(written)
    corner, margin = np.array([ink.box.left, ink.box.top]), 20
    rows, columns = (int(side * scale) + 2 * margin for side in (ink.box.height, ink.box.width))
    paper = np.full((rows, columns), 230, dtype=np.uint8)
    for stroke in ink.strokes:
        points = np.round((stroke.points - corner) * scale + margin).astype(np.int32)
        cv2.polylines(paper, [points], False, 30, 3, cv2.LINE_AA)
    return paper


def write_photo(path: Path, written: Written) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, photo(written, 1.5))[1].tobytes())


def write_ink(path: Path, written: Written, **annotations: str) -> None:
    """An InkML file with further annotations; one called `truth` takes the place of its own."""
    data = to_inkml(written).decode()
    truth = annotations.pop("truth", None)
    if truth is not None:
        data = data.replace(f'<annotation type="truth">${written.caption}$</annotation>', truth and _annotation(truth))
    more = "".join(_annotation(text, kind) for kind, text in annotations.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data.replace("<trace ", f"{more}<trace ", 1), encoding="utf-8")


def _annotation(text: str, kind: str = "truth") -> str:
    return f'<annotation type="{kind}">{text}</annotation>'


def write_label(path: Path, written: Written, label: str = "", normalised: str = "") -> None:
    """An InkML file as MathWriting has it."""
    labels = {"label": label or written.caption} | ({"normalizedLabel": normalised} if normalised else {})
    write_ink(path, written, truth="", splitTagOriginal=path.parent.name, inkCreationMethod="human", **labels)


def pack(folder: Path, archive: Path) -> Path:
    """The folder as an archive, `.zip` or `.tgz`."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w") as file:
            for path in sorted(folder.rglob("*")):
                file.write(path, path.relative_to(folder.parent))
    else:
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(folder, folder.name)
    return archive

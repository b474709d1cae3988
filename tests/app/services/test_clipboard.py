"""One clipboard entry for every kind of program, read back here and, with an X server, by another process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication

from app.services.clipboard import MATHML, SVG, clip
from app.services.drawing import TEXT_POINTS
from app.typeset.formula import FONT_SIZE
from app.typeset.typesetter import typeset
from mathnet.forms import FORMS, FormError

ROOT = Path(__file__).resolve().parents[3]
LATEX = r"x=\frac{1}{2}"
MILLISECONDS = 1000
OWNER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from app.services.clipboard import clip
app = QApplication([])
window = QLineEdit()
window.show()
QGuiApplication.clipboard().setMimeData(clip(sys.argv[1], sys.argv[2]))
QTimer.singleShot(200, window.hide)  # the entry must outlive the focus
QTimer.singleShot(300, lambda: print("copied", flush=True))
app.exec()
"""
READER = """
import json
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
app = QApplication([])
def read():
    data = QGuiApplication.clipboard().mimeData()
    found = {kind: bytes(data.data(kind).data()).hex() for kind in data.formats()}
    print(json.dumps(found), flush=True)
    app.quit()
QTimer.singleShot(200, read)
app.exec()
"""


def data_of(kind: str, latex: str = LATEX, form_id: str = "latex") -> bytes:
    return bytes(clip(latex, form_id).data(kind).data())


@pytest.mark.parametrize("form_id", list(FORMS))
def test_the_text_is_the_form_that_was_asked_for(qapp: QApplication, form_id: str) -> None:
    assert clip(LATEX, form_id).text() == FORMS[form_id].write(LATEX)


def test_one_entry_carries_text_mathml_html_and_pictures(qapp: QApplication) -> None:
    data = clip(LATEX, "latex")
    assert {"text/plain", "text/html", MATHML, SVG, "application/x-latex"} <= set(data.formats())
    assert ElementTree.fromstring(data_of(MATHML)).tag.endswith("math")
    assert FORMS["mathml"].write(LATEX) in data.html()
    assert data_of(SVG).startswith(b"<svg")
    assert not QImage(data.imageData()).isNull()


def test_the_picture_has_pixels_to_spare_and_says_how_large_it_is_to_be(qapp: QApplication) -> None:
    """A chat shows every pixel; a word processor goes by the resolution, which must make it as large as its text."""
    image = QImage(clip(r"\frac{\pi}{3}", "latex").imageData())
    assert image.width() > 70
    assert image.height() > 150
    formula = typeset(r"\frac{\pi}{3}")
    points_a_metre = 72 / 0.0254
    assert image.height() / image.dotsPerMeterY() * points_a_metre == pytest.approx(
        formula.height * TEXT_POINTS / FONT_SIZE, abs=0.2
    )


def test_the_picture_is_offered_as_png_with_its_resolution(qapp: QApplication) -> None:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(QImage(clip(LATEX, "latex").imageData()))
    assert b"pHYs" in data.data()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_office_finds_mathml_by_the_names_that_it_knows(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    kinds = [kind for kind in clip(LATEX, "latex").formats() if "MathML" in kind]
    assert len(kinds) == 2
    assert any("MathML Presentation" in kind for kind in kinds)


def test_what_cannot_be_set_is_still_copied_as_text(qapp: QApplication) -> None:
    data = clip("{", "latex")
    assert data.text() == "{"
    assert data.formats() == ["text/plain", "application/x-latex"]


def test_a_form_that_cannot_say_it_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FormError, match="two values"):
        clip(r"\pm1", "sympy")


def test_an_entry_is_made_before_the_pen_notices(qapp: QApplication) -> None:
    """The formula that is on the screen was set already."""
    typeset(LATEX)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        clip(LATEX, "latex")
        times.append(time.perf_counter() - start)
    assert min(times) * MILLISECONDS < 20


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own, as the name of its display."""
    if sys.platform != "linux" or shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        number = pipe.readline().strip()
    try:
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def test_another_process_reads_everything_after_the_window_lost_the_focus(display: str) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", OWNER, LATEX, "typst"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as owner:
        try:
            assert owner.stdout is not None
            assert owner.stdout.readline() == "copied\n"
            answer = subprocess.run(
                [sys.executable, "-c", READER], env=environment, capture_output=True, text=True, timeout=60, check=True
            )
        finally:
            owner.terminate()
    found = {kind: bytes.fromhex(data) for kind, data in json.loads(answer.stdout).items()}
    assert found["text/plain"].decode() == FORMS["typst"].write(LATEX)
    assert found[MATHML].decode() == FORMS["mathml"].write(LATEX)
    assert found[MATHML] in found["text/html"]
    assert found["image/png"].startswith(b"\x89PNG")
    assert b"pHYs" in found["image/png"]
    assert found[SVG].startswith(b"<svg")

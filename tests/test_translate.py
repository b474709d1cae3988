"""The texts of the window are found, each with the context that the program looks it up in."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from scripts import translate
from scripts.translate import collect, texts_of, update

SOURCE = """
def tr(text):
    return QCoreApplication.translate("Actions", text)

QUIT = QT_TRANSLATE_NOOP("Compute", "Stopped.")

class Panel(QWidget):
    def name(self):
        painter.translate(-corner, 3)
        return self.tr("A long text "
                       "in two pieces") + tr("own") + self._selection.tr("moving")
"""


def test_each_text_is_found_with_its_context() -> None:
    assert set(texts_of(SOURCE, "panel.py")) == {
        ("Compute", "Stopped."),
        ("Panel", "A long text in two pieces"),
        ("Actions", "own"),
        ("Selection", "moving"),
    }


def test_a_text_that_is_put_together_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"panel.py, line 2: tr takes one text that is written out"):
        list(texts_of('\nself.tr(f"{count} strokes")', "panel.py"))


def test_an_imported_tr_translates_as_in_the_file_that_it_comes_from() -> None:
    source = 'from app.services.database import tr\n\ntr("This cannot be kept.")'
    assert list(texts_of(source, "shelf.py")) == [("Store", "This cannot be kept.")]


def test_no_text_of_the_window_is_without_a_context() -> None:
    texts = collect()
    assert len(texts) > 400
    assert [text for context, text in texts if not context] == []


@pytest.mark.skipif(
    shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent)) is None, reason="needs Qt's own tool"
)
def test_qt_s_tool_takes_over_every_text_and_drops_what_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "mask-match_de.ts"
    update([("Panel", 'Say "é", \\alpha'), ("Panel", "gone")], path)
    update([("Panel", 'Say "é", \\alpha'), ("Other", "new & so on")], path)
    text = path.read_text(encoding="utf-8")
    assert "Say &quot;é&quot;, \\alpha" in text
    assert "new &amp; so on" in text
    assert "gone" not in text


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(FileNotFoundError, match="pyside6-lrelease is missing"):
        translate.run("lrelease")

"""Keeps what is written: joins document and store, the history with its panel, and what takes long with its threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.canvas.content import Grey
from app.canvas.document import Document
from app.controllers.filing import Questions
from app.controllers.following import Following
from app.panels.history import HistoryPanel
from app.panels.history_row import Drawing, Wish, draw
from app.services.background import Background
from app.services.database import Database
from app.services.export import Form, export, export_ink, file_name
from app.services.sheet import Entry
from app.services.shelf import Shelf
from app.services.store import Store, write_picture

KEEP_KEY = "history/keep"


class Keeping(QObject):
    """Joins document, store and history panel.

    Signals: `trouble(str)` for the user; `said(str)` when an export is done; `shown()` after a sheet came from the
    store onto the canvas; `opened_latex(str)` then, if its LaTeX was typed.
    """

    trouble = Signal(str)
    said = Signal(str)
    shown = Signal()
    opened_latex = Signal(str)

    def __init__(
        self,
        document: Document,
        store: Store,
        panel: HistoryPanel,
        questions: Questions,
        settings: QSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._store, self._panel = document, store, panel
        self._questions, self._settings = questions, settings
        self._follower = Following(document, store, lambda: self._keeps, self)
        self._drawer = Background("drawing", self)
        self._writer = Background("store", self)
        self._connect()

    def restore(self) -> None:
        """Show the canvas as it was when the program ended, however it did; from then on, follow it."""
        self._panel.say_keeping(self._keeps)
        told = self._follower.attempt(self._store.open, "")
        if told:
            self.trouble.emit(told)
        if not self._store.is_open:
            return
        self._follower.show_last()
        self._follower.follow()
        self._announce()
        self._panel.show_sheets(self)
        left_over: list[int] = self._follower.attempt(self._store.shelf.left_over, [])
        if left_over:
            self._purge(left_over)

    def keep_formula(self, latex: str, typed: bool) -> None:
        """Note the LaTeX of what is on the canvas, as it was read or typed."""
        self._follower.note(self._follower.words._replace(latex=latex, typed=typed))

    def keep_title(self, title: str) -> None:
        """Note the name of the file that is on the canvas; what has none now keeps the name it had."""
        if title:
            self._follower.note(self._follower.words._replace(title=title))

    def keep_copy(self, latex: str) -> None:
        """The formula was copied: have it in the history, too."""
        words = self._follower.words
        self.keep_formula(latex, words.typed or latex != words.latex)
        self._follower.copy()

    def close(self) -> None:
        """Write what is missing, delete for good what was deleted, end both threads; the last thing to be called."""
        self._panel.bar.finish()
        self._follower.stop()
        self._drawer.close()
        self._writer.close()
        self._store.close()

    # What the panel lists

    def find(self, query: str) -> list[int]:
        """The sheets that a query finds; none where the store cannot say."""
        return self._follower.attempt(lambda: self._store.shelf.find(query), []) if self._store.is_open else []

    def entries(self, sheets: Sequence[int]) -> list[Entry]:
        """What a list shows of sheets."""
        return self._follower.attempt(lambda: self._store.shelf.entries(sheets), []) if self._store.is_open else []

    # What the panel wants

    def _connect(self) -> None:
        panel, follower = self._panel, self._follower
        follower.trouble.connect(self.trouble)
        follower.history_changed.connect(panel.refresh)
        follower.picture_came.connect(self._write_picture)
        panel.keep_wanted.connect(lambda keep: self._settings.setValue(KEEP_KEY, keep))
        panel.opened.connect(self._open)
        panel.copy_wanted.connect(lambda latex: QGuiApplication.clipboard().setText(latex))
        panel.pin_wanted.connect(lambda sheets, pinned: self._change(lambda shelf: shelf.pin(sheets, pinned)))
        panel.delete_wanted.connect(self._delete)
        panel.delete_all_wanted.connect(self._delete_all)
        panel.export_wanted.connect(self._export)
        panel.bar.undone.connect(lambda sheets: self._change(lambda shelf: shelf.bring_back(sheets)))
        panel.bar.over.connect(self._purge)
        panel.drawings.wanted.connect(self._draw)

    @property
    def _keeps(self) -> bool:
        return bool(self._settings.value(KEEP_KEY, True, type=bool))

    def _announce(self) -> None:
        """Say what came from the store onto the canvas."""
        if not self._document.content.is_empty:
            self.shown.emit()
        if self._follower.words.typed:
            self.opened_latex.emit(self._follower.words.latex)

    def _open(self, number: int) -> None:
        sheet = self._follower.attempt(lambda: self._store.shelf.sheet(number), None)
        if sheet is not None:
            self._follower.show(sheet)
            self._announce()

    def _change(self, change: Callable[[Shelf], object]) -> bool:
        """Change the history, and show it; False where that failed."""

        def changed() -> bool:
            change(self._store.shelf)
            return True

        done = self._store.is_open and self._follower.attempt(changed, False)
        self._panel.refresh()
        return done

    def _delete(self, sheets: list[int]) -> None:
        if self._change(lambda shelf: shelf.delete(sheets)):
            self._panel.bar.offer(sheets)

    def _delete_all(self) -> None:
        if self._questions.delete_all():
            self._panel.bar.finish()
            everything: list[int] = self._follower.attempt(self._store.shelf.everything, [])
            if self._change(lambda shelf: shelf.delete(everything)):
                self._purge(everything)

    def _write_picture(self, row: int, grey: Grey) -> None:
        path = self._store.path
        self._writer.run(lambda: write_picture(path, row, grey), _done, self._follower.tell)

    def _purge(self, sheets: list[int]) -> None:
        path = self._store.path
        self._panel.drawings.forget()
        self._writer.run(lambda: purge(path, sheets), _done, self._follower.tell)

    def _draw(self, wish: Wish) -> None:
        path, panel = self._store.path, self._panel
        none = Drawing(QImage(), None)  # of a sheet that was deleted meanwhile
        self._drawer.run(
            lambda: draw_from(path, wish),
            lambda drawing: panel.drawings.take(wish, drawing),
            lambda _: panel.drawings.take(wish, none),
        )

    def _export(self, sheets: list[int], ending: str) -> None:
        form, path = Form(ending), self._store.path
        first = self.entries(sheets[:1])
        if form is Form.INKML and len(sheets) > 1:
            target = self._questions.export_folder()
        else:
            name = file_name(first[0]) if form is Form.INKML and first else f"formulas.{ending}"
            target = self._questions.export_file(Path(name))
        if target is not None:
            self._writer.run(lambda: export_from(path, sheets, form, target), self._say_exported, self._tell_export)

    def _say_exported(self, left_out: int) -> None:
        told = self.tr("Exported.")
        if left_out:
            told = self.tr("Exported; sheets that had nothing to export: {}.").format(left_out)
        self.said.emit(told)

    def _tell_export(self, error: Exception) -> None:
        self.trouble.emit(str(error))


def draw_from(path: Path, wish: Wish) -> Drawing:
    """Draw what a row of the list shows; for another thread."""
    with Database(path) as database:
        content = Shelf(database).sheet(wish.sheet).content
    return draw(content, wish)


def purge(path: Path, sheets: Sequence[int]) -> None:
    """Delete sheets for good; for another thread."""
    with Database(path) as database:
        Shelf(database).purge(sheets)


def export_from(path: Path, sheets: Sequence[int], form: Form, target: Path) -> int:
    """Export sheets; one as InkML is a file, several are a folder of files. For another thread."""
    with Database(path) as database:
        shelf = Shelf(database)
        if form is Form.INKML and len(sheets) == 1:
            export_ink(shelf.sheet(sheets[0]), target)
            return 0
        return export(map(shelf.sheet, sheets), form, target)


def _done(_: object) -> None:
    """Nothing is left to do."""

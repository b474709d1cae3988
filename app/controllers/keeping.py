"""Keeps what is written: joins document and store, the history with its panel, and what takes long with its threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.canvas.content import Grey
from app.canvas.document import Document
from app.controllers.filing import Questions
from app.controllers.following import Following, Said
from app.panels.history import HistoryPanel
from app.panels.history_row import Drawing, Wish, draw
from app.services.background import Background
from app.services.database import Database
from app.services.export import Form, export, export_ink, file_name
from app.services.pins import KeptPin
from app.services.sheet import Entry
from app.services.shelf import Shelf
from app.services.store import Store, write_picture

KEEP_KEY = "history/keep"

T = TypeVar("T")


class Keeping(QObject):
    """Joins document, store and history panel.

    Signals: `trouble(str)` for the user; `said(str)` when something was done; `history_changed()` after a sheet was put
    into the history; `shown()` after a sheet came from the store onto the canvas; then `opened_latex(str)` if its LaTeX
    is the user's word, else `recalled(str)` if it was read, and `opened_pins(tuple)` with what the user said of its
    symbols, if there is any.
    """

    trouble = Signal(str)
    said = Signal(str)
    history_changed = Signal()
    shown = Signal()
    opened_latex = Signal(str)
    recalled = Signal(str)
    opened_pins = Signal(object)

    def __init__(
        self,
        document: Document,
        store: Store,
        panel: HistoryPanel,
        questions: Questions,
        settings: QSettings,
        parent: QObject | None = None,
        fixing: Said | None = None,
    ) -> None:
        """`fixing` knows what the user said of single symbols; without it, nothing of that is kept."""
        super().__init__(parent)
        self._document, self._store, self._panel = document, store, panel
        self._questions, self._settings = questions, settings
        self._follower = Following(document, store, lambda: self._keeps, fixing, self)
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
        pins = self._follower.show_last()
        self._follower.follow()
        self._announce(pins)
        self._panel.show_sheets(self)
        left_over: list[int] = self.ask(lambda shelf: shelf.left_over(), [])
        if left_over:
            self._purge(left_over)

    def keep_formula(self, latex: str, typed: bool) -> None:
        """Note the LaTeX of what is on the canvas, as it was read or typed."""
        self._follower.note(self._follower.words._replace(latex=latex, typed=typed))

    def keep_pins(self) -> None:
        """What the user says of symbols has changed."""
        self._follower.note_pins()

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
        return self.ask(lambda shelf: shelf.find(query), [])

    def entries(self, sheets: Sequence[int]) -> list[Entry]:
        """What a list shows of sheets."""
        return self.ask(lambda shelf: shelf.entries(sheets), [])

    def ask(self, question: Callable[[Shelf], T], otherwise: T) -> T:
        """What the history answers, or `otherwise` where the store cannot say."""
        if not self._store.is_open:
            return otherwise
        return self._follower.attempt(lambda: question(self._store.shelf), otherwise)

    def change(self, change: Callable[[Shelf], object]) -> bool:
        """Change the history, and show it; False where that failed."""

        def changed(shelf: Shelf) -> bool:
            change(shelf)
            return True

        done = self.ask(changed, False)
        self._panel.refresh()
        return done

    # What the panel wants

    def _connect(self) -> None:
        panel, follower = self._panel, self._follower
        follower.trouble.connect(self.trouble)
        follower.history_changed.connect(panel.refresh)
        follower.history_changed.connect(self.history_changed)
        follower.spared.connect(lambda: self.said.emit(self.tr("The formula that was typed is in the history")))
        follower.picture_came.connect(self._write_picture)
        panel.keep_wanted.connect(lambda keep: self._settings.setValue(KEEP_KEY, keep))
        panel.opened.connect(self._open)
        panel.copy_wanted.connect(lambda latex: QGuiApplication.clipboard().setText(latex))
        panel.pin_wanted.connect(lambda sheets, pinned: self.change(lambda shelf: shelf.pin(sheets, pinned)))
        panel.delete_wanted.connect(self._delete)
        panel.delete_all_wanted.connect(self._delete_all)
        panel.export_wanted.connect(self._export)
        panel.bar.undone.connect(lambda sheets: self.change(lambda shelf: shelf.bring_back(sheets)))
        panel.bar.over.connect(self._purge)
        panel.drawings.wanted.connect(self._draw)

    @property
    def _keeps(self) -> bool:
        return bool(self._settings.value(KEEP_KEY, True, type=bool))

    def _announce(self, pins: Sequence[KeptPin]) -> None:
        """Say what came from the store onto the canvas."""
        words = self._follower.words
        if not self._document.content.is_empty:
            self.shown.emit()
        if words.typed:
            self.opened_latex.emit(words.latex)
        elif words.latex and not self._document.content.is_empty:
            self.recalled.emit(words.latex)
        if pins:
            self.opened_pins.emit(self._follower.pinned(pins))

    def _open(self, number: int) -> None:
        sheet = self.ask(lambda shelf: shelf.sheet(number), None)
        if sheet is not None:
            self._follower.show(sheet)
            self._announce(sheet.pins)

    def _delete(self, sheets: list[int]) -> None:
        if self.change(lambda shelf: shelf.delete(sheets)):
            self._panel.bar.offer(sheets)

    def _delete_all(self) -> None:
        if self._questions.delete_all():
            self._panel.bar.finish()
            everything: list[int] = self.ask(lambda shelf: shelf.everything(), [])
            if self.change(lambda shelf: shelf.delete(everything)):
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

"""The collector: asks for symbols and formulas one after the other, with a small canvas to write each on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.canvas.canvas import InkCanvas
from app.canvas.document import Document
from app.panels.asked import Asked
from app.panels.card import GRID, Card, label
from app.services.wanted import Why, Wish


class Collector(QDialog):
    """Shows wishes one by one.

    Signals: `written(Wish, tuple)` with the strokes that the user wrote for a wish; `more_wanted()` when all are
    through and the user wants to go on.
    """

    written = Signal(object, tuple)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes: list[Wish] = []
        self._at = self._given = 0
        self.why = label("", "quiet")
        self.asked = Asked()
        self.document = Document(self)
        self.canvas = _Paper(self.document)
        self.progress = QProgressBar(textVisible=False)
        self.count = label("", "quiet")
        self.again_button = QPushButton(self.tr("&Write again"))
        self.skip_button = QPushButton(self.tr("&Skip"))
        self.next_button = QPushButton(self.tr("&Next"))
        self.done_button = QPushButton(self.tr("&Done"))
        self.setWindowTitle(self.tr("Show it your hand"))
        self._explain()
        self._lay_out()
        self._connect()

    def show_wishes(self, wishes: Sequence[Wish]) -> None:
        """Ask for these, from the first one on."""
        self._wishes, self._at, self._given = list(wishes), 0, 0
        self.progress.setRange(0, max(len(wishes), 1))
        self._show()

    @property
    def wish(self) -> Wish | None:
        """What is being asked for; None when all are through."""
        return self._wishes[self._at] if self._at < len(self._wishes) else None

    def _show(self) -> None:
        wish = self.wish
        self.document.open()
        self.canvas.fit()
        self.asked.show_latex(wish.latex if wish else "")
        self.why.setText(self._words(wish))
        self.progress.setValue(self._at)
        self.count.setText(self.tr("{} of {}").format(self._at, len(self._wishes)))
        self.canvas.setEnabled(wish is not None)
        self.skip_button.setEnabled(wish is not None)
        self.next_button.setText(self.tr("&Next") if wish else self.tr("Go &on"))
        self._follow()
        if wish is not None:
            self.canvas.setFocus()

    def _words(self, wish: Wish | None) -> str:
        if wish is None:
            return self.tr("That is all for now. Kept: {}. Go on, or come back whenever you like.").format(self._given)
        return {
            Why.WEAK: self.tr("These were mixed up before. Write them side by side, each as you always do."),
            Why.SYMBOLS: self.tr("Write these symbols side by side, each as you always do."),
            Why.FORMULA: self.tr("Write this formula as you always do."),
        }[wish.why]

    def _follow(self) -> None:
        """Offer only what can be done."""
        is_written = bool(self.document.content.strokes)
        self.again_button.setEnabled(is_written)
        self.next_button.setEnabled(is_written or self.wish is None)

    def _next(self) -> None:
        if self.wish is None:
            self.more_wanted.emit()
            return
        self._hand_over()
        self._at += 1
        self._show()

    def _skip(self) -> None:
        self._at += 1
        self._show()

    def _hand_over(self) -> None:
        strokes = self.document.content.strokes
        if self.wish is not None and strokes:
            self._given += 1
            self.written.emit(self.wish, strokes)

    def _finish(self) -> None:
        """What is written now counts, too."""
        self._hand_over()
        self.accept()

    def _explain(self) -> None:
        tips = {
            self.again_button: self.tr("Clear the canvas and write it anew"),
            self.skip_button: self.tr("Leave this one out"),
            self.next_button: self.tr("Keep what is written and go on (Return)"),
            self.done_button: self.tr("Keep what is written and end; go on whenever you like"),
        }
        for button, tip in tips.items():
            button.setToolTip(tip)
            button.setAutoDefault(button is self.next_button)
        self.next_button.setDefault(True)
        self.next_button.setProperty("role", "primary")
        self.progress.setAccessibleName(self.tr("How far you are"))
        self.progress.setToolTip(self.tr("How many of those asked for are through"))

    def _lay_out(self) -> None:
        card = Card(self.tr("Please write"))
        card.body.addWidget(self.why)
        card.body.addWidget(self.asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        for button in (self.done_button, self.skip_button, self.next_button):
            buttons.addWidget(button)
        progress = QHBoxLayout()
        progress.setSpacing(GRID)
        progress.addWidget(self.progress, 1)
        progress.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(card)
        column.addWidget(self.canvas, 1)
        column.addLayout(progress)
        column.addLayout(buttons)
        self.why.setMinimumHeight(QLabel("\n").sizeHint().height())  # two lines, so that the canvas stays where it is
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.count.setWordWrap(False)
        self.progress.setFixedHeight(GRID)
        self.canvas.setMinimumHeight(200)
        self.resize(560, 560)

    def _connect(self) -> None:
        self.document.changed.connect(self._follow)
        self.again_button.clicked.connect(self.document.clear)
        self.skip_button.clicked.connect(self._skip)
        self.next_button.clicked.connect(self._next)
        self.done_button.clicked.connect(self._finish)
        for key, do in (
            (QKeySequence.StandardKey.Undo, self.document.undo_stack.undo),
            (QKeySequence.StandardKey.Redo, self.document.undo_stack.redo),
        ):
            QShortcut(key, self).activated.connect(do)

    # Overrides of Qt

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.document.open()


class _Paper(InkCanvas):
    """A canvas that says nothing about itself: what to write stands above it."""

    # Overrides of the surface

    def _paint_in_front(self, painter: QPainter) -> None:
        if not self.document.content.is_empty or self._hand.gesture:
            super()._paint_in_front(painter)

"""What else a symbol may be: a popup beside it, opened at once and filled when the recogniser has answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.fonts import fixed
from app.panels.beside import GAP, beside
from app.panels.card import GRID, label
from app.panels.choices import ROW, ChoiceList
from app.panels.setting import sample
from app.panels.spans import mistake, tokens_of
from mathnet.vocabulary import SPECIALS, Vocabulary

if TYPE_CHECKING:
    from mathnet.reading import Alternative

ROWS, FEWEST = 8, 2  # that are seen at once: at most, and for a hint
REST = 5  # rows' worth of room that all else takes
WIDTH = 300  # logical pixels
SYMBOL = QSize(24, 72)  # logical pixels that a symbol may take above the place where it opens

_NOWHERE = QRect()


class AlternativesMenu(QFrame):
    """Choose what a symbol is: by a click, by the keys 1 to 9, by arrows and Return, or by typing its LaTeX.

    Signals: `chosen(str)` with the token; `let_go()` when a choice made before is to be taken back; `closed()` when the
    popup goes, for whatever reason.
    """

    chosen = Signal(str)
    let_go = Signal()
    closed = Signal()

    def __init__(self, known: Collection[str] | None = None, parent: QWidget | None = None) -> None:
        """`known` are the tokens that the recogniser can write; those of the packaged vocabulary unless told."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._known = frozenset(Vocabulary.load().tokens if known is None else known) - frozenset(SPECIALS)
        self.heading = label("", "heading")
        self.list = ChoiceList()
        self.other = QLineEdit()
        self.trouble = label("", "note")
        self.release = QPushButton(self.tr("Let go"))
        self._most = ROWS
        self._is_above = False  # so that it shrinks towards the symbol
        self._dress()
        self._lay_out()
        self.list.picked.connect(self._choose)
        self.list.typed.connect(self._begin_typing)
        self.other.returnPressed.connect(self._choose_other)
        self.other.textEdited.connect(lambda _: self._complain(""))
        self.release.clicked.connect(self._let_go)

    def open_at(self, where: QPoint, token: str, pinned: bool, ink: QRect = _NOWHERE) -> None:
        """Open for a symbol that was read as `token`, by a place below it; its alternatives may come later.

        The symbol stays in sight, as does the `ink` that it was written with, where there is room; all on the screen.
        """
        told = self.tr("You chose {}") if pinned else self.tr("Read as {}")
        self.heading.setText(told.format(token))
        self.release.setVisible(pinned)
        self.other.clear()
        self._complain("")
        self.list.show_rows((), self.tr("Looking for what else it may be…"))
        symbol = QRect(where - QPoint(SYMBOL.width() // 2, GAP + SYMBOL.height()), SYMBOL)
        screen = QGuiApplication.screenAt(where) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self._most = max(min(ROWS, room.height() // ROW - REST), FEWEST)
        self._fit(self._most)
        self.move(beside(self.size(), symbol, ink, room))
        self._is_above = self.geometry().bottom() < where.y()
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_alternatives(self, alternatives: Sequence[Alternative]) -> None:
        """Fill the list, likeliest first; nothing happens if the popup is gone by now."""
        if self.isVisible():
            rows = [(found.token, found.probability) for found in alternatives if sample(found.token)]
            self.list.show_rows(rows, self.tr("Nothing else is likely here. You can type it below."))
            bottom = self.geometry().bottom()
            self._fit(min(max(len(rows), FEWEST), self._most))
            if self._is_above:
                self.move(self.x(), bottom + 1 - self.height())

    def _fit(self, rows: int) -> None:
        """Be as high as so many rows need."""
        self.list.setFixedHeight(rows * ROW)
        self._body.activate()
        self.adjustSize()

    def _complain(self, told: str) -> None:
        """Say what is wrong with what was typed; the popup grows downwards by that."""
        self.trouble.setText(told)
        self.trouble.setVisible(bool(told))
        self._body.activate()
        self.adjustSize()

    def _choose(self, token: str) -> None:
        self.hide()
        self.chosen.emit(token)

    def _let_go(self) -> None:
        self.hide()
        self.let_go.emit()

    def _begin_typing(self, text: str) -> None:
        """What is typed while the list has the focus is another symbol."""
        self.other.setText(text)
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.other.end(False)

    def _choose_other(self) -> None:
        text = self.other.text().strip()
        told = self._complaint(text)
        self._complain(told)
        if not told:
            self._choose(self._symbol(text))

    def _symbol(self, text: str) -> str:
        r"""The one token that a text writes; a command may lack its arguments here, as `\frac` does."""
        if text in self._known:
            return text
        tokens = tokens_of(text)
        return tokens[0] if len(tokens) == 1 else ""

    def _complaint(self, text: str) -> str:
        symbol = self._symbol(text)
        if symbol in self._known and sample(symbol):
            return ""
        if not text:
            return self.tr("Write one symbol, such as 7, x or \\alpha.")
        wrong = mistake(text)
        if wrong is not None:
            return wrong.told
        if symbol:
            return self.tr("The model does not know {}. Write a symbol that it knows.").format(symbol)
        return self.tr("Write one symbol only, such as 7, x or \\alpha.")

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("What else this may be"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)  # so that as many rows are seen as it is high
        self.list.setAccessibleName(self.tr("Alternatives, likeliest first"))
        self.list.setToolTip(self.tr("Click one, or press its number"))
        self.other.setFont(fixed())
        self.other.setPlaceholderText(self.tr("Type another…"))
        self.other.setAccessibleName(self.tr("Another symbol in LaTeX"))
        self.other.setToolTip(self.tr("Any one symbol in LaTeX, such as \\alpha; Return takes it"))
        self.release.setAccessibleName(self.tr("Let go"))
        self.release.setToolTip(self.tr("Take your choice back and read this symbol anew"))
        self.release.setAutoDefault(False)

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        self._body = body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 12, 12)
        body.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.release)
        body.addLayout(head)
        body.addWidget(self.list)
        body.addWidget(self.other)
        body.addWidget(self.trouble)

    # Overrides of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Square, as menus are: what is outside round corners is black where nothing mixes windows."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, super().sizeHint().height())

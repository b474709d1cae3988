"""The result: the formula in print, its LaTeX to edit, and the button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.fonts import fixed
from app.icons import icon
from app.panels.card import GRID, Card, label
from app.panels.preview import FormulaPreview
from app.panels.typeset import complaint
from app.theme import Theme

COPY_KEY = QKeySequence("Ctrl+Shift+C")
TYPING_MS = 120  # how long after the last key the preview follows
THANKS_MS = 1500  # how long the button says that it has copied
SOURCE_LINES = 2


class FormulaPanel(Card):
    """Preview above, LaTeX source and copy button below.

    Signals: `copy_wanted(str)` with the LaTeX as it stands in the source.
    """

    copy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Result"))
        self.preview = FormulaPreview(self.tr("The formula appears here"))
        self.source = QPlainTextEdit()
        self.copy_button = QPushButton()
        self.note = label("", "note")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._thanks = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._dress_source()
        self._lay_out()
        self.wear(theme)
        self.copy_button.ensurePolished()
        self.copy_button.setMinimumWidth(self.copy_button.sizeHint().width() + GRID)  # "Copied" must not move things
        self.source.textChanged.connect(self._typing.start)
        self.source.textChanged.connect(lambda: self.copy_button.setEnabled(bool(self.latex)))
        self._typing.timeout.connect(self._follow)
        self._thanks.timeout.connect(lambda: self._label_button(False))
        self.copy_button.clicked.connect(self.copy)

    @property
    def latex(self) -> str:
        return str(self.source.toPlainText()).strip()

    def set_latex(self, latex: str) -> None:
        """Put LaTeX into the source, as one step that its own undo takes back, and show it at once."""
        if latex != self.source.toPlainText():
            cursor = QTextCursor(self.source.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(latex)
        self._typing.stop()
        self._follow()

    def copy(self) -> None:
        """Ask for the LaTeX to be copied, and say so on the button."""
        if self.latex:
            self.copy_wanted.emit(self.latex)
            self._label_button(True)
            self._thanks.start()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._theme = theme
        self._label_button(self._thanks.isActive())

    def _follow(self) -> None:
        trouble = self.preview.show_latex(self.latex)
        told = (complaint(self.latex) or trouble) if self.latex else ""
        self.note.setText(told)
        self.note.setVisible(bool(told))

    def _label_button(self, copied: bool) -> None:
        self.copy_button.setText(self.tr("Copied") if copied else self.tr("Copy LaTeX"))
        self.copy_button.setIcon(icon("check" if copied else "copy", self._theme, self._theme.on_accent))
        self.copy_button.setToolTip(self.tr("Copy the LaTeX ({})").format(_copy_key()))

    def _dress_source(self) -> None:
        self.source.setFont(fixed(1.15))
        self.source.setTabChangesFocus(True)
        self.source.setAcceptDrops(False)  # what is dropped is for the window
        self.source.setPlaceholderText(self.tr("LaTeX"))
        self.source.setAccessibleName(self.tr("LaTeX source"))
        self.source.setToolTip(self.tr("The LaTeX, yours to edit; the formula follows"))
        self.source.setFixedHeight(SOURCE_LINES * self.source.fontMetrics().lineSpacing() + 3 * GRID)

    def _lay_out(self) -> None:
        self.copy_button.setIconSize(QSize(20, 20))
        self.copy_button.setEnabled(False)
        self.copy_button.setProperty("role", "primary")
        self.copy_button.setAccessibleName(self.tr("Copy LaTeX"))
        self.note.hide()
        copy = QVBoxLayout()
        copy.setSpacing(4)
        copy.addWidget(self.copy_button)
        copy.addWidget(label(_copy_key(), "key"), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.source, 1)
        row.addLayout(copy)
        self.body.addWidget(self.preview, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.note)


def _copy_key() -> str:
    return COPY_KEY.toString(QKeySequence.SequenceFormat.NativeText)

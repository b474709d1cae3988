"""Results of computing, the newest first: each under what was done, typeset, with a button that copies its LaTeX.

What is too broad to be read at the panel's width is scrolled, by wheel, touch and arrow keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.icons import icon
from app.panels.card import GRID, Card, label, small_button
from app.theme import Theme
from app.typeset.formula import Formula, TypesetError
from app.typeset.typesetter import typeset

MOST = 20  # results that are kept
LARGEST, SMALLEST = 0.48, 0.34  # times the font size of `typeset`; what is smaller cannot be read
BESIDE = 230  # logical pixels that a formula and what is said beside it have together, at least
ABOVE = 3  # logical pixels above and below a formula
LONGEST_SET = 400  # characters: setting more would hold the pen up


class ResultsPanel(Card):
    """A list of results.

    Signals: `copy_wanted(str)` with the LaTeX of one.
    """

    copy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Results"), parent)
        self._theme = theme
        self.rows: list[ResultRow] = []

    def add(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Put results on top: pairs of LaTeX, perhaps empty, and what there is to say beside it."""
        row = ResultRow(title, lines, self._theme)
        row.copy_wanted.connect(self.copy_wanted)
        self.rows.insert(0, row)
        self.body.insertWidget(1, row)  # below the heading
        for old in self.rows[MOST:]:
            self._remove(old)

    def clear(self) -> None:
        for row in list(self.rows):
            self._remove(row)

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._theme = theme
        for row in self.rows:
            row.wear(theme)

    def _remove(self, row: ResultRow) -> None:
        self.rows.remove(row)
        self.body.removeWidget(row)
        row.hide()
        row.deleteLater()


class ResultRow(QWidget):
    """What one operation gave.

    Signals: `copy_wanted(str)` with the LaTeX of all its lines, without the signs before them.
    """

    copy_wanted = Signal(str)

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], theme: Theme) -> None:
        super().__init__()
        self.title = title
        self.lines = list(lines)
        self.copy_button = small_button(self.tr("Copy this result as LaTeX"))
        self.copy_button.setAccessibleName(self.tr("Copy the result of: {}").format(title))
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.latex))
        self.setAccessibleName(f"{title}: {self.latex or ' '.join(note for _, note in lines)}")
        self._lay_out()
        self.wear(theme)

    @property
    def latex(self) -> str:
        r"""What is copied: one line as it is, several as the lines of `aligned`."""
        found = [line.removeprefix("= ").removeprefix("\\approx ") for line, _ in self.lines if line]
        rows = " \\\\ ".join(found)
        return rows if len(found) < 2 else f"\\begin{{aligned}} {rows} \\end{{aligned}}"

    def wear(self, theme: Theme) -> None:
        self.copy_button.setIcon(icon("copy", theme))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.title, "quiet"), 1)
        if self.latex:
            head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        for latex, note in self.lines:
            column.addLayout(self._line(latex, note))

    def _line(self, latex: str, note: str) -> QHBoxLayout | QVBoxLayout:
        """LaTeX with a note: beside it where there is room for both, else below."""
        if not latex:
            column = QVBoxLayout()
            column.addWidget(label(note, "quiet"))
            return column
        formula, said = formula_or_text(latex), label(note, "quiet")
        broad = formula.sizeHint().width() + said.fontMetrics().horizontalAdvance(note)
        fits = isinstance(formula, FormulaLine) and broad <= BESIDE
        row = QHBoxLayout() if fits else QVBoxLayout()
        said.setWordWrap(not fits)
        row.addWidget(formula, 1)
        if note:
            row.addWidget(said)
        return row


def formula_or_text(latex: str, largest: float = LARGEST) -> QWidget:
    """LaTeX typeset, or as it is where it is too long or cannot be set."""
    try:
        if len(latex) <= LONGEST_SET:
            return FormulaLine(typeset(latex), latex, largest)
    except TypesetError:
        pass
    text = QLabel("\u200b".join(latex))  # so that it breaks anywhere
    text.setAccessibleName(latex)
    text.setWordWrap(True)
    text.setTextFormat(Qt.TextFormat.PlainText)
    policy = text.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    text.setSizePolicy(policy)
    return text


class FormulaLine(QScrollArea):
    """A formula at the left, as large as in text, smaller where it would not fit, scrolled where that is too small."""

    def __init__(self, formula: Formula, latex: str, largest: float = LARGEST) -> None:
        super().__init__()
        self.formula = formula
        self._largest = largest
        self._drawing = _Drawing(formula)
        self.setWidget(self._drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(latex)
        self.setToolTip(latex)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    @property
    def scale(self) -> float:
        """Times the font size of `typeset`."""
        return self._drawing.width() / self.formula.width

    def _fit(self) -> None:
        frame, room = 2 * self.frameWidth(), self.contentsRect().width()
        scale = min(self._largest, max(room / self.formula.width, SMALLEST))
        self._drawing.resize(round(self.formula.width * scale), round(self.formula.height * scale) + 2 * ABOVE)
        is_scrolled = self._drawing.width() > room
        bar = self.horizontalScrollBar().sizeHint().height() if is_scrolled else 0
        self.setFixedHeight(self._drawing.height() + bar + frame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_scrolled else Qt.FocusPolicy.NoFocus)

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(round(self.formula.width * self._largest), self.height())


class _Drawing(QWidget):
    """The formula itself, as large as it is made."""

    def __init__(self, formula: Formula) -> None:
        super().__init__()
        self._formula = formula

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0, ABOVE, 0, -ABOVE)
        colour = self.palette().color(QPalette.ColorRole.Text)
        self._formula.paint(painter, area, colour, area.width(), centred=False)

"""The judgement of a personal fine-tuning: figures of the old and the new model, and formulas that both have read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from app.panels.card import GRID, Card, label
from app.panels.comparison import Comparison
from app.panels.training_words import number
from app.services.judgement import Judged, Judgement
from app.telling import told as in_words

OLD, NEW = "old", "new"


class JudgedPage(QWidget):
    """Both models side by side, and the two buttons that decide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FiguresCard()
        self.formulas = JudgedFormulas()
        self.keep_button = QPushButton(self.tr("&Keep the old one"))
        self.use_button = QPushButton(self.tr("&Use the new one"))
        self.use_button.setProperty("role", "primary")
        self.keep_button.setToolTip(self.tr("Read with the old model as before, and forget the new one"))
        self.use_button.setToolTip(self.tr("Read with the new model; Training, Models… goes back with one click"))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for button in (self.keep_button, self.use_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.figures)
        column.addWidget(self.formulas, 1)
        column.addLayout(row)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show what came of it."""
        self.figures.show_judgement(judgement)
        self.formulas.show_formulas(judgement.formulas)
        self.rest()

    def be_busy(self) -> None:
        """The user has decided."""
        self._enable(False)

    def rest(self) -> None:
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for button in (self.keep_button, self.use_button):
            button.setEnabled(on)


class FiguresCard(Card):
    """For each set of formulas, how many of them each of the two models reads without a mistake."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = label("", "quiet")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setColumnStretch(0, 1)
        self.body.addWidget(label(self.tr("Formulas read without a mistake"), "heading"))
        self.body.addLayout(self._grid)
        self.body.addWidget(self.words)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show the figures of each set."""
        while (item := self._grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        heads = ("", self.tr("old model"), self.tr("new model"), "")
        rows = [
            heads,
            *((self._name(told.of, told.count), *_compared(told.before, told.after)) for told in judgement.figures),
        ]
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                part = label(text, "quiet" if not row or column == 3 else "")
                part.setWordWrap(False)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(part, row, column, side)
        self.words.setText("\n".join(map(in_words, judgement.words)))
        self.words.setVisible(bool(judgement.words))

    def _name(self, of: str, count: int) -> str:
        names = {
            "corrections": self.tr("My corrections that were kept back ({})"),
            "check": self.tr("The set that comes with the program ({})"),
            "crohme": self.tr("CROHME, writers that it does not know ({})"),
        }
        return names.get(of, f"{of} ({{}})").format(number(count))

    def texts(self) -> list[list[str]]:
        """What stands in the rows."""
        rows: list[list[str]] = []
        for row in range(self._grid.rowCount()):
            items = [self._grid.itemAtPosition(row, column) for column in range(4)]
            cells = [item.widget() for item in items if item is not None]
            rows.append([cell.text() for cell in cells if isinstance(cell, QLabel)])
        return rows


class JudgedFormulas(Comparison):
    """Formulas with their ink, and what the old and the new model read in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: dict[str, Judged] = {}
        self.choices.hide()
        self.show_models({OLD: self.tr("Old model"), NEW: self.tr("New model")}, OLD, NEW)
        self.table.header().resizeSection(3, 120)

    def show_formulas(self, formulas: tuple[Judged, ...]) -> None:
        """Show these, in their order."""
        self._judged = {str(Path(str(place))): judged for place, judged in enumerate(formulas)}
        self.begin([Path(path) for path in self._judged])
        for path, judged in self._judged.items():
            self.draw(path, judged.ink)
            self.read(0, path, judged.before)
            self.read(1, path, judged.after)
        self.end("" if formulas else self.tr("There are no formulas to show."))

    def _verdict(self, path: str, row: QTreeWidgetItem) -> str:
        judged = self._judged[path]
        row.setToolTip(0, self.tr("It should be {}").format(judged.truth))
        if judged.before_is_right and judged.after_is_right:
            return self.tr("both right")
        if judged.after_is_right:
            return self.tr("new is right")
        return self.tr("old is right") if judged.before_is_right else self.tr("both wrong")


def _compared(before: float, after: float) -> tuple[str, str, str]:
    """Two shares, and how far they are apart."""
    points = QLocale().toString(abs(100 * (after - before)), "f", 1)
    sign = "+" if after > before else "−" if after < before else "±"
    return _percent(before), _percent(after), f"{sign} {points}"


def _percent(share: float) -> str:
    return f"{QLocale().toString(100 * share, 'f', 1)} %"

"""What is to be written, in print and as large as there is room for; set beside the window, so that nothing waits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.setting import Setter

LARGEST = 1.0  # times the font size of `typeset`


class Asked(QWidget):
    """Shows one formula, and nothing until it is set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.latex = ""
        self._setter = Setter(self)
        self._setter.progressed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("To be written"))

    def show_latex(self, latex: str) -> None:
        self.latex = latex
        self.setAccessibleDescription(latex)
        self._setter.ask([latex])
        self.update()

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        formula = self._setter.formula(self.latex)
        if formula is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            formula.paint(painter, QRectF(self.rect()), self.palette().color(QPalette.ColorRole.Text), LARGEST)

    def sizeHint(self) -> QSize:
        return QSize(400, 88)

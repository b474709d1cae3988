"""The formula as it looks in print, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.typeset import Formula, TypesetError, typeset

LARGEST = 1.15  # times the font size of `typeset`
STALE_OPACITY = 0.35


class FormulaPreview(QWidget):
    """Shows LaTeX typeset; what cannot be set leaves the last formula there, faded."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._formula: Formula | None = None
        self._is_stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Formula"))

    @property
    def formula(self) -> Formula | None:
        return self._formula

    @property
    def is_stale(self) -> bool:
        """Whether the formula shown is an older one, because the newest LaTeX could not be set."""
        return self._is_stale

    def show_latex(self, latex: str) -> str:
        """Show `latex`; returns what is wrong with it, or an empty string."""
        self.setAccessibleDescription(latex)
        trouble = ""
        try:
            self._formula = typeset(latex) if latex.strip() else None
        except TypesetError as error:
            trouble = str(error)
        self._is_stale = bool(trouble)
        self.update()
        return trouble

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, 4, -8, -4)
        if self._formula is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
            return
        painter.setOpacity(STALE_OPACITY if self._is_stale else 1.0)
        self._formula.paint(painter, area, self.palette().color(QPalette.ColorRole.Text), LARGEST)

    def sizeHint(self) -> QSize:
        return QSize(400, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

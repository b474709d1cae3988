"""Small parts of the training window: a picture on paper, a formula in print, and both together as a tile."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.panels.card import GRID, label
from app.panels.setting import Setter
from app.typeset.formula import Formula

PICTURE, PRINT = QSize(180, 76), 34  # logical pixels
LARGEST = 0.42  # times the font size of `typeset`


class Picture(QWidget):
    """An image on white paper, as large as fits; ink and maps are dark on light whatever the theme."""

    def __init__(self, size: QSize = PICTURE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage | None, name: str) -> None:
        """Show this, which is called `name` for those who cannot see it."""
        self._image = image or QImage()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    # Overrides of Qt

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.GlobalColor.white)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, 6, 6)
        if not self._image.isNull():
            room = area.adjusted(4, 4, -4, -4)
            where = QRectF(self._image.rect())
            scale = min(room.width() / where.width(), room.height() / where.height())
            where.setSize(where.size() * scale)
            where.moveCenter(room.center())
            painter.drawImage(where, self._image)


class Print(QWidget):
    """LaTeX in print, once a `Setter` has set it; until then, and where it cannot be set, as it is written."""

    def __init__(self, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.Text
        self.latex = ""
        self._formula: Formula | None = None
        self.setFixedHeight(PRINT)
        self.setMinimumWidth(60)

    def show_latex(self, latex: str) -> None:
        self.latex, self._formula = latex, None
        self.setAccessibleName(latex or self.tr("nothing"))
        self.setToolTip(latex or self.tr("nothing was read"))
        self.update()

    def look(self, setter: Setter) -> None:
        """See whether the formula has been set."""
        if self._formula is None and self.latex and setter.formula(self.latex) is not None:
            self._formula = setter.formula(self.latex)
            self.update()

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().color(self._role)
        if self._formula is not None:
            self._formula.paint(painter, QRectF(self.rect()), colour, LARGEST, centred=False)
            return
        painter.setPen(colour)
        text = self.latex or self.tr("nothing")
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class Tile(QFrame):
    """Pictures one above the other, a formula below them, a line of words, and further formulas."""

    def __init__(self, pictures: int, prints: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = [Picture() for _ in range(pictures)]
        self.prints = [Print(quiet=bool(place)) for place in range(prints)]
        self.words = label("", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID // 2)
        for part in (*self.pictures, *self.prints[:1], self.words, *self.prints[1:]):
            column.addWidget(part)
        column.addStretch(1)

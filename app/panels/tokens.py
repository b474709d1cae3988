"""The tokens of a reading as a strip of chips: point at one to ask where the model looked for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.fonts import fixed
from app.panels.marked import paint_lit, paint_pin

CHIP_HEIGHT = 28.0  # logical pixels, as are all lengths here
GAP = 4.0
PADDING = 8.0
LEAST_WIDTH = 26.0
UNCERTAIN = 0.75  # a token less sure than this is marked: what else it may be has a quarter, or more
UNWRITTEN = frozenset(["{", "}", "^", "_", "&", "\\\\"])  # tokens that say where, not what: shown paler


class TokenStrip(QWidget):
    """Chips in lines, one a token, with a bar for the model's confidence below each.

    Signals: `pointed(int)` when the pointer or the arrow keys reach a token, -1 when they leave; `pressed(int)` for a
    click, Return or the space bar on a token; `picked(int, QPoint)` with a token that is to be fixed, by a double click
    or F2, and a place on the screen below it.
    """

    pointed = Signal(int)
    pressed = Signal(int)
    picked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens: tuple[str, ...] = ()
        self._confidences: tuple[float, ...] = ()
        self._chips: list[QRectF] = []
        self._pointed = self._marked = self._lit = -1
        self._pinned: frozenset[int] = frozenset()
        self.setFont(fixed())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Tokens"))

    def show_tokens(self, tokens: Sequence[str], confidences: Sequence[float]) -> None:
        """Show these tokens with their confidences from 0 to 1; none is pointed at or marked."""
        self.tokens, self._confidences = tuple(tokens), tuple(confidences)
        self._pointed = self._marked = self._lit = -1
        self._pinned = frozenset()
        self.setAccessibleDescription(" ".join(tokens))
        self._lay_chips()
        self.updateGeometry()

    def mark(self, index: int) -> None:
        """Mark the token whose map is shown; -1 for none."""
        if index != self._marked:
            self._marked = index
            self.update()

    def mark_pinned(self, pinned: frozenset[int]) -> None:
        """Mark the tokens that the user chose."""
        self._pinned = pinned
        self.update()

    def light(self, index: int) -> None:
        """Light up the token that is pointed at elsewhere; -1 for none."""
        if index != self._lit:
            self._lit = index
            self.update()

    def chip(self, index: int) -> QRectF:
        """Where the chip of a token is in the widget."""
        return self._chips[index]

    def _lay_chips(self) -> None:
        self._chips = self._flow(self.width())
        self.update()

    def _flow(self, width: float) -> list[QRectF]:
        chips, left, top = [], 0.0, 0.0
        for token in self.tokens:
            breadth = max(self.fontMetrics().horizontalAdvance(token) + 2 * PADDING, LEAST_WIDTH)
            if left > 0 and left + breadth > width:
                left, top = 0.0, top + CHIP_HEIGHT + GAP
            chips.append(QRectF(left, top, breadth, CHIP_HEIGHT))
            left += breadth + GAP
        return chips

    def _point(self, index: int) -> None:
        if index == self._pointed:
            return
        self._pointed = index
        self.setToolTip(self._tip(index))
        self.update()
        self.pointed.emit(index)

    def _tip(self, index: int) -> str:
        if index < 0:
            return ""
        if index in self._pinned:
            return self.tr("{}, chosen by you").format(self.tokens[index])
        return self.tr("{}, {} sure").format(self.tokens[index], f"{self._confidences[index]:.0%}")

    def _pick(self, index: int) -> None:
        if index >= 0:
            below = self._chips[index].bottomLeft().toPoint()
            self.picked.emit(index, self.mapToGlobal(below))

    def _at(self, position: QPointF) -> int:
        return next((index for index, chip in enumerate(self._chips) if chip.contains(position)), -1)

    def _paint_chip(self, painter: QPainter, index: int) -> None:
        palette, chip = self.palette(), self._chips[index]
        lit = index in (self._pointed, self._marked)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(chip, 6, 6)
        if index == self._lit and not lit:
            paint_lit(painter, palette, chip, framed=True)
        unwritten = self.tokens[index] in UNWRITTEN
        role = QPalette.ColorRole.PlaceholderText if unwritten else QPalette.ColorRole.Text
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText if lit else role))
        painter.drawText(chip.adjusted(0, 0, 0, -4), Qt.AlignmentFlag.AlignCenter, self.tokens[index])
        below = chip.adjusted(PADDING, 0, -PADDING, 0)
        if index in self._pinned:
            self._paint_pin(painter, below, lit)
        else:
            self._paint_confidence(painter, below, self._confidences[index], lit)

    def _paint_pin(self, painter: QPainter, chip: QRectF, lit: bool) -> None:
        role = QPalette.ColorRole.HighlightedText if lit else QPalette.ColorRole.Highlight
        paint_pin(painter, self.palette().color(role), chip.left(), chip.right(), chip.bottom() - 4)

    def _paint_confidence(self, painter: QPainter, chip: QRectF, confidence: float, lit: bool) -> None:
        unsure = confidence < UNCERTAIN
        role = QPalette.ColorRole.Link if unsure else QPalette.ColorRole.PlaceholderText
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.HighlightedText if lit else role))
        bar = QRectF(chip.left(), chip.bottom() - 6, max(chip.width() * confidence, 2.0), 3 if unsure else 2)
        painter.drawRoundedRect(bar, 1, 1)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(len(self.tokens)):
            self._paint_chip(painter, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position())
        if index >= 0:
            self.pressed.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pick(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.tokens:
            self._point(min(max(self._pointed + steps[Qt.Key(event.key())], 0), len(self.tokens) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed >= 0:
            self.pressed.emit(self._pointed)
        elif event.key() == Qt.Key.Key_F2:
            self._pick(self._pointed)
        elif event.key() == Qt.Key.Key_Escape:
            self._point(-1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_chips()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(max((chip.bottom() for chip in self._flow(width)), default=CHIP_HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, int(CHIP_HEIGHT))

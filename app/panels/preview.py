"""The formula as it looks in print, as large as there is room for; its symbols can be pointed at and picked."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.panels.marked import paint_lit, paint_pinned, paint_uncertain
from app.panels.printed import MARGIN, Printed
from app.typeset.formula import Formula, Place

AROUND = 3.0  # logical pixels between a symbol and the box behind it
STALE_OPACITY = 0.35
STALE_MS = 700  # how long what is being typed may be no formula, or a formula not be read, before it fades

_NONE: frozenset[int] = frozenset()


class FormulaPreview(Printed):
    """Shows a formula; where there is none yet for newer LaTeX, the last one stays, faded after a while.

    Signals: `pointed(int)` when the pointer or the arrow keys reach a token, -1 when they leave it; `picked(int,
    QPoint)` with the token and a place on the screen below it, by a click, or Return or F2 on the token reached.
    """

    pointed = Signal(int)
    picked = Signal(int, QPoint)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._is_stale = self._is_expected = False
        self._confidences: tuple[float, ...] = ()
        self._uncertain = self._pinned = _NONE
        self._pointed = self._pressed = self._lit = -1
        self._fading = QTimer(self, singleShot=True, interval=STALE_MS)
        self._fading.timeout.connect(self.viewport().update)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Formula"))
        self.viewport().setToolTip(self._tip())

    @property
    def is_stale(self) -> bool:
        """Whether the formula shown is an older one, because the newest LaTeX is not set yet or cannot be."""
        return self._is_stale

    @property
    def lit(self) -> int:
        """The token that is lit up from elsewhere, or -1."""
        return self._lit

    def show_formula(self, latex: str, formula: Formula | None) -> None:
        """Show `latex` as it was set, nothing for None. Another formula has no marks."""
        self.setAccessibleDescription(latex)
        self._fading.stop()
        self._is_stale = self._is_expected = False
        shown = self._formula
        self._formula = formula
        if formula is not shown:
            self._forget()
        self.settle()

    def grow_stale(self, latex: str) -> None:
        """There is newer LaTeX that is not set yet, or cannot be: the last formula stays, but is no longer about it."""
        self.setAccessibleDescription(latex)
        if not self._is_stale:
            self._fading.start()
        self._is_stale = True
        self._forget()
        self.viewport().update()

    def expect(self) -> None:
        """The formula shown is not read yet, but about to be: it fades if that takes long."""
        if not self._is_expected:
            self._fading.start()
        self._is_expected = True

    def tell(self, confidences: Sequence[float]) -> None:
        """How sure the reader is of each token, from 0 to 1; said where the pointer is."""
        self._confidences = tuple(confidences)

    def mark(self, uncertain: frozenset[int], pinned: frozenset[int]) -> None:
        """Mark tokens that may be misread, and those that the user chose."""
        self._uncertain, self._pinned = uncertain, pinned
        self.viewport().update()

    def light(self, token: int) -> None:
        """Light a token up, -1 for none, and bring it into view, unless the pointer found it there."""
        if token != self._lit:
            self._lit = token
            self.bring_into_view(token if token != self._pointed else -1)

    def places(self) -> Sequence[Place]:
        return () if self._is_stale else super().places()

    def _forget(self) -> None:
        self._confidences = ()
        self._uncertain = self._pinned = _NONE
        self._lit = -1
        self._point(-1)

    def _point(self, token: int) -> None:
        if token != self._pointed:
            self._pointed = token
            self.viewport().setToolTip(self._tip())
            self.viewport().update()
            self.pointed.emit(token)

    def _tip(self) -> str:
        if self._pointed < 0:
            return self.tr("Point at a symbol; click it to see what else it may be")
        if self._pointed in self._pinned:
            return self.tr("Chosen by you. Click to choose again or to let go")
        if self._pointed >= len(self._confidences):
            return ""
        sure = f"{self._confidences[self._pointed]:.0%}"
        if self._pointed in self._uncertain:
            return self.tr("Only {} sure of this. Click to see what else it may be").format(sure)
        return self.tr("{} sure").format(sure)

    def _step(self, key: Qt.Key) -> int:
        """The token that a key leads to, among those that are printed."""
        tokens = [place.token for place in self.places()]
        if not tokens or key == Qt.Key.Key_Escape:
            return -1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return tokens[0 if key == Qt.Key.Key_Home else -1]
        if self._pointed not in tokens:
            return tokens[0 if key == Qt.Key.Key_Right else -1]
        at = tokens.index(self._pointed) + (1 if key == Qt.Key.Key_Right else -1)
        return tokens[min(max(at, 0), len(tokens) - 1)]

    def _pick(self, token: int) -> None:
        box = self.place(token)
        if box is not None:
            below = QPoint(round(box.center().x()), ceil(box.bottom() + MARGIN))
            self.picked.emit(token, self.viewport().mapToGlobal(below))

    def _paint_formula(self, painter: QPainter, formula: Formula) -> None:
        onto, palette = self.onto_viewport(), self.palette()
        boxes = {place.token: onto.mapRect(place.box) for place in self.places()}
        for token in {self._lit, self._pointed} & boxes.keys():
            framed = token == self._pointed and self.hasFocus()
            paint_lit(painter, palette, _grown(boxes[token]), framed)
        for token in self._uncertain & boxes.keys() - self._pinned:
            paint_uncertain(painter, palette, boxes[token])
        for token in self._pinned & boxes.keys():
            paint_pinned(painter, palette, boxes[token])
        faded = (self._is_stale or self._is_expected) and not self._fading.isActive()
        painter.setOpacity(STALE_OPACITY if faded else 1.0)
        formula.paint(painter, self.area(), palette.color(QPalette.ColorRole.Text), self.scale)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setOpacity(1.0)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._formula is not None:
            self._paint_formula(painter, self._formula)
        else:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = QRectF(self.viewport().rect()).adjusted(MARGIN, 4, -MARGIN, -4)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
        if self.hasFocus():
            self._paint_focus(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.token_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.token_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.token_at(event.position()) == self._pressed:
            self._pick(self._pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point(self._step(key))
            self.bring_into_view(self._pointed)
        elif key == Qt.Key.Key_Escape and self._pointed >= 0:
            self._point(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self._pointed >= 0:
            self._pick(self._pointed)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(-1)
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # the alternatives are about the symbol pointed at
            self._point(-1)
        self.viewport().update()


def _grown(box: QRectF) -> QRectF:
    return box.adjusted(-AROUND, -AROUND, AROUND, AROUND)

"""Where the model looked: for the token that is pointed at, for all in turn, or everywhere it found worth attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.canvas.heat import colours
from app.icons import icon
from app.panels.card import GRID, Card, label, small_button
from app.panels.tokens import TokenStrip
from app.theme import Theme

if TYPE_CHECKING:
    from mathnet.reading import Candidate, Map

STEP_MS = 650  # how long each token's map is shown when all are shown in turn


class AttentionPanel(Card):
    """Chooses the map to lay over the ink.

    A token pointed at comes first, then the playing one, then the focus map if it is switched on, then the token that
    was clicked. Signals: `map_changed(Map | None)` when another map, or none, is to be shown.
    """

    map_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Attention"), parent)
        self.strip = TokenStrip()
        self.play_button = small_button(self.tr("Show all tokens in turn"), checkable=True)
        focus_tip = self.tr("Focus map: what the model finds worth attention at all")
        self.focus_button = small_button(self.tr("Focus map"), focus_tip, checkable=True)
        self.hint = label("", "quiet")
        self._scale = _Scale()
        self._candidate: Candidate | None = None
        self._focus: Map | None = None
        self._pointed = self._pinned = self._playing = -1
        self.player = QTimer(self, interval=STEP_MS)
        self._lay_out()
        self.wear(theme)
        self._connect()
        self.show_reading(None, None)

    def show_reading(self, candidate: Candidate | None, focus: Map | None) -> None:
        """Offer the maps of a candidate and the focus map; None for nothing to look at."""
        self._candidate, self._focus = candidate, focus
        self._pointed = self._pinned = -1
        self.play_button.setChecked(False)
        self.strip.show_tokens(candidate.tokens if candidate else (), candidate.confidences if candidate else ())
        self.strip.setVisible(candidate is not None)
        self.hint.setText(
            self.tr("Point at a token; click to keep its map.")
            if candidate
            else self.tr(
                "Once something is read, its tokens stand here, and pointing at one shows where the model looked."
            )
        )
        for button in (self.play_button, self.focus_button):
            button.setEnabled(candidate is not None)
        self._announce()

    def rest(self) -> None:
        """Show no token's map any more: the ink is changing."""
        self._pointed = self._pinned = -1
        self.play_button.setChecked(False)
        self._announce()

    def show_scale(self, dark: bool) -> None:
        """Show the colours of the heatmap as they are on dark or on light paper."""
        self._scale.dark = dark
        self._scale.update()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._theme = theme
        self.focus_button.setIcon(icon("focus", theme))
        self.play_button.setIcon(icon("pause" if self.play_button.isChecked() else "play", theme))

    def _shown(self) -> int:
        """The token whose map is to be shown, or -1."""
        if self._pointed >= 0:
            return self._pointed
        if self._playing >= 0:
            return self._playing
        return -1 if self.focus_button.isChecked() else self._pinned

    def _announce(self) -> None:
        shown = self._shown()
        self.strip.mark(shown)
        if self._candidate is not None and shown >= 0:
            self.map_changed.emit(self._candidate.attention[shown])
        else:
            self.map_changed.emit(self._focus if self.focus_button.isChecked() else None)

    def _point(self, index: int) -> None:
        self._pointed = index
        self._announce()

    def _pin(self, index: int) -> None:
        self._pinned = -1 if index == self._pinned else index
        self.play_button.setChecked(False)
        self.focus_button.setChecked(False)
        self._announce()

    def _play(self, on: bool) -> None:
        self._playing = 0 if on and self._candidate is not None and self._candidate.tokens else -1
        self.play_button.setIcon(icon("pause" if on else "play", self._theme))
        if on:
            self.player.start()
        else:
            self.player.stop()
        self._announce()

    def _next(self) -> None:
        if self._candidate is None or self._playing + 1 >= len(self._candidate.tokens):
            self.play_button.setChecked(False)
            return
        self._playing += 1
        self._announce()

    def _connect(self) -> None:
        self.strip.pointed.connect(self._point)
        self.strip.pressed.connect(self._pin)
        self.play_button.toggled.connect(self._play)
        self.focus_button.toggled.connect(lambda _: self._announce())
        self.player.timeout.connect(self._next)

    def _lay_out(self) -> None:
        self.head.addWidget(self.play_button)
        self.head.addWidget(self.focus_button)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.hint)
        legend = QHBoxLayout()
        legend.setSpacing(GRID)
        legend.addWidget(label(self.tr("little"), "quiet"))
        legend.addWidget(self._scale, 1)
        legend.addWidget(label(self.tr("much"), "quiet"))
        self.body.addLayout(legend)


class _Scale(QWidget):
    """The colours of the heatmap, from little to much, on the paper that they lie on."""

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        gradient = QLinearGradient(0, 0, self.width(), 0)
        table = colours(self.dark)
        for place in range(0, 256, 15):
            red, green, blue, alpha = table[place].tolist()
            gradient.setColorAt(place / 255, QColor(red, green, blue, alpha))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(gradient)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

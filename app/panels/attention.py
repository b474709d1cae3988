"""Where the model looked: for the token that is pointed at, for all in turn, or everywhere it found worth attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.canvas.colours import HeatLook
from app.icons import icon
from app.panels.attention_heads import HeadsRow
from app.panels.attention_light import Light
from app.panels.attention_look import LookRow
from app.panels.attention_player import NO_ARROW, Player
from app.panels.card import Card, label, small_button
from app.panels.tokens import TokenStrip
from app.theme import Theme

if TYPE_CHECKING:
    from mathnet.reading import Candidate, Map

OPEN_KEY = "attention/layers"


class AttentionPanel(Card):
    """Chooses the map to lay over the ink.

    A token pointed at comes first, then one whose symbol is pointed at elsewhere while the panel can be seen, then the
    playing one, then the focus map if it is switched on, then the token that was clicked. While layers and heads are
    folded out, a token's map is that of the layer and head chosen there.

    Signals: `map_changed(Map | None)` when another map, or none, is to be shown; `look_changed(HeatLook)` when it is to
    look different; `unfolded(bool)` when layers and heads are, which `show_details` then brings; `export_wanted(str)`
    with png, svg, gif or npz; `choices_changed()` when there is something to `remember`.
    """

    map_changed = Signal(object)
    look_changed = Signal(object)
    unfolded = Signal(bool)
    export_wanted = Signal(str)
    choices_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Attention"), parent)
        self.strip = TokenStrip()
        self.player = Player(self)
        self.play_button = self.player.button
        focus_tip = self.tr("Focus map: what the model finds worth attention at all")
        self.focus_button = small_button(self.tr("Focus map"), focus_tip, checkable=True)
        self.export_button = self._export_button()
        self.hint = label("", "quiet")
        self.look_row = LookRow()
        self.heads = HeadsRow()
        self._candidate: Candidate | None = None
        self._focus: Map | None = None
        self._pointed = self._pinned = self._playing = -1
        self._light = Light(self)
        self._latest = 0  # the token that was looked at last
        self._lay_out()
        self.wear(theme)
        self._connect()
        self.show_reading(None, None)

    # What is shown

    def show_reading(self, candidate: Candidate | None, focus: Map | None) -> None:
        """Offer the maps of a candidate and the focus map; None for nothing to look at."""
        self._candidate, self._focus = candidate, focus
        self._pointed = self._pinned = self._playing = -1
        self._light.put_out()
        self._latest = 0
        self.player.set_count(len(candidate.tokens) if candidate else 0)
        self.strip.show_tokens(candidate.tokens if candidate else (), candidate.confidences if candidate else ())
        self.strip.setVisible(candidate is not None)
        self.hint.setText(
            self.tr("Point at a token; click to keep its map.")
            if candidate
            else self.tr(
                "Once something is read, its tokens stand here, and pointing at one shows where the model looked."
            )
        )
        for control in (self.focus_button, self.export_button):
            control.setEnabled(candidate is not None)
        if candidate is None:
            self.show_details(None, self.tr("Nothing has been read yet."))
        else:
            self.heads.wait()
            self._announce()

    def show_details(self, details: Map | None, trouble: str = "") -> None:
        """Bring the maps (layers, heads, T, H, W) of the candidate shown; None, and in words why there are none."""
        self.heads.show_details(details)
        self.heads.show_token(self._latest)
        self.heads.say(trouble)
        self._announce()

    def rest(self) -> None:
        """Show no token's map any more: the ink is changing."""
        self.player.stop()
        self._pointed = self._pinned = self._playing = -1
        self._light.put_out()
        self._announce()

    def light(self, token: int) -> None:
        """A token's symbol is pointed at, here or elsewhere, -1 for none: light it up, and soon show its map."""
        self.strip.light(token)
        self._light.point(-1 if token == self._pointed or not self.isVisible() else token)

    def show_scale(self, dark: bool) -> None:
        """Show the colours of the heatmap as they are on dark or on light paper."""
        self.look_row.legend.show_paper(dark)

    # What the user chose

    @property
    def look(self) -> HeatLook:
        return self.look_row.look

    @property
    def token(self) -> int | None:
        """The token whose map is shown or was last; None while the focus map is shown."""
        shown = self._shown()
        if shown < 0 and self.focus_button.isChecked():
            return None
        return shown if shown >= 0 else self._latest

    def restore(self, settings: QSettings) -> None:
        """Take look, speed and fold from the settings, and announce the look."""
        self.look_row.restore(settings)
        self.player.restore(settings)
        self.heads.set_open(str(settings.value(OPEN_KEY, "false")) == "true")
        self._show_look(self.look)

    def remember(self, settings: QSettings) -> None:
        """Put look, speed and fold into the settings."""
        self.look_row.remember(settings)
        self.player.remember(settings)
        settings.setValue(OPEN_KEY, "true" if self.heads.is_open else "false")

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self.player.wear(theme)
        self.focus_button.setIcon(icon("focus", theme))
        self.export_button.setIcon(icon("export", theme))

    # How one leads to the other

    def _shown(self) -> int:
        """The token whose map is to be shown, or -1."""
        if self._pointed >= 0:
            return self._pointed
        if self._light.token >= 0:
            return self._light.token
        if self._playing >= 0:
            return self._playing
        return -1 if self.focus_button.isChecked() else self._pinned

    def _map(self, token: int) -> Map:
        assert self._candidate is not None
        details = self.heads.details
        return self._candidate.attention[token] if details is None else self.heads.choice.of(details[:, :, token])

    def _announce(self) -> None:
        shown = self._shown()
        self.strip.mark(shown)
        if self._candidate is not None and shown >= 0:
            self._latest = shown
            self.heads.show_token(shown)
            self.map_changed.emit(self._map(shown))
        else:
            self.map_changed.emit(self._focus if self.focus_button.isChecked() else None)

    def _point(self, index: int) -> None:
        self._pointed = index
        self._light.put_out()
        self._announce()

    def _pin(self, index: int) -> None:
        self.player.stop()
        self._playing = -1
        self._pinned = -1 if index == self._pinned else index
        self.focus_button.setChecked(False)
        self._announce()

    def _reach(self, index: int) -> None:
        if self._playing < 0:
            self._pointed = -1  # or the token that the arrow keys are on would be all there is to see
        self._playing = index
        if index >= 0 and self.focus_button.isChecked():
            self.focus_button.setChecked(False)  # which announces; one cannot see both
        else:
            self._announce()

    def _show_focus(self, on: bool) -> None:
        if on:
            self.player.stop()
            self._playing = -1
        self._announce()

    def _pause(self) -> None:
        self._pinned, self._playing = self._playing, -1
        self._announce()

    def _look_at_head(self) -> None:
        """Another layer or head was chosen: see it, for the token that was looked at last."""
        if self._candidate is not None and self._shown() < 0 and not self.focus_button.isChecked():
            self._pinned = self._latest
        self._announce()

    def _fold(self, on: bool) -> None:
        self.unfolded.emit(on)
        self.choices_changed.emit()
        self._announce()

    def _show_look(self, look: HeatLook) -> None:
        self.heads.show_look(look)
        self.look_changed.emit(look)

    def _change_look(self, look: HeatLook) -> None:
        self._show_look(look)
        self.choices_changed.emit()

    def _connect(self) -> None:
        self.strip.pointed.connect(self._point)
        self._light.changed.connect(self._announce)
        self.strip.pressed.connect(self._pin)
        self.strip.installEventFilter(self)
        self.player.toggled.connect(lambda: self.player.toggle(self._shown()))
        self.player.reached.connect(self._reach)
        self.player.paused.connect(self._pause)
        self.player.speed_changed.connect(self.choices_changed)
        self.focus_button.toggled.connect(self._show_focus)
        self.look_row.changed.connect(self._change_look)
        self.heads.unfolded.connect(self._fold)
        self.heads.chosen.connect(self._look_at_head)

    def _export_button(self) -> QToolButton:
        button = small_button(self.tr("Export…"), self.tr("Export what the model looked at"))
        menu = QMenu(button)
        for kind, text in (
            ("png", self.tr("&Picture of this token (PNG)…")),
            ("svg", self.tr("&Drawing of this token (SVG)…")),
            ("gif", self.tr("&Animation of all tokens (GIF)…")),
            ("npz", self.tr("&Maps as numbers (NumPy)…")),
        ):
            menu.addAction(text).triggered.connect(lambda _, kind=kind: self.export_wanted.emit(kind))
        button.setMenu(menu)
        button.setStyleSheet(NO_ARROW)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(2)
        for control in (self.play_button, self.player.speed_button, self.focus_button, self.export_button):
            controls.addWidget(control)
        self.head.addLayout(controls)
        for part in (self.strip, self.hint, self.look_row, self.heads):
            self.body.addWidget(part)

    # Overrides of Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.player.toggle(self._shown())
            return True
        return super().eventFilter(watched, event)

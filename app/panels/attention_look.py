"""How the heatmap looks: its colours, its opacity, and the legend that shows both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QWidget

from app.canvas.colours import SCALES, USUAL, HeatLook, colours
from app.panels.card import GRID, label

SCALE_KEY, OPACITY_KEY = "attention/colours", "attention/opacity"
LEAST_OPACITY = 20  # per cent; with less, there is nothing to see


class LookRow(QWidget):
    """The legend, and below it the choice of colours and the slider for the opacity.

    Signals: `changed(HeatLook)`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = QComboBox()
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.legend = Legend()
        self._dress()
        self._lay_out()
        self.show_look(USUAL)
        self.scale.currentIndexChanged.connect(self._announce)
        self.opacity.valueChanged.connect(self._announce)

    @property
    def look(self) -> HeatLook:
        return HeatLook(str(self.scale.currentData()), self.opacity.value() / 100)

    def show_look(self, look: HeatLook) -> None:
        """Show this look as the one chosen; announces nothing."""
        for part in (self.scale, self.opacity):
            part.blockSignals(True)
        self.scale.setCurrentIndex(self.scale.findData(look.scale))
        self.opacity.setValue(round(100 * look.opacity))
        for part in (self.scale, self.opacity):
            part.blockSignals(False)
        self._follow()

    def restore(self, settings: QSettings) -> None:
        """Take the look from the settings; what cannot be understood there is as usual."""
        try:
            opacity = float(str(settings.value(OPACITY_KEY, USUAL.opacity)))
            self.show_look(HeatLook(str(settings.value(SCALE_KEY, USUAL.scale)), opacity))
        except ValueError:
            self.show_look(USUAL)

    def remember(self, settings: QSettings) -> None:
        settings.setValue(SCALE_KEY, self.look.scale)
        settings.setValue(OPACITY_KEY, self.look.opacity)

    def _announce(self) -> None:
        self._follow()
        self.changed.emit(self.look)

    def _follow(self) -> None:
        self.legend.show_look(self.look)
        self.opacity.setToolTip(self.tr("Opacity of the heatmap: {} %").format(self.opacity.value()))

    def _dress(self) -> None:
        names = {
            "inferno": self.tr("Inferno"),
            "viridis": self.tr("Viridis"),
            "cividis": self.tr("Cividis"),
            "greys": self.tr("Greys"),
        }
        for name in SCALES:
            self.scale.addItem(names[name], name)
        self.scale.setAccessibleName(self.tr("Colours of the heatmap"))
        self.scale.setToolTip(self.tr("Colours of the heatmap; all can be told apart by colour-blind eyes"))
        self.opacity.setRange(LEAST_OPACITY, 100)
        self.opacity.setSingleStep(5)
        self.opacity.setPageStep(20)
        self.opacity.setAccessibleName(self.tr("Opacity of the heatmap"))
        self.opacity.setMinimumWidth(6 * GRID)
        self.legend.setAccessibleName(self.tr("Colours from little to much attention"))

    def _lay_out(self) -> None:
        legend = QHBoxLayout()
        legend.setSpacing(GRID)
        for part, stretch in ((_word(self.tr("little")), 0), (self.legend, 1), (_word(self.tr("much")), 0)):
            legend.addWidget(part, stretch)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        grid.addLayout(legend, 0, 0, 1, 3)
        grid.addWidget(self.scale, 1, 0)
        grid.addWidget(_word(self.tr("Opacity")), 1, 1)
        grid.addWidget(self.opacity, 1, 2)
        grid.setColumnStretch(2, 1)


class Legend(QWidget):
    """The colours of the heatmap, from little to much, on the paper that they lie on."""

    def __init__(self) -> None:
        super().__init__()
        self._dark = False
        self._look = USUAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_paper(self, dark: bool) -> None:
        self._dark = dark
        self.update()

    def show_look(self, look: HeatLook) -> None:
        self._look = look
        self.update()

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_legend(painter, QRectF(self.rect()), self._dark, self._look, self.palette().color(QPalette.ColorRole.Mid))

    def sizeHint(self) -> QSize:
        return QSize(64, 8)


def paint_legend(painter: QPainter, area: QRectF, dark: bool, look: HeatLook, border: QColor) -> None:
    """Paint the colours of a look on dark or light paper as a bar, from little to much."""
    gradient = QLinearGradient(area.topLeft(), area.topRight())
    table = colours(dark, look)
    for place in range(0, 256, 15):
        gradient.setColorAt(place / 255, QColor(*table[place].tolist()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(border)
    painter.setBrush(gradient)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _word(text: str) -> QWidget:
    made = label(text, "quiet")
    made.setWordWrap(False)
    return made

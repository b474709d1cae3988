"""Whether a pen is near, which Qt tells the application and no widget."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QTabletEvent

NEAR_OR_AWAY = (QEvent.Type.TabletEnterProximity, QEvent.Type.TabletLeaveProximity)


class Proximity(QObject):
    """Listens to what the application is told; some two microseconds an event.

    Signals: `told(QTabletEvent)` when a pen comes near or goes away.
    """

    told = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    # Overrides of Qt

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() in NEAR_OR_AWAY and isinstance(event, QTabletEvent):
            self.told.emit(event)
        return False

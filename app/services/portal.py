"""The desktop portal, which Wayland has in the place of looking at the screen: the desktop asks the user itself.

The protocol is org.freedesktop.portal.Screenshot: the call returns at once, and the answer comes as a signal of an
object that is made for this one request. Its name is known before the call, so that no answer comes too early to be
heard.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCall, QDBusPendingCallWatcher, QDBusServiceWatcher

from app.services.screen import way_round

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SCREENSHOT = "org.freedesktop.portal.Screenshot"
REQUEST = "org.freedesktop.portal.Request"
TAKEN, CANCELLED = 0, 1  # what an answer begins with; others are refusals
_LISTENER: Any = SLOT("_hear(uint,QVariantMap)")  # the types want bytes, which the function refuses

_numbers = count(1)


class Portal(QObject):
    """Asks once for a picture of the screen.

    Signals, one of which comes after `ask`: `taken(Path)` with the file that the desktop wrote; `cancelled()` by the
    user; `refused(str)` with what to tell the user.
    """

    taken = Signal(Path)
    cancelled = Signal()
    refused = Signal(str)

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        """`bus` is the session's unless told."""
        super().__init__(parent)
        self._bus = bus or QDBusConnection.sessionBus()
        self._request = ""

    def ask(self) -> None:
        """Have the desktop ask the user what to take."""
        if not self._bus.isConnected():
            self.refused.emit(self._sentence(self._bus.lastError().message()))
            return
        token = f"mask_match_{next(_numbers)}"
        sender = self._bus.baseService().removeprefix(":").replace(".", "_")
        self._request = f"{PATH}/request/{sender}/{token}"
        self._bus.connect(SERVICE, self._request, REQUEST, "Response", self, _LISTENER)
        self._watch_portal()
        call = QDBusMessage.createMethodCall(SERVICE, PATH, SCREENSHOT, "Screenshot")
        call.setArguments(["", {"interactive": True, "handle_token": token}])
        pending = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        pending.finished.connect(self._answered)

    def _watch_portal(self) -> None:
        """A desktop that ends without an answer must not be waited for."""
        watcher = QDBusServiceWatcher(
            SERVICE, self._bus, QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration, self
        )
        watcher.serviceUnregistered.connect(lambda _: self._refuse(self._unsaid()))

    def _answered(self, pending: QDBusPendingCall) -> None:
        if pending.isError():
            self._refuse(pending.error().message())

    @Slot("uint", "QVariantMap")
    def _hear(self, outcome: int, results: dict[str, Any]) -> None:
        if not self._ends():
            return
        file = QUrl(str(results.get("uri", ""))).toLocalFile()
        if outcome == TAKEN and file:
            self.taken.emit(Path(file))
        elif outcome == CANCELLED:
            self.cancelled.emit()
        else:
            self.refused.emit(self._sentence(self._unsaid()))

    def _refuse(self, why: str) -> None:
        if self._ends():
            self.refused.emit(self._sentence(why))

    def _ends(self) -> bool:
        """Stop listening; False where the answer was given before."""
        request, self._request = self._request, ""
        if request:
            self._bus.disconnect(SERVICE, request, REQUEST, "Response", self, _LISTENER)
        return bool(request)

    def _sentence(self, why: str) -> str:
        return self.tr("The desktop gave no picture of the screen ({}). {}").format(why, way_round())

    def _unsaid(self) -> str:
        return self.tr("it did not say why")

"""A desktop portal in a process of its own: `python fake_desktop.py ADDRESS ANSWER`.

ANSWER is JSON: the outcome and the results with which each request ends; null for a desktop that says nothing, "leave"
for one that ends itself when it is asked. What it was asked is printed, a JSON object a line.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath

SERVICE, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SCREENSHOT, REQUEST = "org.freedesktop.portal.Screenshot", "org.freedesktop.portal.Request"
Options = QDBusConnection.RegisterOption


@ClassInfo(**{"D-Bus Interface": REQUEST})
class Request(QObject):
    """The object of one request, which says how it ended."""

    Response = Signal("uint", "QVariantMap")


class Desktop(QObject):
    """Answers every request alike."""

    def __init__(self, bus: QDBusConnection, answer: object) -> None:
        super().__init__()
        self._bus, self._answer = bus, answer
        self._requests: list[Request] = []

    @Slot(str, "QVariantMap", QDBusMessage, result=QDBusObjectPath)
    def Screenshot(self, parent: str, options: dict[str, object], message: QDBusMessage) -> QDBusObjectPath:  # noqa: N802
        caller = message.service().removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{caller}/{options['handle_token']}"
        self._requests.append(Request(self))
        self._bus.registerObject(path, REQUEST, self._requests[-1], Options.ExportAllSignals)
        if isinstance(self._answer, list):
            self._requests[-1].Response.emit(*self._answer)
        elif self._answer == "leave":
            QTimer.singleShot(50, QCoreApplication.quit)
        print(json.dumps(options), flush=True)
        return QDBusObjectPath(path)


def main(address: str, answer: str) -> int:
    application = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "desktop")
    desktop = Desktop(bus, json.loads(answer))
    done = bus.registerObject(PATH, SCREENSHOT, desktop, Options.ExportAllSlots) and bus.registerService(SERVICE)
    print(json.dumps("ready" if done else bus.lastError().message()), flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Where the window stands and how it is divided: kept from one start to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget

GEOMETRY_KEY, SIDE_KEY, TAB_KEY = "window/geometry", "window/side", "window/tab"


def remember(settings: QSettings, window: QMainWindow, splitters: Mapping[str, QSplitter], side: QTabWidget) -> None:
    """Keep the window's place, its dividers by their names, whether the side panel is shown, and its tab."""
    settings.setValue(GEOMETRY_KEY, window.saveGeometry())
    settings.setValue(SIDE_KEY, side.isVisibleTo(window))
    settings.setValue(TAB_KEY, side.currentIndex())
    for name, splitter in splitters.items():
        settings.setValue(f"window/{name}", splitter.saveState())


def restore(settings: QSettings, window: QMainWindow, splitters: Mapping[str, QSplitter], side: QTabWidget) -> bool:
    """Put back what was kept, as far as it fits; says whether the side panel was shown."""
    _bytes(settings, GEOMETRY_KEY, window.restoreGeometry)
    for name, splitter in splitters.items():
        _bytes(settings, f"window/{name}", splitter.restoreState)
    tab = str(settings.value(TAB_KEY, 0))
    if tab.isdigit() and int(tab) < side.count():
        side.setCurrentIndex(int(tab))
    return bool(settings.value(SIDE_KEY, True, type=bool))


def _bytes(settings: QSettings, key: str, use: Callable[[QByteArray], bool]) -> None:
    stored = settings.value(key)
    if isinstance(stored, QByteArray):
        use(stored)

"""The window that watches runs: a list of them where there are several, and the one chosen as it goes on."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.icons import window_icon
from app.panels.card import GRID, Card
from app.panels.run import RunPanel
from app.services.run_log import RunLog
from app.theme import THEME_KEY, Choice, Theme, ThemeSwitch
from training.events import runs_below

POLL_MS = 1000  # between two looks at a log that was read to its end
SEARCH_MS = 5000  # between two searches for runs
PATH = Qt.ItemDataRole.UserRole
LIST = """
QListView::item {{ padding: 6px 8px; border-radius: 6px; color: {theme.text}; }}
QListView::item:hover {{ background: {theme.hover}; }}
QListView::item:selected {{ background: {theme.accent_soft}; }}
"""


class WatchWindow(QMainWindow):
    """Watches the run in `folder` or, where there are runs below it, the one chosen among them."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__()
        self.folder = folder.resolve()
        self.panel = RunPanel(theme)
        self.list = QListWidget()
        self.run = RunLog(self.folder)
        self._changed = True  # since the run was shown
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._poll)
        self._search = QTimer(self, interval=SEARCH_MS)
        self._search.timeout.connect(self.find_runs)
        self._lay_out()
        self.wear(theme)
        self.list.currentItemChanged.connect(self._choose)
        self._timer.start(0)
        self.find_runs()
        self._search.start()

    def find_runs(self) -> None:
        """List the runs, latest written first; the one that is shown stays, unless nothing was chosen yet."""
        runs = runs_below(self.folder)
        if set(runs) == set(self._listed()):  # no new order under the pointer while several runs go on
            return
        shown = self.run.folder if self.run.folder in runs else next(iter(runs), self.folder)
        self.list.blockSignals(True)
        self.list.clear()
        for run in runs:
            item = QListWidgetItem(self._name(run), self.list)
            item.setData(PATH, run)
            item.setToolTip(str(run))
        self.list.blockSignals(False)
        self._card.setVisible(any(run != self.folder for run in runs))
        self.list.setCurrentRow(runs.index(shown) if runs else -1)

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self.panel.wear(theme)
        self.list.setStyleSheet(LIST.format(theme=theme))

    def _lay_out(self) -> None:
        self.list.setAccessibleName(self.tr("Runs, latest written first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._card = Card(self.tr("Runs"))
        self._card.body.addWidget(self.list)
        self._card.hide()
        across = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=GRID)
        across.addWidget(self._card)
        across.addWidget(self.panel)
        across.setStretchFactor(1, 1)
        across.setSizes([240, 960])
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(across)
        self.setCentralWidget(frame)
        self.setWindowIcon(window_icon())
        self.resize(1240, 840)

    def _listed(self) -> list[Path]:
        return [self.list.item(row).data(PATH) for row in range(self.list.count())]

    def _name(self, run: Path) -> str:
        return self.folder.name if run == self.folder else run.relative_to(self.folder).as_posix()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(PATH) != self.run.folder:
            self._watch(item.data(PATH))

    def _watch(self, folder: Path) -> None:
        self.run = RunLog(folder)
        self._changed = True
        self.panel.curves.show_all_steps()
        self._timer.start(0)

    def _poll(self) -> None:
        """Read a piece; at the end of the log show all of it and look again in a while."""
        try:
            more = self.run.read()
        except OSError as error:
            self.panel.say_trouble(str(error))
            self._timer.start(POLL_MS)
            return
        if more:
            self._changed = True
            self._timer.start(0)
            return
        self._show()
        self._timer.start(POLL_MS)

    def _show(self) -> None:
        if not self._changed:
            self.panel.show_state(self.run)
            return
        name, last = self._name(self.run.folder), self.run.last
        self.panel.show_run(self.run, name)
        self.setWindowTitle(f"{name} · {last.stage} – Mask & Match" if last else f"{name} – Mask & Match")
        self._changed = False


def show(folder: Path) -> int:
    """Watch until the window is closed; returns the exit status."""
    # Python only sees Ctrl+C when Qt hands it an event, which may be never.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Mask & Match")
    application.setOrganizationName("mask-match")
    application.setDesktopFileName("mask-match")
    application.setStyle("Fusion")
    stored = str(QSettings().value(THEME_KEY, Choice.SYSTEM.value))
    themes = ThemeSwitch(application, Choice(stored) if stored in list(Choice) else Choice.SYSTEM)
    window = WatchWindow(folder, themes.theme)
    themes.changed.connect(window.wear)
    window.show()
    return application.exec()

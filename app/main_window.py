"""The main window: where canvas, result and side panels lie, its menus, toolbar and status bar.

It arranges and names things; what they do is connected in `app.wiring`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import make_actions
from app.canvas.canvas import InkCanvas
from app.canvas.document import Document
from app.compact import LEAST, Column, arrange, is_compact, tell_style
from app.icons import window_icon
from app.panels.attention import AttentionPanel
from app.panels.candidates import CandidatesPanel
from app.panels.card import GRID
from app.panels.compute import ComputePanel
from app.panels.formula import FormulaPanel
from app.panels.history import HistoryPanel
from app.panels.message import MessageBar
from app.panels.model_view import ModelViewPanel
from app.panels.offer import OfferBar
from app.panels.welcome import WelcomeCard
from app.theme import Theme

SIDE_WIDTH = 340  # logical pixels


class MainWindow(QMainWindow):
    """Canvas above the result, readings and attention beside them.

    Attributes: `may_close()`, which is asked before it closes. Signals: `dropped(QMimeData)` for whatever is dropped
    anywhere on the window.
    """

    dropped = Signal(QMimeData)

    def __init__(self, document: Document, theme: Theme) -> None:
        super().__init__()
        self.canvas = InkCanvas(document)
        self.message = MessageBar(theme)
        self.offer = OfferBar(theme)
        self.formula = FormulaPanel(theme)
        self.welcome = WelcomeCard(theme)
        self.candidates = CandidatesPanel()
        self.attention = AttentionPanel(theme)
        self.model_view = ModelViewPanel()
        self.compute = ComputePanel(theme)
        self.history = HistoryPanel(theme)
        self.actions_ = make_actions(self, document.undo_stack)
        self.may_close: Callable[[], bool] = lambda: True
        self._state = QLabel()
        self._is_compact = False
        self._lay_out()
        self._fill_menus()
        self._fill_toolbar()
        self.statusBar().addPermanentWidget(self._state)
        self.statusBar().setSizeGripEnabled(False)
        self.setWindowIcon(window_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(LEAST)  # else the bars would keep it from becoming small enough to make them thin
        self.resize(QSize(1240, 840).boundedTo(self.screen().availableSize()))
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Colour all icons to match the theme."""
        self.actions_.wear(theme)
        panels = (self.message, self.offer, self.welcome, self.formula, self.attention, self.compute, self.history)
        for panel in panels:
            panel.wear(theme)

    def say_state(self, text: str) -> None:
        """Say in the status bar what the recogniser is doing."""
        self._state.setText(text)
        self._state.setAccessibleName(text)

    def name_document(self, name: str, unsaved: bool) -> None:
        """Put the document's name, and whether it has unsaved changes, into the title."""
        self.setWindowTitle(f"{name or self.tr('Untitled')}[*] – Mask & Match")
        self.setWindowModified(unsaved)

    def groups(self) -> dict[str, list[QAction]]:
        """All that can be done, by the names of the menus that hold it."""
        return {menu.title().replace("&", ""): menu.actions() for menu in self.menus}

    def _lay_out(self) -> None:
        left = Column(self.canvas, self.formula)
        left.setSizes([480, 224])
        across = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=GRID)
        across.addWidget(left)
        across.addWidget(self._side())
        across.setStretchFactor(0, 1)
        across.setSizes([1240 - SIDE_WIDTH, SIDE_WIDTH])
        self.splitters = {"across": across, "left": left}
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.message)
        column.addWidget(across, 1)
        column.addWidget(self.offer)  # at the bottom, so that the ink never moves under the pen
        # Their bar goes then, and would take the focus to whatever comes next.
        for button in (self.message.close_button, *self.offer.buttons):
            button.clicked.connect(lambda: self.canvas.setFocus())
        self.setCentralWidget(frame)

    def _side(self) -> QTabWidget:
        self.side = QTabWidget()
        self.side.setMinimumWidth(280)
        self.side.setDocumentMode(True)
        self.side.tabBar().setExpanding(True)
        pages = {
            self.actions_.reading: (self._reading_page(), self.tr("Reading")),
            self.actions_.compute: (_scrolled(self.compute), self.tr("Compute")),
            self.actions_.history: (self.history, self.tr("History")),
        }
        for action, (page, name) in pages.items():
            self.side.addTab(page, name)
            action.triggered.connect(lambda _, page=page: self._turn_to(page))
        self.actions_.side.toggled.connect(self._show_side)
        return self.side

    def _show_side(self, shown: bool) -> None:
        self.side.setVisible(shown)
        self._fit()

    def _fit(self) -> None:
        """Make do with the room that there is."""
        compact = is_compact(self.size())
        if compact is not self._is_compact:
            self._is_compact = compact
            tell_style(self.bar, compact)
            tell_style(self.statusBar(), compact)
            self.formula.squeeze(compact)
        taken = self.side.width() if self.actions_.side.isChecked() else 0
        arrange(self.formula.body, self.size(), self.width() - taken)

    def _turn_to(self, page: QWidget) -> None:
        """Show a page of the side panel."""
        self.actions_.side.setChecked(True)
        self.side.setCurrentWidget(page)
        page.setFocus()

    def _reading_page(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for panel in (self.welcome, self.candidates, self.attention, self.model_view):
            column.addWidget(panel)
        column.addStretch(1)
        return _scrolled(inner)

    def _fill_menus(self) -> None:
        its = self.actions_
        self.menus = [self.menuBar().addMenu(name) for name in _menu_names()]
        file, edit, view, training, help_ = self.menus
        _fill(file, (its.new, its.open, its.screen), (its.save, its.save_as), (its.quit,))
        self.examples = QMenu(self.tr("E&xamples"), file)
        file.insertMenu(its.save, self.examples)
        _fill(edit, (its.undo, its.redo), (its.copy, its.cut, its.copy_ink, its.paste, its.delete))
        _fill(edit, (its.select_all, its.clear), (its.pen, its.eraser, its.select))
        _fill(edit, (its.crop, its.turn_left, its.turn_right), (its.settings,))
        _fill(view, (its.zoom_in, its.zoom_out, its.fit), (its.reading, its.compute, its.history, its.side))
        _fill(view, tuple(its.themes.values()))
        _fill(view.addMenu(self.tr("&Language")), tuple(its.languages.values()))
        _fill(training, (its.collect, its.samples, its.learn), (its.train,), (its.models,))
        _fill(help_, (its.keys,), (its.log, its.details), (its.about,))

    def _fill_toolbar(self) -> None:
        its = self.actions_
        self.bar = bar = QToolBar(self.tr("Tools"), movable=False, iconSize=QSize(22, 22))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        files, tools = (its.new, its.open, its.save, its.paste, its.screen), (its.pen, its.eraser, its.select, its.crop)
        groups = (files, tools, (its.undo, its.redo, its.clear))
        for place, group in enumerate(groups):
            if place:
                bar.addSeparator()
            bar.addActions(list(group))
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        bar.addAction(its.side)
        self.addToolBar(bar)
        for action in bar.actions():
            self._name_button(bar, action)

    def _name_button(self, bar: QToolBar, action: QAction) -> None:
        button = bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setAccessibleName(action.toolTip())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # Overrides of Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasImage() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())


def _menu_names() -> tuple[str, ...]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("MainWindow", text)

    return tr("&File"), tr("&Edit"), tr("&View"), tr("&Training"), tr("&Help")


def _fill(menu: QMenu, *groups: tuple[QAction, ...]) -> None:
    """Add actions in groups, a line before each but the menu's first."""
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(list(group))


def _scrolled(inner: QWidget) -> QScrollArea:
    """A page as high as it likes."""
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setWidget(inner)
    return page

"""The history panel: every formula that was left or copied, to be searched, opened again, pinned, exported, deleted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QMenu, QToolButton, QWidget

from app.icons import icon
from app.panels.card import Card, label, small_button
from app.panels.history_model import HistoryModel, Sheets
from app.panels.history_row import Drawings, RowDelegate
from app.panels.undo_bar import UndoBar
from app.theme import Theme

UNDO_SECONDS = 10


class HistoryPanel(Card):
    """A search field above the list, buttons beside the heading, and a bar that takes deletions back.

    Signals: `opened(int)` with the sheet to show on the canvas; `copy_wanted(str)` with LaTeX; `pin_wanted(list, bool)`
    and `delete_wanted(list)` with sheets; `export_wanted(list, str)` with sheets and one of inkml, tex and csv;
    `delete_all_wanted()`; `keep_wanted(bool)` when the history is switched on or off. Those of its parts:
    `drawings.wanted(Wish)`; `bar.undone(list)` and `bar.over(list)` after a deletion.
    """

    opened = Signal(int)
    copy_wanted = Signal(str)
    pin_wanted = Signal(list, bool)
    delete_wanted = Signal(list)
    export_wanted = Signal(list, str)
    delete_all_wanted = Signal()
    keep_wanted = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("History"), parent)
        self._sheets: Sheets | None = None
        self._is_stale = False
        self.model = HistoryModel(self)
        self.drawings = Drawings(self)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.list = _List()
        self.hint = label("", "quiet")
        self.bar = UndoBar(UNDO_SECONDS)
        self._delegate = RowDelegate(self.drawings, theme, self.list)
        self._make_actions()
        self._make_buttons()
        self._dress()
        for part in (self.search, self.hint, self.list, self.bar):
            self.body.addWidget(part, 1 if part is self.list else 0)
        self.body.addStretch(0)
        QWidget.setTabOrder(self.search, self.list)
        self._connect()
        self.wear(theme)
        self._follow()

    def show_sheets(self, sheets: Sheets) -> None:
        """List what `sheets` finds."""
        self._sheets = sheets
        self.refresh()

    def refresh(self) -> None:
        """List anew, since something changed; at once if the panel is seen. What was chosen stays so."""
        self._is_stale = not self.isVisible()
        if self._sheets is None or self._is_stale:
            return
        chosen, current = set(self.chosen), self.list.currentIndex().row()
        self.model.show(self._sheets, self.search.text())
        self._choose(chosen, current)
        self._follow()

    def say_keeping(self, keeps: bool) -> None:
        """Whether the history is on; announces nothing."""
        self.keep.blockSignals(True)
        self.keep.setChecked(keeps)
        self.keep.blockSignals(False)
        self._follow()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._delegate.theme = theme
        for button, name in self._icons.items():
            button.setIcon(icon(name, theme))
        self.list.viewport().update()

    @property
    def chosen(self) -> list[int]:
        """The sheets that are selected, in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.model.ids[row] for row in rows]

    def _make_actions(self) -> None:
        self.open_action = self._action(self.tr("&Open"), self._open_current, "Return", "Enter")
        self.pin_action = self._action(self.tr("&Pin"), self._pin, "Ctrl+P")
        self.copy_action = self._action(self.tr("&Copy LaTeX"), self._copy, "Ctrl+C")
        self.delete_action = self._action(self.tr("&Delete"), self._delete, "Del")
        self.delete_all = self._action(self.tr("Delete &all…"), self.delete_all_wanted.emit)
        self.keep = QAction(self.tr("&Keep a history"), self, checkable=True, checked=True)
        self.list.keys = [self.open_action, self.pin_action, self.copy_action, self.delete_action]
        self.export_menu = QMenu(self.tr("&Export"), self)
        forms = ((self.tr("&InkML…"), "inkml"), (self.tr("&LaTeX document…"), "tex"), (self.tr("&Table (CSV)…"), "csv"))
        for text, form in forms:
            self.export_menu.addAction(self._action(text, lambda form=form: self._export(form)))

    def _action(self, text: str, do: object, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # The list takes the keys itself: elsewhere in the window they belong to others.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: do() if callable(do) else None)
        return action

    def _make_buttons(self) -> None:
        self.pin_button = self._button("pin", self.tr("Pin: keep at the top of the list"), self.pin_action)
        self.copy_button = self._button("copy", self.tr("Copy the LaTeX"), self.copy_action)
        self.export_button = self._button("export", self.tr("Export what is selected, or everything listed"))
        self.delete_button = self._button("clear", self.tr("Delete"), self.delete_action)
        self.more_button = self._button("more", self.tr("More"))
        self.export_button.setMenu(self.export_menu)
        more = QMenu(self.more_button)
        more.addAction(self.keep)
        more.addSeparator()
        more.addAction(self.delete_all)
        self.more_button.setMenu(more)
        self._icons = {
            self.pin_button: "pin",
            self.copy_button: "copy",
            self.export_button: "export",
            self.delete_button: "clear",
            self.more_button: "more",
        }

    def _button(self, drawing: str, name: str, action: QAction | None = None) -> QToolButton:
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if action else ""
        made = small_button(name, f"{name} ({key})" if key else name)
        made.setObjectName(drawing)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setStyleSheet("QToolButton::menu-indicator { image: none; }")  # the drawings say it
        if action is not None:
            made.clicked.connect(action.trigger)
        self.head.addWidget(made)
        return made

    def _dress(self) -> None:
        self.search.setPlaceholderText(self.tr("Search, for example sqrt or alpha"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setToolTip(self.tr("Shows the formulas whose LaTeX or file name has all these words"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("History, newest first"))
        self.list.setToolTip(self.tr("Click to open, right-click for more"))
        self.bar.setMinimumHeight(self.bar.sizeHint().height())

    def _connect(self) -> None:
        self.search.textChanged.connect(self.refresh)
        self.search.installEventFilter(self)
        self.list.clicked.connect(self._open_clicked)
        self.list.customContextMenuRequested.connect(self._offer_menu)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self.drawings.arrived.connect(self.list.viewport().update)
        self.bar.undone.connect(lambda _: self.list.setFocus())
        self.keep.toggled.connect(self.keep_wanted)
        self.keep.toggled.connect(lambda _: self._follow())

    def _choose(self, chosen: set[int], current: int) -> None:
        """Select what was selected; if that is gone, nothing, but the place in the list stays."""
        rows = [row for row, sheet in enumerate(self.model.ids) if sheet in chosen] if chosen else []
        selection = QItemSelection()
        for row in rows:
            selection.select(self.model.index(row), self.model.index(row))
        place = self.model.index(rows[0] if rows else min(current, len(self.model.ids) - 1))
        self.list.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.list.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _follow(self) -> None:
        """Offer only what can be done."""
        chosen = self.list.selectionModel().selectedRows()
        entries = [entry for index in chosen[:1] if (entry := self.model.entry(index.row()))]
        for button in (self.pin_button, self.delete_button):
            button.setEnabled(bool(chosen))
        self.copy_button.setEnabled(bool(entries and entries[0].latex))
        self.export_button.setEnabled(bool(self.model.ids))
        self.pin_action.setText(self.tr("Un&pin") if entries and entries[0].pinned else self.tr("&Pin"))
        self.hint.setText(self._hint())
        self.hint.setVisible(not self.model.ids)
        self.list.setVisible(bool(self.model.ids))

    def _hint(self) -> str:
        if self.search.text().strip():
            return self.tr("Nothing in the history matches this search.")
        if not self.keep.isChecked():
            return self.tr("The history is switched off: only what is on the canvas is kept.")
        return self.tr("Formulas appear here when you clear the canvas, begin a new one or copy their LaTeX.")

    def _open_clicked(self, index: QModelIndex) -> None:
        # With a modifier held, a click selects several.
        if QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.opened.emit(self.model.ids[index.row()])

    def _open_current(self) -> None:
        if self.list.currentIndex().isValid():
            self.opened.emit(self.model.ids[self.list.currentIndex().row()])

    def _pin(self) -> None:
        rows = self.list.selectionModel().selectedRows()
        entry = self.model.entry(rows[0].row()) if rows else None
        if entry is not None:
            self.pin_wanted.emit(self.chosen, not entry.pinned)

    def _copy(self) -> None:
        rows = self.list.selectionModel().selectedRows()
        entry = self.model.entry(rows[0].row()) if rows else None
        if entry is not None and entry.latex:
            self.copy_wanted.emit(entry.latex)

    def _export(self, form: str) -> None:
        self.export_wanted.emit(self.chosen or list(self.model.ids), form)

    def _delete(self) -> None:
        if self.chosen:
            self.delete_wanted.emit(self.chosen)

    def _offer_menu(self, place: QPoint) -> None:
        if not self.list.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.open_action, self.pin_action, self.copy_action])
        menu.addMenu(self.export_menu)
        menu.addSeparator()
        menu.addAction(self.delete_action)
        menu.popup(self.list.viewport().mapToGlobal(place))

    # Overrides of Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.model.ids:
                self.list.setFocus()
                self.list.setCurrentIndex(self.model.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)


class _List(QListView):
    """A list that takes the keys of its actions before the window's shortcuts do."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[QAction] = []
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setMinimumHeight(160)

    def _action_of(self, event: QKeyEvent) -> QAction | None:
        pressed = QKeySequence(event.keyCombination())
        return next((action for action in self.keys if pressed in action.shortcuts()), None)

    # Overrides of Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._action_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action_of(event)
        if action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)

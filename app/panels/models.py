"""The models of the user: which there are and how well each reads, and all that can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.panels.card import GRID, Card, label
from app.panels.comparison import Comparison
from app.panels.models_table import ModelsTable, shown
from app.services.models import SHIPPED, Entry


class ModelsDialog(QDialog):
    """A table of models with buttons, and a comparison of two below it.

    Signals: `use_wanted(str)`, `export_wanted(str)` and `delete_wanted(str)` with the name of a model, which is empty
    for the one that ships; `rename_wanted(str, str)` with a new name besides; `back_wanted()`, `import_wanted()`;
    `restore_wanted(str)` with the name of what was deleted; `closed()`. Those of its part: `comparison.wanted(str,
    str, bool)` and `comparison.stop_wanted()`.
    """

    use_wanted = Signal(str)
    back_wanted = Signal()
    rename_wanted = Signal(str, str)
    import_wanted = Signal()
    export_wanted = Signal(str)
    delete_wanted = Signal(str)
    restore_wanted = Signal(str)
    closed = Signal()

    def __init__(self, session: str = "", parent: QWidget | None = None) -> None:
        """`session` is the path of the model that the command line names, empty where it names none."""
        super().__init__(parent)
        self._entries: dict[str, Entry] = {}
        self._in_use: str | None = None
        self._chosen = self._before = SHIPPED
        self._deleted = ""
        self._is_busy = False
        self.session = label(self._words_of(session) if session else "", "note")
        self.table = ModelsTable()
        self.comparison = Comparison()
        self.told = label("", "quiet")
        self.trouble = label("", "note")
        for line in (self.session, self.told, self.trouble):
            line.setTextFormat(Qt.TextFormat.PlainText)  # names of files may look like anything
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self._make_buttons()
        self.setWindowTitle(self.tr("Models"))
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.rename_wanted.connect(self.rename_wanted)
        self.table.delete_wanted.connect(self._delete)
        self.say("")

    def show_models(self, entries: Sequence[Entry], in_use: str | None, chosen: str, before: str) -> None:
        """List these; `in_use` reads now, None for a model that the command line names; `chosen` reads at a start."""
        self._entries = {entry.name: entry for entry in entries}
        self._in_use, self._chosen, self._before = in_use, chosen, before
        self.table.show_models(entries, in_use, chosen)
        whole = {entry.name: shown(entry.name) for entry in entries if entry.is_whole}
        self.comparison.show_models(whole, SHIPPED, chosen if chosen != SHIPPED else next(reversed(whole), SHIPPED))
        self._follow()

    def be_busy(self, text: str) -> None:
        """Something takes a while: say what, and let nothing else be begun."""
        self._is_busy = True
        self.say(text)

    def say(self, text: str) -> None:
        """Say what was done."""
        self._tell(text, "")

    def complain(self, text: str) -> None:
        """Say what could not be done; what there was stays."""
        self._is_busy = False
        self._tell("", text)

    def rest(self, text: str = "") -> None:
        """It is done."""
        self._is_busy = False
        self.say(text)

    def offer_restoring(self, name: str) -> None:
        """Say that a model was deleted, and offer to bring it back."""
        self._is_busy, self._deleted = False, name
        self._tell(self.tr("“{}” was deleted, for good once this window is closed.").format(name), "")

    def _tell(self, told: str, trouble: str) -> None:
        for line, text in ((self.told, told), (self.trouble, trouble)):
            line.setText(text)
            line.setAccessibleName(text)
            line.setVisible(bool(text))
        self._follow()

    def _words_of(self, session: str) -> str:
        return self.tr(
            "The command line names a model, and this session reads with that: {}. What you choose here is used from "
            "the next start on, unless that names one again."
        ).format(session)

    def _make_buttons(self) -> None:
        self.use_button = self._button(self.tr("&Use"), self.tr("Read with the selected model from now on"), self._use)
        self.back_button = self._button("", self.tr("Read with the model that was used before"), self.back_wanted.emit)
        self.rename_button = self._button(
            self.tr("&Rename"), self.tr("Give the selected model another name"), self._rename
        )
        self.import_button = self._button(
            self.tr("&Import…"),
            self.tr("Take in a model from a file, after looking it through"),
            self.import_wanted.emit,
        )
        self.export_button = self._button(
            self.tr("&Export…"), self.tr("Write the selected model into a .zip"), self._export
        )
        self.delete_button = self._button(self.tr("&Delete"), self.tr("Delete the selected model"), self._delete)
        self.undo_button = self._button(
            self.tr("U&ndo the deletion"), self.tr("Bring back what was just deleted"), self._restore
        )
        self.close_button = self._button(self.tr("Close"), self.tr("Close this window"), self.accept)
        self.use_button.setProperty("role", "primary")

    def _button(self, text: str, tip: str, do: Callable[[], object]) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(tip)
        made.setAutoDefault(False)  # Return ends the editing of a name, and presses nothing
        made.clicked.connect(lambda: do())
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.session)
        column.addWidget(self._models_card(), 1)
        column.addWidget(self.comparison, 2)
        column.addLayout(_row(self.close_button, first=None))
        self.session.setVisible(bool(self.session.text()))
        self.bar.setFixedHeight(6)
        self.resize(self.sizeHint())

    def _models_card(self) -> Card:
        card = Card(self.tr("Models"))
        self.table.setMinimumHeight(130)
        card.body.addWidget(self.table, 1)
        buttons = _row(self.rename_button, self.import_button, self.export_button, self.delete_button, first=None)
        buttons.insertWidget(0, self.use_button)
        buttons.insertWidget(1, self.back_button)
        card.body.addLayout(buttons)
        card.body.addWidget(self.bar)
        card.body.addWidget(self.trouble)
        card.body.addLayout(_row(self.undo_button, first=self.told))
        return card

    def _follow(self) -> None:
        """Offer only what can be done."""
        current, free = self.table.current, not self._is_busy
        entry = self._entries.get(current) if current is not None else None
        own = entry is not None and entry.name != SHIPPED
        used = entry is not None and entry.name == self._chosen and self._in_use in (None, entry.name)
        self.use_button.setEnabled(free and entry is not None and entry.is_whole and not used)
        self.back_button.setEnabled(free and self._before != self._chosen)
        self.back_button.setText(self.tr("&Back to “{}”").format(shown(self._before).replace("&", "&&")))
        self.rename_button.setEnabled(free and own)
        self.delete_button.setEnabled(free and own and entry is not None and entry.name != self._chosen)
        self.export_button.setEnabled(free and entry is not None and entry.is_whole)
        self.import_button.setEnabled(free)
        self.bar.setVisible(self._is_busy)
        self.undo_button.setVisible(bool(self._deleted) and free)

    def _use(self) -> None:
        if self.table.current is not None:
            self.use_wanted.emit(self.table.current)

    def _rename(self) -> None:
        self.table.edit_name()

    def _export(self) -> None:
        if self.table.current is not None:
            self.export_wanted.emit(self.table.current)

    def _delete(self) -> None:
        if self.delete_button.isEnabled() and self.table.current is not None:
            self.delete_wanted.emit(self.table.current)

    def _restore(self) -> None:
        name, self._deleted = self._deleted, ""
        self.restore_wanted.emit(name)

    # Overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(880, 700)

    def done(self, result: int) -> None:
        super().done(result)
        self.closed.emit()


def _row(*buttons: QWidget, first: QWidget | None) -> QHBoxLayout:
    """Buttons at the right, and something that takes the room at their left."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    if first is not None:
        row.addWidget(first, 1)
    else:
        row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row

"""The dataset of a pipeline: which one, and what was found in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.card import GRID, Card, label
from app.panels.setting import Setter
from app.panels.training_tiles import Tile
from app.panels.training_words import amount, duration, number, stage_name
from app.services.inspecting import Estimate, Found
from app.telling import told

TILES = 4  # samples in a row


class DataCard(Card):
    """Names the dataset, by a dialog, by typing or by dropping it here.

    Signals: `folder_wanted()` and `archive_wanted()` when one is to be chosen in a dialog, answered by `name`;
    `named(str)` when another dataset is named; `check_wanted()`; `stop_wanted()` while it is checked.
    """

    folder_wanted = Signal()
    archive_wanted = Signal()
    named = Signal(str)
    check_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Dataset"), parent)
        self._is_busy = False
        self.path = QLineEdit()
        self.folder_button = QPushButton(self.tr("&Folder…"))
        self.archive_button = QPushButton(self.tr("&Archive…"))
        self.check_button = QPushButton(self.tr("&Check"))
        self.bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        self.found = FoundView()
        self._explain()
        self._lay_out()
        self._connect()
        self.rest()

    @property
    def data(self) -> str:
        """The dataset's path, absolute; empty where none is named."""
        text = self.path.text().strip()
        return str(Path(text).expanduser().absolute()) if text else ""

    def name(self, path: Path | None) -> None:
        """Take this dataset; None where none was chosen."""
        if path is not None:
            self.path.setText(str(path))

    def be_busy(self) -> None:
        """The dataset is being looked through."""
        self._is_busy = True
        self.found.say(self.tr("Reading the dataset, and taking some steps of each stage to see how long they take…"))
        self._follow()

    def rest(self) -> None:
        """Nothing is under way."""
        self._is_busy = False
        self._follow()

    def _explain(self) -> None:
        self.path.setPlaceholderText(self.tr("A folder or an archive of ink and captions"))
        self.path.setAccessibleName(self.tr("Dataset"))
        known = self.tr("CROHME, MathWriting, HME100K, or your own InkML files and pictures with a table of captions")
        self.path.setToolTip(known)
        self.folder_button.setToolTip(self.tr("Choose a folder: {}").format(known))
        self.archive_button.setToolTip(self.tr("Choose an archive (.zip, .tar.gz …): {}").format(known))
        self.bar.setAccessibleName(self.tr("The dataset is being checked"))
        self.bar.setFixedHeight(6)
        for button in (self.folder_button, self.archive_button, self.check_button):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.path, 1)
        for button in (self.folder_button, self.archive_button, self.check_button):
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.found)
        self.setAcceptDrops(True)
        self.path.setAcceptDrops(False)  # it would take the text of the address

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self.folder_wanted)
        self.archive_button.clicked.connect(self.archive_wanted)
        self.check_button.clicked.connect(self._check)
        self.path.textChanged.connect(self._rename)
        self.path.returnPressed.connect(self._check)

    def _check(self) -> None:
        if self._is_busy:
            self.stop_wanted.emit()
        elif self.data:
            self.check_wanted.emit()

    def _rename(self) -> None:
        self.found.clear()
        self._follow()
        self.named.emit(self.data)

    def _follow(self) -> None:
        self.check_button.setText(self.tr("&Stop") if self._is_busy else self.tr("&Check"))
        tip = self.tr("See what is in the dataset, what is wrong with it, and how long training takes")
        self.check_button.setToolTip(self.tr("Stop checking") if self._is_busy else tip)
        self.check_button.setEnabled(self._is_busy or bool(self.data))
        self.bar.setVisible(self._is_busy)
        for part in (self.path, self.folder_button, self.archive_button):
            part.setEnabled(not self._is_busy)

    # Overrides of Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_busy and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.name(next(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()))


class FoundView(QWidget):
    """Counts, problems, some samples, and what training would take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary, self.trouble, self.estimate = label("", "quiet"), label("", "note"), label("", "quiet")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.problems = QTreeWidget()
        self._setter = Setter(self)
        self._setter.progressed.connect(self._look)
        self._tiles: list[Tile] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self.trouble, self.summary):
            column.addWidget(part)
        column.addLayout(self._row)
        column.addWidget(self.problems)
        column.addWidget(self.estimate)
        self._dress()
        self.clear()

    def clear(self) -> None:
        """Nothing is known."""
        self._tell("", "")

    def say(self, text: str) -> None:
        self._tell(text, "")

    def complain(self, text: str) -> None:
        """The dataset cannot be used, and why."""
        self._tell("", text)

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        counts = {name: number(count) for name, count in found.counts.items()}
        words = self.tr(
            "{}: {expressions} expressions ({pictures} of them pictures) by {writers} known writers; {held_out} are "
            "held out to measure by; {tokens} different tokens; {left_out} files left out."
        )
        self._tell(words.format(told(found.name), **counts), "")
        self._show_samples(found)
        for row in found.problems:
            state = self.tr("used all the same") if row.used else self.tr("left out")
            item = QTreeWidgetItem(self.problems, [number(row.files), state, told(row.reason), row.examples])
            item.setToolTip(3, row.examples)
        self.problems.setVisible(bool(found.problems))
        if found.estimate is not None:
            self.estimate.setText(self._in_words(found.estimate))

    def _in_words(self, estimate: Estimate) -> str:
        stages = ", ".join(f"{stage_name(stage)} {duration(seconds)}" for stage, seconds in estimate.stages.items())
        whole = self.tr(
            "With these settings it takes about {} ({}), up to {} of disk, of which {} are free, and {} of memory."
        )
        sizes = (amount(estimate.bytes), amount(estimate.free_bytes), amount(estimate.memory * 2**20))
        words = whole.format(duration(estimate.seconds), stages, *sizes)
        if estimate.bytes > estimate.free_bytes:
            words += " " + self.tr("That is more than there is room for.")
        return words

    def _show_samples(self, found: Found) -> None:
        shown = found.samples[:: max(len(found.samples) // TILES, 1)][:TILES]
        for latex, image in shown:
            tile = Tile(1, 1)
            tile.pictures[0].show_image(image, latex)
            tile.prints[0].show_latex(latex)
            tile.words.hide()
            self._row.addWidget(tile, 1)
            self._tiles.append(tile)
        self._setter.ask(latex for latex, _ in shown)
        self._look()

    def _look(self) -> None:
        for tile in self._tiles:
            tile.prints[0].look(self._setter)

    def _tell(self, summary: str, trouble: str) -> None:
        for line, text in ((self.summary, summary), (self.trouble, trouble)):
            line.setText(text)
            line.setVisible(bool(text))
        self.estimate.setText("")
        self.problems.clear()
        self.problems.hide()
        for tile in self._tiles:
            self._row.removeWidget(tile)
            tile.deleteLater()
        self._tiles = []
        self.setAccessibleName(trouble or summary)
        self.setVisible(bool(trouble or summary))

    def _dress(self) -> None:
        self.problems.setHeaderLabels([self.tr("Files"), self.tr("They are"), self.tr("Because"), self.tr("Such as")])
        self.problems.setAccessibleName(self.tr("Problems of the dataset"))
        self.problems.setToolTip(self.tr("What is wrong in the dataset, and with how many files"))
        self.problems.setRootIsDecorated(False)
        self.problems.setUniformRowHeights(True)
        self.problems.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.problems.setMinimumHeight(110)
        self.problems.setMaximumHeight(150)
        header = self.problems.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

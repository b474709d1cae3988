"""Everything the user can do, as actions: one place for names, keys and icons, used by menus and toolbar alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from app.icons import icon
from app.languages import NAMES, Language
from app.panels.formula import COPY_KEY
from app.theme import Choice, Theme

Key = QKeySequence.StandardKey
PLAIN = "plain"  # property with an action's lasting name, where its text changes


def tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


@dataclass(frozen=True)
class Actions:
    """The actions of the window, each named for what it does."""

    new: QAction
    open: QAction
    save: QAction
    save_as: QAction
    quit: QAction
    undo: QAction
    redo: QAction
    copy: QAction
    cut: QAction
    copy_ink: QAction
    paste: QAction
    delete: QAction
    select_all: QAction
    clear: QAction
    pen: QAction
    eraser: QAction
    select: QAction
    screen: QAction
    crop: QAction
    turn_left: QAction
    turn_right: QAction
    zoom_in: QAction
    zoom_out: QAction
    fit: QAction
    side: QAction
    reading: QAction
    compute: QAction
    history: QAction
    system_theme: QAction
    light_theme: QAction
    dark_theme: QAction
    contrast_theme: QAction
    system_language: QAction
    english: QAction
    german: QAction
    samples: QAction
    collect: QAction
    models: QAction
    learn: QAction
    train: QAction
    settings: QAction
    keys: QAction
    log: QAction
    details: QAction
    about: QAction

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        for field in fields(self):
            action: QAction = getattr(self, field.name)
            if action.data():
                action.setIcon(icon(str(action.data()), theme))

    def show_picture(self, there: bool) -> None:
        """Offer what can be done with a picture only while there is one."""
        for action in (self.crop, self.turn_left, self.turn_right):
            action.setEnabled(there)

    def show_selection(self, there: bool) -> None:
        """Offer what can be done with selected ink only while there is some."""
        self.cut.setEnabled(there)
        self.delete.setEnabled(there)

    def name_copy(self, form: str) -> None:
        """Say in which form the formula is copied."""
        self.copy.setText(tr("Cop&y {}").format(form))
        _tell(self.copy, tr("Copy the formula as {}").format(form))

    @property
    def themes(self) -> dict[Choice, QAction]:
        return {
            Choice.SYSTEM: self.system_theme,
            Choice.LIGHT: self.light_theme,
            Choice.DARK: self.dark_theme,
            Choice.CONTRAST: self.contrast_theme,
        }

    @property
    def languages(self) -> dict[Language, QAction]:
        return {
            Language.SYSTEM: self.system_language,
            Language.ENGLISH: self.english,
            Language.GERMAN: self.german,
        }


Make = Callable[..., QAction]


def make_actions(window: QWidget, undo_stack: QUndoStack) -> Actions:
    """The actions of `window`; undo and redo are those of `undo_stack`."""

    def make(text: str, tip: str, key: Key | QKeySequence | str | None = None, drawing: str = "") -> QAction:
        return _dress(QAction(text, window), tip, key, drawing)

    undo = make(tr("&Undo"), tr("Undo"), Key.Undo, "undo")
    redo = make(tr("&Redo"), tr("Redo"), Key.Redo, "redo")
    _name_step(undo, tr("&Undo {}"), undo_stack.undoTextChanged)
    _name_step(redo, tr("&Redo {}"), undo_stack.redoTextChanged)
    for action, can, do in (
        (undo, undo_stack.canUndoChanged, undo_stack.undo),
        (redo, undo_stack.canRedoChanged, undo_stack.redo),
    ):
        action.setEnabled(False)
        can.connect(action.setEnabled)
        action.triggered.connect(do)
    groups = _files(make) | _edits(make) | _views(make) | _lessons(make) | _choices(make)
    actions = Actions(undo=undo, redo=redo, **groups)
    for group in ((actions.pen, actions.eraser, actions.select), actions.themes.values(), actions.languages.values()):
        _group(window, tuple(group))
    actions.keys.setShortcuts([QKeySequence("F1"), QKeySequence("?")])
    actions.pen.setChecked(True)
    actions.show_selection(False)
    actions.show_picture(False)
    actions.side.setCheckable(True)
    actions.side.setChecked(True)
    return actions


def _name_step(action: QAction, naming: str, changed: SignalInstance) -> None:
    """Have the menu name the step that would be taken. Where in the sentence is the language's choice; the actions that
    QUndoStack makes put it last."""
    plain = action.text()
    action.setProperty(PLAIN, plain)
    changed.connect(lambda step: action.setText(naming.format(step) if step else plain))


def _files(make: Make) -> dict[str, QAction]:
    """What comes in and goes out, by name."""
    return {
        "new": make(tr("&New"), tr("Start on an empty canvas"), Key.New, "new"),
        "open": make(tr("&Open…"), tr("Open ink or a picture"), Key.Open, "open"),
        "save": make(tr("&Save"), tr("Save the ink as InkML"), Key.Save, "save"),
        "save_as": make(tr("Save &as…"), tr("Save the ink under another name"), "Ctrl+Shift+S"),
        "quit": make(tr("&Quit"), tr("Quit"), "Ctrl+Q"),
        "copy": make(tr("Cop&y formula"), tr("Copy the formula"), COPY_KEY, "copy"),
        "paste": make(tr("&Paste picture or ink"), tr("Paste a picture or ink"), Key.Paste, "paste"),
        "screen": make(
            tr("&Take from the screen…"), tr("Take a picture of a part of the screen"), "Ctrl+Shift+R", "screen"
        ),
    }


def _edits(make: Make) -> dict[str, QAction]:
    """What happens on the canvas, by name."""
    return {
        "cut": make(tr("Cu&t"), tr("Cut what is selected"), Key.Cut),
        "copy_ink": make(tr("C&opy"), tr("Copy the selected ink or, where nothing is selected, the LaTeX"), Key.Copy),
        "delete": make(tr("&Delete"), tr("Delete what is selected")),
        "select_all": make(tr("Select &all"), tr("Select all ink"), Key.SelectAll),
        "clear": make(tr("&Clear"), tr("Clear the canvas"), "Ctrl+Backspace", "clear"),
        "pen": make(tr("&Pen"), tr("Pen: write"), "P", "pen"),
        "eraser": make(tr("&Eraser"), tr("Eraser: rub out whole strokes (so does the right button)"), "E", "eraser"),
        "select": make(tr("&Select"), tr("Select: draw around ink to move it, tap a symbol to fix it"), "S", "select"),
        "crop": make(tr("C&rop picture"), tr("Crop the picture"), "C", "crop"),
        "turn_left": make(tr("Turn picture le&ft"), tr("Turn the picture to the left"), "Ctrl+Shift+Left"),
        "turn_right": make(tr("Turn picture ri&ght"), tr("Turn the picture to the right"), "Ctrl+Shift+Right"),
    }


def _views(make: Make) -> dict[str, QAction]:
    """What is seen, by name."""
    return {
        "zoom_in": make(tr("Zoom &in"), tr("Show it larger"), Key.ZoomIn),
        "zoom_out": make(tr("Zoom &out"), tr("Show it smaller"), Key.ZoomOut),
        "fit": make(tr("&Fit to canvas"), tr("Show everything that is on the canvas"), "Ctrl+0"),
        "side": make(tr("&Side panel"), tr("Show or hide the side panel"), "F9", "sidebar"),
        "reading": make(tr("&Reading"), tr("Show the readings and the attention"), "Ctrl+1"),
        "compute": make(tr("&Compute"), tr("Compute with the formula"), "Ctrl+2"),
        "history": make(tr("&History"), tr("Show earlier formulas"), "Ctrl+3"),
    }


def _lessons(make: Make) -> dict[str, QAction]:
    """How it learns, by name."""
    return {
        "samples": make(tr("Samples of my &hand…"), tr("Look through, export or delete what is kept of your hand")),
        "collect": make(tr("&Show it my hand…"), tr("Write symbols and formulas that the program asks for")),
        "learn": make(tr("&Learn from my corrections…"), tr("Have a model learn your hand, and judge it")),
        "train": make(tr("&Train a model…"), tr("Train a model on a dataset, and follow how it goes")),
        "models": make(tr("&Models…"), tr("Compare, choose, import and delete models")),
    }


def _choices(make: Make) -> dict[str, QAction]:
    """How it looks and what helps, by name."""
    return {
        "system_theme": make(tr("As the s&ystem"), tr("Light or dark, as the system is")),
        "light_theme": make(tr("&Light"), tr("Dark ink on light paper")),
        "dark_theme": make(tr("&Dark"), tr("Light ink on dark paper")),
        "contrast_theme": make(tr("High &contrast"), tr("Black and white with strong lines")),
        "system_language": make(tr("As the s&ystem"), tr("The system's language, where it is spoken here")),
        "english": make(NAMES[Language.ENGLISH], NAMES[Language.ENGLISH]),
        "german": make(NAMES[Language.GERMAN], NAMES[Language.GERMAN]),
        "settings": make(tr("&Settings…"), tr("Change theme, language and how copying works"), "Ctrl+,"),
        "keys": make(tr("&Keys and gestures"), tr("All keys, and what the hand does on the canvas"), "F1"),
        "log": make(tr("Open &log"), tr("Open the log of what went wrong")),
        "details": make(tr("Copy &details"), tr("Copy versions and the end of the log, for a report")),
        "about": make(tr("&About Mask && Match"), tr("Version, licence and model")),
    }


def _dress(action: QAction, tip: str, key: Key | QKeySequence | str | None, drawing: str) -> QAction:
    if key is not None:
        action.setShortcut(QKeySequence(key))
    _tell(action, tip)
    action.setData(drawing)
    action.setIconVisibleInMenu(False)
    if drawing:
        action.setIcon(QIcon())
    return action


def _tell(action: QAction, tip: str) -> None:
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{tip} ({shown})" if shown else tip)
    action.setIconText(tip)
    action.setStatusTip(tip)


def _group(window: QWidget, actions: tuple[QAction, ...]) -> None:
    """Make exactly one of the actions be on at a time."""
    group = QActionGroup(window)
    for action in actions:
        action.setCheckable(True)
        group.addAction(action)

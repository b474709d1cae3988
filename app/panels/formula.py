"""The result: the formula in print, its LaTeX to edit, and the button that copies it; symbols are the same in both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.icons import icon
from app.panels.card import GRID, Card, label, small_button
from app.panels.copy_menu import CopyMenu
from app.panels.preview import FormulaPreview
from app.panels.setting import Setter
from app.panels.source import LatexSource
from app.panels.spans import Span, mistake, unknown
from app.panels.tokens import UNCERTAIN
from app.theme import Theme
from app.typeset.typesetter import typeset_before

COPY_KEY = QKeySequence("Ctrl+Shift+C")
TYPING_MS = 120  # how long after the last key the preview follows
MISTAKE_MS = 500  # the same for what is wrong: nobody wants to hear it amid a word
THANKS_MS = 1500  # how long the button says that it has copied

_NONE: frozenset[int] = frozenset()


class FormulaPanel(Card):
    """Preview above, LaTeX source and copy button below.

    Tokens are the canonical ones of the LaTeX as it stands, typed or read; marks are about the reading, and are shown
    while the LaTeX still says the same.

    Signals: `copy_wanted(str)` with the LaTeX as it stands in the source; `edited(str)` with the LaTeX when the user
    changes it; `pointed(int)` with the token that is pointed at in print or has the caret in the source, -1 for none;
    `picked(int, QPoint)` with a token to be fixed and a place on the screen below it.
    """

    copy_wanted = Signal(str)
    edited = Signal(str)
    pointed = Signal(int)
    picked = Signal(int, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Result"))
        self.preview = FormulaPreview(self.tr("The formula appears here"))
        self.source = LatexSource()
        self.copy_button = QPushButton()
        self.copy_more = small_button(self.tr("More ways to copy"))
        self.note = label("", "note")
        self._form = "LaTeX"  # the name of the form that the button copies
        self._key = label(_copy_key(), "key")
        self._setter = Setter(self)
        self._tokens: tuple[str, ...] = ()
        self._confidences: tuple[float, ...] = ()
        self._uncertain = self._pinned = _NONE
        self._is_as_read = False  # the LaTeX says what was read
        self._foretold = ""  # LaTeX that is about to be read
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._mistaking = QTimer(self, singleShot=True, interval=MISTAKE_MS)
        self._thanks = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._lay_out()
        self.wear(theme)
        self.name_form(self._form)
        self._connect()

    @property
    def latex(self) -> str:
        return self.source.latex

    def set_latex(self, latex: str) -> None:
        """Put LaTeX that nobody read into the source, as one step that its own undo takes back; show it at once."""
        self.show_reading(latex, (), ())

    def show_reading(self, latex: str, tokens: Sequence[str], confidences: Sequence[float]) -> None:
        """Show what was read: its LaTeX, canonical tokens, and how sure each of them is, from 0 to 1."""
        self._tokens, self._confidences = tuple(tokens), tuple(confidences)
        self._uncertain = frozenset(index for index, sure in enumerate(confidences) if sure < UNCERTAIN)
        self._pinned, self._foretold = _NONE, ""
        self.source.set_latex(latex)
        self._typing.stop()
        self._mistaking.stop()
        self._follow()
        self._say(*self._wrong())

    def foretell(self, latex: str) -> None:
        """Show what is about to be read; in print it fades if that takes long."""
        self.set_latex(latex)
        self._foretold = latex
        self._follow()

    def mark(self, uncertain: frozenset[int], pinned: frozenset[int]) -> None:
        """Mark tokens of the reading that may be misread, and those that the user chose."""
        self._uncertain, self._pinned = uncertain, pinned
        if self._is_as_read:
            self.preview.mark(uncertain, pinned)

    def light(self, token: int) -> None:
        """Light up a token in print and in the source; -1 for none."""
        self.preview.light(token)
        self.source.show_token(token)

    def set_copy_menu(self, menu: CopyMenu) -> None:
        """Offer more ways to copy beside the button, which copies in the form that the menu says is preferred."""
        self.copy_more.setMenu(menu)
        self.copy_more.show()
        self.name_form(menu.preferred_name or self._form)
        menu.preferred.connect(self.name_form)

    def name_form(self, form: str) -> None:
        """Say on the button in which form it copies."""
        self._form = form
        self._label_button(False)
        self.copy_button.ensurePolished()
        self.copy_button.setMinimumWidth(self.copy_button.sizeHint().width() + GRID)  # "Copied" must not move things

    def copy(self) -> None:
        """Ask for the LaTeX to be copied."""
        if self.latex:
            self.copy_wanted.emit(self.latex)

    def thank(self) -> None:
        """Say on the button, for a moment, that it was copied."""
        self._label_button(True)
        self._thanks.start()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._theme = theme
        self._label_button(self._thanks.isActive())

    def squeeze(self, compact: bool) -> None:
        """Do without the copy button's key where room is scarce: what is wrong can be said in its place."""
        self._key.setVisible(not compact)
        self._below.addWidget(self.note, 1, 0, 1, 2 if compact else 1)

    def _follow(self) -> None:
        """Show in print what the source says; what has to be set first is set beside the window, the newest alone."""
        latex = self.latex
        formula = typeset_before(latex) or self._setter.formula(latex)
        if not latex or formula is not None:
            self._setter.ask(())
            self.preview.show_formula(latex, formula)
        else:
            self.preview.grow_stale(latex)
            self._setter.ask([latex])
        self._is_as_read = bool(self._tokens) and not self.preview.is_stale and self.source.tokens == self._tokens
        if self._is_as_read:
            self.preview.tell(self._confidences)
            self.preview.mark(self._uncertain, self._pinned)
        elif latex and latex == self._foretold:
            self.preview.expect()
        if not self._wrong()[0]:
            self._say("", None)

    def _take_set(self) -> None:
        """Something was set; what was asked for before the newest LaTeX is of no use."""
        if self._typing.isActive() or not self._setter.is_done(self.latex):
            return
        if self._setter.formula(self.latex) is not None:
            self._follow()
        elif not self._mistaking.isActive():
            self._say(*self._wrong())

    def _wrong(self) -> tuple[str, Span | None]:
        """What is wrong with the LaTeX, in words, and where, if that can be told."""
        text = str(self.source.toPlainText())
        found = mistake(text) if text.strip() else None
        if found is not None:
            return found.told, found.span
        if self._setter.is_done(text.strip()) and self._setter.formula(text.strip()) is None:
            return self.tr("This LaTeX cannot be shown as a formula."), None
        strange = unknown(text)
        if strange is None:
            return "", None
        told = self.tr("{} is not a command known here, so it is shown as it is written.")
        return told.format(text[strange.start : strange.end]), strange

    def _say(self, told: str, where: Span | None) -> None:
        self.source.show_mistake(where)
        self.note.setText(told)
        self.note.setVisible(bool(told))

    def _type(self) -> None:
        self.copy_button.setEnabled(bool(self.latex))
        self._typing.start()
        self._mistaking.start()

    def _point_in_print(self, token: int) -> None:
        self.pointed.emit(token)
        self.source.show_token(token)  # whatever else lights up

    def _point_in_source(self, token: int) -> None:
        self.pointed.emit(token)
        self.preview.light(token)

    def _label_button(self, copied: bool) -> None:
        name = self.tr("Copy {}").format(self._form.partition(",")[0])  # what is behind a comma says how it is enclosed
        self.copy_button.setText(self.tr("Copied") if copied else name)
        self.copy_button.setAccessibleName(name)
        self.copy_button.setIcon(icon("check" if copied else "copy", self._theme, self._theme.on_accent))
        self.copy_button.setToolTip(self.tr("Copy the formula as {} ({})").format(self._form, _copy_key()))

    def _connect(self) -> None:
        self.source.textChanged.connect(self._type)
        self.source.edited.connect(self.edited)
        self.source.pointed.connect(self._point_in_source)
        self.preview.pointed.connect(self._point_in_print)
        self.preview.picked.connect(self.picked)
        self._typing.timeout.connect(self._follow)
        self._mistaking.timeout.connect(lambda: self._say(*self._wrong()))
        self._setter.progressed.connect(self._take_set)
        self._thanks.timeout.connect(lambda: self._label_button(False))
        self.copy_button.clicked.connect(self.copy)

    def _lay_out(self) -> None:
        self.copy_button.setIconSize(QSize(20, 20))
        self.copy_button.setEnabled(False)
        self.copy_button.setProperty("role", "primary")
        self.copy_more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy_more.setArrowType(Qt.ArrowType.DownArrow)
        self.copy_more.setProperty("role", "more")  # one arrow is enough: the style sheet takes the other away
        self.copy_more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy_more.hide()
        self.note.hide()
        copy = QHBoxLayout()
        copy.setSpacing(4)
        copy.addWidget(self.copy_button)
        copy.addWidget(self.copy_more)
        self._below = below = QGridLayout()
        below.setHorizontalSpacing(GRID)
        below.setVerticalSpacing(4)
        below.setColumnStretch(0, 1)
        below.addWidget(self.source, 0, 0)
        below.addLayout(copy, 0, 1, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.note, 1, 0)  # beside what is always there, so that nothing moves when it comes
        below.addWidget(self._key, 1, 1, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.preview, 1)
        self.body.addLayout(below)

    # Overrides of Qt

    def heightForWidth(self, width: int) -> int:
        """As little as will do, for whoever scrolls it: Qt would ask for as much as it likes."""
        frame = self.contentsMargins()
        inner = self.body.minimumHeightForWidth(width - frame.left() - frame.right())
        return inner + frame.top() + frame.bottom()


def _copy_key() -> str:
    return COPY_KEY.toString(QKeySequence.SequenceFormat.NativeText)

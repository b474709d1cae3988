r"""The LaTeX to edit: coloured, completed, mistakes underlined where they are, each token found by its characters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.fonts import fixed
from app.panels.card import GRID
from app.panels.colouring import Colouring
from app.panels.completion import Completion, begun, filled
from app.panels.marked import soft
from app.panels.spans import Span, spans_of, tokens_of

LINES = 2
_PAIRS = {"{": "}", "[": "]", "(": ")"}
_FOR_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class LatexSource(QPlainTextEdit):
    """A field for LaTeX.

    Signals: `edited(str)` with the LaTeX when the user changes it, undo included; `pointed(int)` with the canonical
    token at the caret when the user moves it, -1 when there is none or the field is left.
    """

    edited = Signal(str)
    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fixed(1.15))
        self._tokens: tuple[str, ...] = ()
        self._spans: dict[int, Span] = {}
        self._known = ""  # the text that was announced or put in last
        self._is_setting = False
        self._shown = self._pointed = -1
        self._wrong: Span | None = None
        self._colouring = Colouring(self.document(), self.palette())
        self._completion: Completion | None = None
        self._dress()
        self.textChanged.connect(self._change)
        self.cursorPositionChanged.connect(self._move)

    @property
    def latex(self) -> str:
        return str(self.toPlainText()).strip()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The canonical tokens of the text; none while it does not parse."""
        return self._tokens

    @property
    def wrong(self) -> Span | None:
        """What is underlined as a mistake."""
        return self._wrong

    @property
    def spans(self) -> dict[int, Span]:
        """The characters of each canonical token that has any; empty while the text does not parse."""
        return self._spans

    @property
    def completion(self) -> Completion:
        """The list of commands; made when the first one is typed."""
        if self._completion is None:
            self._completion = Completion(self)
            self._completion.activated[str].connect(self._complete)  # type: ignore[index]
        return self._completion

    def set_latex(self, latex: str) -> None:
        """Put LaTeX in, as one step that undo takes back; announces nothing."""
        if latex == self.toPlainText():
            return
        self._is_setting = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(latex)
        self._is_setting = False

    def show_token(self, token: int) -> None:
        """Highlight the characters of a canonical token; -1 for none."""
        if token != self._shown:
            self._shown = token
            self._paint_marks()

    def show_mistake(self, span: Span | None) -> None:
        """Underline what is wrong; None for nothing."""
        if span != self._wrong:
            self._wrong = span
            self._paint_marks()

    def token_at(self, place: int) -> int:
        """The canonical token whose characters a caret at `place` stands in, before or behind; -1 for none."""
        inside = (token for token, span in self._spans.items() if place in span)
        behind = (token for token, span in self._spans.items() if place == span.end)
        return next(inside, next(behind, -1))

    def _change(self) -> None:
        text = str(self.toPlainText())
        if text == self._known:  # only its colours changed
            return
        self._known = text
        self._tokens, self._spans = tokens_of(text), spans_of(text)
        self._shown, self._wrong = -1, None
        self._paint_marks()
        if not self._is_setting:
            self.edited.emit(self.latex)
            self._move()

    def _move(self) -> None:
        if self.toPlainText() != self._known:  # the caret moves before the change of the text is told
            return
        self._paint_marks()
        if self.hasFocus() and not self._is_setting:
            self._point(self.token_at(self.textCursor().position()))

    def _point(self, token: int) -> None:
        if token != self._pointed:
            self._pointed = token
            self.pointed.emit(token)

    def _offer(self) -> None:
        cursor = self.textCursor()
        prefix = begun(cursor.block().text()[: cursor.positionInBlock()])
        if prefix or self._is_offering():
            self.completion.offer(prefix, QRectF(self.cursorRect()))

    def _is_offering(self) -> bool:
        return self._completion is not None and self._completion.list.isVisible()

    def _complete(self, command: str) -> None:
        """Write a command in place of what was typed of it."""
        cursor = self.textCursor()
        written, back = filled(command)
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self.completion.completionPrefix())
        )
        cursor.insertText(written)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, back)
        self.setTextCursor(cursor)

    def _paint_marks(self) -> None:
        """Show the token, the pair of braces at the caret, and the mistake."""
        palette = self.palette()
        marks = []
        if self._shown in self._spans:
            marks.append(self._marked(self._spans[self._shown], _ground(soft(palette))))
        pair = _ground(palette.color(QPalette.ColorRole.Mid))
        marks += [self._marked(Span(place, place + 1), pair) for place in self._brace_pair()]
        if self._wrong is not None:
            wave = QTextCharFormat()
            wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wave.setUnderlineColor(palette.color(QPalette.ColorRole.Link))
            marks.append(self._marked(self._wrong, wave))
        self.setExtraSelections(marks)

    def _marked(self, span: Span, format_: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(self.document())
        mark.cursor.setPosition(span.start)
        mark.cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        mark.format = format_
        return mark

    def _brace_pair(self) -> tuple[int, ...]:
        """The brace before or behind the caret and the one that it belongs with; none where there is no pair."""
        text, caret = str(self.toPlainText()), self.textCursor().position()
        for place in (caret - 1, caret) if self.hasFocus() else ():
            if 0 <= place < len(text) and text[place] in "{}[]()":
                return pair_of(text, place)
        return ()

    def _dress(self) -> None:
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # what is dropped is for the window
        self.setPlaceholderText(self.tr("LaTeX"))
        self.setAccessibleName(self.tr("LaTeX source"))
        self.setToolTip(self.tr("The LaTeX, yours to edit; the formula follows"))
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 3 * GRID)

    # Overrides of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_offering() and event.key() in _FOR_THE_LIST:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text():
            self._offer()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._move()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._paint_marks()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._point(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_colouring"):
            self._colouring.wear(self.palette())
            self._paint_marks()


def pair_of(text: str, place: int) -> tuple[int, ...]:
    """The places of a brace and of the one that it belongs with; empty where that one is missing."""
    opening = text[place] in _PAIRS
    closing = {close: opened for opened, close in _PAIRS.items()}
    other = _PAIRS[text[place]] if opening else closing[text[place]]
    depth = 0
    for at in range(place, len(text)) if opening else range(place, -1, -1):
        depth += {text[place]: 1, other: -1}.get(text[at], 0)
        if depth == 0:
            return (place, at)
    return ()


def _ground(colour: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QBrush(colour))
    return made

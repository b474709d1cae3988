"""The colours of LaTeX source: commands, braces and numbers told apart, in colours of the palette."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument

_PIECES = re.compile(r"(?P<command>\\(?:[A-Za-z]+\*?|.))|(?P<brace>[{}\[\]&^_])|(?P<number>\d+(?:\.\d+)?)")


class Colouring(QSyntaxHighlighter):
    """Colours each line as it is typed."""

    def __init__(self, document: QTextDocument, palette: QPalette) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self.wear(palette)

    def wear(self, palette: QPalette) -> None:
        """Take the colours of a palette."""
        accent = palette.color(QPalette.ColorRole.Highlight)
        colours = {
            "command": accent,
            "brace": palette.color(QPalette.ColorRole.PlaceholderText),
            "number": _between(accent, palette.color(QPalette.ColorRole.Text)),
        }
        for kind, colour in colours.items():
            self._formats[kind] = QTextCharFormat()
            self._formats[kind].setForeground(colour)
        self.rehighlight()

    # Overrides of Qt

    def highlightBlock(self, text: str) -> None:
        for found in _PIECES.finditer(text):
            kind = found.lastgroup or ""
            self.setFormat(found.start(), found.end() - found.start(), self._formats[kind])


def _between(one: QColor, other: QColor) -> QColor:
    """The colour half way between two."""
    halves = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return QColor(*((a + b) // 2 for a, b in halves))

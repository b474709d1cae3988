"""What can be done with a formula, as buttons, and what an operation is told: variable, digits, bounds, point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import normalize

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from app.icons import icon
from app.panels.card import GRID, Card, indent, label, small_button
from app.panels.saying import plain
from app.theme import Theme
from mathnet.forms import FORMS, FormError

COLUMNS = 3  # of buttons
COMPACT = "QPushButton { padding: 5px 3px; min-width: 0; }"
FIELDS = {"integrate": ("lower", "upper"), "limit": ("point",), "series": ("point",)}  # what an operation may be told
BY_VARIABLE = frozenset(["solve", "differentiate", "integrate", "limit", "series"])
DIGITS = 6
_FIRST_ITALIC = "\U0001d400"  # where the block of letters for mathematics begins


class OperationsCard(Card):
    """Buttons of the operations that make sense.

    Signals: `wanted(str, dict)` with the operation's name and what was chosen for it; `cancel_wanted()`.
    """

    wanted = Signal(str, dict)
    cancel_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Operations"))
        self.variable = QComboBox()
        self.digits = QSpinBox()
        self.digits.setRange(1, 100)
        self.digits.setValue(DIGITS)
        indent(self.digits)
        self.fields = {name: QLineEdit() for name in ("lower", "upper", "point")}
        self.cancel_button = small_button(self.tr("Stop computing"))
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.buttons = {name: self._button(name, *words) for name, words in self.titles().items()}
        self._rows: dict[str, QWidget] = {}
        self._lay_out()
        self.wear(theme)

    def offer(self, names: Sequence[str], variables: Sequence[str]) -> None:
        """Show these operations, and the variables to choose from; a variable chosen before stays."""
        self._arrange(names)
        chosen = self.variable.currentData()
        self.variable.clear()
        for name in variables:
            self.variable.addItem(plain(name), name)
        self.variable.setCurrentIndex(max(self.variable.findData(chosen), 0 if variables else -1))
        for widget in (self._variable_label, self.variable):
            widget.setVisible(bool(variables) and bool(BY_VARIABLE & set(names)))
        told = {field for name in names for field in FIELDS.get(name, ())}
        for name, row in self._rows.items():
            row.setVisible(name in told)

    def show_busy(self, busy: bool) -> None:
        """Show that something is being computed, and how to stop it."""
        self.busy.setVisible(busy)

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self.cancel_button.setIcon(icon("close", theme))

    @property
    def options(self) -> dict[str, str]:
        typed = {name: field.text() for name, field in self.fields.items() if not self._rows[name].isHidden()}
        return {"variable": self.variable.currentData() or "", "digits": str(self.digits.value()), **typed}

    def titles(self) -> dict[str, tuple[str, str]]:
        """What each operation is called, and what it does."""
        return {
            "evaluate": (self.tr("Evaluate"), self.tr("Work out the value, exactly and as a decimal number")),
            "simplify": (self.tr("Simplify"), self.tr("Find a simpler form")),
            "expand": (self.tr("Expand"), self.tr("Multiply out")),
            "factor": (self.tr("Factor"), self.tr("Write as a product")),
            "solve": (self.tr("Solve"), self.tr("Solve for the variable; an expression is set to zero")),
            "differentiate": (self.tr("Differentiate"), self.tr("The derivative by the variable")),
            "integrate": (self.tr("Integrate"), self.tr("The integral over the variable, between bounds if given")),
            "limit": (self.tr("Limit"), self.tr("The limit as the variable goes to the point")),
            "series": (self.tr("Series"), self.tr("The power series around the point")),
            "determinant": (self.tr("Determinant"), self.tr("The determinant of the matrix")),
            "inverse": (self.tr("Inverse"), self.tr("The inverse of the matrix")),
            "eigenvalues": (self.tr("Eigenvalues"), self.tr("The eigenvalues of the matrix")),
            "rank": (self.tr("Rank"), self.tr("The rank of the matrix")),
        }

    def asked(self, operation: str, about: Mapping[str, str]) -> str:
        """An operation with what it was told, as LaTeX by the names of its options: a heading for what it gives."""
        told = {"point": "0"} | {name: _text(latex) for name, latex in about.items() if latex}
        headings = {
            "solve": self.tr("Solve for {variable}"),
            "differentiate": self.tr("Derivative by {variable}"),
            "integrate": self.tr("Integral over {variable}"),
            "limit": self.tr("Limit for {variable} → {point}"),
            "series": self.tr("Series in {variable} around {point}"),
        }
        if "lower" in told and "upper" in told:
            headings["integrate"] = self.tr("Integral over {variable} from {lower} to {upper}")
        if "variable" not in told or operation not in headings:
            return self.titles()[operation][0]
        return headings[operation].format(**told)

    def _arrange(self, names: Sequence[str]) -> None:
        for place in reversed(range(self._grid.count())):
            self._grid.takeAt(place)
        for name, button in self.buttons.items():
            button.setVisible(name in names)
        before: QWidget = self.digits
        for place, name in enumerate(names):
            self._grid.addWidget(self.buttons[name], *divmod(place, COLUMNS))
            QWidget.setTabOrder(before, self.buttons[name])
            before = self.buttons[name]

    def _button(self, name: str, title: str, tip: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setStyleSheet(COMPACT)
        button.setToolTip(tip)
        button.setAccessibleName(title)
        button.setAccessibleDescription(tip)
        button.clicked.connect(lambda: self.wanted.emit(name, self.options))
        return button

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        self.body.addLayout(self._options_row())
        self.body.addLayout(self._grid)
        self.body.addLayout(self._fields_row())
        self.busy = QWidget()
        row = QHBoxLayout(self.busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self.tr("Computing…")), 1)
        row.addWidget(self.cancel_button)
        self.body.addWidget(self.busy)
        self.busy.hide()

    def _options_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._variable_label = _named(self.tr("Variable"), self.variable, self.tr("By which variable"))
        row.addWidget(self._variable_label)
        row.addWidget(self.variable)
        row.addStretch(1)
        row.addWidget(_named(self.tr("Digits"), self.digits, self.tr("Digits of decimal numbers")))
        row.addWidget(self.digits)
        return row

    def _fields_row(self) -> QHBoxLayout:
        words = {
            "lower": (self.tr("from"), self.tr("Lower bound of the integral, as LaTeX; empty for none")),
            "upper": (self.tr("to"), self.tr("Upper bound of the integral, as LaTeX; empty for none")),
            "point": (self.tr("at"), self.tr(r"Point of the limit or the series, as LaTeX, such as 0 or \infty")),
        }
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for name, (title, tip) in words.items():
            self._rows[name] = QWidget()
            inner = QHBoxLayout(self._rows[name])
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(_named(title, self.fields[name], tip))
            inner.addWidget(self.fields[name], 1)
            row.addWidget(self._rows[name], 1)
        self.fields["point"].setPlaceholderText("0")
        return row


def _text(latex: str) -> str:
    """LaTeX as text, such as π/2, with the letters that the rest of the panel has."""
    try:
        written = FORMS["unicode"].write(latex)
    except FormError:
        return latex
    return "".join(normalize("NFKC", sign) if sign == "ℎ" or sign >= _FIRST_ITALIC else sign for sign in written)


def _named(title: str, widget: QWidget, tip: str) -> QLabel:
    """A label for a widget, which gets a name and a tooltip with it."""
    made = label(title, "quiet")
    made.setWordWrap(False)
    made.setBuddy(widget)
    widget.setToolTip(tip)
    widget.setAccessibleName(tip)
    return made

"""LaTeX as a drawing: ziamath sets it, Qt paints it, in any colour and at any size.

ziamath is imported when the first formula is set, not when the window starts.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakValueDictionary
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtSvg import QSvgRenderer

from app.panels.places import Place, places
from app.panels.spans import mistake
from mathnet.latex import LatexError, pretty

FONT_SIZE = 40.0  # pixels at scale 1
_COLOUR = "#010203"  # stands for the colour that the drawing is painted in later
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{[A-Za-z]+\*?\}")
_SET: WeakValueDictionary[str, Formula] = WeakValueDictionary()  # what `typeset` remembers, to be asked for at once
_ONE_AT_A_TIME = threading.Lock()  # all of ziamath's formulas read the same open font


class TypesetError(ValueError):
    """LaTeX that cannot be set; the message is for the user."""


@dataclass(frozen=True)
class Formula:
    """A formula set in a font of `FONT_SIZE` pixels; `width` and `height` in pixels.

    `places` says where its tokens are; it is empty where that cannot be told.
    """

    svg: str
    width: float
    height: float
    places: tuple[Place, ...] = ()

    def scale_in(self, area: QRectF, largest: float) -> float:
        """The scale at which it fits into `area`, at most `largest`."""
        return min(largest, area.width() / self.width, area.height() / self.height)

    def paint(self, painter: QPainter, area: QRectF, colour: QColor, largest: float, centred: bool = True) -> None:
        """Paint it into `area`, in the middle or at the left, no larger than scale `largest`."""
        scale = self.scale_in(area, largest)
        where = QRectF(0, 0, self.width * scale, self.height * scale)
        where.moveCenter(area.center())
        if not centred:
            where.moveLeft(area.left())
        drawing = self.svg.replace(_COLOUR, colour.name())
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, where)


@lru_cache(maxsize=256)
def typeset(latex: str) -> Formula:
    """Set LaTeX in display style, in any thread. Takes up to 100 ms. Raises `TypesetError` for what cannot be set."""
    with _ONE_AT_A_TIME:
        try:
            formula = _set(latex)
        except TypesetError:
            formula = _set(_plainly(latex))  # some spellings are too much for ziamath, such as x''^2
    _SET[latex] = formula
    return formula


def typeset_before(latex: str) -> Formula | None:
    """The formula, where it has been set already: what the window shows without waiting."""
    return _SET.get(latex)


def _plainly(latex: str) -> str:
    try:
        return pretty(latex)
    except LatexError as error:
        raise TypesetError("This LaTeX cannot be shown as a formula.") from error


def _set(latex: str) -> Formula:
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # QtSvg knows SVG 1 only
    try:
        drawn = Latex(_readable(latex), size=FONT_SIZE, color=_COLOUR)
        width, height = drawn.getsize()
        svg = drawn.svgxml()
    except Exception as error:  # ziamath lets through whatever its parsers and fonts raise, assertions included
        raise TypesetError("This LaTeX cannot be shown as a formula.") from error
    if width <= 0 or height <= 0:
        raise TypesetError("There is nothing to show yet.")
    left, top, broad, high = map(float, svg.attrib["viewBox"].split())  # the drawing has a margin
    onto = QTransform.fromScale(width / broad, height / high).translate(-left, -top)
    found = tuple(Place(place.token, onto.mapRect(place.box)) for place in places(latex, drawn))
    return Formula(ElementTree.tostring(svg, encoding="unicode"), width, height, found)


def _readable(latex: str) -> str:
    r"""LaTeX around two faults of ziamath: scripts take a piece of a matrix only, `\binom{` breaks at inner braces."""
    grouped = _ENVIRONMENT.sub(lambda match: "{" + match[0] if match[1] == "begin" else match[0] + "}", latex)
    return grouped.replace("\\binom{", "\\binom {")


def complaint(latex: str) -> str:
    """What is wrong with `latex`, in a sentence for the user; an empty string where nothing is."""
    found = mistake(latex)
    return found.told if found else ""

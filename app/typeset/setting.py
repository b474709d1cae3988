"""ziamath sets LaTeX: the child process's own work, whose threads the pen need not wait for."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from PySide6.QtGui import QTransform
from ziamath.config import config
from ziamath.zmath import Latex

from app.typeset.formula import FONT_SIZE, STAND_IN, Formula, Place, TypesetError
from app.typeset.places import boxes
from mathnet.latex import LatexError, pretty

_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{[A-Za-z]+\*?\}")

config.svg2 = False  # QtSvg knows SVG 1 only


def set_in_print(latex: str) -> Formula:
    """Set LaTeX in display style; takes up to 100 ms. Raises `TypesetError` for what cannot be set."""
    try:
        return _set(latex)
    except TypesetError:
        return _set(_plainly(latex))  # some spellings are too much for ziamath, such as x''^2


def _plainly(latex: str) -> str:
    try:
        return pretty(latex)
    except LatexError as error:
        raise TypesetError("This LaTeX cannot be shown as a formula.") from error


def _set(latex: str) -> Formula:
    try:
        drawn = Latex(_readable(latex), size=FONT_SIZE, color=STAND_IN)
        width, height = drawn.getsize()
        svg = drawn.svgxml()
    except Exception as error:  # ziamath lets through whatever its parsers and fonts raise, assertions included
        raise TypesetError("This LaTeX cannot be shown as a formula.") from error
    if width <= 0 or height <= 0:
        raise TypesetError("There is nothing to show yet.")
    left, top, broad, high = map(float, svg.attrib["viewBox"].split())  # the drawing has a margin
    onto = QTransform.fromScale(width / broad, height / high).translate(-left, -top)
    places = tuple(Place(token, onto.mapRect(box)) for token, box in boxes(latex, drawn).items())
    return Formula(ElementTree.tostring(svg, encoding="unicode"), width, height, places)


def _readable(latex: str) -> str:
    r"""LaTeX around two faults of ziamath: scripts take a piece of a matrix only, `\binom{` breaks at inner braces."""
    grouped = _ENVIRONMENT.sub(lambda match: "{" + match[0] if match[1] == "begin" else match[0] + "}", latex)
    return grouped.replace("\\binom{", "\\binom {")

"""One clipboard entry for every kind of program: text for editors, MathML for word processors, pictures for the rest.

All of it is made at once, which takes a few milliseconds once the formula was shown: what is made only when another
program asks is lost when the window closes first.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from PySide6.QtCore import QMimeData

from app.services.drawing import PASTED_DPI, Ground, image, svg
from app.typeset.formula import TypesetError
from mathnet.forms import FORMS, FormError

MATHML = "application/mathml+xml"
SVG = "image/svg+xml"
# The names that Office gives its formats; Qt passes them on to Windows in this wrapping.
_OFFICE = tuple(f'application/x-qt-windows-mime;value="{name}"' for name in ("MathML", "MathML Presentation"))
_MATHML_TYPES = {"win32": (MATHML, *_OFFICE), "darwin": (MATHML, "MathML", "MathML Presentation")}


def clip(latex: str, form_id: str) -> QMimeData:
    """The formula as text in one form, with MathML, HTML and pictures besides as far as they can be made.

    Raises `FormError` if the form cannot say it, and `KeyError` for a form that there is not.
    """
    form, data = FORMS[form_id], QMimeData()
    text = form.write(latex)
    data.setText(text)
    for kind in form.mime_types:
        data.setData(kind, text.encode())
    with suppress(FormError):
        _add_mathml(data, FORMS["mathml"].write(latex))
    with suppress(TypesetError):
        data.setData(SVG, svg(latex))
        # As an image, Qt offers it as PNG and as whatever else the platform trades in.
        data.setImageData(image(latex, PASTED_DPI, Ground.WHITE))
    return data


def _add_mathml(data: QMimeData, mathml: str) -> None:
    for kind in _MATHML_TYPES.get(sys.platform, (MATHML,)):
        data.setData(kind, mathml.encode())
    data.setHtml(f'<html><head><meta charset="utf-8"></head><body>{mathml}</body></html>')

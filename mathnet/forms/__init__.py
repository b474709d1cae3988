r"""What a formula can be written as: LaTeX in its surroundings, MathML, Typst, SymPy, Unicode text.

A form is a function from LaTeX to text that raises `FormError` for what it cannot say. `FORMS` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mathnet.forms import latex_text
from mathnet.forms.mathml import mathml
from mathnet.forms.sympy_text import sympy_text
from mathnet.forms.trouble import FormError
from mathnet.forms.typst import typst
from mathnet.forms.unicode_text import unicode_text

__all__ = ["FORMS", "Form", "FormError"]


@dataclass(frozen=True)
class Form:
    """A form: its id, its English name for the menu, what writes it, its MIME types besides plain text."""

    id: str
    name: str
    write: Callable[[str], str]
    mime_types: tuple[str, ...] = ()


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001, N802 - the name that translation tools look for
    return text


_LATEX = ("application/x-latex",)
_ALL = (
    Form("latex", QT_TRANSLATE_NOOP("Forms", "LaTeX"), latex_text.plain, _LATEX),
    Form("dollars", QT_TRANSLATE_NOOP("Forms", "LaTeX in a line, $…$"), latex_text.dollars, _LATEX),
    Form("inline", QT_TRANSLATE_NOOP("Forms", "LaTeX in a line, \\(…\\)"), latex_text.inline, _LATEX),
    Form("display", QT_TRANSLATE_NOOP("Forms", "LaTeX on its own, \\[…\\]"), latex_text.display, _LATEX),
    Form("equation", QT_TRANSLATE_NOOP("Forms", "LaTeX equation, numbered"), latex_text.equation, _LATEX),
    Form("align", QT_TRANSLATE_NOOP("Forms", "LaTeX align, numbered lines"), latex_text.align, _LATEX),
    Form("mathml", QT_TRANSLATE_NOOP("Forms", "MathML"), mathml, ("application/mathml+xml",)),
    Form("typst", QT_TRANSLATE_NOOP("Forms", "Typst"), typst, ("text/vnd.typst",)),
    Form("sympy", QT_TRANSLATE_NOOP("Forms", "SymPy"), sympy_text, ("text/x-python",)),
    Form("unicode", QT_TRANSLATE_NOOP("Forms", "Unicode text"), unicode_text),
)
FORMS = {form.id: form for form in _ALL}

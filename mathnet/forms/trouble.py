"""What all forms share: the error that they raise, and the tree of what is to be written."""

from __future__ import annotations

from mathnet.errors import SpokenError
from mathnet.latex_parser import parse
from mathnet.latex_tokens import LatexError
from mathnet.latex_tree import Row


class FormError(SpokenError):
    """A formula that a form cannot say; the message is a sentence for the user."""


def tree_of(latex: str) -> Row:
    """The tree of LaTeX text. Raises `FormError` where there is none."""
    try:
        row = parse(latex)
    except LatexError as error:
        raise FormError("The LaTeX is not complete: {}.", error) from error
    if not row.items:
        raise FormError("There is no formula yet: write one first.")
    return row

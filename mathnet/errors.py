"""Errors that people are to read: a sentence with places, and what goes into them.

Kept apart, so that whoever shows the error can say the sentence in another language. `scripts/translate.py` finds the
sentences: written out where an error is raised, or handed on by the name `template`.
"""

from __future__ import annotations


class SpokenError(ValueError):
    """What is wrong, as a template with places for `str.format`, and the fields that go into them in their order.

    A field may be another error. Without fields the template is the sentence, whatever braces it has.
    """

    def __init__(self, template: str, *fields: object) -> None:
        super().__init__(template, *fields)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        return self.template.format(*map(_plain, self.fields)) if self.fields else self.template


def sentence(template: str) -> str:
    """The template itself: marks one that stands in a table for those who collect them."""
    return template


def _plain(field: object) -> object:
    """A field as it is told: of what the system refused, the reason alone, and a name for what says nothing."""
    if isinstance(field, OSError) and field.strerror:
        return field.strerror
    if isinstance(field, BaseException):
        return str(field) or type(field).__name__
    return field

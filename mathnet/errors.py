"""Sentences that people are to read: a template with places, and what goes into them.

Kept apart, so that whoever shows a sentence can say it in another language, also when it comes from another process.
`scripts/translate.py` finds them: written out where they are made, or handed on by the name `template`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Spoken(str):
    """A sentence that knows how it was made: a template with places for `str.format`, and the fields in their order.

    A field may be an error or another sentence. Without fields the template is the sentence, whatever braces it has.
    """

    template: str
    fields: tuple[object, ...]

    def __new__(cls, template: str, *fields: object) -> Spoken:
        made = super().__new__(cls, template.format(*map(_in_english, fields)) if fields else template)
        made.template, made.fields = template, fields
        return made


class SpokenError(ValueError):
    """What is wrong, as the template and the fields of a `Spoken`, which it is as text."""

    def __init__(self, template: str, *fields: object) -> None:
        super().__init__(template, *fields)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        return Spoken(self.template, *self.fields)


def sentence(template: str) -> str:
    """The template itself: marks one that stands in a table for those who collect them."""
    return template


def to_json(said: Spoken | SpokenError) -> dict[str, Any]:
    """For another process: the `words` in English, the `template` and the `fields`, which are of the same form."""
    return {"words": str(said), "template": said.template, "fields": [_plain(field) for field in said.fields]}


def from_json(values: Mapping[str, Any]) -> Spoken:
    """What `to_json` has made. Raises `KeyError` for what lacks words."""
    fields = [from_json(field) if isinstance(field, Mapping) else field for field in values.get("fields", ())]
    template = str(values.get("template", values["words"]))
    return Spoken(template, *fields)


def _plain(field: object) -> object:
    if isinstance(field, Spoken | SpokenError):
        return to_json(field)
    return field if isinstance(field, int | float) else str(_in_english(field))


def _in_english(field: object) -> object:
    """A field as it is told: of what the system refused, the reason alone, and a name for what says nothing."""
    if isinstance(field, OSError) and field.strerror:
        return field.strerror
    if isinstance(field, BaseException):
        return str(field) or type(field).__name__
    return field

"""The rules of a probabilistic grammar, read from text; `mathematics.pcfg` says how such a file is written.

A rule has weighted alternatives of tokens and of references to rules. A reference may stand for the same all over a
formula, so that the variable of an integral is also the one behind its `d`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from mathnet.latex_plain import plain
from mathnet.latex_tokens import LatexError, scan
from mathnet.vocabulary import Vocabulary

_RULE = re.compile(r"<([A-Za-z0-9-]+)>$")
_REFERENCE = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)>|\$([A-Za-z])")
_WEIGHTED = re.compile(r"(\d+(?:\.\d+)?)\s+(each\s+)?(\S.*)$")


class Reference(NamedTuple):
    """Stands for what a rule gives; with `once`, for the same all over a formula."""

    rule: str
    once: bool


Part = str | Reference


@dataclass(frozen=True)
class Alternative:
    """Tokens and references, and the weight of this among the alternatives of its rule."""

    weight: float
    parts: tuple[Part, ...]


Rules = Mapping[str, tuple[Alternative, ...]]


def read_rules(text: str) -> dict[str, tuple[Alternative, ...]]:
    """The rules of a grammar file. Raises `ValueError` that names the line that cannot be read."""
    rules: dict[str, list[Alternative]] = {}
    current: list[Alternative] | None = None
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if heading := _RULE.match(line):
            if heading[1] in rules:
                raise ValueError(f"line {number}: the rule <{heading[1]}> stands twice: join them")
            current = rules.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            if current is None:
                raise ValueError(f"line {number}: an alternative before the first rule: name the rule as <name>")
            current.extend(_alternatives(line, number))
    _check_references(rules)
    return {name: tuple(alternatives) for name, alternatives in rules.items()}


def _alternatives(line: str, number: int) -> Iterator[Alternative]:
    found = _WEIGHTED.match(line)
    if found is None or float(found[1]) <= 0:
        raise ValueError(f"line {number}: {line!r} has no weight: write a number above 0 before the formula")
    try:
        for text in found[3].split() if found[2] else [found[3]]:
            yield Alternative(float(found[1]), tuple(_parts(text)))
    except LatexError as error:
        raise ValueError(f"line {number}: {error}") from None


def _parts(text: str) -> Iterator[Part]:
    end = 0
    for found in _REFERENCE.finditer(text):
        yield from (token.text for token in plain(scan(text[end : found.start()])))
        yield Reference(found[1] or found[2], once=found[2] is not None)
        end = found.end()
    yield from (token.text for token in plain(scan(text[end:])))


def _check_references(rules: Mapping[str, list[Alternative]]) -> None:
    for name, alternatives in rules.items():
        if not alternatives:
            raise ValueError(f"the rule <{name}> has no alternatives: write one, or remove the rule")
        for part in (part for alternative in alternatives for part in alternative.parts):
            if isinstance(part, Reference) and part.rule not in rules:
                raise ValueError(f"<{name}> names <{part.rule}>, which is no rule: write it")


def packaged_rules() -> dict[str, tuple[Alternative, ...]]:
    """The rules of everyday mathematics, in `mathematics.pcfg`."""
    return read_rules((resources.files("training") / "formulas" / "mathematics.pcfg").read_text(encoding="utf-8"))


def restricted(rules: Rules, vocabulary: Vocabulary) -> dict[str, tuple[Alternative, ...]]:
    """The rules without what needs tokens that a vocabulary lacks, and without rules of which nothing is left."""
    kept = dict(rules)
    while True:
        left = {name: tuple(one for one in kept[name] if _can_stand(one, kept, vocabulary)) for name in kept}
        left = {name: alternatives for name, alternatives in left.items() if alternatives}
        if left == kept:
            return left
        kept = left


def _can_stand(alternative: Alternative, rules: Rules, vocabulary: Vocabulary) -> bool:
    return all(part.rule in rules if isinstance(part, Reference) else part in vocabulary for part in alternative.parts)

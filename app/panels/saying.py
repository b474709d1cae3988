"""Sentences of the computing process in the user's language, and names of variables as plain text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.compute.words import Words
from app.telling import told
from mathnet.errors import from_json

_SIGNS = {"\\sum": "∑", "\\prod": "∏", "\\int": "∫", "\\iint": "∬", "\\infty": "∞", "\\cdot": "·", "\\rightarrow": "→"}
_SIGNS |= {"\\in": "∈", "\\approx": "≈", "\\neq": "≠", "\\leq": "≤", "\\geq": "≥", "\\{": "{", "\\}": "}"}
_VARIANTS = {"varepsilon": "ϵ", "vartheta": "ϑ", "varrho": "ϱ", "varsigma": "ς", "varphi": "φ", "ell": "ℓ", "hbar": "ħ"}


def said(words: Words) -> str:
    """A sentence of `app.compute.words`, with what goes into its places."""
    if not words:
        return ""
    return QCoreApplication.translate("Compute", words[0]).format(*map(_in_place, words[1:]))


def _in_place(about: str | Mapping[str, Any]) -> str:
    return plain(about) if isinstance(about, str) else told(from_json(about))


def plain(latex: str) -> str:
    r"""A name or a sign as text: `\alpha_{1}` is α_1. Anything longer stays LaTeX."""
    name, _, subscript = latex.partition("_")
    sign = _SIGNS.get(name) or (_greek(name[1:]) if name.startswith("\\") else name)
    return f"{sign}_{subscript.strip('{}')}" if subscript else sign


def _greek(name: str) -> str:
    case = "CAPITAL" if name[:1].isupper() else "SMALL"
    letter = "lamda" if name.lower() == "lambda" else name.lower()
    try:
        return _VARIANTS.get(name) or unicodedata.lookup(f"GREEK {case} LETTER {letter.upper()}")
    except KeyError:
        return f"\\{name}"

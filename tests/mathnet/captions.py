"""Formulas in canonical form for tests, and where the real corpus lies if this machine has it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SAMPLES = (
    "x",
    "x ^ { 2 } + 1",
    "\\sin x",
    "\\alpha x ^ { \\prime }",
    "f ^ { ' } ( t )",
    "x _ { 1 } ^ { 2 } - x _ { 1 0 } ^ { \\alpha }",
    "\\frac { 1 } { 2 }",
    "\\frac { - b \\pm \\sqrt { b ^ { 2 } - 4 a c } } { 2 a }",
    "\\frac { 1 } { \\frac { 2 } { 3 } + x } ^ { n }",
    "\\sqrt [ 3 ] { x }",
    "\\sqrt [ n _ { [ 1 ] } ] { [ x ] }",
    "\\sqrt { \\sqrt [ m + 1 ] { x } } _ { 0 }",
    "\\int _ { 0 } ^ { \\infty } e ^ { - x ^ { 2 } } d x = \\frac { \\sqrt { \\pi } } { 2 }",
    "\\lim _ { n \\rightarrow \\infty } \\sum _ { i = 1 } ^ { n } a _ { i }",
    "[ 0 , 1 )",
    "\\{ a , b ] | _ { 0 }",
    "a _ { b _ { c _ { d } } ^ { e } }",
    "( ( a + b ) ^ { 2 } ) ^ { 3 }",
)


def data_folder() -> Path:
    """The folder with the real corpora; skips the test that asks where there is none."""
    folder = Path(os.environ.get("MASK_MATCH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    if not (folder / "crohme").is_dir():
        pytest.skip("needs the CROHME corpus: set MASK_MATCH_DATA to a folder that holds crohme/")
    return folder


def crohme_captions(part: str) -> dict[str, str]:
    """Canonical caption by file stem of one part of CROHME: train, test2014, test2016 or extra."""
    lines = (data_folder() / "crohme" / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)

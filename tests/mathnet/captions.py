"""Formulas in canonical form for tests, and where the real corpus lies if this machine has it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from mathnet.latex_names import GRIDS

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
WIDE_SAMPLES = (  # what CROHME has not
    "\\nabla \\cdot \\vec { E } = 0",
    "\\binom { n } { k } = \\overline { z _ { 1 } + z _ { 2 } }",
    "\\bar { x } \\overline { x y } \\hat { p } ^ { 2 } \\overline { ( a ) }",
    "\\mathbb { R } ^ { n } \\rightarrow \\mathcal { L }",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} ^ { - 1 }",
    "\\begin{bmatrix} x \\\\ y \\end{bmatrix} _ { 1 }",
    "\\begin{bmatrix} x & y \\end{bmatrix}",
    "\\begin{vmatrix} & b \\\\ c \\end{vmatrix} = - b c",
    "| x | = \\begin{cases} x & x \\geq 0 \\\\ - x \\end{cases}",
    "\\begin{aligned} x & = 1 \\\\ & = \\frac { 2 } { 2 } \\end{aligned}",
    "\\sum _ { \\begin{matrix} i \\\\ j \\end{matrix} } a _ { i j }",
    "( \\begin{matrix} a \\\\ b \\end{matrix} _ { 1 } ) [ \\begin{aligned} a \\\\ b \\end{aligned} |",
    "\\{ \\begin{matrix} a & b \\\\ \\begin{bmatrix} 1 & 0 \\end{bmatrix} & c \\end{matrix} \\}",
)


def random_grid(rng: random.Random, depth: int) -> str:
    """LaTeX of a grid with empty, simple and nested cells and ragged rows, at times between delimiters."""
    name = rng.choice(GRIDS)

    def cell() -> str:
        if depth and rng.random() < 0.2:
            return random_grid(rng, depth - 1)
        return rng.choice(["", "x", "( 1 ]", *WIDE_SAMPLES])

    rows = [" & ".join(cell() for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(1, 3))]
    left, right = rng.choice([("", ""), ("", ""), ("(", ")"), ("[", ")"), (r"\left\{", r"\right."), ("|", "|")])
    body = r" \\ ".join(rows)
    return rf"{left} \begin{{{name}}} {body} \end{{{name}}} {right}"


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

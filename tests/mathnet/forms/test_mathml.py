"""MathML: its structure, and where latex2mathml goes wrong."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from mathnet.forms.mathml import NAMESPACE, mathml

WRITTEN = {
    r"x^2": "<msup><mi>x</mi><mn>2</mn></msup>",
    r"12.5": "<mn>12.5</mn>",
    r"12^3": "<msup><mn>12</mn><mn>3</mn></msup>",
    r"a\pm b": "<mi>a</mi><mo>±</mo><mi>b</mi>",
    r"(a)^2": "<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>",
    r"]0,1[": '<mo stretchy="false">]</mo><mn>0</mn><mo>,</mo><mn>1</mn><mo stretchy="false">[</mo>',
    r"|x|": "<mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow>",
    r"P(A|B)": '<mi>P</mi><mrow><mo>(</mo><mi>A</mi><mo stretchy="false">|</mo><mi>B</mi><mo>)</mo></mrow>',
    r"\arg z": "<mi>arg</mi><mo>\u2061</mo><mi>z</mi>",
    r"\sum_{i}^{n}": "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>",
    r"\int_{0}^{1}": "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>",
    r"\Gamma": '<mi mathvariant="normal">Γ</mi>',
    r"\mathbb{R}": "<mi>ℝ</mi>",
    r"a<b": "<mi>a</mi><mo>&lt;</mo><mi>b</mi>",
    r"\hat{x}": '<mover accent="true"><mi>x</mi><mo>^</mo></mover>',
    r"\sqrt[3]{x}": "<mroot><mi>x</mi><mn>3</mn></mroot>",
    r"{x^2}^3": "<msup><msup><mi>x</mi><mn>2</mn></msup><mn>3</mn></msup>",
}


@pytest.mark.parametrize("latex", WRITTEN)
def test_formulas_are_written(latex: str) -> None:
    assert mathml(latex) == f'<math xmlns="{NAMESPACE}" display="block">{WRITTEN[latex]}</math>'


def test_a_script_stands_at_the_whole_matrix() -> None:
    root = ElementTree.fromstring(mathml(r"\begin{pmatrix}a&b\\c&d\end{pmatrix}^{T}"))
    (scripted,) = root
    assert scripted.tag == f"{{{NAMESPACE}}}msup"
    assert len(scripted[0].findall(f".//{{{NAMESPACE}}}mtd")) == 4


def test_lines_are_a_table_with_relations_below_each_other() -> None:
    (table,) = ElementTree.fromstring(mathml(r"\begin{aligned}a&=b\\c&=d\end{aligned}"))
    assert table.get("columnalign") == "right left"
    assert [len(row) for row in table] == [2, 2]

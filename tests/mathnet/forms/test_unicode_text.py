"""Unicode text: raised and lowered characters where there are any, spaces as in print."""

from __future__ import annotations

import pytest

from mathnet.forms.unicode_text import unicode_text

WRITTEN = {
    r"x^2+1": "𝑥² + 1",
    r"x^{q+1}": "𝑥^(𝑞 + 1)",
    r"x_{i+1}^{n}": "𝑥ᵢ₊₁ⁿ",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}": "𝑥 = (−𝑏 ± √(𝑏² − 4𝑎𝑐))/(2𝑎)",
    r"\frac{1}{2}": "1/2",
    r"\frac{12}{x^2}": "12/𝑥²",
    r"\sqrt{x}\sqrt[3]{y}\sqrt[n]{z}": "√𝑥∛𝑦ⁿ√𝑧",
    r"\sqrt{x^2}": "√(𝑥²)",
    r"(\frac{a}{b})^2": "(𝑎/𝑏)²",
    r"\sum_{i=0}^{n} i": "∑ᵢ₌₀ⁿ 𝑖",
    r"\lim_{x\to\infty}\sin x": "lim_(𝑥 → ∞) sin 𝑥",
    r"\sin(x)\cos^2 x": "sin(𝑥) cos² 𝑥",
    r"-a+(-b)": "−𝑎 + (−𝑏)",
    r"f'(x),g''": "𝑓′(𝑥), 𝑔′′",
    r"90^\circ": "90°",
    r"\mathbb{R}\mathcal{L}\mathbb{A}h": "ℝℒ𝔸ℎ",
    r"\hat{x}\overline{ab}\overbrace{ab}": "𝑥\u0302𝑎\u0305𝑏\u0305overbrace(𝑎𝑏)",
    r"\binom{n}{k}": "(𝑛 choose 𝑘)",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}": "(𝑎, 𝑏; 𝑐, 𝑑)",
    r"\begin{cases}x&x>0\\0&x<0\end{cases}": "{𝑥, 𝑥 > 0; 0, 𝑥 < 0",
    r"\begin{aligned}a&=b\\&=c\end{aligned}": "𝑎 = 𝑏\n= 𝑐",
    r"a\in A\cup B": "𝑎 ∈ 𝐴 ∪ 𝐵",
}


@pytest.mark.parametrize("latex", WRITTEN)
def test_formulas_are_written(latex: str) -> None:
    assert unicode_text(latex) == WRITTEN[latex]

"""Formula corpora: lines of each known format come out canonical, and what cannot be used is left out and told."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from mathnet.latex import canonical
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.training.inks import CUBE_ROOT, POWER, to_corpus
from training.data.report import UnusableError
from training.formulas.files import captions_of, load_formulas, prepare_formulas, read_formulas, save_formulas
from training.formulas.lines import formula_of, formulas_in

LONG = "=".join(f"a_{{{number}}}+b_{{{number}}}" for number in range(12))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("the $x_{i}$ are nonnegative.", ["x_{i}"]),
        ("$|c|<|a|$.", ["|c|<|a|"]),
        ("$a$; $b>0$", ["a", "b>0"]),
        ("x ^ { 2 } + 1", ["x ^ { 2 } + 1"]),
        ("\\frac{1}{2}", ["\\frac{1}{2}"]),
        ("Suppose that this holds", []),
        ("", []),
    ],
)
def test_formulas_are_found_in_lines(line: str, found: list[str]) -> None:
    assert formulas_in(line) == found


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("X _ { 1 \\, n - 1 } = \\frac { q } { 2 } ,", "X_{1n-1}=\\frac{q}{2}"),
        ("\\operatorname { l n } \\left( x \\right)", "\\ln(x)"),
        ("{ \\cal L } = \\bar { \\psi }", "\\mathcal{L}=\\bar{\\psi}"),
        ("\\text { B. } \\frac{1}{5}", "\\frac{1}{5}"),
        ("A. x+1", "x+1"),
        ("!_{\\NVar{q}}", "!_{q}"),
        ("\\ifrac{\\partial f}{\\partial x}", "\\frac{\\partial f}{\\partial x}"),
        ("\\genfrac{(}{)}{0.0pt}{}{n}{1}a", "\\binom{n}{1}a"),
        ("\\int_{c}^{d}f(x)\\mathrm{d}x", "\\int_{c}^{d}f(x)dx"),
        ("f\\mskip-3.0mu (x).", "f(x)"),
        ("\\boldsymbol{a}+\\mathbf{b}", "a+b"),
        ("x\\text{ if }y", "xify"),
        ("(x+1)^{2}-[a,b)", "(x+1)^{2}-[a,b)"),
        ("P(A|B)|\\psi\\rangle", "P(A|B)|\\psi\\rangle"),
    ],
)
def test_formulas_come_out_canonical(latex: str, expected: str, vocabulary: Vocabulary) -> None:
    assert list(formula_of(latex, vocabulary)) == canonical(expected)


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("n\\text{ even numbers}", "words"),
        ("\\operatorname{arcsinh}x", "words"),
        ("\\sum_{s p i n s}x", "words"),
        ("x", "a single symbol"),
        ("", "a single symbol"),
        ("\\boxed{a}\\complement b", "tokens the vocabulary lacks"),
        ("{}_{1}F", "empty groups"),
        ("60)", "brackets without"),
    ],
)
def test_what_cannot_be_handwriting_is_refused(latex: str, reason: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(UnusableError, match=reason):
        formula_of(latex, vocabulary)


def test_a_long_formula_gives_its_longest_part(vocabulary: Vocabulary) -> None:
    tokens = formula_of(LONG, vocabulary, most_tokens=40)
    assert " ".join(tokens) in " ".join(canonical(LONG))
    assert 20 < len(tokens) <= 40


def test_a_formula_with_an_unknown_sign_gives_the_part_without_it(vocabulary: Vocabulary) -> None:
    assert list(formula_of("\\wp(z)=x^{2}+1", vocabulary)) == canonical("x^2+1")


def test_a_part_never_breaks_brackets_apart(vocabulary: Vocabulary) -> None:
    assert list(formula_of("\\wp=f(a+b,c+d)", vocabulary)) == canonical("f(a+b,c+d)")


def test_a_folder_of_corpora_is_read_once_a_formula(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "plain.txt").write_text("x+1\nx + 1\n$y^2$ is small, $z<3$\n", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.lst.xz").write_bytes(lzma.compress(b"\\frac{1}{2}\n"))
    (tmp_path / "b.tex.gz").write_bytes(gzip.compress(b"a=b\n"))
    (tmp_path / "c.tsv.bz2").write_bytes(bz2.compress(b"name\tc > d\n"))
    (tmp_path / "README.md").write_text("no formulas here", encoding="utf-8")
    formulas, report = read_formulas(tmp_path, vocabulary)
    assert sorted(" ".join(tokens) for tokens in formulas) == sorted(
        ["\\frac { 1 } { 2 }", "a = b", "c > d", "x + 1", "y ^ { 2 }", "z < 3"]
    )
    assert report.read == 6
    assert [name for name, _ in report.skipped] == ["plain.txt line 2"]


def test_what_was_left_out_is_told_by_line_and_reason(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "a.txt").write_text("x+1\nx^{2\nThis line has only words\n\\text{whatever}=2\n", encoding="utf-8")
    (tmp_path / "b.txt.xz").write_bytes(b"not packed at all")
    _, report = read_formulas(tmp_path, vocabulary)
    reasons = dict(report.skipped)
    assert reasons.keys() == {"a.txt line 2", "a.txt line 3", "a.txt line 4", "b.txt.xz"}
    assert "add }" in reasons["a.txt line 2"]
    assert "prose" in reasons["a.txt line 3"]
    assert "whatever" in reasons["a.txt line 4"]
    assert "cannot be read" in reasons["b.txt.xz"]


def test_a_path_without_formulas_is_an_error(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(ValueError, match="holds no formula files"):
        read_formulas(tmp_path, vocabulary)
    with pytest.raises(ValueError, match="no file or folder"):
        read_formulas(tmp_path / "missing", vocabulary)
    with pytest.raises(FileNotFoundError, match="make it by"):
        load_formulas(tmp_path / "missing.txt.xz")


@pytest.mark.parametrize("name", ["out.txt", "out.txt.xz", "deep/out.txt.gz"])
def test_packed_formulas_are_loaded_as_they_were(name: str, tmp_path: Path) -> None:
    formulas = [("x", "+", "1"), ("\\alpha", "=", "2")]
    save_formulas(formulas, tmp_path / name)
    assert load_formulas(tmp_path / name) == formulas


def test_a_folder_is_packed_into_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x+1\n\\text{whatever}\n", encoding="utf-8")
    assert prepare_formulas(tmp_path / "a.txt", tmp_path / "out.txt.xz", tmp_path / "remarks.tsv") == 0
    assert load_formulas(tmp_path / "out.txt.xz") == [("x", "+", "1")]
    assert "1 formulas packed" in capsys.readouterr().out
    assert "whatever" in (tmp_path / "remarks.tsv").read_text(encoding="utf-8")


def test_packing_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\\text{whatever}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no formula in"):
        prepare_formulas(tmp_path, tmp_path / "out.txt")


def test_formulas_of_a_narrow_vocabulary_hold_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x+1\n\\alpha+1\n", encoding="utf-8")
    formulas, _ = read_formulas(tmp_path, Vocabulary((*SPECIALS, "x", "+", "1")))
    assert formulas == [("x", "+", "1")]


def test_captions_of_a_corpus_are_its_tokens() -> None:
    assert captions_of(to_corpus((POWER, CUBE_ROOT))) == [
        ("x", "^", "{", "2", "}", "+", "1"),
        ("\\sqrt", "[", "3", "]", "{", "x", "}"),
    ]

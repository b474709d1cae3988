"""The mix of formulas: all of it can be written and read back, rare tokens included, and a seed decides all of it."""

from __future__ import annotations

import lzma
import os
import pickle
import random
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from mathnet.grammar import Grammar
from mathnet.latex import canonical, parse
from mathnet.latex_tree import Row
from mathnet.vocabulary import SPECIALS, Vocabulary
from training.formulas.files import read_formulas
from training.formulas.formulas import CAPTIONS, FILES, GRAMMAR, KINDS, SINGLE, FormulaConfig, Formulas, Sources, survey
from training.formulas.table import figures, table
from training.formulas.trees import PLACING, depth, heads, length, tokens_of

WRITTEN = ["x^2+1", "\\frac{a}{b}", "\\sum_{i=1}^{n}i", "\\sqrt{y}=\\alpha", "f(x)=x^{n+1}", "a<b", "\\bar{z}w"]
SOURCES = Sources(
    files=[canonical(latex) for latex in [*WRITTEN, "+".join(f"x_{{{number}}}" for number in range(9))]],
    captions=[canonical(latex) for latex in WRITTEN],
)
DATA = Path(os.environ.get("MASK_MATCH_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))


@pytest.fixture(scope="module")
def formulas() -> Formulas:
    return Formulas(SOURCES)


def drawn(formulas: Formulas, count: int, seed: int = 7) -> list[Row]:
    rng = np.random.default_rng(seed)
    return [formulas.draw(rng) for _ in range(count)]


def assert_readable(rows: list[Row], vocabulary: Vocabulary) -> None:
    """The search can write each of these formulas, and its tokens are read back as the same tree."""
    grammar = Grammar(vocabulary)
    for row in rows:
        tokens = list(tokens_of(row))
        assert parse(tokens) == row
        assert canonical(tokens) == tokens
        state = grammar.start()
        for token in [*vocabulary.encode(tokens), vocabulary.end]:
            state = grammar.advance(state, token)


def test_every_formula_can_be_written_and_read_back(formulas: Formulas, vocabulary: Vocabulary) -> None:
    assert_readable(drawn(formulas, 1500), vocabulary)


def test_every_source_gives_formulas_of_the_size_asked_for(vocabulary: Vocabulary) -> None:
    small = Formulas(SOURCES, FormulaConfig(most_tokens=16, most_depth=2, least=0))
    for kind in KINDS:
        source = random.Random(2)
        rows = [small.draw_from(kind, source) for _ in range(200)]
        assert max(map(length, rows)) <= 16
        assert max(map(depth, rows)) <= 2


def test_the_same_seed_gives_the_same_stream(formulas: Formulas) -> None:
    assert drawn(formulas, 100) == drawn(formulas, 100)
    assert drawn(formulas, 100) != drawn(formulas, 100, seed=8)


def test_formulas_made_anew_or_in_a_worker_give_the_same_stream(formulas: Formulas) -> None:
    expected = drawn(formulas, 100)
    assert drawn(Formulas(SOURCES), 100) == expected
    assert drawn(pickle.loads(pickle.dumps(formulas)), 100) == expected


def test_every_token_comes_often_enough(formulas: Formulas, vocabulary: Vocabulary) -> None:
    count, wanted = 6000, set(vocabulary.tokens) - {*SPECIALS, *PLACING, "'"}
    held = survey(formulas, count, seed=3)
    assert {token for token in wanted if held[token] < 0.0015 * count} == set()  # far off by chance is half of 0.003
    assert np.quantile([held[token] / count for token in wanted], 0.05) >= 0.003


def test_without_balance_some_tokens_are_rare(vocabulary: Vocabulary) -> None:
    held = survey(Formulas(SOURCES, FormulaConfig(least=0)), 3000, seed=3)
    assert min(held[token] for token in vocabulary.tokens if token not in {*SPECIALS, *PLACING, "'"}) < 3


def test_sources_come_by_their_shares() -> None:
    mix = Formulas(SOURCES, FormulaConfig(0.0, 0.0, 0.5, 0.0, 0.5, least=0, exchanged=0, renamed=0))
    counts = Counter(" ".join(tokens_of(row)) for row in drawn(mix, 1000))
    captions = {" ".join(tokens) for tokens in SOURCES.captions}
    assert sum(counts[text] for text in captions) == pytest.approx(500, abs=60)
    assert all(len(text.split()) == 1 for text in counts.keys() - captions)


def test_the_share_of_a_source_that_is_not_there_goes_to_the_grammar() -> None:
    alone = Formulas(config=FormulaConfig(least=0))
    assert alone.kinds == [GRAMMAR, "short", SINGLE, "grid"]
    singles = sum(length(row) == 1 for row in drawn(alone, 1000))
    assert singles < 200  # 5 % asked for, and few of the grammar's own
    with pytest.raises(ValueError, match="no formulas from 'files'"):
        alone.draw_from(FILES, random.Random(1))


def test_captions_are_exchanged_and_renamed() -> None:
    given = {tuple(tokens) for tokens in SOURCES.captions}
    for config, changed in ((FormulaConfig(least=0, exchanged=0, renamed=0), 0), (FormulaConfig(least=0), 40)):
        source, mix = random.Random(6), Formulas(SOURCES, config)
        made = {tuple(tokens_of(mix.draw_from(CAPTIONS, source))) for _ in range(300)}
        assert len(made - given) >= changed
        assert changed or made == given


def test_formulas_from_files_are_as_short_as_handwriting() -> None:
    files = [["x"] * tokens for tokens in range(2, 60) for _ in range(1 + tokens)]  # the longer, the more of them
    mix = Formulas(Sources(files), FormulaConfig(least=0, exchanged=0, renamed=0))
    source = random.Random(1)
    assert np.median([length(mix.draw_from(FILES, source)) for _ in range(1000)]) == pytest.approx(14, abs=2)


def test_a_narrow_vocabulary_is_kept_to() -> None:
    few = Vocabulary((*SPECIALS, *"{}_^", "\\frac", "\\sqrt", *"xyabn0123456789+-=()"))
    rows = drawn(Formulas(SOURCES, FormulaConfig().giving(grid=0.2), few), 300)
    assert {token for row in rows for token in heads(row)} <= set(few.tokens)
    assert len(set(rows)) > 100


def test_a_vocabulary_without_mathematics_is_refused() -> None:
    with pytest.raises(ValueError, match="3 tokens is too small"):
        Formulas(vocabulary=Vocabulary(SPECIALS))


@pytest.mark.parametrize(
    "wrong",
    [{"grammar": 0.9}, {"grammar": -0.1, "files": 0.77}, {"renamed": 1.5}, {"most_tokens": 3}, {"typical_tokens": 0.0}],
)
def test_a_config_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="formulas"):
        FormulaConfig(**wrong)  # type: ignore[arg-type]


def test_the_table_has_a_line_a_source(formulas: Formulas, vocabulary: Vocabulary) -> None:
    lines = list(table(figures(formulas, count=200), vocabulary))
    assert [line.split()[0] for line in lines[1:8]] == ["mix", *KINDS]
    single = next(line for line in lines if line.startswith(SINGLE))
    assert single.split()[1:8] == ["1"] * 7
    assert single.split()[8] == "100.0%"
    assert sum("rarest in" in line for line in lines) == 7


@pytest.mark.skipif(not (DATA / "formulas").is_dir(), reason="needs the formula corpora (set MASK_MATCH_DATA)")
def test_real_corpora_give_formulas(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for file in sorted((DATA / "formulas").glob("*.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            (tmp_path / file.stem).write_text("".join(islice(lines, 2000, 2400)), encoding="utf-8")
    formulas, report = read_formulas(tmp_path, vocabulary)
    assert len(formulas) > 800
    assert sum("already there" not in reason for _, reason in report.skipped) < 300
    assert_readable([parse(tokens) for tokens in formulas], vocabulary)


def test_grids_come_by_their_share_and_have_up_to_four_rows() -> None:
    mix = Formulas(SOURCES, FormulaConfig(least=0).giving(grid=0.105))
    rows = [Counter(tokens_of(row)) for row in drawn(mix, 4000)]
    kinds = {"matrix": ("matrix", "pmatrix", "bmatrix", "vmatrix"), "cases": ("cases",), "aligned": ("aligned",)}
    for names in kinds.values():
        held = [counts for counts in rows if any(counts[f"\\begin{{{name}}}"] for name in names)]
        assert 0.03 * len(rows) < len(held) < 0.06 * len(rows)
    one = [counts for counts in rows if sum(counts[token] for token in counts if token.startswith("\\begin")) == 1]
    assert {counts["\\\\"] + 1 for counts in one} >= {2, 3, 4}
    assert max(counts["\\\\"] + 1 for counts in one) <= 4


def test_other_shares_leave_the_rest_in_proportion() -> None:
    config = FormulaConfig().giving(grid=0.2, single=0.1)
    assert sum(config.shares) == pytest.approx(1)
    assert (config.grid, config.single) == (0.2, 0.1)
    assert config.grammar / config.files == pytest.approx(FormulaConfig().grammar / FormulaConfig().files)
    with pytest.raises(ValueError, match="shares of formulas"):
        FormulaConfig().giving(grid=0.7, single=0.6)


def test_single_symbols_come_as_often_as_they_are_used() -> None:
    mix = Formulas(SOURCES, FormulaConfig(least=0, by_use=True))
    source = random.Random(2)
    singles = Counter(" ".join(tokens_of(mix.draw_from(SINGLE, source))) for _ in range(4000))
    assert singles["x"] > 4 * singles["X"] > 0
    assert singles["="] > 10 * singles["\\equiv"]
    assert singles["\\frac"] == singles["{"] == singles["^"] == 0
    styled = sum(count for name, count in singles.items() if name.startswith("\\math"))
    assert 0 < styled < 0.01 * singles.total()


def test_cases_have_a_column_for_conditions_and_lines_without_delimiters_are_aligned() -> None:
    source, grammar = random.Random(3), Formulas(config=FormulaConfig(least=0)).grammar
    for _ in range(400):
        tokens = grammar.draw("cases", source)
        conditions = any(token in tokens for token in ("<", ">", "\\leq", "\\geq", "\\neq", "\\in", "\\notin"))
        assert conditions == ("&" in tokens) or "=" in tokens
    assert all("\\begin{aligned}" in grammar.draw("lines", source) for _ in range(50))

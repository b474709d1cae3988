"""Composed expressions in fine-tuning: they are learned from, and no held-out writer's symbol gets among them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_run, tiny_recipe
from training.config import Recipe
from training.data.compose import ComposeConfig
from training.data.corpus import Corpus
from training.data.split import split
from training.formulas.files import save_formulas
from training.formulas.formulas import FormulaConfig
from training.synthesis.mixture import make_engine, mix_of
from training.synthesis.specimens import build_bank, prepare_symbols
from training.synthesis.twins import COMMONEST

HALF = replace(tiny_recipe(steps=2), validation_share=0.4, compose=replace(tiny_recipe().compose, synthetic=0.5))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, a bank of its training writers' symbols and a few formulas, on disk."""
    folder = tmp_path_factory.mktemp("packed")
    to_corpus(ALL).save(folder / "corpus.npz")
    prepare_symbols(folder / "corpus.npz", None, folder / "bank.npz", HALF.validation_share, HALF.seed)
    save_formulas([("x", "^", "{", "2", "}"), ("\\nabla", "\\cdot", "E")], folder / "formulas.txt")
    return folder


def run(packed: Path, folder: Path, recipe: Recipe = HALF, **options: object) -> bool:
    files = {"bank": packed / "bank.npz", "formulas": packed / "formulas.txt"} | options
    return make_run(Corpus.load(packed / "corpus.npz"), recipe, folder, **files).run()


def test_a_run_learns_from_composed_expressions_too(packed: Path, tmp_path: Path) -> None:
    assert run(packed, tmp_path)
    start = json.loads((tmp_path / "start.json").read_text())
    assert len(start["bank"]) == len(start["formulas"]) == 64


def test_a_run_does_not_go_on_with_another_bank(packed: Path, tmp_path: Path) -> None:
    assert run(packed, tmp_path)
    with pytest.raises(ValueError, match="another stage or start"):
        run(packed, tmp_path, bank=None)


def test_symbols_of_held_out_writers_are_refused(packed: Path, tmp_path: Path) -> None:
    corpus = Corpus.load(packed / "corpus.npz")
    twelve = replace(corpus, samples=corpus.samples * 3, names=corpus.names * 3, sources=corpus.sources * 3,
                     writers=["one hand"] * (3 * len(corpus)))  # fmt: skip
    bank = build_bank(twelve)[0]
    bank.save(tmp_path / "bank.npz")
    assert bank.writers, "no writer has enough symbols to be a hand"
    held_out = replace(twelve, sources=[bank.writers[0].rpartition(" one")[0]] * len(twelve))
    with pytest.raises(ValueError, match=r"1 writers that are held out .* make it anew by `training symbols`"):
        make_engine(corpus, held_out, Vocabulary.load(), tmp_path / "bank.npz", None)


def test_a_bank_of_a_corpus_leaves_the_held_out_writers_out(packed: Path) -> None:
    corpus = Corpus.load(packed / "corpus.npz")
    training, held_out = split(corpus, HALF.validation_share, HALF.seed)
    assert len(held_out) > 0
    engine = make_engine(training, held_out, Vocabulary.load(), packed / "bank.npz", packed / "formulas.txt")
    hands = {specimen.writer for token in ("x", "2", "a") for specimen in engine.bank.specimens(token)}  # type: ignore[attr-defined]
    assert not any(writer in hand.split() for hand in hands for writer in held_out.writers)


def test_a_recipe_says_how_many_grids_scribbles_and_single_symbols_are_composed(packed: Path) -> None:
    corpus = Corpus.load(packed / "corpus.npz")
    config = ComposeConfig(scribbles=0.2, grids=0.3, singles=0.2)
    engine = make_engine(
        *split(corpus, HALF.validation_share, HALF.seed), Vocabulary.load(), packed / "bank.npz", None, config
    )
    rng, vocabulary = np.random.default_rng(1), Vocabulary.load()
    captions = [vocabulary.decode(engine.draw(rng).tokens.tolist()) for _ in range(600)]
    written = [caption for caption in captions if caption]
    assert 600 - len(written) == pytest.approx(120, abs=40)
    grids = sum(any(token.startswith("\\begin") for token in caption) for caption in written)
    assert len(written) * 0.26 < grids < len(written) * 0.42
    singles = Counter(caption[0] for caption in written if len(caption) == 1)
    assert len(written) * 0.15 < singles.total() < len(written) * 0.28
    assert not COMMONEST.keys() & singles.keys()
    assert {"1", "2", "x", "="} & {name for name, _ in singles.most_common(8)}


def test_the_usual_config_leaves_the_mix_as_it_is() -> None:
    assert mix_of(ComposeConfig()) == FormulaConfig()
    assert mix_of(ComposeConfig(typical_tokens=19)).typical_tokens == 19
    with pytest.raises(ValueError, match="the typical length of formulas is a positive number"):
        ComposeConfig(typical_tokens=0)
    assert mix_of(ComposeConfig(grids=0.1)).shares == pytest.approx([0.378, 0.225, 0.198, 0.054, 0.045, 0.1])

"""What tests of personal fine-tuning share: the program's own glyphs and grammar, made once and not for every run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from mathnet.vocabulary import Vocabulary
from training.formulas.formulas import Formulas
from training.personal import check_set, sources
from training.synthesis.specimens import HELD_OUT, TRAINING, Supply, build_bank
from training.synthesis.symbols import SymbolBank


@cache
def glyphs(first_hand: int) -> tuple[SymbolBank, str]:
    return build_bank(supply=next(one for one in (TRAINING, HELD_OUT) if one.first_hand == first_hand))


@cache
def grammar(tokens: tuple[str, ...]) -> Formulas:
    return Formulas(vocabulary=Vocabulary(tokens))


@pytest.fixture(autouse=True, scope="session")
def made_once() -> Iterator[None]:
    def bank(corpus: object = None, *, supply: Supply) -> tuple[SymbolBank, str]:
        return build_bank(corpus, supply=supply) if corpus else glyphs(supply.first_hand)

    with pytest.MonkeyPatch.context() as patch:
        for module in (check_set, sources):
            patch.setattr(module, "build_bank", bank)
            patch.setattr(module, "Formulas", lambda vocabulary: grammar(vocabulary.tokens))
        yield

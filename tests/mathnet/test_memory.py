"""The memory: what was corrected is read right, what was right stays so, and what is forgotten leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mathnet.checkpoint import shipped_model
from mathnet.config import tiny
from mathnet.ink import Ink
from mathnet.inkml import read
from mathnet.memory import Entries, Memory, Recall, UnusableMemoryError, symbols_of
from mathnet.reading import Reading
from mathnet.recognizer import Recognizer
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.drawings import WIDE, untrained

SAMPLES = shipped_model().parent.parent / "samples"
SQUARE = ["x", "^", "{", "2", "}", "+", "1"]
INK = Ink.of(WIDE)
SEEDS = range(6)
WORDS = Vocabulary((*SPECIALS, "{", "}", "^", "x", "y", "2"))


@pytest.fixture(scope="module")
def shipped() -> Recognizer:
    return Recognizer.load(device="cpu")


@pytest.fixture
def recogniser(shipped: Recognizer) -> Recognizer:
    shipped.memory = Memory.empty()
    return shipped


def random_recogniser(seed: int) -> Recognizer:
    vocabulary = Vocabulary.load()
    model = untrained(len(vocabulary), seed, tiny(), spread=6.0)
    with torch.no_grad():
        model.decoder.out.bias[[vocabulary.start, vocabulary.end]] -= 4.0  # or it would say nothing at all
    return Recognizer(model, vocabulary, torch.device("cpu"))


def sample(name: str) -> Ink:
    return read(SAMPLES / f"{name}.inkml")


def said(reading: Reading) -> list[tuple[object, ...]]:
    """All that a reading says, to the last bit."""
    return [(each.tokens, each.score, each.probability, each.confidences) for each in reading.candidates]


def taught(recogniser: Recognizer, ink: Ink, tokens: list[str], name: str = "one") -> Memory:
    recogniser.memory = recogniser.memory.with_formula(recogniser.memorise(ink, tokens, name))
    return recogniser.memory


def entries(name: str, *symbols: str, seed: int = 0, model: str = "m") -> Entries:
    keys = torch.nn.functional.normalize(torch.randn(len(symbols), 2, 3, generator=torch.manual_seed(seed)), dim=-1)
    return Entries(name, model, keys.half(), torch.tensor(WORDS.encode(symbols)))


def same(one: Memory, other: Memory) -> bool:
    return (
        (one.model, one.samples) == (other.model, other.samples)
        and torch.equal(one.keys, other.keys)
        and torch.equal(one.tokens, other.tokens)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_an_empty_memory_changes_nothing_to_the_last_bit(seed: int) -> None:
    recogniser = random_recogniser(seed)
    before = recogniser.recognize(INK)
    taught(recogniser, INK, ["\\alpha", "+", "\\beta"])
    assert said(recogniser.recognize(INK)) != said(before)
    recogniser.memory = Memory.empty()
    assert said(recogniser.recognize(INK)) == said(before)


@pytest.mark.parametrize(("place", "token"), [(0, "X"), (0, "n"), (3, "z"), (5, "t"), (6, "l"), (6, "\\beta")])
def test_a_corrected_mistake_is_not_made_again_with_the_same_ink(
    place: int, token: str, recogniser: Recognizer
) -> None:
    ink, corrected = sample("square_plus_one"), [*SQUARE[:place], token, *SQUARE[place + 1 :]]
    assert list(recogniser.recognize(ink).best.tokens) == SQUARE
    taught(recogniser, ink, corrected)
    assert list(recogniser.recognize(ink).best.tokens) == corrected
    assert recogniser.alternatives(ink, corrected, place)[0].token == token


def test_a_memory_leaves_other_symbols_as_they_were(recogniser: Recognizer) -> None:
    others = [name.stem for name in sorted(SAMPLES.glob("*.inkml")) if name.stem != "square_plus_one"]
    before = {name: recogniser.recognize(sample(name)).latex for name in others}
    taught(recogniser, sample("square_plus_one"), ["x", *SQUARE[1:3], "z", *SQUARE[4:]])
    assert {name: recogniser.recognize(sample(name)).latex for name in others} == before


def test_what_was_right_outvotes_a_look_alike(recogniser: Recognizer) -> None:
    rough = torch.tensor([[2.0, -1, -1], [2.0, -0.5, -1.5]])  # what the model is sure is an x, and nearly the same
    keys = torch.nn.functional.normalize(rough, dim=1)[:, None].repeat(1, 2, 1).half()
    both = Memory.empty().with_formula(Entries("a", "m", keys, torch.tensor(WORDS.encode(["x", "y"]))))
    chances = torch.full((1, len(WORDS)), -20.0)
    chances[0, WORDS.encode(["x", "y", "2"])] = torch.tensor([0.0, -6.0, -6.0])
    near_x = both.mixed(chances.log_softmax(1), 1, symbols_of(WORDS))
    alone = Memory.empty().with_formula(Entries("a", "m", keys[1:], torch.tensor(WORDS.encode(["y"]))))
    near_y = alone.mixed(chances.log_softmax(1), 1, symbols_of(WORDS))
    assert near_x[0].argmax() == WORDS.encode(["x"])[0]
    assert near_y[0].argmax() == WORDS.encode(["y"])[0]


@pytest.mark.parametrize("backward", [False, True])
def test_probabilities_stay_probabilities_and_structure_keeps_its_own(backward: bool) -> None:
    memory = Memory.empty().with_formula(entries("a", "x", "y", "2"))
    memory = replace(memory, recall=Recall(0.7, 0.5, 4.0))  # everything is near
    before = torch.randn(5, len(WORDS), generator=torch.manual_seed(1)).log_softmax(1)
    after = memory.mixed(before, 0 if backward else 5, symbols_of(WORDS))
    assert torch.allclose(after.exp().sum(1), torch.ones(5), atol=1e-5)
    structure = torch.tensor([at for at in range(len(WORDS)) if at not in symbols_of(WORDS)])
    assert torch.equal(after[:, structure], before[:, structure])
    assert not torch.allclose(after, before, atol=1e-2)


def test_each_direction_has_keys_of_its_own() -> None:
    keys = torch.tensor([[[1.0, 0, 0], [-1.0, 0, 0]]]).half()
    memory = Memory.empty().with_formula(Entries("a", "m", keys, torch.tensor(WORDS.encode(["y"]))))
    before = torch.full((1, len(WORDS)), -9.0)
    before[0, WORDS.encode(["x"])] = -0.1  # its features point where the forward key does
    forward, backward = (memory.mixed(before, rows, symbols_of(WORDS)) for rows in (1, 0))
    assert not torch.equal(forward, before)
    assert torch.equal(backward, before)


def test_what_is_beyond_reach_is_not_heard() -> None:
    memory = replace(Memory.empty().with_formula(entries("a", "x", "y")), recall=Recall(0.7, 0.1, 1e-4))
    before = torch.randn(5, len(WORDS), generator=torch.manual_seed(2)).log_softmax(1)
    assert torch.equal(memory.mixed(before, 5, symbols_of(WORDS)), before)


def test_without_a_deleted_sample_the_reading_is_as_before(recogniser: Recognizer) -> None:
    ink = sample("square_plus_one")
    taught(recogniser, sample("sum"), list(recogniser.recognize(sample("sum")).best.tokens), "kept")
    before = said(recogniser.recognize(ink))
    taught(recogniser, ink, ["X", *SQUARE[1:]], "deleted")
    assert said(recogniser.recognize(ink)) != before
    recogniser.memory = recogniser.memory.without("deleted")
    assert said(recogniser.recognize(ink)) == before
    assert {name for names in recogniser.memory.samples for name in names} == {"kept"}


def test_a_sample_that_is_taught_again_replaces_what_it_left() -> None:
    first = Memory.empty().with_formula(entries("a", "x", "y"))
    again = first.with_formula(entries("a", "2", seed=1))
    assert same(again, Memory.empty().with_formula(entries("a", "2", seed=1)))
    assert len(first) == 2  # a value does not change


def test_a_duplicate_is_one_entry_until_both_samples_are_gone() -> None:
    memory = Memory.empty().with_formula(entries("a", "x", "y")).with_formula(entries("b", "x", "y"))
    assert len(memory) == 2
    assert len(memory.without("a")) == 2
    assert len(memory.without("a").without("b")) == 0


def test_the_same_key_with_another_token_is_an_entry_of_its_own() -> None:
    assert len(Memory.empty().with_formula(entries("a", "x")).with_formula(entries("b", "y"))) == 2


def test_a_full_memory_forgets_the_oldest() -> None:
    memory = Memory.empty()
    for number in range(7):
        memory = memory.with_formula(entries(str(number), "x", "y", seed=number), most=6)
    assert [set(names) for names in memory.samples] == [{str(number)} for number in (4, 4, 5, 5, 6, 6)]
    assert memory.keys.shape[0] == memory.tokens.shape[0] == 6


def test_a_memory_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    memory = Memory.empty().with_formula(entries("ü a", "x", "y")).with_formula(entries("b", "x", "y"))
    memory = memory.with_formula(entries("c", "2", seed=3))
    for each in (memory, Memory.empty(), memory.without("c")):
        each.save(tmp_path / "memory.safetensors")
        assert same(Memory.load(tmp_path / "memory.safetensors"), each)
    assert [path.name for path in tmp_path.iterdir()] == ["memory.safetensors"]


def test_another_model_is_refused(recogniser: Recognizer) -> None:
    memory = taught(recogniser, sample("square_plus_one"), SQUARE)
    other = random_recogniser(0)
    with pytest.raises(UnusableMemoryError, match="another model: build it anew from its samples"):
        other.memory = memory
    assert len(other.memory) == 0
    with pytest.raises(UnusableMemoryError, match="another model"):
        memory.with_formula(other.memorise(INK, ["x"], "two"))
    other.memory = Memory.empty()


def test_the_same_model_loaded_again_takes_its_memory(recogniser: Recognizer) -> None:
    memory = taught(recogniser, sample("square_plus_one"), SQUARE)
    Recognizer.load(device="cpu").memory = memory


def test_a_memory_of_another_vocabulary_is_refused(recogniser: Recognizer) -> None:
    memory = Memory.empty().with_formula(entries("a", "x", model=recogniser.fingerprint))
    with pytest.raises(UnusableMemoryError, match="vocabulary"):
        recogniser.memory = memory


BROKEN = {
    "no memory": {"x": torch.zeros(2)},
    "keys for too few": {"keys": torch.zeros(1, 2, 3).half(), "tokens": torch.zeros(2).int()},
    "numbers that are none": {"keys": torch.full((1, 2, 3), torch.nan).half(), "tokens": torch.zeros(1).int()},
    "an entry of nobody": {"keys": torch.zeros(1, 2, 3).half(), "tokens": torch.zeros(1).int()},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_what_to_do(what: str, tmp_path: Path) -> None:
    about = {"format": "1", "model": "m", "samples": "[]"}
    save_file(BROKEN[what] | {"owners": torch.zeros(0, 2).int()}, tmp_path / "memory.safetensors", about)
    with pytest.raises(UnusableMemoryError, match=r"memory\.safetensors cannot be read .* build it anew"):
        Memory.load(tmp_path / "memory.safetensors")


def test_a_file_that_is_no_safetensors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "memory.safetensors").write_bytes(b"{}")
    with pytest.raises(UnusableMemoryError, match="cannot be read"):
        Memory.load(tmp_path / "memory.safetensors")
    with pytest.raises(FileNotFoundError):
        Memory.load(tmp_path / "nothing.safetensors")


@pytest.mark.parametrize("wrong", [{"weight": 1.0}, {"weight": -0.1}, {"temperature": 0.0}, {"reach": 0.0}])
def test_a_recall_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weight from 0"):
        Recall(**wrong)


@pytest.mark.parametrize(
    ("tokens", "complaint"), [(["{"], "no formula"), (["\\nonsense"], "has no"), ([], "no formula")]
)
def test_what_is_no_formula_cannot_be_remembered(tokens: list[str], complaint: str, recogniser: Recognizer) -> None:
    with pytest.raises(ValueError, match=complaint):
        recogniser.memorise(INK, tokens, "one")

"""The protocol: people are held-out writers, what they correct is never what they are judged by."""

from __future__ import annotations

import numpy as np
import pytest

from training.data.corpus import Corpus
from training.data.sample import Sample
from training.teaching.protocol import LEAST_LATER, everyone_else, halves, interval, people

WRITTEN = {"ann": 30, "bob": 12, "cid": 4, "": 50}


@pytest.fixture
def corpus() -> Corpus:
    """Expressions of a dot each."""
    dot, none = np.zeros((1, 2), dtype=np.float32), np.zeros(1, dtype=np.int64)
    writers = sorted((name for name, count in WRITTEN.items() for _ in range(count)), key=len)
    samples = [Sample([dot], none, none, none, none) for _ in writers]
    return Corpus(samples, [f"e{at}" for at in range(len(writers))], ["hand"] * len(writers), writers, ("x",))


def test_people_are_known_writers_with_enough_to_be_judged_by(corpus: Corpus) -> None:
    assert [person.name for person in people(corpus, 5)] == ["ann", "bob"]
    assert [person.name for person in people(corpus, 12 - LEAST_LATER)] == ["ann", "bob"]
    assert [person.name for person in people(corpus, 12 - LEAST_LATER + 1)] == ["ann"]
    assert people(corpus, 30) == []


def test_each_expression_of_a_person_is_either_corrected_or_later(corpus: Corpus) -> None:
    for person in people(corpus, 5):
        places = [*person.corrected, *person.later]
        assert len(person.corrected) == 5
        assert len(places) == len(set(places)) == WRITTEN[person.name]
        assert {corpus.writers[at] for at in places} == {person.name}


def test_more_corrections_begin_with_the_same_ones_and_a_seed_gives_the_same_people(corpus: Corpus) -> None:
    few, many = people(corpus, 5)[0], people(corpus, 20)[0]
    assert many.corrected[:5] == few.corrected
    assert people(corpus, 5) == people(corpus, 5)
    assert people(corpus, 5, seed=1)[0].corrected != few.corrected


def test_everyone_else_is_somebody_else_that_is_known(corpus: Corpus) -> None:
    ann, bob = people(corpus, 5)
    assert {corpus.writers[at] for at in everyone_else(corpus, ann, 100)} == {"bob", "cid"}
    assert len(everyone_else(corpus, ann, 100)) == 16
    assert len(set(everyone_else(corpus, bob, 7))) == 7


def test_halves_share_nobody_and_leave_nobody_out() -> None:
    names = ["a", "b", "c", "d", "e", "a"]
    first, second = halves(names)
    assert first | second == set(names)
    assert not first & second
    assert abs(len(first) - len(second)) <= 1


def test_an_interval_is_a_point_if_all_writers_agree_and_wider_the_less_they_do() -> None:
    def mean(values: dict[str, float]) -> tuple[float, float]:
        return interval(values, lambda names: sum(values[name] for name in names) / len(names))

    assert mean({"a": 2.0, "b": 2.0}) == (2.0, 2.0)
    low, high = mean({"a": 1.0, "b": 2.0, "c": 3.0, "d": 2.0})
    wide_low, wide_high = mean({"a": -8.0, "b": 2.0, "c": 12.0, "d": 2.0})
    assert wide_low < low < 2 < high < wide_high

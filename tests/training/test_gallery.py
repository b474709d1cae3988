"""The gallery: pictures of each stage at each validation, named by events, and no more than are to be kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.training.inks import ALL, samples_of, to_corpus
from tests.training.runs import make_stage, tiny_recipe
from training.data.sample import NO_SYMBOL
from training.events import Event, Focus, Health, Sample, read_events
from training.gallery import Gallery, chosen, drawn_for_show, unlabelled_sample


def shown(stage: str, folder: Path) -> list[Event]:
    recipe = replace(tiny_recipe(steps=4), validation_share=0.5)
    assert make_stage(stage, to_corpus(ALL), recipe, folder, validate_steps=2).run()
    return read_events(folder)


def picture(folder: Path, name: str) -> np.ndarray:
    found = cv2.imread(str(folder / name))
    assert found is not None, name
    return found


def test_stage_one_shows_how_alike_its_embeddings_are(tmp_path: Path) -> None:
    healths = [event for event in shown("pretrain", tmp_path) if isinstance(event, Health)]
    assert [event.step for event in healths] == [2, 4]
    for event in healths:
        rows, columns, _ = picture(tmp_path, event.picture).shape
        assert rows == columns
        assert event.spectrum[0] == 1.0
        assert event.spectrum == sorted(event.spectrum, reverse=True)
        assert {"deviation", "effective_rank", "retrieval"} <= event.values.keys()


def test_stage_two_shows_its_focus_as_masking_grows(tmp_path: Path) -> None:
    focuses = [event for event in shown("attend", tmp_path) if isinstance(event, Focus)]
    assert sorted({event.step for event in focuses}) == [2, 4]
    assert {event.number for event in focuses} == set(range(len(focuses) // 2))
    assert focuses[0].hidden < focuses[-1].hidden
    for event in focuses:
        whole, heat, masked = (picture(tmp_path, name) for name in (event.picture, event.map, event.masked))
        assert whole.shape == heat.shape == masked.shape
        assert masked.astype(int).sum() > whole.astype(int).sum()  # less of the dark ink


def test_stage_three_shows_what_it_reads_and_where_it_looked(tmp_path: Path) -> None:
    samples = [event for event in shown("finetune", tmp_path) if isinstance(event, Sample)]
    first, second = ([event for event in samples if event.step == step] for step in (2, 4))
    assert len(first) == len(second) >= 3
    assert [(event.truth, event.picture) for event in first] == [(event.truth, event.picture) for event in second]
    assert all(event.truth for event in samples)
    for event in samples:
        heat = picture(tmp_path, event.map)
        assert heat.shape == picture(tmp_path, event.picture).shape
        assert np.ptp(heat.astype(int), axis=2).max() > 30  # there is colour in it


def test_the_newest_steps_are_kept(tmp_path: Path) -> None:
    gallery, grey = Gallery(tmp_path, steps=2), np.zeros((4, 4), dtype=np.uint8)
    (drawn, *_) = drawn_for_show(samples_of(), tiny_recipe().model.raster)
    gallery.ink(0, drawn)
    for step in (8, 9, 10, 12345678):
        for number in (0, 1):
            gallery.add("map", step, grey, number)
        gallery.prune()
    kept = {path.name for path in (tmp_path / "gallery").iterdir()}
    assert kept == {"ink-0.png", *(f"map-{step}-{number}.png" for step in ("0000010", "12345678") for number in (0, 1))}


def test_the_same_expressions_are_chosen_from_small_to_large() -> None:
    samples = samples_of()
    few = chosen(samples, 4)
    assert [id(one) for one in few] == [id(one) for one in chosen(samples[::-1], 4)]
    assert len(few) == 4
    assert [one.extent for one in few] == sorted(one.extent for one in few)
    assert len(chosen(samples[:2])) == 2
    assert chosen([]) == []


def test_ink_of_any_size_is_drawn_small_enough() -> None:
    wide = unlabelled_sample([np.array([[0.0, 0.0], [90.0, 1.0]], dtype=np.float32)])
    (drawn,) = drawn_for_show([wide], tiny_recipe().model.raster)
    assert drawn.raster.shape[2] < 1000
    assert (drawn.symbols == NO_SYMBOL).all()


@pytest.mark.parametrize("stage", ["pretrain", "finetune"])
def test_no_half_written_picture_is_left(stage: str, tmp_path: Path) -> None:
    shown(stage, tmp_path)
    assert {path.suffix for path in (tmp_path / "gallery").iterdir()} == {".png"}

"""Samples come back as they were, go for good, and are read by the training as they are exported."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from app.services import store_schema
from app.services.files import FileError
from app.services.samples import CAPTIONS, How, Sample, Samples
from app.services.store import Store
from mathnet.inkml import read as read_ink
from mathnet.vocabulary import Vocabulary
from resources import __file__ as resources
from tests.app.paper import picture, same, stroke
from training.prepare import Wanted, read_data

INKS = Path(resources).parent / "samples"
WHEN = datetime(2026, 3, 14, 15, 9, 26)


def sample(seed: int = 0, latex: str = "x ^ { 2 }", read: str = "x ^ { z }", how: How = How.PINNED) -> Sample:
    ink = (stroke(seed), stroke(seed + 1000))
    return Sample(tuple(latex.split()), how, ink, None, tuple(read.split()), WHEN)


@pytest.fixture
def samples(path: Path) -> Samples:
    return Samples(path)


def test_a_sample_comes_back_as_it_was_kept(samples: Samples) -> None:
    kept = sample()
    number = samples.add(kept)
    (found,) = samples.all()
    assert (found.id, found.tokens, found.read, found.how, found.when) == (
        number,
        kept.tokens,
        kept.read,
        kept.how,
        WHEN,
    )
    assert same(found.strokes, kept.strokes)
    assert found.picture is None


def test_a_picture_comes_back_pixel_by_pixel(samples: Samples) -> None:
    grey = picture().grey
    samples.add(Sample(("x",), How.TYPED, picture=grey))
    (found,) = samples.all()
    assert isinstance(found.material, np.ndarray)
    assert np.array_equal(found.material, grey)


def test_a_later_sample_takes_the_place_of_the_one_before(samples: Samples) -> None:
    first, other = samples.add(sample(1)), samples.add(sample(2))
    later = samples.add(sample(1, "x ^ { 3 }"), instead_of=first)
    assert [found.id for found in samples.all()] == [other, later]
    assert samples.count() == 2


def test_no_number_is_given_twice(samples: Samples) -> None:
    first = samples.add(sample())
    samples.delete([first])
    assert samples.add(sample()) > first


def test_samples_and_sheets_share_the_file(store: Store, samples: Samples, path: Path) -> None:
    store.write_words("secret sheet", True, "")
    samples.add(sample())
    samples.delete_all()
    assert store.current().entry.latex == "secret sheet"


@pytest.mark.parametrize("all_of_them", [True, False])
def test_no_byte_of_what_is_deleted_stays_on_the_disk(samples: Samples, path: Path, all_of_them: bool) -> None:
    kept = [sample(seed, f"secret{seed:03}") for seed in range(60)]
    numbers = [samples.add(each) for each in kept]
    gone = kept if all_of_them else kept[::2]
    secrets = [each.tokens[0].encode() for each in gone] + [each.strokes[0].points.tobytes()[:24] for each in gone]
    assert all(secret in everything(path) for secret in secrets)
    if all_of_them:
        samples.delete_all()
    else:
        samples.delete(numbers[::2])
    left = everything(path)
    assert [secret for secret in secrets if secret in left] == []
    assert samples.count() == len(kept) - len(gone)


def test_a_store_from_before_there_were_samples_gets_room_for_them(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(store_schema.MIGRATIONS[0] + "PRAGMA user_version = 1;")
        old.execute("INSERT INTO sheet (slot, created, modified, latex, typed) VALUES (0, 1, 1, 'kept', 1)")
    assert Samples(path).add(sample()) == 1
    new = Store(path)
    new.open()
    assert new.current().entry.latex == "kept"
    new.close()


def test_a_damaged_sample_is_left_out_and_the_others_are_there(
    samples: Samples, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = samples.add(sample(1)), samples.add(sample(2))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE sample_stroke SET points = x'00' WHERE sample = ?", (bad,))
    connection.close()
    assert [found.id for found in samples.all()] == [good]
    assert f"sample {bad} cannot be read" in caplog.text


def test_the_training_reads_what_is_exported(samples: Samples, tmp_path: Path) -> None:
    inks = [read_ink(path) for path in sorted(INKS.glob("*.inkml"))]
    captions = [
        ("x", "^", "{", "2", "}", "+", "1"),
        ("a", "_", "{", "i", "}"),
        ("\\frac", "{", "1", "}", "{", "2", "}"),
    ]
    for ink, tokens in zip(inks, captions, strict=False):
        samples.add(Sample(tokens, How.TYPED, ink.strokes, None, ("z",)))
    written = np.full((80, 200), 255, np.uint8)
    written[20:60, 20:26] = written[38:42, 60:100] = written[48:52, 60:100] = 0
    samples.add(Sample(("1", "="), How.CHOSEN, picture=written))
    folder = tmp_path / "out" / "samples"
    assert samples.export(folder) == 4
    vocabulary = Vocabulary.load()
    corpus, report = read_data(Wanted(folder), vocabulary)
    assert report.read == 4, list(report.lines())
    assert sorted(vocabulary.decode(each.tokens) for each in corpus.samples) == sorted([*captions, ("1", "=")])


def test_exported_ink_says_what_is_right_and_what_was_read(samples: Samples, tmp_path: Path) -> None:
    number = samples.add(sample())
    samples.export(tmp_path / "out")
    ink = read_ink(tmp_path / "out" / f"sample-{number:06}.inkml")
    assert (ink.truth, ink.annotations["read"], ink.annotations["how"]) == ("x^2", "x^z", "pin")
    assert same(ink.strokes, sample().strokes)


def test_a_table_of_captions_that_is_there_already_is_not_written_over(samples: Samples, tmp_path: Path) -> None:
    samples.add(sample())
    (tmp_path / CAPTIONS).write_text("mine\tx\n", encoding="utf-8")
    with pytest.raises(FileError, match="Choose another folder"):
        samples.export(tmp_path)
    assert (tmp_path / CAPTIONS).read_text(encoding="utf-8") == "mine\tx\n"


def test_a_folder_that_cannot_be_written_is_told(samples: Samples, tmp_path: Path) -> None:
    samples.add(sample())
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        samples.export(tmp_path / "file")


def everything(path: Path) -> bytes:
    """All bytes of all files of the store."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))

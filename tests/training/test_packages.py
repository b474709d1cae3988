"""CROHME as distributed: captions out of label graphs and truths, wherever a package keeps them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mathnet import inkml
from mathnet.ink import Ink
from mathnet.sources import items
from mathnet.vocabulary import Vocabulary
from tests.training.inks import FRACTION, POWER, ROOT, to_ink
from tests.training.packages import POWER_GRAPH, pack, write_ink, write_photo
from training.data.corpus import Corpus
from training.data.crohme import read_captions
from training.data.packages import truth_caption
from training.data.report import Report
from training.prepare import Wanted, read_data


def read(path: Path, **wanted: str) -> tuple[Corpus, Report]:
    return read_data(Wanted(path, "crohme", **wanted), Vocabulary.load())  # type: ignore[arg-type]


def captions(corpus: Corpus) -> dict[str, str]:
    vocabulary = Vocabulary.load()
    pairs = zip(corpus.names, corpus.samples, strict=True)
    return {name: " ".join(vocabulary.decode(sample.tokens.tolist())) for name, sample in pairs}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Two parts in nested folders; the truth of `power` is wrong, so that its caption tells where it came from."""
    folder = tmp_path / "CROHME"
    write_ink(folder / "INKML" / "train" / "IVC" / "power.inkml", POWER, truth="$y$")
    write_ink(folder / "INKML" / "train" / "IVC" / "fraction.inkml", FRACTION, truth="$\\frac a{b+a}\\!$")
    write_ink(folder / "INKML" / "test" / "root.inkml", ROOT)
    return folder


def add_graph(path: Path, text: str = POWER_GRAPH) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_captions_are_the_canonical_truth_where_there_is_no_label_graph(package: Path) -> None:
    corpus, _ = read(package)
    assert captions(corpus) == {"power": "y", "fraction": FRACTION.caption}
    assert corpus.sources == ["IVC", "IVC"]
    assert sorted(corpus.writers) == ["w1", "w2"]


@pytest.mark.parametrize("place", ["SymLG/train/IVC", "INKML/train/IVC", "symLG"])
def test_a_label_graph_goes_before_the_truth_wherever_it_lies(place: str, package: Path) -> None:
    add_graph(package / place / "power.lg")
    assert captions(read(package)[0])["power"] == POWER.caption


def test_of_label_graphs_of_one_name_the_one_in_the_parallel_folder_counts(package: Path) -> None:
    add_graph(package / "SymLG" / "test" / "power.lg", "O, a, a, 1.0, 0")
    add_graph(package / "SymLG" / "train" / "IVC" / "power.lg")
    assert captions(read(package)[0])["power"] == POWER.caption


def test_a_label_graph_that_cannot_be_read_gives_way_to_the_truth_and_is_noted(package: Path) -> None:
    add_graph(package / "SymLG" / "train" / "IVC" / "power.lg", "N, 0, x, 1.0")
    corpus, report = read(package)
    assert captions(corpus)["power"] == "y"
    assert [(one.name, one.used) for one in report.remarks if "truth taken" in one.reason] == [
        ("INKML/train/IVC/power.inkml", True)
    ]


def test_tests_are_set_aside_unless_they_are_asked_for(package: Path) -> None:
    _, report = read(package)
    assert [name for name, why in report.skipped if "--within" in why] == ["INKML/test/root.inkml"]
    corpus, report = read(package, within="test")
    assert captions(corpus) == {"root": ROOT.caption}
    assert not report.skipped


@pytest.mark.parametrize("archive", ["crohme.zip", "crohme.tgz"])
def test_an_archive_is_read_as_its_folder_is(archive: str, package: Path, tmp_path: Path) -> None:
    add_graph(package / "SymLG" / "train" / "IVC" / "power.lg")
    corpus, report = read(pack(package, tmp_path / archive))
    assert captions(corpus) == {"power": POWER.caption, "fraction": FRACTION.caption}
    assert report.read == 2


def test_pictures_are_read_where_a_label_graph_but_no_ink_goes_with_them(package: Path) -> None:
    add_graph(package / "SymLG" / "train" / "photo.lg")
    add_graph(package / "SymLG" / "train" / "IVC" / "power.lg")
    for name in ("photo", "power", "stranger"):
        write_photo(package / "IMG" / "train" / f"{name}.png", POWER)
    corpus, report = read(package)
    assert sorted(corpus.names) == ["fraction", "photo", "power"]
    assert corpus.samples[corpus.names.index("photo")].picture is not None
    assert corpus.samples[corpus.names.index("power")].picture is None
    assert report.read == 3


@pytest.mark.parametrize(
    ("truth", "reason"),
    [
        ("$\\sqrt{x}ABOVE3$", "broken truth"),
        ("", "no truth"),
        ("$x}$", "no LaTeX"),
        ("$\\mathfrak{R}$", "vocabulary lacks: \\mathfrak"),
    ],
)
def test_a_truth_that_cannot_be_used_is_reported(truth: str, reason: str, package: Path) -> None:
    write_ink(package / "INKML" / "train" / "IVC" / "power.inkml", POWER, truth=truth)
    corpus, report = read(package)
    assert corpus.names == ["fraction"]
    [why] = [why for name, why in report.skipped if name.endswith("power.inkml")]
    assert reason in why


def test_functions_spelt_as_letters_are_functions_where_a_symbol_says_so(vocabulary: Vocabulary) -> None:
    data = to_ink(POWER)
    logarithm = data.with_annotations(truth="$2log(x)$")
    assert " ".join(truth_caption(logarithm)) == "2 l o g ( x )"
    spaced = logarithm.with_annotations(truth="$2 l o g(x)$")
    labelled = inkml.read(inkml.to_bytes(spaced).replace(b">+<", b">\\log<"))
    assert " ".join(truth_caption(labelled)) == "2 \\log ( x )"


def _is_same(ink: Ink, expected: list[str]) -> bool:
    try:
        return truth_caption(ink) == expected
    except ValueError:
        return False


def test_truths_of_crohme_2014_are_the_canonical_captions() -> None:
    root = Path(os.environ.get("MASK_MATCH_DATA", Path(__file__).resolve().parents[2].parent / "shared" / "data"))
    archive = root / "crohme" / "inkml.tar.xz"
    if not archive.exists():
        pytest.skip(f"no CROHME at {archive}")
    expected = read_captions(root / "crohme" / "test2014.tsv")
    same = [_is_same(inkml.read(item.read()), expected[Path(item.name).stem]) for item in items(archive)
            if "test2014" in item.name]  # fmt: skip
    assert len(same) == len(expected) == 986
    assert sum(same) >= 976

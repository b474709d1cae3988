"""Wide: `python -m training wide` measures a model on the wide vocabulary, in ink that its training left out.

No test has that vocabulary, so expressions are composed; nothing of a test is read. Which writers are held out, the
model's own recipe says, as for `errors` and `calibrate`; `training.wide.hands` says what else they write with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from mathnet.recognizer import Recognizer
from mathnet.vocabulary import Vocabulary
from training.calibrate import split_of
from training.data.corpus import Corpus
from training.data.split import split
from training.formulas.files import captions_of, load_formulas
from training.formulas.formulas import Formulas, Sources
from training.prepare import prepare
from training.synthesis.engine import Engine
from training.synthesis.symbols import SymbolBank
from training.wide.hands import real_hands, seen_by_training, unseen_bank
from training.wide.report import Read, Report
from training.wide.sample import Item, SampleConfig, draw_sample, fingerprint

_CANDIDATES = 5


@dataclass(frozen=True)
class WideOptions:
    """What is measured with what: `crohme`, or else `cache`, has the training data; files that lack are done without.

    `bank` is the one that the model was trained with: it must have no held-out writer's symbols, and the report says
    what share of the held-out drawings it has.
    """

    model: Path | None = None
    cache: Path | None = None
    crohme: Path | None = None
    drawn: Path | None = None
    formulas: Path | None = None
    bank: Path | None = None
    sample: SampleConfig = field(default_factory=SampleConfig)
    beam: int = 5
    device: str = "auto"
    as_json: bool = False


def measure_wide(options: WideOptions) -> int:
    """Draws the sample, reads it and prints the report. Returns 0.

    Raises `ValueError` if the model does not say what was held out, if nothing was, and for files that do not serve;
    `OSError` for files that lack.
    """
    share, seed = split_of(options.model)
    recognizer = Recognizer.load(options.model, options.device)
    whole = _corpus(options)
    held_out = split(whole, share, seed)[1]
    if not len(held_out):
        raise ValueError("the model's recipe held no writer of this data out: there is no ink to measure with")
    bank = unseen_bank(held_out, options.drawn)
    seen = seen_by_training(bank, held_out, options.bank) if options.bank is not None else None
    items = _drawn(_engine(bank, held_out, options.formulas), bank, options.sample)
    report = Report(list(read_all(recognizer, items, options.beam)), _tokens(whole))
    _print(report, fingerprint(items), seen, options)
    return 0


def _corpus(options: WideOptions) -> Corpus:
    """The packed training data; a folder of CROHME is packed first, so that both ways give the same sample."""
    if options.cache is not None:
        return Corpus.load(options.cache)
    if options.crohme is None:
        raise ValueError("the training data is wanted: --cache or --crohme")
    with TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        packed = Path(folder) / "corpus.npz"
        prepare(options.crohme, ("train", "extra"), packed)
        return Corpus.load(packed)


def _engine(bank: SymbolBank, held_out: Corpus, formulas: Path | None) -> Engine:
    """An engine over the packaged vocabulary, formulas of the grammar, of a file, and of the held-out captions."""
    vocabulary = Vocabulary.load()
    files = tuple(load_formulas(formulas)) if formulas is not None else ()
    trees = Formulas(Sources(files, tuple(captions_of(held_out))), vocabulary=vocabulary)
    return Engine(trees, bank, vocabulary, writers=real_hands(bank))


def _drawn(engine: Engine, bank: SymbolBank, config: SampleConfig) -> list[Item]:
    count = config.expressions + 3 * config.grids + config.singles + config.scribbles
    drawn = draw_sample(engine, bank.tokens, config)
    return list(tqdm(drawn, "composing", count, unit="ink", disable=not sys.stderr.isatty()))


def read_all(recognizer: Recognizer, items: Sequence[Item], beam: int) -> Iterator[Read]:
    """Each item, as the program would read it."""
    for item in tqdm(items, "reading", unit="ink", disable=not sys.stderr.isatty()):
        reading = recognizer.recognize(item.ink, beam, _CANDIDATES)
        yield Read(item, tuple(candidate.tokens for candidate in reading.candidates), reading.milliseconds)


def _tokens(corpus: Corpus) -> frozenset[str]:
    return frozenset(corpus.vocabulary[token] for sample in corpus.samples for token in sample.tokens.tolist())


def _print(report: Report, mark: str, seen: float | None, options: WideOptions) -> None:
    config = options.sample
    if options.as_json:
        about = {"sample": mark, "seed": config.seed, "beam": options.beam, "seen_drawings": seen}
        print(json.dumps(about | report.as_json()))
        return
    print(f"sample {mark}: {len(report.reads)} inks, seed {config.seed}, beam {options.beam}")
    if seen is not None:
        print(f"{seen:.1%} of the drawn symbols it is written with stand in {options.bank}")
    print(f"\n{report.text()}")

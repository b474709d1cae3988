"""What is wrong is said in the user's language, whatever the error was made of."""

from __future__ import annotations

import errno
import json
import os
import pickle
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.compute.understanding import understand
from app.compute.words import Refusal
from app.languages import Language, install
from app.panels.saying import said
from app.panels.spans import mistake
from app.services import files
from app.services.files import FileError
from app.telling import told
from app.typeset.formula import TypesetError
from app.typeset.typesetter import typeset
from mathnet.checkpoint import CheckpointError, load_model
from mathnet.errors import Spoken, SpokenError, from_json, to_json
from mathnet.forms import FORMS, FormError
from mathnet.inkml import InkmlError, read
from mathnet.latex import LatexError, parse
from mathnet.recognizer import choose_device
from scripts.translate import collect, sentences_of
from training.events import State, Status, words_of
from training.events.kinds import from_line, to_line


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    locale = QLocale()
    translators = install(qapp, Language.GERMAN)
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(locale)


def caught(do: Callable[[], object], kind: type[Exception]) -> Exception:
    with pytest.raises(kind) as found:
        do()
    return found.value


INK = b"<ink>%s</ink>"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "a.inkml, Zeile 1: die Datei ist leer"),
        (b"<ink>\n<trace>1 2\n</ink>", "a.inkml, Zeile 3: kein wohlgeformtes XML: ein Endtag passt nicht"),
        (INK % b"", "a.inkml, Zeile 1: die Datei enthält keine Striche"),
        (INK % b"<trace>1 2, 3</trace>", "a.inkml, Zeile 1: der Punkt '3' hat 1 Wert(e) für die Kanäle X Y"),
        (INK % b"<trace>1 1e99</trace>", "a.inkml, Zeile 1: ein Strich hat Koordinaten, die keine endlichen"),
        (b"<html/>", "a.inkml, Zeile 1: das ist kein InkML: das äußerste Element ist <html>, nicht <ink>"),
    ],
)
def test_a_broken_ink_file_is_told_with_its_line(data: bytes, expected: str) -> None:
    assert told(caught(lambda: read(data, "a.inkml"), InkmlError)).startswith(expected)


@pytest.mark.usefixtures("german")
def test_files_that_cannot_be_read_or_written_are_told_with_the_reason(tmp_path: Path) -> None:
    def of(do: Callable[[], object]) -> str:
        return str(caught(do, FileError))

    gone = tmp_path / "fort.inkml"
    assert (
        of(lambda: files.read(gone))
        == "fort.inkml lässt sich nicht öffnen: diese Datei oder diesen Ordner gibt es nicht."
    )
    assert "kein Bild einer bekannten Art" in of(lambda: files.decode(b"letters", "a.png"))
    assert "lässt sich nicht schreiben" in of(lambda: files.write(read(INK % b"<trace>1 2</trace>"), gone / "a.inkml"))


@pytest.mark.usefixtures("german")
def test_a_mistake_in_latex_is_told_in_the_window() -> None:
    found = mistake("\\frac{x}{2")
    assert found is not None
    assert found.told == "Bei Zeichen 9: { ohne } dahinter: ergänzen Sie }"


@pytest.mark.usefixtures("german")
def test_forms_models_devices_and_print_are_told() -> None:
    assert told(caught(lambda: FORMS["sympy"].write("x \\pm 1"), FormError)).endswith(
        "steht für zwei Werte: schreiben Sie einen davon."
    )
    assert told(caught(lambda: FORMS["sympy"].write("{x"), FormError)).startswith(
        "Das LaTeX ist nicht vollständig: bei Zeichen 1:"
    )
    assert told(caught(lambda: load_model(Path("nowhere")), CheckpointError)).startswith(
        "unter nowhere gibt es kein Modell"
    )
    assert told(caught(lambda: choose_device("abacus"), SpokenError)).startswith("ein Gerät 'abacus' gibt es nicht")
    assert told(caught(lambda: typeset("\\frac{"), TypesetError)) == "Dieses LaTeX lässt sich nicht als Formel zeigen."


@pytest.mark.usefixtures("german")
def test_what_a_process_of_ours_has_said_is_told_in_german() -> None:
    log = to_line(Status(State.FAILED, words_of(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "runs/a"))))
    status = from_line(log)
    assert isinstance(status, Status)
    assert status.words == f"{os.strerror(errno.EACCES)}: runs/a"
    assert told(status.words) == "der Zugriff ist nicht erlaubt: runs/a"
    why = ("a", 2, Spoken("no caption"), "b.png")
    said = to_json(Spoken("nothing in {} could be used: {} files are left out, {} ({})", *why))
    assert told(from_json(said)) == "nichts in a war verwendbar: 2 Dateien sind ausgelassen, keine Beschriftung (b.png)"


@pytest.mark.usefixtures("german")
def test_why_latex_cannot_be_computed_with_is_told_in_german() -> None:
    with pytest.raises(Refusal) as refusal:
        understand("x^{2")
    answer = json.loads(json.dumps(refusal.value.words))
    assert said(answer) == "Das LaTeX ist unvollständig: bei Zeichen 3: { ohne } dahinter: ergänzen Sie }."


@pytest.mark.usefixtures("german")
def test_what_nobody_translated_is_told_as_it_is() -> None:
    assert told(ValueError("the moon is full")) == "the moon is full"
    assert told(ValueError()) == "ValueError"
    assert told(OSError(errno.EXDEV, os.strerror(errno.EXDEV))) == os.strerror(errno.EXDEV)
    assert told(OSError("no number")) == "no number"
    assert told(OSError(errno.ENOSPC, "full")) == "der Datenträger ist voll"


def test_in_english_an_error_says_what_it_says() -> None:
    error = caught(lambda: parse("a}"), LatexError)
    assert told(error) == str(error) == "at character 2: } without { before it: remove it"


def test_an_error_keeps_what_it_says_from_one_process_to_another() -> None:
    error = caught(lambda: parse("{a"), LatexError)
    back = pickle.loads(pickle.dumps(error))
    assert (str(back), back.position) == (str(error), 0)
    assert str(SpokenError("braces {} that nobody fills")) == "braces {} that nobody fills"


def test_every_sentence_that_mathnet_raises_is_collected_for_translation() -> None:
    known = {text for context, text in collect() if context == "Spoken"}
    for error in (
        caught(lambda: read(b"<ink>"), InkmlError),
        caught(lambda: parse("\\begin{x}"), LatexError),
        caught(lambda: FORMS["sympy"].write("\\forall x"), FormError),
        caught(lambda: FORMS["sympy"].write("\\frac{d"), FormError),
        caught(lambda: load_model(Path("nowhere")), CheckpointError),
    ):
        assert set(templates(error)) <= known
    assert all(string.Formatter().parse(text) for text in known)


def templates(error: object) -> Iterator[str]:
    if isinstance(error, SpokenError):
        yield error.template
        for field in error.fields:
            yield from templates(field)


def test_a_sentence_that_is_put_together_is_refused_with_its_line() -> None:
    source = "class OwnError(SpokenError):\n    pass\n\nraise OwnError('it is {}', 3)\n"
    assert list(sentences_of({"a.py": source})) == ["it is {}"]
    with pytest.raises(ValueError, match=r"a\.py, line 5"):
        list(sentences_of({"a.py": source + "raise OwnError(f'it is {3}')\n"}))


def test_sentences_are_found_where_a_function_or_a_table_hands_them_on() -> None:
    sources = {
        "a.py": "def refuse(template, *about):\n    raise SpokenError(template, *about)\n",
        "b.py": "def sentence(template):\n    return template\n",
        "c.py": "TABLE = [sentence('in a table')]\nrefuse('by a function')\n",
    }
    assert sorted(sentences_of(sources)) == ["by a function", "in a table"]

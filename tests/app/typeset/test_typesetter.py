"""The process that typesets: what it says is what ziamath set, and it may be lost at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.typeset.formula import TypesetError
from app.typeset.setting import set_in_print
from app.typeset.typesetter import Typesetter

MATRIX = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}"
# A window that starts the process, tells its number, and is gone without having ended it.
LOST_WINDOW = """
import os
from app.typeset.typesetter import Typesetter
typesetter = Typesetter()
typesetter.typeset("x")
print(typesetter.process_id, flush=True)
os._exit(1)
"""


@pytest.fixture
def typesetter() -> Iterator[Typesetter]:
    made = Typesetter()
    yield made
    made.close()


def saying(answer: str) -> Typesetter:
    """One whose process answers whatever it is asked by `answer`."""
    return Typesetter([sys.executable, "-c", f"import sys\nfor line in sys.stdin: print({answer!r}, flush=True)"])


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("latex", [MATRIX, "x''^2", r"\text{Müller}", "a\nb"])
def test_a_formula_comes_through_as_it_was_set(typesetter: Typesetter, latex: str) -> None:
    assert typesetter.typeset(latex) == set_in_print(latex)


@pytest.mark.parametrize("latex", [r"\frac{a}", "", "{"])
def test_what_cannot_be_set_is_told_in_the_same_words(typesetter: Typesetter, latex: str) -> None:
    with pytest.raises(TypesetError) as here:
        set_in_print(latex)
    with pytest.raises(TypesetError, match=str(here.value)):
        typesetter.typeset(latex)
    assert typesetter.typeset("x").width > 0


def test_threads_each_get_their_own_formula(typesetter: Typesetter) -> None:
    latexes = [f"x^{{{number}}}" for number in range(24)]
    with ThreadPoolExecutor(6) as threads:
        formulas = list(threads.map(typesetter.typeset, latexes))
    assert formulas == [set_in_print(latex) for latex in latexes]


def test_what_is_begun_early_is_what_is_asked_later(typesetter: Typesetter) -> None:
    assert typesetter.process_id == 0
    typesetter.begin()
    process = typesetter.process_id
    assert process != 0
    typesetter.typeset("x")
    assert typesetter.process_id == process


def test_a_process_that_was_killed_is_started_anew(typesetter: Typesetter) -> None:
    typesetter.typeset("x")
    process = typesetter.process_id
    os.kill(process, signal.SIGTERM)
    while True:  # it may still be found there, and be lost while it is asked
        try:
            formula = typesetter.typeset("y")
            break
        except TypesetError:
            assert is_there(process) or typesetter.process_id == 0
    assert formula.width > 0
    assert typesetter.process_id != process


def test_a_formula_that_takes_too_long_is_given_up() -> None:
    slow = Typesetter([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5)
    began = time.monotonic()
    with pytest.raises(TypesetError, match="cannot be shown"):
        slow.typeset("x")
    assert time.monotonic() - began < 20
    assert slow.process_id == 0


@pytest.mark.parametrize("answer", ["no JSON", "", "[1]", "3", '{"svg": ""}', '{"trouble": 3, "places": 4}'])
def test_an_answer_that_makes_no_sense_is_an_error_for_the_user(answer: str) -> None:
    confused = saying(answer)
    with pytest.raises(TypesetError):
        confused.typeset("x")
    confused.close()


def test_a_process_that_ends_at_once_is_an_error_for_the_user() -> None:
    brief = Typesetter([sys.executable, "-c", ""])
    with pytest.raises(TypesetError, match="cannot be shown"):
        brief.typeset("x")
    assert brief.process_id == 0


def test_where_none_can_be_started_the_first_formula_tells() -> None:
    missing = Typesetter(["/no/such/program"])
    missing.begin()
    with pytest.raises(TypesetError, match="cannot be shown"):
        missing.typeset("x")


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes by their number as Unix does")
def test_the_process_ends_with_a_window_that_was_killed() -> None:
    window = subprocess.run([sys.executable, "-c", LOST_WINDOW], stdout=subprocess.PIPE, text=True, check=False)
    process = int(window.stdout)
    deadline = time.monotonic() + 10
    while is_there(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_there(process)


def test_what_is_closed_is_gone(typesetter: Typesetter) -> None:
    typesetter.typeset("x")
    process = typesetter.process_id
    typesetter.close()
    assert typesetter.process_id == 0
    assert not is_there(process)

r"""The typesetting process: reads LaTeX, a line of JSON each, answers a line, and ends when nobody is there to ask.

`"x^2"` is answered by `{"svg": …, "width": …, "height": …, "places": [[token, left, top, width, height], …]}`, and what
cannot be set by `{"trouble": …}` with a sentence.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import Any

from app.typeset.formula import TypesetError
from app.typeset.setting import set_in_print


def main() -> int:
    """Answer requests from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal, meant for the window, which ends this process
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    set_in_print("x")  # fonts are read at the first formula
    for line in sys.stdin.buffer:
        with contextlib.suppress(BrokenPipeError):
            answers.write(json.dumps(answer(json.loads(line))).encode() + b"\n")
    return 0


def answer(latex: str) -> dict[str, Any]:
    """The answer to one request."""
    try:
        formula = set_in_print(latex)
    except TypesetError as error:
        return {"trouble": str(error)}
    boxes = [(place.token, place.box) for place in formula.places]
    places = [[token, box.x(), box.y(), box.width(), box.height()] for token, box in boxes]
    return {"svg": formula.svg, "width": formula.width, "height": formula.height, "places": places}


if __name__ == "__main__":
    sys.exit(main())

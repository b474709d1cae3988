r"""The computing process: reads one request a line, answers one line, and ends when nobody is there to read it.

`{"id": 3, "do": "understand", "latex": "x^2"}` is answered by `{"id": 3, "answer": {…}}`, or by `"refused"` and a
sentence. Its memory is limited; its time is the window's matter, but it also ends by itself where it is left alone.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from app.compute.words import MEMORY, UNKNOWN, Refusal

MEMORY_BYTES = 2 << 30  # of addresses, libraries included
ALONE_SECONDS = 60  # for a single request, should the window not be there to end it


def main() -> int:
    """Answer requests from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    limit_memory()
    for line in sys.stdin.buffer:
        _set_alarm(ALONE_SECONDS)
        request = json.loads(line)
        _write(answers, {"id": request["id"], **_answered(request)})
        _set_alarm(0)
    return 0


def _write(answers: BinaryIO, answer: Mapping[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):
        answers.write(json.dumps(answer).encode() + b"\n")


def _answered(request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"answer": answer(request)}
    except Refusal as refusal:
        return {"refused": refusal.words}
    except MemoryError:
        return {"refused": [MEMORY], "spent": True}
    except Exception as error:  # SymPy raises whatever it likes; the request failed, the process goes on
        return {"refused": [UNKNOWN, type(error).__name__]}


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one request. Raises `Refusal`."""
    from app.compute import operations, plotting
    from app.compute.understanding import understand

    understood = understand(str(request["latex"]), frozenset(request.get("variables", ())))
    if request["do"] == "understand":
        drawn = plotting.plan(understood)
        return {
            "formulas": list(understood.formulas),
            "assumptions": list(understood.assumptions),
            "constants": list(understood.constants),
            "variables": [
                symbol.name for symbol in understood.variables if symbol.name != _applied(understood.subject)
            ],
            "operations": operations.offered(understood),
            "plot": drawn and {name: getattr(drawn, name) for name in ("kind", "across", "up", "parameters")},
        }
    if request["do"] == "operate":
        results = operations.operate(understood, request["operation"], request.get("options", {}))
        return {
            "results": [{"latex": result.latex, "label": result.label} for result in results],
            "about": operations.about(understood, request["operation"], request.get("options", {})),
        }
    return _sampled(plotting.plan(understood), request)


def _applied(subject: str) -> str:
    return subject if "(" in subject else ""


def _sampled(plan: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    from app.compute import plotting
    from app.compute.words import NO_PLOT, refuse

    if plan is None:
        refuse(NO_PLOT)
    ranges = {axis: (float(request[axis][0]), float(request[axis][1])) for axis in ("across", "up")}
    sampled = plotting.sample(plan, ranges, request.get("parameters", {}))
    arrays = {name: base64.b64encode(values.astype("<f8").tobytes()).decode() for name, values in sampled.items()}
    return {"arrays": arrays, "across": ranges["across"], "up": ranges["up"]}


def limit_memory() -> None:
    """Make Python raise `MemoryError` before the machine runs short, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit but does not take it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


if __name__ == "__main__":
    sys.exit(main())

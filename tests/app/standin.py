"""Stands in for `python -m training`, as a program: writes the very files of `docs/events.md`, within seconds.

What a pipeline's settings name as its dataset says what happens: `good`, `endless`, `full` (the disk), `crash` (an
error that nobody handles), `dies` (without a word), `refuses` (before the run is taken up), `broken` (cannot be used).
"""

from __future__ import annotations

import base64
import json
import os
import signal
import struct
import sys
import time
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from training.events import Command, Focus, Health, Log, Progress, Sample, State, Status, Turn, commanded, present

STEPS, PAUSE = 10, 0.02  # of a stage, and seconds between two
FULL = "the disk is full: step 4 could not be saved. Make room for 31 MiB and start the run again"


def png(width: int = 64, height: int = 32) -> bytes:
    """A grey picture with a dark stroke across."""
    rows = b"".join(b"\0" + bytes(0 if column // 2 == row else 230 for column in range(width)) for row in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def obey(folder: Path, log: Log, step: int, passed: bool = False) -> bool:
    """Waits through a pause; whether the run goes on."""
    if commanded(folder) is Command.PAUSE:
        log.write(Status(State.PAUSED, f"after step {step}"))
        while commanded(folder) is Command.PAUSE:
            time.sleep(0.01)
        log.write(Status(State.GOING))
    told = commanded(folder)
    return told is not Command.STOP and not (passed and told is Command.STOP_AFTER_EPOCH)


def exhibit(stage: str, run: Path, log: Log, step: int) -> None:
    """What can be seen of a stage."""
    (run / "gallery").mkdir(exist_ok=True)
    for name in ("ink", "map"):
        (run / "gallery" / f"{name}.png").write_bytes(png())
    ink, map_ = "gallery/ink.png", "gallery/map.png"
    if stage == "pretrain":
        log.write(Health(stage, step, map_, {"deviation": 0.9, "effective_rank": 41.3}, [1.0, 0.7, 0.5, 0.05]))
    for number in range(3):
        if stage == "attend":
            log.write(Focus(stage, step, number, ink, map_, ink, 0.35))
        if stage == "finetune":
            log.write(Sample(stage, step, number, ink, map_, "x^2", "x^2" if number else "x^7"))


def train(folder: Path, stage: str, what: str) -> bool:
    """A stage, step by step."""
    run = folder / stage
    run.mkdir(exist_ok=True)
    done = run / "step"
    step = int(done.read_text()) if done.exists() else 0
    log, own, steps = Log(run), Log(folder), 10**6 if what == "endless" else STEPS
    while step < steps:
        step += 1
        done.write_text(str(step))
        values = {"total": 9.0 / step, "rate": 1e-3, "samples_per_second": 20.0, "memory": 600.0}
        log.write(Progress(stage, step, steps, step * PAUSE, values))
        if step == 4:
            exhibit(stage, run, log, step)
            misfortune(folder, what)
        time.sleep(PAUSE)
        if not obey(folder, own, step, passed=step % 5 == 0):
            return False
    (run / "model.safetensors").write_bytes(b"weights")
    (run / "model.json").write_text("{}")
    return True


def misfortune(folder: Path, what: str) -> None:
    """Happens once: whoever starts the run again finds the cause gone."""
    once = folder / "once"
    if what in ("full", "crash", "dies") and not once.exists():
        once.touch()
        if what == "full":
            raise OSError(FULL)
        if what == "crash":
            print("Traceback (most recent call last):\nSegmentation fault", flush=True)
            os._exit(139)
        os.kill(os.getpid(), signal.SIGKILL)


def pipeline(folder: Path) -> int:
    settings = json.loads((folder / "pipeline.json").read_text(encoding="utf-8"))
    what, stages = Path(settings["data"]).name, ["prepare", *settings["stages"]]
    if what == "refuses":
        print("training: no module named torch", file=sys.stderr)
        return 2
    with present(folder) as log:
        if what == "broken":
            raise ValueError(f"{settings['data']} is damaged: it ends in the middle of a file")
        for number, stage in enumerate(stages, start=1):
            run = stage if stage in ("pretrain", "attend", "finetune") else ""
            if not (folder / f"{stage}.done").exists():
                log.write(Turn(stage, run, number, len(stages), State.BEGAN))
                if run and not train(folder, stage, what):
                    log.write(Status(State.STOPPED))
                    return 0
                if stage == "evaluate":
                    (folder / "evaluation.json").write_text('{"exprate": 0.25, "expressions": 8}')
                (folder / f"{stage}.done").touch()
            log.write(Turn(stage, run, number, len(stages), State.FINISHED))
        log.write(Status(State.FINISHED))
    return 0


def inspect(folder: Path) -> int:
    settings = json.loads((folder / "pipeline.json").read_text(encoding="utf-8"))
    what = Path(settings["data"]).name
    if what == "broken":
        print(json.dumps({"error": {"words": f"{settings['data']} is damaged"}}))
        return 2
    while what == "endless":
        time.sleep(0.1)
    (folder / "packed").write_text((folder / "packed").read_text() + "again" if (folder / "packed").exists() else "new")
    problem = {"files": 1, "used": False, "reason": "empty file", "examples": "a.inkml"}
    sample = {"latex": "x^2", "picture": base64.b64encode(png()).decode()}
    estimate = {"stages": [{"stage": "finetune", "steps": 10, "seconds": 600.0}], "seconds": 660, "bytes": 2**20}
    counts = {"expressions": 1234, "pictures": 0, "writers": 7, "held_out": 8, "tokens": 30, "left_out": 1}
    found = {"name": "a folder of your own", **counts, "problems": [problem], "samples": [sample] * 8}
    print(json.dumps({**found, "estimate": {**estimate, "free_bytes": 2**30, "memory": 512.0}}))
    return 0


def personal(words: list[str]) -> int:
    given = dict(zip(words[::2], words[1::2], strict=True))
    run, count = Path(given["--run"]), len(list(Path(given["--samples"]).glob("sample-*")))
    with present(run) as log:
        for stage in ("read", "personal", "judge"):
            for step in range(1, 6):
                log.write(Progress(stage, step, 5, step * PAUSE, {"total": 1.0}))
                time.sleep(4 * PAUSE)
                if not obey(run, log, step):
                    log.write(Status(State.STOPPED))
                    return 0
        (run / "gallery").mkdir(exist_ok=True)
        (run / "gallery" / "formula.png").write_bytes(png())
        figures = {"count": 10, "before": {"exprate": 0.3}, "after": {"exprate": 0.7}}
        formula = {"picture": "gallery/formula.png", "truth": "x^2", "before": "x^7", "after": "x^2"}
        formulas = [{**formula, "before_right": False, "after_right": True}]
        told = {"sets": {"corrections": figures}, "formulas": formulas, "words": [{"words": f"{count} corrections."}]}
        (run / "judgement.json").write_text(json.dumps(told))
        (run / "model.safetensors").write_bytes(b"learned")
        (run / "model.json").write_text("{}")
        (run / "story.json").write_text(json.dumps({"data": {"corrections": count}}))
        log.write(Status(State.FINISHED))
    return 0


def main(words: list[str]) -> int:
    try:
        if words[0] == "personal":
            return personal(words[1:])
        return {"pipeline": pipeline, "inspect": inspect}[words[0]](Path(words[-1 if words[0] == "pipeline" else 2]))
    except (ValueError, OSError) as error:
        print(f"training: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

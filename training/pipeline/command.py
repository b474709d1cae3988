"""`python -m training pipeline FOLDER`: goes on with a pipeline until it is done or told to stop.

Whoever started it hears at once that it is there: the training code, which takes seconds to load, comes after that.
"""

from __future__ import annotations

from pathlib import Path

from training.events import PIPELINE_NAME, State, Status, present


def pipeline_command(folder: Path) -> int:
    """Returns 0, also if it was told to stop before the end.

    Raises `ValueError` for wrong settings, a dataset that cannot be used, and where another process is at work.
    """
    if not (folder / PIPELINE_NAME).is_file():
        raise ValueError(f"there is no {PIPELINE_NAME} in {folder}: this is no pipeline")
    with present(folder) as log:
        from training.pipeline.running import run_pipeline

        finished = run_pipeline(folder, log)
        log.write(Status(State.FINISHED if finished else State.STOPPED))
    print(f"{'finished' if finished else 'stopped'}: {folder}")
    return 0

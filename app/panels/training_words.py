"""Stages, states and sizes of training, as people say them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.services.run_standing import Run, Standing
from app.telling import told as in_words

STAGES = ("pretrain", "attend", "finetune", "evaluate")  # that can be chosen, in their order


def tr(text: str) -> str:
    return QCoreApplication.translate("Training", text)


def stage_name(stage: str) -> str:
    """What a stage is called; whatever is not known keeps its own name."""
    names = {
        "prepare": tr("Read the dataset"),
        "pretrain": tr("Learn from ink alone"),
        "attend": tr("Learn where to look"),
        "finetune": tr("Learn to read"),
        "evaluate": tr("Evaluate"),
    }
    return names.get(stage, stage)


def stage_purpose(stage: str) -> str:
    """What a stage does, in a sentence."""
    return {
        "prepare": tr("Read all files and pack them into one"),
        "pretrain": tr("Stage 1: the encoder learns from ink without captions"),
        "attend": tr("Stage 2: the attention network learns where to look, without captions"),
        "finetune": tr("Stage 3: ink and captions to a model that writes LaTeX"),
        "evaluate": tr("Measure how well it reads writers that it has never seen"),
    }.get(stage, "")


def standing_name(run: Run) -> str:
    """How a run is, in a word or two."""
    return {
        Standing.NEW: tr("not started"),
        Standing.STARTING: tr("starting"),
        Standing.RUNNING: tr("running"),
        Standing.PAUSED: tr("paused"),
        Standing.STOPPED: tr("stopped"),
        Standing.FAILED: tr("failed"),
        Standing.KILLED: tr("broken off"),
        Standing.FINISHED: tr("finished"),
    }[run.standing]


def why_ended(run: Run) -> str:
    """Why a run does not go on, and what to do; empty where there is nothing to say."""
    if run.standing is Standing.FAILED:
        told = tr("It ended by an error: {}\nWhat was saved is kept: once the cause is gone, “Go on” takes it up.")
        return told.format(in_words(run.words))
    if run.standing is Standing.KILLED:
        told = tr("It was broken off, by the system or by an error; “Go on” takes it up where it saved last.")
        return f"{told}\n{tr('Its last words:')}\n{in_words(run.words)}" if run.words else told
    return ""


def duration(seconds: float) -> str:
    """A span of time as people say it: `42 s`, `7 min`, `3 h 05 min`."""
    if round(seconds) < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"


def amount(count: float) -> str:
    """A number of bytes."""
    return QLocale().formattedDataSize(round(count), 1)


def number(count: int) -> str:
    return QLocale().toString(count)

"""Pictures of runs: the curves of one, and the same curves of several laid over each other.

Each value is a thin line as it was logged with a smoothed one over it. The colours are those of Okabe and Ito ("Color
Universal Design", 2008), which the colour-blind tell apart too, less the yellow that white paper swallows.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.events import Curve, Panel, Progress, gather, in_panels, is_logarithmic, is_within_one, read_log

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#4D4D4D")
DASHES = ((1.0, 0.0), (5.0, 2.0), (1.0, 1.5))  # on and off, once the colours are used up
FEW = 50  # points up to which each is marked and none smoothed
PICTURE_NAME = "curves.png"
TEXT, QUIET, GRID = "#1b2130", "#5b6474", "#e3e6ec"


def draw_curves(folder: Path) -> Path:
    """Write the curves of the run in `folder` to its `curves.png`, which is returned.

    Raises `ValueError` if nothing has been logged there.
    """
    curves, last = _curves(folder)
    panels = in_panels(curves)
    figure, places = _paper(len(panels), columns=min(len(panels), 2))
    for axes, (panel, names) in zip(places, panels.items(), strict=True):
        _set_up(axes, panel, panel.title, [curves[name] for name in names], last.step)
        for place, name in enumerate(names):
            _draw(axes, curves[name], place, _words(name), panel.is_exact)
        if panel.names != (names[0],):  # a panel for one value says its name already
            _legend(axes)
    figure.suptitle(f"{folder.resolve().name} · {_summary(last)}", color=TEXT, fontsize=12)
    return _save(figure, folder / PICTURE_NAME)


def overlay(folders: Sequence[Path], out: Path) -> Path:
    """Write one picture with a panel a value and a colour a run to `out`, whose ending says the format; returns `out`.

    Raises `ValueError` if a run has logged nothing, or the format is not known.
    """
    labels = _labels(folders)
    runs = [_curves(folder) for folder in folders]
    panels = in_panels(dict.fromkeys(name for curves, _ in runs for name in curves))
    values = [(panel, name) for panel, names in panels.items() for name in names]
    furthest, columns = max(last.step for _, last in runs), min(len(values), 3)
    figure, places = _paper(len(values), columns)
    for axes, (panel, name) in zip(places, values, strict=True):
        _set_up(axes, panel, _words(name), [curves[name] for curves, _ in runs if name in curves], furthest)
        for place, (curves, _) in enumerate(runs):
            if name in curves:
                _draw(axes, curves[name], place, labels[place], panel.is_exact)
    _legend_of_runs(
        figure, [f"{name} · {_summary(last)}" for name, (_, last) in zip(labels, runs, strict=True)], columns
    )
    return _save(figure, out)


def _curves(folder: Path) -> tuple[dict[str, Curve], Progress]:
    events = list(read_log(folder))
    curves: dict[str, Curve] = {}
    gather(events, curves)
    if not curves:
        raise ValueError(f"{folder} has no log.jsonl with progress in it: name the folder of a run that has begun")
    return curves, events[-1]


def _summary(last: Progress) -> str:
    took = f"{last.seconds / 3600:.1f} h" if last.seconds >= 3600 else f"{last.seconds / 60:.1f} min"
    return f"{last.stage} · step {last.step:,} of {last.steps:,} · {took}"


def _labels(folders: Sequence[Path]) -> list[str]:
    """Names for the runs: their paths, less what all have in common. Raises `ValueError` for none, or one twice."""
    whole = [folder.resolve() for folder in folders]
    if not whole or len(set(whole)) < len(whole):
        raise ValueError("name at least one run, and each only once")
    common = os.path.commonpath([run.parent for run in whole])
    return [os.path.relpath(run, common) for run in whole]


def _paper(count: int, columns: int) -> tuple[Figure, list[Axes]]:
    """A figure with `count` axes, from left to right and top to bottom."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = -(-count // columns)
    figure = Figure(figsize=(5.6 * columns, 3.1 * rows + 0.6), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, [figure.add_subplot(rows, columns, place + 1) for place in range(count)]


def _set_up(axes: Axes, panel: Panel, title: str, curves: Sequence[Curve], steps: int) -> None:
    """Title, scales and grid for `steps` steps, as plain as can be."""
    axes.set_title(title, loc="left", fontsize=10.5, color=TEXT)
    axes.set_xlabel("step", color=QUIET, fontsize=9)
    axes.set_ylabel(panel.axis, color=QUIET, fontsize=9)
    axes.tick_params(colors=QUIET, labelsize=8.5, which="both")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.locator_params(axis="x", nbins=6, integer=True)
    axes.grid(True, which="major", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlim(0, 1.01 * max(steps, 1))
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GRID)
    if is_within_one(panel, curves):
        axes.set_ylim(-0.02, 1.02)
    if is_logarithmic(panel, curves):
        _make_logarithmic(axes)


def _make_logarithmic(axes: Axes) -> None:
    """Plain numbers, at 1, 2 and 5 of each power of ten."""
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter("{x:g}")


def _draw(axes: Axes, curve: Curve, place: int, name: str, is_exact: bool) -> None:
    """One curve in the style of its `place`; an exact one is not smoothed, nor one of few points."""
    colour, dashes = _style(place)
    few = len(curve.steps) <= FEW
    shown = curve if few or is_exact else curve.smoothed()
    if shown is not curve:
        axes.plot(curve.steps, curve.values, color=colour, linewidth=0.5, alpha=0.35)
    (line,) = axes.plot(shown.steps, shown.values, color=colour, linestyle=(0, dashes), linewidth=1.6, label=name)
    if few:
        line.set_marker("o")
        line.set_markersize(3)


def _style(place: int) -> tuple[str, tuple[float, float]]:
    """Colour and dashes."""
    return COLOURS[place % len(COLOURS)], DASHES[place // len(COLOURS) % len(DASHES)]


def _legend(axes: Axes) -> None:
    """Beside the axes, where it hides no curve."""
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=8.5, frameon=False, labelcolor=TEXT)


def _legend_of_runs(figure: Figure, runs: Sequence[str], columns: int) -> None:
    from matplotlib.lines import Line2D

    styles = [_style(place) for place in range(len(runs))]
    lines = [Line2D([], [], color=colour, linestyle=(0, dashes), linewidth=1.6) for colour, dashes in styles]
    figure.legend(lines, runs, loc="outside upper left", ncols=columns, frameon=False, labelcolor=TEXT)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _save(figure: Figure, path: Path) -> Path:
    """Write in one step, so that whoever looks meanwhile sees the picture before or the one after."""
    kind, known = path.suffix.removeprefix(".").lower(), figure.canvas.get_supported_filetypes()
    if kind not in known:
        raise ValueError(f"{path}: the picture's name must end in one of .{', .'.join(sorted(known))}")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    figure.savefig(partial, format=kind)
    os.replace(partial, path)
    return path

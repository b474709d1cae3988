"""The pictures of a study's report: fewer captions, missing ink, arms beside each other, focus on roles, and the health
of pretraining. Error bars are the sample standard deviation over seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from training.events import LOG_NAME
from training.measures.corrupt import AS_WRITTEN, CONDITIONS
from training.plots import COLOURS, GRID, QUIET, TEXT, overlay
from training.study.config import Study
from training.study.gathered import Row, by_seed
from training.study.jobs import MISSING, WHOLE, Job, Place
from training.study.spread import spread
from training.study.tables import baseline, titles_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARKERS = "osD^vP*Xhp<>"
_KINDS = {
    "strokes": "share of strokes dropped",
    "blocks": "share of the ink's area hidden",
    "thickness": "thickness of the line, pixels",
    "scale": "scale",
}
Points = Mapping[float, list[float]]  # values of all seeds by place on the axis


def write_charts(study: Study, jobs: Sequence[Job], rows: Sequence[Row], place: Place) -> dict[str, Path]:
    """Writes every picture for which there are figures; returns their files by title."""
    tests = list(dict.fromkeys(row.test for row in rows))
    charts: dict[str, Path] = {}
    for test in tests:
        charts |= _named(f"Arms on {test}", _arms(study, rows, test), place.results / f"arms-{test}.png")
        name = f"Share of the captions, {test}"
        charts |= _named(name, _labels(study, rows, test), place.results / f"labels-{test}.png")
        name = f"Missing and changed ink, {test}"
        charts |= _named(name, _robustness(study, rows, test), place.results / f"robustness-{test}.png")
        charts |= _named(f"Focus, {test}", _focus(study, rows, test), place.results / f"focus-{test}.png")
    for stage in ("pretrain", "attend"):
        charts |= _curves(stage, jobs, place)
    return charts


def _named(title: str, figure: Figure | None, path: Path) -> dict[str, Path]:
    if figure is None:
        return {}
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    return {title: path}


def _curves(stage: str, jobs: Sequence[Job], place: Place) -> dict[str, Path]:
    """Curves of the stage's runs of the first seed."""
    runs = [job for job in jobs if job.stage == stage and (place.run(job.name) / LOG_NAME).is_file()]
    first = [
        place.run(job.name) for job in runs if job.recipe and runs[0].recipe and job.recipe.seed == runs[0].recipe.seed
    ]
    if not first:
        return {}
    return {f"Curves of {stage}, one seed": overlay(first, place.results / f"curves-{stage}.png")}


def _paper(wide: int = 1, width: float = 6.4, height: float = 4.0) -> tuple[Figure, list[Axes]]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width * wide, height), dpi=120, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, [_plain(figure.add_subplot(1, wide, number + 1)) for number in range(wide)]


def _plain(axes: Axes) -> Axes:
    axes.tick_params(colors=QUIET, labelsize=8.5)
    axes.grid(True, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GRID)
    return axes


def _line(axes: Axes, points: Points, label: str, number: int) -> None:
    found = {at: spread(values) for at, values in sorted(points.items())}
    known = {at: value for at, value in found.items() if value is not None}
    axes.errorbar(
        list(known),
        [100 * value.mean for value in known.values()],
        yerr=[100 * (value.deviation or 0.0) for value in known.values()],
        label=label,
        color=COLOURS[number % len(COLOURS)],
        marker=_MARKERS[number % len(_MARKERS)],
        markersize=4,
        linestyle="-" if number < len(COLOURS) else "--",
        linewidth=1.4,
        capsize=3,
    )


def _arms(study: Study, rows: Sequence[Row], test: str) -> Figure | None:
    """ExpRate of each arm with all captions, a bar each, and a dot a seed."""
    found = {
        arm.title: list(by_seed(rows, "exprate", kind=WHOLE, arm=arm.name, share=1.0, test=test).values())
        for arm in study.arms
    }
    bars = [(title, values, value) for title, values in found.items() if (value := spread(values)) is not None]
    if not bars:
        return None
    figure, (axes,) = _paper(width=7.5, height=0.36 * len(bars) + 1.1)
    places = range(len(bars))
    axes.barh(
        places,
        [100 * value.mean for _, _, value in bars],
        xerr=[100 * (value.deviation or 0.0) for _, _, value in bars],
        color=COLOURS[4],
        capsize=3,
        ecolor=TEXT,
    )
    for at, (_, values, _) in zip(places, bars, strict=True):
        axes.plot([100 * value for value in values], [at] * len(values), "o", color=TEXT, markersize=3)
    axes.set_yticks(places, [title for title, _, _ in bars])
    axes.invert_yaxis()
    axes.set_xlabel("ExpRate, %", color=QUIET)
    return figure


def _labels(study: Study, rows: Sequence[Row], test: str) -> Figure | None:
    """ExpRate over the share of the captions."""
    lines = {
        arm.title: {
            100 * share: list(by_seed(rows, "exprate", kind=WHOLE, arm=arm.name, share=share, test=test).values())
            for share in study.shares
        }
        for arm in study.arms
        if "labels" in arm.parts
    }
    if not any(values for points in lines.values() for at, values in points.items() if at < 100):
        return None
    figure, (axes,) = _paper()
    for number, (title, points) in enumerate(lines.items()):
        _line(axes, points, title, number)
    ticks = sorted(100 * share for share in study.shares)
    axes.set_xscale("log")
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("captions used, %", color=QUIET)
    axes.set_ylabel("ExpRate, %", color=QUIET)
    axes.legend(fontsize=8, frameon=False)
    return figure


def families(thickness: int) -> dict[str, dict[float, str]]:
    """The names of the conditions by kind of damage and its strength, the ink as it was written among them."""
    found: dict[str, dict[float, str]] = {}
    none = {"strokes": 0.0, "blocks": 0.0, "thickness": float(thickness), "scale": 1.0}
    for condition in CONDITIONS:
        if condition.kind in none:
            found.setdefault(condition.kind, {none[condition.kind]: AS_WRITTEN.name})[condition.amount] = condition.name
    return found


def _robustness(study: Study, rows: Sequence[Row], test: str) -> Figure | None:
    """ExpRate over the strength of each kind of change, in a panel each."""
    found = [row for row in rows if row.kind == MISSING and row.test == test]
    if not found:
        return None
    kinds = families(study.recipe.model.raster.thickness)
    figure, places = _paper(len(kinds), width=4.2)
    for axes, (kind, levels) in zip(places, kinds.items(), strict=True):
        for number, arm in enumerate(arm for arm in study.arms if MISSING in arm.parts):
            points = {
                level: list(by_seed(found, "exprate", arm=arm.name, condition=name).values())
                for level, name in levels.items()
            }
            _line(axes, points, arm.title, number)
        axes.set_title(_KINDS[kind], loc="left", fontsize=10.5, color=TEXT)
        axes.set_ylabel("ExpRate, %", color=QUIET)
    figure.legend(*places[0].get_legend_handles_labels(), loc="outside right upper", fontsize=8, frameon=False)
    return figure


def _focus(study: Study, rows: Sequence[Row], test: str) -> Figure | None:
    """Focus on each role against its share of the ink, of the arm from scratch and all with stage 2; a map that just
    follows ink has 1."""
    plain = {arm.name for arm in study.arms if not arm.schedule and arm != baseline(study)}
    found = [row for row in rows if row.condition == "attention" and row.test == test and row.arm not in plain]
    figures = dict.fromkeys(name for row in found for name in row.figures)
    names = [name for name in figures if name.startswith("maps.focus.roles.")]
    arms = [arm for arm in dict.fromkeys(row.arm for row in found) if names and by_seed(found, names[0], arm=arm)]
    if not arms:
        return None
    figure, (axes,) = _paper(width=max(1.1 * len(names) + 1.0, 8.0), height=5.0)
    titles = titles_of(study, found)
    for number, arm in enumerate(arms):
        places = [at + 0.8 * (number + 0.5) / len(arms) - 0.4 for at in range(len(names))]
        values = [spread(by_seed(found, name, arm=arm).values()) for name in names]
        axes.bar(
            places,
            [value.mean if value else float("nan") for value in values],
            0.8 / len(arms),
            yerr=[(value.deviation or 0.0) if value else 0.0 for value in values],
            label=titles[arm],
            color=COLOURS[number % len(COLOURS)],
            ecolor=TEXT,
        )
    axes.axhline(1.0, color=TEXT, linewidth=0.8)
    axes.set_xticks(range(len(names)), [name.rpartition(".")[2].replace("_", " ") for name in names], fontsize=8)
    axes.set_ylabel("share of focus / share of ink", color=QUIET)
    figure.legend(loc="outside upper left", fontsize=8, frameon=False, ncols=2)
    return figure

"""The report of a study, `results/`: tables in Markdown, every figure in CSV, and pictures, from the files of its runs.

Sentences on gains and losses are written by the figures, whichever way they point.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.study.charts import write_charts
from training.study.config import Study
from training.study.gathered import Row, gather_rows, write_attention_csv, write_csv
from training.study.jobs import Job, Place
from training.study.remaining import progress, read_json
from training.study.spread import RULE
from training.study.tables import (
    focus_table,
    gaze_table,
    labels_table,
    literature_table,
    main_table,
    robustness_table,
    table,
    verdicts,
)

NAME = "results.md"
_FIGURES = {"exprate": "ExpRate", "token_error_rate": "Token error rate"}
_ATTENTION = """Figures as such, not per cent. `roles`: the share of the focus on the cells of such symbols against
their share of the ink's cells; a map that just follows the ink has 1. `pointing`: how often the brightest cell lies on
a symbol that tells the layout, by chance, and the gain over chance. `entropy`: 1 is even over all ink, 0 a single cell.
"""


def write_report(study: Study, jobs: Sequence[Job], place: Place) -> Path:
    """Writes CSV, pictures and `results.md` from what there is; returns the latter."""
    rows = gather_rows(jobs, place)
    write_csv(rows, place.results / "results.csv")
    write_attention_csv(rows, place.results / "attention.csv")
    charts = write_charts(study, jobs, rows, place)
    path = place.results / NAME
    partial = path.with_suffix(".partial")
    partial.write_text("\n".join(_pages(study, jobs, rows, place, charts)), encoding="utf-8")
    os.replace(partial, path)
    return path


def _pages(
    study: Study, jobs: Sequence[Job], rows: Sequence[Row], place: Place, charts: dict[str, Path]
) -> Iterator[str]:
    tests = list(dict.fromkeys(job.data for job in jobs if job.stage == "measure"))
    yield f"# Results of the study “{study.name}”\n"
    yield _completeness(jobs, place)
    yield _reading(study, rows)
    yield "## What each part brings\n"
    yield f"Differences with all captions. {RULE}\n"
    yield from _verdicts(study, rows, tests)
    yield "## Main comparison\n"
    for test in tests:
        yield f"### {test}\n\n{main_table(study, rows, test)}"
    yield "## Label efficiency\n\nBy the share of the captions that fine-tuning reads.\n"
    for test in tests:
        for figure, title in _FIGURES.items():
            yield f"### {title}, {test}\n\n{labels_table(study, rows, test, figure)}"
    for share in sorted(study.shares[1:]):
        yield from _verdicts(study, rows, tests, share)
    yield "## Missing and changed ink\n"
    for test in study.robustness_tests:
        for figure, title in _FIGURES.items():
            yield f"### {title}, {test}\n\n{robustness_table(study, rows, test, figure)}"
    yield f"## What the attention finds\n\n{_ATTENTION}"
    for test in tests:
        yield f"### The focus map, {test}\n\n{focus_table(study, rows, test)}"
        yield f"### The decoder's gaze in its symbol's own box, {test}\n\n{gaze_table(study, rows, test)}"
    yield f"## Beside the literature\n\n{literature_table(study, rows)}"
    yield f"## Cost\n\n{_cost(study, jobs, rows, place)}"
    yield "## Pictures\n"
    yield from (f"![{title}]({path.name})\n" for title, path in charts.items())


def _verdicts(study: Study, rows: Sequence[Row], tests: Sequence[str], share: float = 1.0) -> Iterator[str]:
    """What the study's questions are answered by either figure."""
    for figure, title in _FIGURES.items():
        lines = verdicts(study, rows, tests, figure, share)
        if lines:
            yield f"**{title}, {100 * share:g} % of the captions**\n\n" + "\n".join(lines) + "\n"


def _completeness(jobs: Sequence[Job], place: Place) -> str:
    done = sum(place.is_done(job) for job in jobs)
    if done == len(jobs):
        return f"Complete: all {done} jobs are done.\n"
    return f"**Incomplete: {done} of {len(jobs)} jobs are done.** What is missing is shown as –.\n"


def _reading(study: Study, rows: Sequence[Row]) -> str:
    """How the tables are to be read."""
    lines = [
        f"Figures are per cent: mean ± sample standard deviation over seeds ({_listed(study.seeds)}), in brackets how",
        "many seeds there are. ≤ n: at most n token errors. Gains are differences seed by seed. Each figure stands in",
        "`results.csv` or `attention.csv` with the files of its run and its measurement.",
    ]
    sizes = {row.test: row.expressions for row in rows if row.expressions and row.kind == "measure"}
    if sizes:
        errors = _listed(f"{test} {50 / size**0.5:.1f}" for test, size in sizes.items())
        lines.append(f"A test's own size makes for a standard error of up to: {errors} points.")
    return "\n".join(lines) + "\n"


def _listed(values: object) -> str:
    return ", ".join(map(str, values))  # type: ignore[call-overload]


def _cost(study: Study, jobs: Sequence[Job], rows: Sequence[Row], place: Place) -> str:
    """Hours by stage, and what the figures were measured with."""
    seconds: dict[str, float] = defaultdict(float)
    done: dict[str, int] = defaultdict(int)
    for job in jobs:
        seconds[job.stage] += progress(job, place)[1]
        done[job.stage] += place.is_done(job)
    lines = [[stage, str(done[stage]), f"{value / 3600:.2f}"] for stage, value in seconds.items()]
    lines.append(["all", str(sum(done.values())), f"{sum(seconds.values()) / 3600:.2f}"])
    records = [read_json(place.record(job.name)) for job in jobs]
    facts = {
        "commit": _unique(records, "commit"),
        "hardware": _unique(records, "hardware"),
        **{name: _unique(records, name) for name in ("system", "python", "torch", "numpy")},
        "seeds": _listed(study.seeds),
        "expressions": _listed(f"{row.test} {row.expressions}" for row in _one_a_test(rows)) or "–",
    }
    head = "Hours that jobs took, which ran side by side.\n\n" + table(["stage", "jobs done", "hours"], lines)
    return head + "\n" + "\n".join(f"- {name}: {value}" for name, value in facts.items()) + "\n"


def _one_a_test(rows: Sequence[Row]) -> list[Row]:
    return list({row.test: row for row in rows if row.kind == "measure"}.values())


def _unique(records: Sequence[dict[str, object]], name: str) -> str:
    return _listed(dict.fromkeys(str(record[name]) for record in records if name in record)) or "–"

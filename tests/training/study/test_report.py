"""The report from hand-made measurements with known figures: means, spreads, differences, and what is missing."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from tests.training.study.studies import TESTS, make_study
from training.events import Log, Progress
from training.study.charts import families
from training.study.config import Study
from training.study.gathered import gather_rows
from training.study.jobs import Place, plan
from training.study.report import write_report
from training.study.reproduce import write_recipes
from training.study.spread import Scatter, differences, scatter, spread, text, verdict
from training.study.tables import verdicts


def measured(exprate: float, **more: object) -> dict[str, object]:
    figures = {
        **{"exprate": exprate, "at_most_1": exprate + 0.1, "at_most_2": exprate + 0.2, "at_most_3": exprate + 0.3},
        **{"structure_rate": exprate + 0.25, "token_error_rate": 0.3 - exprate / 10},
    }
    return {"run": "r", "test": "t", "expressions": 100, "conditions": {"as written": figures}, "seconds": 9.0, **more}


def attended(bar: float, gazes: bool = True) -> dict[str, object]:
    """Figures with intervals, as they are measured."""
    figure = {
        name: {"mean": value, "low": 0.0, "high": 9.0, "expressions": 3}
        for name, value in {"bar": bar, "one": 1.0, "entropy": 0.25, "box": 0.5, "chance": 0.1}.items()
    }
    maps = {
        "focus": {"roles": {"fraction bar": figure["bar"]}, "entropy": figure["entropy"], "mean": figure["box"]},
        **{name: {"roles": {"fraction bar": figure["one"]}} for name in ("untrained", "density", "uniform")},
    }
    tokens = {"all": {"box": figure["box"], "chance_box": figure["chance"], "cells": figure["box"]}}
    return {"ink": {"fraction bar": figure["chance"]}, "maps": maps, **({"tokens": tokens} if gazes else {})}


class Written:
    """A study's folder with measurements written by hand."""

    def __init__(self, folder: Path) -> None:
        self.study: Study = make_study(folder)
        self.place, self.jobs = Place(folder), plan(self.study, (), TESTS)

    def add(self, job: str, value: object) -> None:
        path = self.place.measure(job)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value), encoding="utf-8")

    def report(self) -> str:
        return write_report(self.study, self.jobs, self.place).read_text(encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    found = Written(tmp_path)
    for seed, (scratch, paper) in {1: (0.40, 0.45), 2: (0.42, 0.49)}.items():
        found.add(f"measure-scratch-s{seed}-100pc-test2014", measured(scratch))
        attention = attended(1.5 + seed)
        found.add(f"measure-paper-s{seed}-100pc-test2014", measured(paper, attention=attention))
    return found


def section(report: str, title: str) -> list[str]:
    return report.partition(f"\n## {title}\n")[2].partition("\n## ")[0].splitlines()


def test_the_main_table_has_mean_and_spread_over_seeds_and_the_gain_seed_by_seed(written: Written) -> None:
    lines = section(written.report(), "Main comparison")
    scratch, paper = (
        next(line for line in lines if line.startswith(f"| {arm} |")) for arm in ("from scratch", "the paper")
    )
    assert scratch.split(" | ")[1:4] == ["41.00 ± 1.41 (2)", "51.00 ± 1.41 (2)", "61.00 ± 1.41 (2)"]
    assert scratch.endswith("| – |")
    assert paper.split(" | ")[1] == "47.00 ± 2.83 (2)"
    assert paper.split(" | ")[6] == "25.30 ± 0.28 (2)"
    assert paper.endswith("| +6.00 ± 1.41 (2) |")


def test_what_is_missing_is_shown_as_missing(written: Written) -> None:
    report = written.report()
    assert f"**Incomplete: 4 of {len(written.jobs)} jobs are done.**" in report
    other = report.partition("### test2016\n")[2]
    assert "| from scratch | – | – | – | – | – | – | – |" in other
    assert any("| – | 41.00 ± 1.41 (2) |" in line for line in section(report, "Label efficiency"))
    assert "Not measured yet." in section(report, "Missing and changed ink")


def test_an_empty_folder_has_a_report_without_figures(tmp_path: Path) -> None:
    report = Written(tmp_path).report()
    assert "**Incomplete: 0 of" in report
    assert "test2014: not measured yet; test2016: not measured yet." in report


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "not measured yet"),
        ([0.05], "+5.00 points with one seed, which does not tell it from chance"),
        ([0.05, 0.07], "a gain (+6.00 points ± 1.41 over 2 seeds, margin 4.30)"),
        ([-0.05, -0.07], "a loss (-6.00 points ± 1.41 over 2 seeds, margin 4.30)"),
        ([0.04, 0.04], "no difference beyond the spread of seeds (+4.00 points ± 0.00 over 2 seeds, margin 4.30)"),
        ([0.01, -0.01], "no difference beyond the spread of seeds (+0.00 points ± 1.41 over 2 seeds, margin 4.30)"),
    ],
)
def test_a_difference_is_called_what_the_figures_say(values: list[float], said: str) -> None:
    assert verdict(values, Scatter(0.01, freedom=2)) == said


def test_arms_that_are_alike_are_told_apart_by_chance_in_one_of_twenty_cases() -> None:
    rng, wrong = np.random.default_rng(3), 0
    for _ in range(400):
        figures = rng.normal(0.4, 0.02, (12, 2)) + rng.normal(0, 0.05, 2)  # seeds differ, arms do not
        arms = [dict(enumerate(row)) for row in figures.tolist()]
        wrong += verdict(differences(arms[0], arms[1]), scatter(arms)).startswith("a ")
    assert 5 <= wrong <= 40


def test_the_scatter_is_what_neither_arms_nor_seeds_explain() -> None:
    assert scatter([{1: 0.1, 2: 0.2}, {1: 0.4, 2: 0.5}]) == Scatter(pytest.approx(0.0), 1)  # type: ignore[arg-type]
    found = scatter([{1: 0.1, 2: 0.2}, {1: 0.4, 2: 0.7}, {1: 0.9}])  # the third lacks a seed
    assert found == Scatter(pytest.approx(0.1), 1)  # type: ignore[arg-type]
    assert scatter([{1: 0.1}, {1: 0.2}]) is None
    assert scatter([{1: 0.1, 2: 0.2}, {1: 0.2}]) is scatter([{}, {}]) is None
    assert verdict([0.1, 0.2], None).endswith("over 2 seeds, not judged before two arms have all seeds")


def test_a_loss_of_the_paper_is_reported_as_a_loss(written: Written) -> None:
    for seed in (1, 2):
        written.add(f"measure-paper-s{seed}-100pc-test2014", measured(0.30 + 0.021 * seed))
    (line,) = verdicts(written.study, gather_rows(written.jobs, written.place), ["test2014"])
    loss = "a loss (-7.85 points ± 0.07 over 2 seeds, margin 0.64)"
    assert line == f"- All of it (the paper against from scratch): test2014: {loss}."


def test_fewer_token_errors_are_a_gain_and_more_a_loss(written: Written) -> None:
    rows = gather_rows(written.jobs, written.place)
    (line,) = verdicts(written.study, rows, ["test2014"], "token_error_rate")
    assert "(+0.60 points ± 0.14" in line  # 0.3 - ExpRate / 10 errors a token


def test_questions_are_asked_again_of_arms_with_fewer_captions(written: Written) -> None:
    rows = gather_rows(written.jobs, written.place)
    assert all("not measured yet" in line for line in verdicts(written.study, rows, ["test2014"], share=0.5))
    asked = [line for line in written.report().splitlines() if "% of the captions**" in line]
    assert asked[:2] == ["**ExpRate, 100 % of the captions**", "**Token error rate, 100 % of the captions**"]


def test_only_seeds_that_both_arms_have_are_compared(written: Written) -> None:
    written.place.measure("measure-scratch-s2-100pc-test2014").unlink()
    assert "test2014: +5.00 points with one seed" in written.report()


def test_every_figure_in_the_csv_names_its_files(written: Written) -> None:
    recipes = [job for job in written.jobs if job.recipe is not None]
    write_recipes(recipes, written.place)
    written.report()
    with (written.place.results / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["arm"], row["seed"], row["exprate"]) for row in rows] == [
        *(("scratch", "1", "0.4"), ("paper", "1", "0.45"), ("scratch", "2", "0.42"), ("paper", "2", "0.49"))
    ]
    assert all((written.place.root / row["file"]).is_file() for row in rows)
    assert rows[1]["run"] == "runs/finetune-paper-s1-100pc"
    recipe = written.place.recipe("finetune-scratch-s1-100pc")
    assert hashlib.sha256(recipe.read_bytes()).hexdigest().startswith(rows[0]["recipe"])
    assert rows[0]["recipe"] != rows[2]["recipe"]  # of another seed
    assert {row["commit"] for row in rows} == {"unknown"}


def test_the_focus_stands_beside_maps_that_know_nothing_and_runs_of_stage_2_apart(written: Written) -> None:
    job = "attention-attend-linear-global_local-s1-test2014"
    written.add(job, {"conditions": {}, "attention": attended(2.0, gazes=False)})
    lines = section(written.report(), "What the attention finds")
    with (written.place.results / "attention.csv").open(encoding="utf-8", newline="") as file:
        found = {row["arm"]: row["maps.focus.roles.fraction bar"] for row in csv.DictReader(file)}
    assert found["attend-linear-global_local"] == "2.0"
    titles = "the paper | the paper, before fine-tuning"
    assert f"| figure | {titles} | *untrained networks* | *density of the ink* |" in lines
    ones = "1.000 ± 0.000 (3)"
    assert f"| roles.fraction bar | 3.000 ± 0.707 (2) | 2.000 (1) | {ones} | {ones} |" in lines
    assert "| entropy | 0.250 ± 0.000 (2) | 0.250 (1) | – | – |" in lines
    assert "| mean | 0.500 ± 0.000 (2) | 0.500 (1) | – | – |" in lines
    assert "| role | the paper | chance |" in lines
    assert "| all | 0.500 ± 0.000 (2) | 0.100 ± 0.000 (2) |" in lines


def test_pictures_are_drawn_of_what_there_is(written: Written) -> None:
    conditions = {name: {"exprate": 0.4, "token_error_rate": 0.2} for name in ("as written", "strokes dropped 50 %")}
    written.add("robustness-scratch-s1-100pc-test2014", {"expressions": 100, "conditions": conditions})
    written.add("measure-scratch-s1-50pc-test2014", measured(0.2))
    Log(written.place.run("pretrain-global_local-s1")).write(Progress("pretrain", 1, 2, 1.0, {"deviation": 0.7}))
    report = written.report()
    names = {"arms-test2014", "labels-test2014", "robustness-test2014", "focus-test2014", "curves-pretrain"}
    assert {path.stem for path in written.place.results.glob("*.png")} == names
    assert all(f"({name}.png)" in report for name in names)
    assert "| strokes dropped 50 % | 40.00 (1) |" in section(report, "Missing and changed ink")


def test_conditions_are_grouped_by_what_they_change_with_undamaged_ink_in_its_place() -> None:
    found = families(thickness=2)
    assert list(found) == ["strokes", "blocks", "thickness", "scale"]
    assert found["strokes"][0.0] == found["scale"][1.0] == found["thickness"][2.0] == "as written"
    assert found["blocks"][0.5] == "blocks hidden 50 %"
    assert sorted(found["scale"]) == [0.5, 0.7, 1.0, 1.4, 2.0]


def test_published_figures_stand_beside_ours_with_the_protocol(written: Written) -> None:
    lines = section(written.report(), "Beside the literature")
    assert any(line.startswith("| WAP | 46.55 | 44.55 | – | pictures |") for line in lines)
    assert any(line.startswith("| **ours: the paper** | 47.00 ± 2.83 (2) | – | – | strokes") for line in lines)


def test_spread_is_the_sample_standard_deviation() -> None:
    found = spread([0.1, 0.2, 0.3])
    assert found is not None
    assert (found.mean, found.deviation, found.count) == (pytest.approx(0.2), pytest.approx(0.1), 3)
    assert spread([float("nan")]) is None
    assert text([]) == "–"

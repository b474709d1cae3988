"""The tables of a study's report, in Markdown: means over seeds with their spread; what is missing stays a dash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from training.study.config import Arm, Study
from training.study.gathered import Row, by_seed
from training.study.jobs import MISSING as ROBUSTNESS
from training.study.jobs import WHOLE, attending
from training.study.published import OURS, PUBLISHED, UNKNOWN
from training.study.spread import MISSING, differences, scatter, text, verdict

_MAIN = {
    "exprate": "ExpRate",
    "at_most_1": "≤ 1",
    "at_most_2": "≤ 2",
    "at_most_3": "≤ 3",
    "structure_rate": "structure",
    "token_error_rate": "token errors",
}
_YEARS = ("test2014", "test2016", "test2019")


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are set to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *lines]) + "\n"


def baseline(study: Study) -> Arm:
    """The arm that starts from chance; the first one where none does."""
    return next((arm for arm in study.arms if not arm.objective), study.arms[0])


def main_table(study: Study, rows: Sequence[Row], test: str) -> str:
    """All arms with all captions on one test, and what each gains over the one from scratch, seed by seed."""
    scratch = baseline(study)
    reference = by_seed(rows, "exprate", kind=WHOLE, arm=scratch.name, share=1.0, test=test)
    lines = []
    for arm in study.arms:
        found = {name: by_seed(rows, name, kind=WHOLE, arm=arm.name, share=1.0, test=test) for name in _MAIN}
        gain = differences(found["exprate"], reference) if arm != scratch else []
        lines.append([arm.title, *(text(list(values.values())) for values in found.values()), _signed(gain)])
    return table(["arm", *_MAIN.values(), f"gain over “{scratch.title}”"], lines)


def _signed(values: Sequence[float]) -> str:
    cell = text(values)
    return cell if cell == MISSING or cell.startswith("-") else f"+{cell}"


def labels_table(study: Study, rows: Sequence[Row], test: str, figure: str = "exprate") -> str:
    """A figure of each arm by the share of the captions that it was fine-tuned with."""
    shares = sorted(study.shares)
    lines = [
        [
            arm.title,
            *(
                text(list(by_seed(rows, figure, kind=WHOLE, arm=arm.name, share=share, test=test).values()))
                for share in shares
            ),
        ]
        for arm in study.arms
        if "labels" in arm.parts
    ]
    return table(["arm", *(f"{100 * share:g} %" for share in shares)], lines)


def robustness_table(study: Study, rows: Sequence[Row], test: str, figure: str) -> str:
    """One figure under each condition, a column an arm."""
    found = [row for row in rows if row.kind == ROBUSTNESS and row.test == test]
    arms = [arm for arm in study.arms if ROBUSTNESS in arm.parts]

    def cell(condition: str, arm: str) -> str:
        return text(list(by_seed(found, figure, arm=arm, condition=condition).values()))

    return _crossed("condition", _unique(row.condition for row in found), {arm.name: arm.title for arm in arms}, cell)


def focus_table(study: Study, rows: Sequence[Row], test: str) -> str:
    """The figures of the focus map, a column for each arm and each run of stage 2 alone; beside them what maps that
    know nothing have, over all runs."""
    found, before = _attention(rows, test), "maps.focus."
    names = _unique(name.removeprefix(before) for row in found for name in row.figures if name.startswith(before))

    def cell(figure: str, column: str) -> str:
        if column in _REFERENCES:
            return _figures(row.figures.get(f"maps.{column}.{figure}") for row in found)
        return _figures(by_seed(found, before + figure, arm=column).values())

    return _crossed("figure", names, titles_of(study, found) | _REFERENCES, cell)


def gaze_table(study: Study, rows: Sequence[Row], test: str) -> str:
    """Of each token's cross-attention the share inside its own symbol's box, by the symbol's role; "chance": what a
    gaze that is even over all cells would have there."""
    found = [row for row in _attention(rows, test) if "tokens.all.box" in row.figures]
    kept = [name for row in found for name in row.figures if name.startswith("tokens.") and name.endswith(".box")]

    def cell(figure: str, column: str) -> str:
        name = f"tokens.{figure}.box"
        if column == "chance":
            return _figures(row.figures.get(name.replace(".box", ".chance_box")) for row in found)
        return _figures(by_seed(found, name, arm=column).values())

    columns = {**titles_of(study, found), "chance": "chance"}
    return _crossed("role", _unique(name.split(".")[1] for name in kept), columns, cell)


_REFERENCES = {"untrained": "*untrained networks*", "density": "*density of the ink*"}


def _attention(rows: Sequence[Row], test: str) -> list[Row]:
    return [row for row in rows if row.condition == "attention" and row.test == test]


def titles_of(study: Study, rows: Sequence[Row]) -> dict[str, str]:
    """Titles of the arms that have figures, and of the runs of stage 2 that some start from."""
    measured = {row.arm for row in rows}
    titles = {arm.name: arm.title for arm in study.arms}
    for arm in study.arms:
        if arm.schedule:  # the first of those that share a run of stage 2 gives it its name
            titles.setdefault(attending(arm), f"{arm.title}, before fine-tuning")
    return {name: title for name, title in titles.items() if name in measured}


def _figures(values: Iterable[float | None]) -> str:
    return text([value for value in values if value is not None], factor=1.0, digits=3)


def _crossed(corner: str, names: Sequence[str], columns: Mapping[str, str], cell: Callable[[str, str], str]) -> str:
    if not names:
        return "Not measured yet.\n"
    lines = [[name.replace("_", " "), *(cell(name, column) for column in columns)] for name in names]
    return table([corner, *columns.values()], lines)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def literature_table(study: Study, rows: Sequence[Row]) -> str:
    """Published ExpRates beside ours, with the differences of protocol."""
    head = ["method", "2014", "2016", "2019", *OURS]
    head = [
        {"limits": "`\\limits` in captions", "extra": "extra data", "source": "input"}.get(name, name) for name in head
    ]
    lines = [
        [entry.method, *(_rate(rate) for rate in entry.rates), *(getattr(entry, name) for name in OURS)]
        for entry in PUBLISHED
    ]
    for arm in study.arms:
        rates = [
            text(list(by_seed(rows, "exprate", kind=WHOLE, arm=arm.name, share=1.0, test=test).values()))
            for test in _YEARS
        ]
        lines.append([f"**ours: {arm.title}**", *rates, *OURS.values()])
    return f"{table(head, lines)}\n{_NOTE}\n"


_NOTE = f"""{UNKNOWN}: not known to us. Of ours, the number of seeds in brackets. The captions in common use keep
`\\limits` in the tests and lack it in training, so that such expressions can hardly be right; ours lack it in both."""


def _rate(rate: float | str | None) -> str:
    return MISSING if rate is None else rate if isinstance(rate, str) else f"{rate:.2f}"


def verdicts(
    study: Study, rows: Sequence[Row], tests: Sequence[str], figure: str = "exprate", share: float = 1.0
) -> list[str]:
    """A sentence for each question of the study and each test, written by the figures; errors that go are a gain."""
    found = {
        test: {arm.name: by_seed(rows, figure, kind=WHOLE, arm=arm.name, share=share, test=test) for arm in study.arms}
        for test in tests
    }
    titles, lines = {arm.name: arm.title for arm in study.arms}, []
    read = {arm.name for arm in study.arms if share == 1 or "labels" in arm.parts}
    for pair in study.comparisons:
        if not read.issuperset((pair.arm, pair.against)):
            continue
        sides = (pair.against, pair.arm) if figure == "token_error_rate" else (pair.arm, pair.against)
        said = [
            f"{test}: {verdict(differences(*(arms[side] for side in sides)), scatter(arms.values()))}"
            for test, arms in found.items()
        ]
        lines.append(f"- {pair.question} ({titles[pair.arm]} against {titles[pair.against]}): {'; '.join(said)}.")
    return lines

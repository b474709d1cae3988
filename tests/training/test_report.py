"""Reports: remarks are grouped by reason for people, and kept one by one for programs."""

from __future__ import annotations

from pathlib import Path

from mathnet.inkml import InkmlError
from training.data.report import Report, UnusableError


def report() -> Report:
    made = Report(read=7)
    for number in range(5):
        made.leave_out(f"a/{number}.inkml", UnusableError("no caption"))
    for number, token in enumerate(["\\oint", "\\oint", "\\hbar"]):
        made.leave_out(f"b/{number}.inkml", UnusableError("unknown token", token))
    made.leave_out("c.inkml", InkmlError("c.inkml, line 3: not well-formed"))
    made.note("d.tsv", "not plain UTF-8", "UTF-16")
    return made


def test_reasons_stand_in_a_table_with_counts_and_examples() -> None:
    assert [" ".join(line.split()) for line in report().lines()] == [
        "7 expressions read, 9 left out",
        "left out 5 no caption a/0.inkml; a/1.inkml; a/2.inkml …",
        "left out 3 unknown token \\oint ×2 (b/0.inkml); \\hbar (b/2.inkml)",
        "left out 1 broken InkML line 3: not well-formed (c.inkml)",
        "noted 1 not plain UTF-8 UTF-16 (d.tsv)",
    ]


def test_columns_of_the_table_are_straight() -> None:
    lines = list(report().lines())[1:]
    assert {line.index(text) for line, text in zip(lines, ["a/0", "\\oint", "line 3", "UTF-16"], strict=True)} == {
        lines[0].index("a/0")
    }


def test_every_remark_is_saved(tmp_path: Path) -> None:
    made = report()
    made.leave_out("odd\nname\t.inkml", ValueError("two\nlines"))
    made.save(tmp_path / "new" / "report.tsv")
    rows = [line.split("\t") for line in (tmp_path / "new" / "report.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["file", "happened", "reason", "detail"]
    assert len(rows) == 1 + len(made.remarks)
    assert rows[6] == ["b/0.inkml", "left out", "unknown token", "\\oint"]
    assert rows[-1] == ["odd name .inkml", "left out", "cannot be used", "two lines"]


def test_names_cannot_break_the_table() -> None:
    made = Report()
    made.leave_out("evil\x1b[2J\nname", UnusableError("no caption"))
    assert not any(letter in line for line in made.lines() for letter in "\x1b\n")
    assert len(list(made.lines())) == 2


def test_joined_reports_hold_both() -> None:
    both = report().joined(report())
    assert (both.read, len(both.skipped)) == (14, 18)

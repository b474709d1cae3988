"""Report: what a loader read, and what it left out or read only with a remark, by reason.

Nothing is passed over in silence: every remark names its file, and `table` groups them for people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from mathnet.errors import Spoken, SpokenError, sentence
from mathnet.inkml import InkmlError
from mathnet.latex import LatexError
from mathnet.picture import PictureError
from mathnet.sources import SourceError

_KINDS = {
    InkmlError: sentence("broken InkML"),
    PictureError: sentence("broken picture"),
    LatexError: sentence("caption that is no LaTeX we read"),
    SourceError: sentence("broken file or archive"),
}
_EXAMPLES = 3


def at_once() -> None:
    """The pace of one who need not look up from reading."""


class UnusableError(SpokenError):
    """A file or caption that cannot be used: why, which is the same for all of its kind, and what is wrong here."""

    def __init__(self, template: str, detail: str = "") -> None:
        reason = Spoken(template)
        super().__init__(*(("{}: {}", reason, detail) if detail else (template,)))
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Remark:
    """Something to say about a file, or a line of a table; `used` tells whether it was read all the same."""

    name: str
    reason: str
    detail: str
    used: bool

    @property
    def why(self) -> Spoken:
        """Reason and detail."""
        template = self.reason
        reason = Spoken(template)
        return Spoken("{}: {}", reason, self.detail) if self.detail else reason


@dataclass
class Report:
    """What was read, as what format, and the remarks.

    `pace` is called between files: reading waits as long as it does, and ends by the error that it raises.
    """

    read: int = 0
    remarks: list[Remark] = field(default_factory=list)
    kind: str = ""  # of `training.data.detect`
    pace: Callable[[], object] = at_once

    def leave_out(self, name: str, error: ValueError) -> None:
        """`name` is not used, because of `error`."""
        if isinstance(error, UnusableError):
            remark = Remark(name, error.reason, error.detail, used=False)
        else:
            usual = sentence("cannot be used")
            reason = next((text for kind, text in _KINDS.items() if isinstance(error, kind)), usual)
            remark = Remark(name, reason, str(error).removeprefix(name).lstrip(",: "), used=False)
        self.remarks.append(remark)

    def note(self, name: str, reason: str, detail: str = "") -> None:
        """`name` is used, but there is something to know."""
        self.remarks.append(Remark(name, reason, detail, used=True))

    def joined(self, other: Report) -> Report:
        return Report(self.read + other.read, self.remarks + other.remarks, self.kind)

    @property
    def skipped(self) -> list[tuple[str, Spoken]]:
        """Names of what was left out, and why."""
        return [(remark.name, remark.why) for remark in self.remarks if not remark.used]

    def lines(self) -> Iterator[str]:
        """How much was read, then a table with a line for each reason: what happened, how often, why, examples."""
        yield f"{self.read} expressions read, {len(self.skipped)} left out"
        rows = self.problems()
        width = max((len(reason) for _, _, reason, _ in rows), default=0)
        for count, used, reason, examples in rows:
            yield f"  {'noted' if used else 'left out':8} {count:>7}  {reason:{width}}  {examples}"

    def problems(self) -> list[tuple[int, bool, str, str]]:
        """Each reason for remarks: how many files, whether they are used all the same, the reason, examples."""
        rows = [(len(group), *key, _examples(group)) for key, group in self._groups()]
        return sorted(rows, key=lambda row: (row[1], -row[0]))

    def _groups(self) -> Iterator[tuple[tuple[bool, str], list[Remark]]]:
        def key(remark: Remark) -> tuple[bool, str]:
            return remark.used, remark.reason

        for kind, group in groupby(sorted(self.remarks, key=key), key=key):
            yield kind, list(group)

    def save(self, path: Path) -> None:
        """All remarks as a table of tabs, one a line; raises `OSError` where it cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [("file", "happened", "reason", "detail")]
        rows += [(one.name, "noted" if one.used else "left out", one.reason, one.detail) for one in self.remarks]
        lines = ["\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows]
        path.write_text("".join(lines), encoding="utf-8", errors="backslashreplace")


def _examples(remarks: list[Remark]) -> str:
    """The commonest details with a file each, or a few files where there is nothing more to say."""
    first: dict[str, str] = {}
    for remark in remarks:
        first.setdefault(remark.detail, remark.name)
    if set(first) == {""}:
        shown = [remark.name for remark in remarks[:_EXAMPLES]]
    else:
        common = Counter(remark.detail for remark in remarks).most_common(_EXAMPLES)
        shown = [f"{detail}{f' ×{count}' if count > 1 else ''} ({first[detail]})" for detail, count in common]
    left = len(remarks) - len(shown) if set(first) == {""} else len(first) - len(shown)
    return _printable("; ".join(shown)) + (" …" if left else "")


def _printable(text: str) -> str:
    """Names of files and captions may hold anything; a terminal gets one line of what it can show."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)

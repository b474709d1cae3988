"""The traces of an InkML document: their formats, their names, and the strokes they become.

Follows `traceFormat`, `inkSource`, `context` and `trace` of the W3C recommendation "Ink Markup Language" (2011): a
trace may refer to a context, itself or through its group; else the last format declared before it holds. Office
programs refer, CROHME declares one format a file, and where a file says nothing, traces have X and Y.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError
from mathnet.ink import Stroke
from mathnet.traceformat import Channel, Samples, Trace, TraceError, TraceFormat
from mathnet.xmltree import LineError, Node

_CLOCK_SECONDS = 10_000.0  # single precision keeps milliseconds apart up to about here
_REFERENCES = ("contextRef", "inkSourceRef", "traceFormatRef")


class Traces:
    """The traces of a document in writing order, and where each element's strokes are among them."""

    def __init__(self, root: Node) -> None:
        self._traces: list[Trace] = []
        self._lines: list[int] = []
        self._places: dict[Node, int] = {}
        called = [*root.all("traceGroup"), *root.all("trace")]  # a trace wins its name over a group
        self._named = {node.identifier: node for node in called if node.identifier}
        for node, format_ in _Formats(root).traces():
            if node.get("type") != "penUp":
                self._add(node, _trace(node, format_))
        if not self._traces:
            raise LineError("the file holds no strokes", line=root.line)

    def _add(self, node: Node, trace: Trace) -> None:
        if node.get("continuation") in ("middle", "end") and self._traces:
            prior = self._named.get(_target(node, "priorRef"), node)
            self._places[node] = self._places.get(prior, len(self._traces) - 1)
            self._traces[self._places[node]] += trace
            return
        self._places[node] = len(self._traces)
        self._traces.append(trace)
        self._lines.append(node.line)

    def of(self, node: Node) -> tuple[int, ...]:
        """The strokes that a group holds or views itself, not through groups in it.

        Views of traces that the file lacks show nothing: two CROHME 2016 files have one.
        """
        shown = [child if child.tag == "trace" else self._viewed(child) for child in node.children]
        places = [self._places[trace] for held in shown if held for trace in held.all("trace") if trace in self._places]
        return tuple(dict.fromkeys(places))

    def _viewed(self, node: Node) -> Node | None:
        return self._named.get(_target(node, "traceDataRef")) if node.tag == "traceView" else None

    def strokes(self) -> Iterator[Stroke]:
        """The traces as strokes, with times and pressures brought to what the whole ink shares."""
        start = _clock_start([trace.time for trace in self._traces if trace.time is not None])
        strongest = _strongest([trace.pressure for trace in self._traces if trace.pressure is not None])
        for trace, line in zip(self._traces, self._lines, strict=True):
            time = None if trace.time is None else _whole(trace.time - start)
            pressure = None if trace.pressure is None else _whole(np.clip(trace.pressure / strongest, 0.0, 1.0))
            try:
                yield Stroke(trace.points.astype(np.float32), time, pressure)
            except SpokenError as error:
                raise LineError(error.template, *error.fields, line=line) from error


def _target(node: Node, attribute: str) -> str:
    return node.get(attribute).removeprefix("#")


def _trace(node: Node, format_: TraceFormat) -> Trace:
    try:
        return format_.read(node.text)
    except TraceError as error:
        line = node.line + node.text.count("\n", 0, error.offset)
        raise LineError(error.template, *error.fields, line=line) from error


def _clock_start(times: list[Samples]) -> float:
    """What to take off all times: the first where they are clock times too large for single precision, else nothing."""
    known = np.concatenate([time[np.isfinite(time)] for time in times] or [np.zeros(0)])
    return float(known[0]) if known.size and np.abs(known).max() > _CLOCK_SECONDS else 0.0


def _strongest(pressures: list[Samples]) -> float:
    """What to divide all pressures by: their largest where they exceed 1, as no format said how large they get."""
    known = np.concatenate([pressure[np.isfinite(pressure)] for pressure in pressures] or [np.zeros(0)])
    return max(1.0, float(known.max(initial=0.0)))


def _whole(channel: Samples) -> NDArray[np.float32] | None:
    """A channel with its unknown samples interpolated, or nothing where all are unknown."""
    known = np.isfinite(channel)
    if not known.any():
        return None
    places = np.arange(len(channel))
    return np.interp(places, places[known], channel[known]).astype(np.float32)


class _Formats:
    """The trace formats of a document."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._named = {node.identifier: node for node in root.all("context", "inkSource", "traceFormat")}

    def traces(self) -> Iterator[tuple[Node, TraceFormat]]:
        """Every trace in document order, with its format; raises `LineError` for a format that cannot be used."""
        current = next((_format(node) for node in self._root.all("traceFormat")), TraceFormat())
        for child in self._root.children:
            if child.tag in ("context", "traceFormat"):
                current = self._resolve(child) or current
            else:
                yield from self._below(child, current)

    def _below(self, node: Node, inherited: TraceFormat) -> Iterator[tuple[Node, TraceFormat]]:
        format_ = (self._resolve(node) if node.get("contextRef") else None) or inherited
        if node.tag == "trace":
            yield node, format_
        elif node.tag in ("traceGroup", "definitions"):
            for child in node.children:
                yield from self._below(child, format_)

    def _resolve(self, node: Node) -> TraceFormat | None:
        """The first format in a node, in what it holds, and in what that refers to; references may be circular."""
        waiting, seen = [node], set[int]()
        while waiting:
            node = waiting.pop(0)
            if node.tag == "traceFormat" and node.children:
                return _format(node)
            if id(node) not in seen:
                seen.add(id(node))
                waiting += [child for child in node.children if child.tag in ("inkSource", "traceFormat")]
                waiting += self._references(node)
        return None

    def _references(self, node: Node) -> Iterator[Node]:
        for name in _REFERENCES:
            target = node.get(name).rpartition("#")[2]
            if target in self._named and target:
                yield self._named[target]


def _format(node: Node) -> TraceFormat:
    inner = [child for child in node.children if child.tag == "intermittentChannels"]
    regular = tuple(_channel(child) for child in node.children if child.tag == "channel")
    intermittent = tuple(_channel(child) for group in inner for child in group.all("channel"))
    if not regular and not intermittent:
        return TraceFormat()
    try:
        return TraceFormat(regular, intermittent)
    except SpokenError as error:
        raise LineError(error.template, *error.fields, line=node.line) from error


def _channel(node: Node) -> Channel:
    return Channel(
        name=node.get("name"),
        units=node.get("units"),
        minimum=_number(node, "min") or 0.0,
        maximum=_number(node, "max"),
        default=_number(node, "default") or 0.0,
        sign=-1.0 if node.get("orientation") == "-ve" else 1.0,
    )


def _number(node: Node, name: str) -> float | None:
    written = {"T": "1", "F": "0"}.get(node.get(name), node.get(name))
    try:
        return float(written) if written else None
    except ValueError as error:
        raise LineError("{}={!r} of a channel is not a number", name, written, line=node.line) from error

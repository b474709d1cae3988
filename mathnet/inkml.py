"""InkML files: read into ink, and written from it.

Follows the W3C recommendation "Ink Markup Language" (2011) and the habits of the CROHME corpora: a symbol is a
`traceGroup` annotated with its label, and its `annotationXML href` names the element of the MathML truth tree that it
writes. That name is kept as `Symbol.identifier`; the tree is kept as the annotation `MATHML` of the ink, a string of
XML in which that element bears the same name as its `xml:id`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError
from mathnet.ink import Ink, Stroke, Symbol
from mathnet.inktraces import Traces
from mathnet.xmltree import LineError, Node, parse

MATHML = "mathml"  # the annotation that holds the truth tree

_LABELS = {"COMMA": ",", r"\lt": "<", r"\gt": ">", r"\frac": "-"}  # CROHME's names for what is drawn
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class InkmlError(SpokenError):
    """A file cannot be read as InkML, or ink not be written so; of a file, the message names path and line."""


def read(source: bytes | str | os.PathLike[str], name: str = "") -> Ink:
    """The ink of a file, given its path or its bytes; `name` is what messages call it.

    Annotations of the whole ink are kept by their type, several of one type joined by line breaks. Times are in
    seconds; clock times count from the first point of the ink. Raises `InkmlError` whatever is wrong with the file, and
    if it holds no strokes.
    """
    name = name or ("InkML" if isinstance(source, bytes) else str(source))
    try:
        root = _parsed(source if isinstance(source, bytes) else Path(source).read_bytes())
        with np.errstate(all="ignore"):  # numbers beyond single precision are refused as not finite
            return _ink(root)
    except LineError as error:
        raise InkmlError("{}, line {}: {}", name, error.line, error) from error
    except OSError as error:
        raise InkmlError("{} cannot be opened: {}", name, error) from error


def _parsed(data: bytes) -> Node:
    try:
        return parse(data)
    except LineError as error:
        raise LineError("{}. Export the ink anew, or choose another file.", error, line=error.line) from error


def _ink(root: Node) -> Ink:
    if root.tag != "ink":
        raise LineError("this is no InkML: the outermost element is <{}>, not <ink>", root.tag, line=root.line)
    traces = Traces(root)
    symbols = tuple(_symbols(root, traces))
    return Ink(tuple(traces.strokes()), symbols, MappingProxyType(_annotations(root)))


def _symbols(root: Node, traces: Traces) -> Iterator[Symbol]:
    for group in root.all("traceGroup", "traceView"):
        tags = {child.tag for child in group.children}
        label = next((child.text.strip() for child in group.children if _is_truth(child)), "")
        strokes = traces.of(group)
        if label and (strokes or "traceGroup" not in tags):  # else the label says how the groups in it were found
            identifier = next((child.get("href") for child in group.children if child.tag == "annotationXML"), "")
            yield Symbol(_LABELS.get(label, label), strokes, identifier)


def _is_truth(node: Node) -> bool:
    return node.tag == "annotation" and node.get("type") == "truth"


def _annotations(root: Node) -> dict[str, str]:
    annotations: dict[str, str] = {}
    for node in root.children:
        if node.tag == "annotation":
            kind = node.get("type") or next(iter(node.attributes.values()), "")  # some CROHME files have "typx"
            text = node.text.strip()
            annotations[kind] = f"{annotations[kind]}\n{text}" if kind in annotations else text
    trees = [tree for node in root.children if node.tag == "annotationXML" for tree in node.all("math")]
    return annotations | ({MATHML: _mathml(trees[0])} if trees else {})


def _mathml(tree: Node) -> str:
    return tostring(_mathml_element(tree), encoding="unicode")


def _mathml_element(tree: Node) -> Element:
    element = tree.element()
    element.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    return element


def write(ink: Ink, path: str | os.PathLike[str]) -> None:
    """Writes ink as an InkML file; raises `InkmlError` as `to_bytes` does, and `OSError` where the disk refuses."""
    Path(path).write_bytes(to_bytes(ink))


def to_bytes(ink: Ink) -> bytes:
    """Ink as an InkML document, from which `read` gives the same ink back.

    Raises `InkmlError` for ink without strokes, for characters that XML cannot hold, and for a broken truth tree.
    """
    if not ink.strokes:
        raise InkmlError("ink without strokes cannot be saved as InkML: write something first")
    root = Element("ink", xmlns="http://www.w3.org/2003/InkML")
    _add_format(root, ink)
    for kind, text in ink.annotations.items():
        _add_annotation(root, kind, text)
    for index, stroke in enumerate(ink.strokes):
        SubElement(root, "trace", id=str(index)).text = _points(ink, stroke)
    _add_symbols(root, ink)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _has(ink: Ink, channel: str) -> bool:
    return any(getattr(stroke, channel) is not None for stroke in ink.strokes)


def _add_format(root: Element, ink: Ink) -> None:
    channels = SubElement(root, "traceFormat")
    SubElement(channels, "channel", name="X", type="decimal")
    SubElement(channels, "channel", name="Y", type="decimal")
    if _has(ink, "time"):
        SubElement(channels, "channel", name="T", type="decimal", units="s")
    if _has(ink, "pressure"):
        SubElement(channels, "channel", name="F", type="decimal", min="0", max="1")


def _points(ink: Ink, stroke: Stroke) -> str:
    columns = [_numbers(stroke.points[:, 0]), _numbers(stroke.points[:, 1])]
    columns += [_numbers(getattr(stroke, name), len(stroke)) for name in ("time", "pressure") if _has(ink, name)]
    return ", ".join(" ".join(point) for point in zip(*columns, strict=True))


def _numbers(channel: NDArray[np.float32] | None, count: int = 0) -> list[str]:
    """The shortest decimals that read back as the same numbers; `?` for each of a channel that the stroke lacks."""
    if channel is None:
        return ["?"] * count
    return [str(value).removesuffix(".0") for value in channel]


def _add_annotation(parent: Element, kind: str, text: str) -> None:
    if kind == MATHML:
        holder = SubElement(parent, "annotationXML", type="truth", encoding="Presentation-MathML")
        holder.append(_truth_tree(text))
    else:
        SubElement(parent, "annotation", type=_xml_text(kind)).text = _xml_text(text)


def _truth_tree(mathml: str) -> Element:
    try:
        return _mathml_element(parse(_xml_text(mathml).encode()))
    except LineError as error:
        raise InkmlError("the annotation {!r} is no XML: {}", MATHML, error) from error


def _add_symbols(root: Element, ink: Ink) -> None:
    if not ink.symbols:
        return
    segmentation = SubElement(root, "traceGroup")
    _add_annotation(segmentation, "truth", "Segmentation")
    for symbol in ink.symbols:
        group = SubElement(segmentation, "traceGroup")
        _add_annotation(group, "truth", symbol.label)
        for stroke in symbol.strokes:
            SubElement(group, "traceView", traceDataRef=str(stroke))
        if symbol.identifier:
            SubElement(group, "annotationXML", href=_xml_text(symbol.identifier))


def _xml_text(text: str) -> str:
    wrong = _NOT_XML.search(text)
    if wrong:
        raise InkmlError("{!r} cannot be saved: XML has no place for the character {!r}", text, wrong[0])
    return text

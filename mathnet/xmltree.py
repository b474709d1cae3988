"""XML as a tree whose nodes know their line, so that an error can name it.

Parsing goes through defusedxml: entities and external references are refused. Names lose their namespace prefix, as
InkML and MathML share no names that matter here; of the attributes, plain ones and those of `xml:` stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse as defused_parse

from mathnet.errors import SpokenError

DEEPEST = 200  # deeper trees come from attacks, and would break the recursion of whoever walks them


class LineError(SpokenError):
    """Something is wrong with a file, at `line` (counted from 1)."""

    def __init__(self, template: str, *fields: object, line: int = 1) -> None:
        super().__init__(template, *fields)
        self.line = line


@dataclass(eq=False)
class Node:
    """An element, and the line of its start tag."""

    tag: str
    attributes: dict[str, str]
    line: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def identifier(self) -> str:
        return (self.attributes.get("xml:id") or self.attributes.get("id") or "").strip()

    def get(self, name: str) -> str:
        """An attribute without white space around it, empty where it lacks."""
        return self.attributes.get(name, "").strip()

    def all(self, *tags: str) -> Iterator[Node]:
        """This node and those below it, in document order, that bear one of the tags (any, where none is given)."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            yield from child.all(*tags)

    def element(self) -> Element:
        """The same for the standard library, to be written."""
        element = Element(self.tag, self.attributes)
        element.text = self.text or None
        element.extend(child.element() for child in self.children)
        return element


class _Builder(ContentHandler):
    """Builds nodes. Text after a child element is dropped: no element read here has mixed content."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._text: list[str] = []
        self._locator: Locator

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 (SAX names it)
        self._locator = locator

    @property
    def line(self) -> int:
        """Where the parser is."""
        return self._locator.getLineNumber() or 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (SAX names it)
        self._flush()
        if len(self._open) >= DEEPEST:
            raise LineError("elements are nested more than {} deep", DEEPEST, line=self.line)
        node = Node(_local(name), {key: value for key, value in attrs.items() if _kept(key)}, self.line)
        if self._open:
            self._open[-1].children.append(node)
        self.root = self.root or node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 (SAX names it)
        self._flush()
        self._open.pop()

    def characters(self, content: str) -> None:
        self._text.append(content)

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self._open and not self._open[-1].children and not text.isspace():
            self._open[-1].text = text


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _kept(name: str) -> bool:
    return name != "xmlns" and (":" not in name or name.startswith("xml:"))


def parse(data: bytes) -> Node:
    """The root of the tree; raises `LineError` for anything that is not safe, well-formed XML.

    A file that claims UTF-8 but is not is read as Latin-1: old corpora hold such files.
    """
    if not data.strip():
        raise LineError("the file is empty")
    try:
        return _parse(data)
    except LineError:
        if _is_utf8(data):
            raise
        return _parse(data.decode("latin-1").encode())


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parse(data: bytes) -> Node:
    builder = _Builder()
    try:
        defused_parse(BytesIO(data), builder)
    except SAXParseException as error:
        raise LineError("not well-formed XML: {}", error.getMessage(), line=error.getLineNumber() or 1) from error
    except DefusedXmlException as error:
        raise LineError("refused for safety, as it declares entities ({})", error, line=builder.line) from error
    except LineError:
        raise
    except (SAXException, LookupError, ValueError) as error:  # the last two: encodings that Python lacks
        raise LineError("cannot be read as XML: {}", error, line=builder.line) from error
    if builder.root is None:
        raise LineError("the file holds no XML element")
    return builder.root

"""InkML for the tests: a file as CROHME writes them, and how to make small ones."""

from mathnet.ink import Ink

HEAD = '<ink xmlns="http://www.w3.org/2003/InkML">'

FRACTION = rb"""<?xml version="1.0" encoding="utf-8"?>
<ink xmlns="http://www.w3.org/2003/InkML">
<traceFormat><channel name="X" type="decimal"/><channel name="Y" type="decimal"/></traceFormat>
<annotation type="writer">w123</annotation>
<annotation type="truth"> $a&lt;\frac{b}{,}$ </annotation>
<annotationXML type="truth" encoding="Content-MathML">
  <math xmlns="http://www.w3.org/1998/Math/MathML">
    <mrow><mi xml:id="A">a</mi><mrow><mo xml:id="B">&lt;</mo>
    <mfrac xml:id="C"><mi xml:id="D">b</mi><mo xml:id="E">,</mo></mfrac></mrow></mrow>
  </math>
</annotationXML>
<trace id="1">985 3317, 984 3318</trace>
<trace id="2">
1019 3340, 1020 3341
</trace>
<trace id = "3" >1 1, 2 2</trace>
<trace id="4">2 2, 3 3</trace>
<trace id="5">3 3, 4 4</trace>
<trace id="6">4 4</trace>
<traceGroup xml:id="7">
  <annotation type="truth">Segmentation</annotation>
  <traceGroup xml:id="8"><annotation type="truth">a</annotation>
    <traceView traceDataRef="1"/><traceView traceDataRef="#2"/><annotationXML href="A"/></traceGroup>
  <traceGroup xml:id="9"><annotation type="truth">\lt</annotation>
    <traceView traceDataRef="3"/><annotationXML href="B"/></traceGroup>
  <traceGroup xml:id="10"><annotation type="truth">-</annotation>
    <traceView traceDataRef="4"/><annotationXML href="C"/></traceGroup>
  <traceGroup xml:id="11"><annotation type="truth">b</annotation>
    <traceView traceDataRef="5"/><annotationXML href="D"/></traceGroup>
  <traceGroup xml:id="12"><annotation type="truth">COMMA</annotation>
    <traceView traceDataRef="6"/><annotationXML href="E"/></traceGroup>
</traceGroup>
</ink>
"""


def document(body: str) -> bytes:
    return f"{HEAD}\n{body}\n</ink>".encode()


def points(ink: Ink) -> list[list[list[float]]]:
    return [stroke.points.tolist() for stroke in ink.strokes]

"""InkML files: channels, and the formats and contexts that say what they hold."""

import numpy as np

from mathnet import inkml
from tests.mathnet.inkmlfiles import document, points


def test_channels_in_any_order_give_time_and_pressure() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="T" units="ms"/><channel name="Y"/><channel name="F" min="0" max="1000"/>'
            '<channel name="X"/></traceFormat><trace>0 20 500 10, 250 21 1000 11</trace>'
        )
    )
    (stroke,) = ink.strokes
    assert stroke.points.tolist() == [[10, 20], [11, 21]]
    assert stroke.time is not None
    assert stroke.pressure is not None
    assert stroke.time.tolist() == [0, 0.25]
    assert stroke.pressure.tolist() == [0.5, 1]


def test_pressure_without_a_stated_maximum_is_scaled_by_the_largest_in_the_ink() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="F"/></traceFormat>'
            "<trace>0 0 100, 0 1 200</trace><trace>0 0 400</trace>"
        )
    )
    assert [stroke.pressure.tolist() for stroke in ink.strokes if stroke.pressure is not None] == [[0.25, 0.5], [1]]


def test_clock_times_count_from_the_first_point() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="T"/></traceFormat>'
            "<trace>0 0 1700000000000, 0 0 1700000000010</trace><trace>0 0 1700000000500</trace>"
        )
    )
    times = [stroke.time for stroke in ink.strokes]
    np.testing.assert_allclose(times[0], [0, 0.01], atol=1e-6)
    np.testing.assert_allclose(times[1], [0.5], atol=1e-6)


def test_unknown_samples_of_time_are_interpolated() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><channel name="T" units="s"/></traceFormat>'
            "<trace>0 0 1, 1 1 ?, 2 2 3</trace><trace>0 0 ?</trace>"
        )
    )
    np.testing.assert_allclose(ink.strokes[0].time, [1, 2, 3])
    assert ink.strokes[1].time is None


def test_intermittent_channels_of_a_file_may_be_left_off() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y"/><intermittentChannels>'
            '<channel name="F" max="4" default="2"/></intermittentChannels></traceFormat><trace>0 0, 1 1 4, 2 2</trace>'
        )
    )
    np.testing.assert_allclose(ink.strokes[0].pressure, [0.5, 1, 1])


def test_traces_follow_the_context_they_refer_to() -> None:
    ink = inkml.read(
        document(
            '<definitions><context xml:id="pen"><inkSource><traceFormat><channel name="Y"/><channel name="X"/>'
            '</traceFormat></inkSource></context><traceFormat xml:id="xyz"><channel name="X"/><channel name="Y"/>'
            '<channel name="Z"/></traceFormat><context xml:id="deep" traceFormatRef="#xyz"/></definitions>'
            '<trace contextRef="#pen">1 2</trace>'
            '<traceGroup contextRef="#deep"><trace>3 4 5</trace><trace contextRef="#pen">6 7</trace></traceGroup>'
        )
    )
    assert points(ink) == [[[2, 1]], [[3, 4]], [[7, 6]]]


def test_a_format_holds_until_the_next_one() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="Y"/><channel name="X"/></traceFormat><trace>1 2</trace>'
            '<traceFormat><channel name="X"/><channel name="Y"/></traceFormat><trace>1 2</trace>'
        )
    )
    assert points(ink) == [[[2, 1]], [[1, 2]]]


def test_contexts_that_refer_to_each_other_end() -> None:
    ink = inkml.read(
        document(
            '<definitions><context xml:id="a" contextRef="#b"/><context xml:id="b" contextRef="#a"/></definitions>'
            '<trace contextRef="#a">1 2</trace>'
        )
    )
    assert points(ink) == [[[1, 2]]]


def test_an_axis_that_points_up_is_turned() -> None:
    ink = inkml.read(
        document(
            '<traceFormat><channel name="X"/><channel name="Y" orientation="-ve"/></traceFormat><trace>1 2</trace>'
        )
    )
    assert points(ink) == [[[1, -2]]]

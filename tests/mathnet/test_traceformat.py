"""The text of traces, form by form of the W3C recommendation."""

import math

import numpy as np
import pytest

from mathnet.traceformat import Channel, TraceError, TraceFormat

XY = TraceFormat()
XYT = TraceFormat((Channel("X"), Channel("Y"), Channel("T", units="ms")))
BUTTONS = TraceFormat(intermittent=(Channel("S1"), Channel("S2")))


def test_plain_numbers_are_points() -> None:
    assert XY.samples("10 0, 9.5 -14,\n 8 2.8e1, .5 7.").tolist() == [[10, 0], [9.5, -14], [8, 28], [0.5, 7]]


def test_the_example_of_the_recommendation_reads_as_its_table_says() -> None:
    text = """1125 18432,'23'43,"7"-8,3-5,7 -3,6 2,6 8,3 6 T,2 4*T,3 6,3-6 F F"""
    assert BUTTONS.samples(text).tolist() == [
        [1125, 18432, 0, 0],
        [1148, 18475, 0, 0],
        [1178, 18510, 0, 0],
        [1211, 18540, 0, 0],
        [1251, 18567, 0, 0],
        [1297, 18596, 0, 0],
        [1349, 18633, 0, 0],
        [1404, 18676, 1, 0],
        [1461, 18723, 1, 1],
        [1521, 18776, 1, 1],
        [1584, 18823, 0, 0],
    ]


def test_values_need_no_space_where_signs_or_prefixes_part_them() -> None:
    assert XY.samples("125 125,'10'-5,-3+4,!7-8").tolist() == [[125, 125], [135, 120], [132, 124], [7, 116]]


def test_each_channel_keeps_its_own_kind_of_number() -> None:
    assert XY.samples("10 10,'1 20,1 30,1'5,1 5").tolist() == [[10, 10], [11, 20], [12, 30], [13, 35], [14, 40]]


def test_explicit_numbers_end_differences() -> None:
    assert XY.samples("0 0,'5'5,!100 5,101 5").tolist() == [[0, 0], [5, 5], [100, 10], [101, 15]]


def test_second_differences_go_on_from_the_last_velocity() -> None:
    assert XY.samples('0 0,10 1,"0"0,1 1').tolist() == [[0, 0], [10, 1], [20, 2], [31, 4]]


def test_white_space_may_stand_after_prefix_and_sign() -> None:
    assert XY.samples("5 5,' - 2 '\n3").tolist() == [[5, 5], [3, 8]]


def test_an_asterisk_repeats_an_explicit_value_a_velocity_or_an_acceleration() -> None:
    assert XY.samples("4 7,* 8,* *").tolist() == [[4, 7], [4, 8], [4, 8]]
    assert XY.samples("4 7,'2'0,* 1").tolist() == [[4, 7], [6, 7], [8, 8]]
    assert XY.samples("""0 0,'1'0,"1"0,* 0""").tolist() == [[0, 0], [1, 0], [3, 0], [6, 0]]


def test_a_question_mark_is_an_unknown_sample_and_changes_nothing() -> None:
    samples = XY.samples("4 7,'2'1,? 1,2 1")
    assert math.isnan(samples[2, 0])
    assert samples[3].tolist() == [8, 10]


def test_booleans_are_one_and_zero() -> None:
    flags = TraceFormat((Channel("X"), Channel("Y"), Channel("B1")))
    assert flags.samples("1 2T,3 4F").tolist() == [[1, 2, 1], [3, 4, 0]]


def test_hexadecimal_numbers_are_read() -> None:
    assert XY.samples("#1F -#A,'#10'1").tolist() == [[31, -10], [47, -9]]


def test_intermittent_channels_start_at_their_default_and_keep_their_last_value() -> None:
    flagged = TraceFormat(intermittent=(Channel("S1", default=1.0),))
    assert flagged.samples("1 2,3 4F,5 6").tolist() == [[1, 2, 1], [3, 4, 0], [5, 6, 0]]


def test_channels_come_in_any_order() -> None:
    trace = TraceFormat((Channel("F"), Channel("Y"), Channel("OTx"), Channel("X"))).read("0.5 20 9 10, 1 21 9 11")
    assert trace.points.tolist() == [[10, 20], [11, 21]]
    assert trace.pressure is not None
    assert trace.pressure.tolist() == [0.5, 1]


@pytest.mark.parametrize(("units", "second"), [("ms", 1000), ("s", 1), ("", 1000), ("us", 1e6), ("ns", 1e9)])
def test_time_is_in_seconds_whatever_its_units(units: str, second: float) -> None:
    trace = TraceFormat((Channel("X"), Channel("Y"), Channel("T", units=units))).read(f"0 0 0, 1 1 {second}")
    assert trace.time is not None
    np.testing.assert_allclose(trace.time, [0, 1])


def test_pressure_is_scaled_by_what_the_format_names_as_least_and_largest() -> None:
    force = Channel("F", minimum=100, maximum=1100)
    trace = TraceFormat((Channel("X"), Channel("Y"), force)).read("0 0 100, 0 0 600, 0 0 1100")
    assert trace.pressure is not None
    assert trace.pressure.tolist() == [0, 0.5, 1]


def test_an_axis_may_run_the_other_way() -> None:
    assert TraceFormat((Channel("X"), Channel("Y", sign=-1.0))).read("1 2").points.tolist() == [[1, -2]]


def test_points_of_unknown_position_are_left_out_with_their_time() -> None:
    trace = XYT.read("0 0 0, ? 5 10, 2 2 20")
    assert trace.points.tolist() == [[0, 0], [2, 2]]
    assert trace.time is not None
    assert trace.time.tolist() == [0, 0.02]


def test_announced_channels_after_the_position_may_be_missing() -> None:
    trace = XYT.read("3 4, 5 6")
    assert trace.points.tolist() == [[3, 4], [5, 6]]
    assert trace.time is not None
    assert np.isnan(trace.time).all()
    assert XYT.read("3 4, 5'6").points.tolist() == [[3, 4], [5, 10]]


def test_a_trace_may_end_in_a_comma() -> None:
    assert XY.samples("1 2, 3 4, \n").tolist() == XY.samples("1 2, 3 4").tolist()


def test_traces_without_commas_are_read_as_the_drafts_wrote_them() -> None:
    assert XY.samples("10 0 9 14 8 28").tolist() == [[10, 0], [9, 14], [8, 28]]


def test_plain_and_spelled_forms_of_a_trace_agree() -> None:
    points = np.random.default_rng(7).normal(0, 500, (50, 2)).round(3)
    plain = ", ".join(f"{x} {y}" for x, y in points)
    spelled = ",".join(f"!{x}!{y}" for x, y in points)
    np.testing.assert_array_equal(XY.samples(plain), points)
    np.testing.assert_array_equal(XY.samples(spelled), points)


def test_differences_add_up_to_the_points_they_were_taken_from() -> None:
    points = np.random.default_rng(8).integers(-900, 900, (40, 2))
    first = [f"'{x}'{y}" for x, y in np.diff(points, axis=0)]
    second = [f'"{x}"{y}' for x, y in np.diff(points, n=2, axis=0)]
    start = f"{points[0, 0]} {points[0, 1]}"
    np.testing.assert_array_equal(XY.samples(",".join([start, *first])), points)
    np.testing.assert_array_equal(XY.samples(",".join([start, first[0], *second])), points)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 2, 3", "gives 1 value"),
        ("1 2 3, 4 5 6", "gives 3 value"),
        ("1 2, , 3 4", "gives 0 value"),
        ("1 2, x 4", "cannot read 'x 4'"),
        ("1 2, 3 nan", "cannot read 'nan'"),
        ("1 2, 1_0 4", "cannot read '_0 4'"),
        ("1 2, 3e 4", "cannot read 'e 4'"),
        ("", "no points"),
        ("? ?, 1 ?", "no points"),
    ],
)
def test_text_against_the_format_is_an_error(text: str, told: str) -> None:
    with pytest.raises(TraceError, match=told):
        XY.read(text)


def test_an_error_says_where_in_the_text_it_is() -> None:
    with pytest.raises(TraceError) as caught:
        XY.read("1 2,\n3 4,\n5 oops")
    assert "1 2,\n3 4,\n5 oops"[caught.value.offset :].strip() == "oops"


def test_a_format_without_a_position_is_an_error() -> None:
    with pytest.raises(ValueError, match="X and Y"):
        TraceFormat((Channel("X"), Channel("T")))

"""Charts: bars to scale, and everything they say in words, too."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from mentoring.common.charts import Bar, Cell, Chart, Column, Row, Tone


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


PLAIN = [Column("Applications")]
BOTH = [Column("Mentees", Tone.WATCH), Column("Places", Tone.MAIN, lane=1)]
WEEK = [
    Column("Held", Tone.MAIN),
    Column("Missed", Tone.QUIET),
    Column("Room", Tone.ROOM, behind=True),
]


def chart(columns, *rows, **more):
    cells = [(label, [Cell(number) for number in numbers]) for label, *numbers in rows]
    return Chart("key", "Head", columns, [Row(*each) for each in cells], **more)


def bars(found):
    return [bars for _row, bars in found.drawn]


def test_the_widest_fills_the_picture_and_others_are_to_its_scale():
    assert bars(chart(PLAIN, ("a", 6), ("b", 2), ("c", 0))) == [
        [Bar(Tone.MAIN, 0, 0, 100.0, 20)],
        [Bar(Tone.MAIN, 0, 0, 33.33, 20)],
        [Bar(Tone.MAIN, 0, 0, 0.0, 20)],
    ]


def test_two_lanes_lie_one_below_the_other():
    assert bars(chart(BOTH, ("a", 4, 1))) == [
        [Bar(Tone.WATCH, 0, 0, 100.0, 9), Bar(Tone.MAIN, 0, 11, 25.0, 9)]
    ]


def test_what_shares_a_lane_follows_each_other_over_what_lies_behind():
    assert bars(chart(WEEK, ("a", 2, 1, 4))) == [
        [
            Bar(Tone.ROOM, 0, 0, 100.0, 20),
            Bar(Tone.MAIN, 0, 4, 50.0, 12),
            Bar(Tone.QUIET, 50.0, 4, 25.0, 12),
        ]
    ]
    (over,) = bars(chart(WEEK, ("a", 6, 2, 4)))
    assert [bar.width for bar in over] == [50.0, 75.0, 25.0]


def test_a_column_may_have_numbers_only():
    found = chart([*PLAIN, Column("Accepted", lane=None)], ("a", 2, 50))
    assert bars(found) == [[Bar(Tone.MAIN, 0, 0, 100.0, 20)]]


def test_a_row_may_have_a_tone_of_its_own():
    found = Chart("key", "Head", PLAIN, [Row("a", [Cell(1)], tone=Tone.QUIET)])
    assert bars(found)[0][0].tone == Tone.QUIET


@pytest.mark.parametrize(
    ("columns", "rows", "told"),
    [
        (PLAIN, [("a", 2), ("b", 5)], "Longest bar: b (Applications 5)."),
        (BOTH, [("a", 2, 9), ("b", 5, 0)], "Longest bar: a (Mentees 2, Places 9)."),
        (PLAIN, [("a", 0)], ""),
        (PLAIN, [], ""),
    ],
)
def test_a_sentence_says_which_bar_is_longest(columns, rows, told):
    assert chart(columns, *rows).told == told


def test_rows_beyond_those_shown_are_folded_and_keep_the_scale():
    found = chart(PLAIN, ("a", 4), ("b", 2), ("c", 1), shown=2)
    assert [row.label for row, _bars in found.first] == ["a", "b"]
    assert [bars[0].width for _row, bars in found.rest] == [25.0]
    assert chart(PLAIN, ("a", 4)).rest == []


def test_the_table_says_all_that_the_bars_say():
    rows = [Row("Berlin", [Cell(1234, "/list/"), Cell(0, "/none/")], note="scarce")]
    found = Chart("places", "", BOTH, rows)
    html = render_to_string("components/chart.html", {"chart": found})
    for said in ("Mentees", "Places", "Berlin", "scarce", 'href="/list/"', "Longest bar: Berlin"):
        assert said in html
    assert "/none/" not in html
    assert 'aria-labelledby="places"' in html
    # Measures are read by a browser, not by Germans.
    assert 'width="100.0"' in html


def test_without_rows_it_says_so():
    assert "Nothing to show yet." in render_to_string("components/chart.html", {"chart": chart([])})

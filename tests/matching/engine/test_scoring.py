import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import criteria
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.wording import InputError
from tests.matching.engine import oracle, people


@given(people.problems(), people.tables)
@settings(max_examples=80, deadline=None)
def test_scores_are_what_the_rules_say(drawn, table):
    problem, mentees, mentors = drawn
    scoring = compiled(criteria.read(table), problem)
    expected = oracle.matrix(table, mentees, mentors)
    scores, allowed = scoring.dense()
    assert [
        [s if there else None for s, there in zip(*pair, strict=True)]
        for pair in zip(scores.tolist(), allowed.tolist(), strict=True)
    ] == expected
    rows, columns = (part.ravel() for part in np.indices(scores.shape))
    single = scoring.pairs(rows, columns)
    assert (
        single.tolist()
        == scoring.block(slice(0, len(mentees)), slice(0, len(mentors))).ravel().tolist()
    )


def one_on_one(rule, mentee, mentor, **more):
    kind = more.pop("kind", "score")
    table = {kind: [{"mentor": "x", "mentee": "x"} | rule]}
    problem = Problem(
        Side("mentees", ("e",), {"x": [mentee]}), Side("mentors", ("o",), {"x": [mentor]}), **more
    )
    score = compiled(criteria.read(table), problem).block(slice(0, 1), slice(0, 1))[0, 0]
    return None if np.isinf(score) else int(score)


@pytest.mark.parametrize(
    ("mentee", "mentor", "points"),
    [
        ("Mon 18:00-20:00", "Mo 19:00-21:00", 4),
        ("Mon 18:00-20:00", "Mon 19:15-21:00", 0),
        ("Tue 9-10; Fri 9:00-9:30", "Di 9:30-12:00 | Fr 08:00-12:00", 4),
        ("Mon 18:00-20:00", "Tue 18:00-20:00", 0),
        ("", "Tue 18:00-20:00", 0),
        # To the minute, however odd.
        ("Mon 18:10-19:10", "Mon 18:10-19:10", 4),
        ("Mon 18:10-19:10", "Mon 18:11-19:10", 0),
        ("Mon 17:00-18:25; Mon 18:25-19:10", "Mon 17:50-18:50", 4),
        # By the days' names, short and long, in English and German.
        ("Sonnabend 9:00-10:00", "Sat 9:00-10:00", 4),
        ("So 9:00-10:00", "Sundays 9:00-10:00", 4),
        ("Do 9:00-10:00", "Thurs 9:00-10:00", 4),
    ],
)
def test_time_counts_what_both_have_in_a_week(mentee, mentor, points):
    assert one_on_one({"rule": "time", "minutes": 60, "points": 4}, mentee, mentor) == points


@pytest.mark.parametrize(
    ("mentor", "points"), [("Potsdam", 5), ("52.52 13.40", 9), ("48.14 11.58", 0), ("", 0)]
)
def test_distance_goes_by_places(mentor, points):
    places = {"Berlin": (52.52, 13.405), "Potsdam": (52.40, 13.06)}
    rule = {"rule": "distance", "points": {"10": 9, "50": 5}}
    assert one_on_one(rule, "berlin", mentor, places=places) == points


def test_preferences_count_by_rank_and_may_exclude():
    mentees = Side("mentees", ("a", "b"), {"wishes": ["z;y", ""], "not": ["", "y"]})
    mentors = Side("mentors", ("y", "z"), {"wishes": ["b", "somebody else"]})
    table = {
        "forbid": [{"rule": "preference", "mentee": "not"}],
        "score": [
            {"rule": "preference", "mentee": "wishes", "points": [10, 4]},
            {"rule": "preference", "mentor": "wishes", "points": 5},
        ],
    }
    scores = compiled(criteria.read(table), Problem(mentees, mentors)).block(
        slice(0, 2), slice(0, 2)
    )
    assert scores.tolist() == [[4, 10], [-np.inf, 0]]


@pytest.mark.parametrize(
    ("rule", "cell", "words"),
    [
        (
            {"rule": "difference", "order": ["low", "high"], "points": {"1": 2}},
            "hihg",
            "Did you mean “high”?",
        ),
        ({"rule": "difference", "points": {"1": 2}}, "12a", "no whole number"),
        ({"rule": "time", "points": 2}, "Monday evening", "no time such as"),
        ({"rule": "time", "points": 2}, "Mon 20:00-18:00", "no time such as"),
        ({"rule": "time", "points": 2}, "Moonshine 18:00-20:00", "no time such as"),
        ({"rule": "time", "points": 2}, "Son 18:00-20:00", "no time such as"),
        ({"rule": "time", "points": 2}, "Mon 20:00-25:00", "no time such as"),
        ({"rule": "distance", "points": {"5": 2}}, "Atlantis", "no known place"),
    ],
)
def test_a_cell_without_meaning_is_named(rule, cell, words):
    with pytest.raises(InputError, match="Column “x”") as caught:
        one_on_one(rule, cell, "")
    assert words in str(caught.value)
    assert (caught.value.values["side"], caught.value.values["id"]) == ("mentees", "e")


def test_points_beyond_exact_sums_are_refused():
    with pytest.raises(InputError, match="exceed"):
        one_on_one({"rule": "overlap", "points": 1 << 19}, "a;b;c", "a;b;c")


@pytest.mark.parametrize("ranks", [3, 64, 65])
def test_only_the_largest_points_of_a_table_count(ranks):
    """Nobody gets the points of two ranks, so many ranks are no more than one."""
    points = {str(step): 20_000 for step in range(1 - ranks, ranks)}
    rule = {"rule": "difference", "points": points, "mentor": "x", "mentee": "x"}
    cells = {"x": [str(number) for number in range(ranks)]}
    sides = [
        Side(name, tuple(f"{number:03}" for number in range(ranks)), cells)
        for name in ("mentees", "mentors")
    ]
    scores, _allowed = compiled(criteria.read({"score": [rule]}), Problem(*sides)).dense()
    assert scores.max() == 20_000


@pytest.mark.parametrize("sizes", [(0, 0), (0, 2), (2, 0)])
@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "time", "points": 1},
        {"rule": "distance", "points": {"5": 1}},
        {"rule": "overlap", "points": 1, "most": 2},
        {"rule": "difference", "points": {"1": 1}},
        {"rule": "same", "points": 1},
    ],
)
def test_a_side_may_be_empty(rule, sizes):
    sides = [
        Side(name, tuple(name[:size]), {"x": [""] * size})
        for name, size in zip(("mentees", "ouch"), sizes, strict=True)
    ]
    table = {"score": [rule | {"mentor": "x", "mentee": "x"}]}
    assert compiled(criteria.read(table), Problem(*sides)).dense()[0].shape == sizes

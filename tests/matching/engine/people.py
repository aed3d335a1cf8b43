"""People and criteria for tests, drawn by hypothesis or made by a seed."""

import numpy as np
from hypothesis import strategies as st

from matching.engine.problem import Problem, Side

ORDER = ["low", "middle", "high", "top"]
TOPICS = ["law", "money", "speech", "school"]
LANGUAGES = ["de", "en", "ar"]

cells = st.fixed_dictionaries(
    {
        "grade": st.sampled_from([*ORDER, ""]),
        "office": st.sampled_from(["Nord", "süd", "Süd", ""]),
        "topics": st.lists(st.sampled_from(TOPICS), max_size=3).map(";".join),
        "languages": st.lists(st.sampled_from(LANGUAGES), max_size=2).map("|".join),
        "flag": st.sampled_from(["yes", "no", ""]),
    }
)
points = st.integers(-5, 30)
columns = {"mentor": "topics", "mentee": "topics"}
soft = st.one_of(
    points.map(lambda p: {"rule": "same", "mentor": "office", "mentee": "office", "points": p}),
    st.tuples(points, st.integers(1, 3)).map(
        lambda p: {"rule": "overlap", "points": p[0], "most": p[1]} | columns
    ),
    points.map(lambda p: {"rule": "overlap", "points": p} | columns),
    points.map(lambda p: {"rule": "contains", "points": p} | columns),
    st.dictionaries(st.integers(-3, 3), points, min_size=1).map(
        lambda p: {
            "rule": "difference",
            "mentor": "grade",
            "mentee": "grade",
            "order": ORDER,
            "points": p,
        }
    ),
)
either = st.sampled_from(
    [
        {"rule": "same", "mentor": "office", "mentee": "office"},
        {"rule": "different", "mentor": "office", "mentee": "office"},
        {"rule": "overlap", "mentor": "languages", "mentee": "languages"},
        {"rule": "contains", "mentor": "languages", "mentee": "languages"},
        {
            "rule": "difference",
            "mentor": "grade",
            "mentee": "grade",
            "order": ORDER,
            "allowed": [0, 1, 2],
        },
    ]
)
forbid = st.one_of(
    either,
    st.sampled_from(
        [
            {"rule": "no_overlap", "mentor": "languages", "mentee": "languages"},
            {"rule": "both", "mentor": "flag", "mentee": "flag"},
        ]
    ),
)
require = st.tuples(either, st.sampled_from(["allow", "refuse"])).map(
    lambda x: x[0] | {"blank": x[1]}
)
tables = st.fixed_dictionaries(
    {
        "forbid": st.lists(forbid, max_size=2),
        "require": st.lists(require, max_size=1),
        "score": st.lists(soft, min_size=1, max_size=4),
    }
)


def side(name, prefix, people):
    """People (dicts of cells) as one side; ids count in order."""
    keys = (
        people[0] if people else {"grade": 0, "office": 0, "topics": 0, "languages": 0, "flag": 0}
    )
    return Side(
        name,
        tuple(f"{prefix}{number:04}" for number in range(len(people))),
        {key: [person[key] for person in people] for key in keys},
    )


@st.composite
def problems(draw, most=7, several=2):
    """A problem of up to `most` people a side, and the dicts it was made of."""
    mentees = draw(st.lists(cells, min_size=1, max_size=most))
    mentors = draw(st.lists(cells, min_size=1, max_size=most))
    takes = st.integers(0, several)
    problem = Problem(
        side("mentees", "e", mentees),
        side("mentors", "o", mentors),
        draw(st.lists(takes, min_size=len(mentees), max_size=len(mentees))),
        draw(st.lists(takes, min_size=len(mentors), max_size=len(mentors))),
    )
    return problem, mentees, mentors


def crowd(rng, prefix, count):
    """`count` people with the columns of a programme."""
    topics = np.array([f"topic {number}" for number in range(12)])
    languages = np.array(["de", "en", "ar", "tr"])
    return Side(
        "mentees" if prefix == "e" else "mentors",
        tuple(f"{prefix}{number:06}" for number in range(count)),
        {
            "topics": [
                "|".join(rng.choice(topics, rng.integers(1, 5), replace=False))
                for _ in range(count)
            ],
            "languages": [
                "|".join(rng.choice(languages, rng.integers(1, 3), replace=False))
                for _ in range(count)
            ],
            "region": [f"region {number}" for number in rng.integers(0, 8, count)],
            "age": [int(age) for age in rng.integers(16, 70, count)],
        },
    )


CROWD_CRITERIA = {
    "require": [{"rule": "overlap", "mentor": "languages", "mentee": "languages"}],
    "score": [
        {"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 10},
        {"rule": "same", "mentor": "region", "mentee": "region", "points": 7},
        {
            "rule": "difference",
            "mentor": "age",
            "mentee": "age",
            "points": {str(d): 3 for d in range(5, 25)},
        },
    ],
}


def crowds(seed, mentees, mentors, **more):
    rng = np.random.default_rng(seed)
    return Problem(crowd(rng, "e", mentees), crowd(rng, "o", mentors), **more)

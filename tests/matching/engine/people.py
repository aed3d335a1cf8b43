"""People and criteria for tests, drawn by hypothesis or made by a seed."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from matching.engine import criteria
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled

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


def odd(seed):
    """A small problem of an odd kind, and its criteria: the kinds that a quick path gets wrong.

    Heavy points and none, many who are alike, blank cells, requirements, many places on either
    side, locks.
    """
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 26, 2)
    top = int(rng.choice([1, 3, 30, 2_000, 500_000]))
    sides = [_odd_side(rng, *named) for named in zip(("mentees", "mentors"), sizes, strict=True)]
    several = rng.choice([1, 1, 2, 5, 30], 2)
    if rng.random() < 0.5:
        several[0] = 1
    least = int(rng.integers(0, 2))
    takes = [rng.integers(least, most + 1, size) for most, size in zip(several, sizes, strict=True)]
    table = _odd_criteria(rng, top)
    problem = Problem(*sides, *(each.tolist() for each in takes))
    return replace(problem, locks=_odd_locks(rng, problem, table)), table


def _odd_side(rng, name, count):
    kinds = int(rng.choice([1, 2, 4, 8]))
    lists = [rng.choice(6, rng.integers(0, 4), replace=False) for _ in range(count)]
    return Side(
        name,
        tuple(f"{name[4]}{number:03}" for number in range(count)),
        {
            "office": [f"{n}" if n < kinds else "" for n in rng.integers(0, kinds + 1, count)],
            "topics": ["|".join(f"topic {n}" for n in each) for each in lists],
            "age": rng.integers(0, 5, count).tolist(),
        },
    )


def _odd_criteria(rng, top):
    office, topics, age = ({"mentor": each, "mentee": each} for each in ("office", "topics", "age"))
    same = {"rule": "same", **office}
    overlap = {"rule": "overlap", **topics}
    table = {"score": [same | {"points": 0}]}
    if top > 1:
        steps = {step: int(rng.integers(-top // 2, top // 2 + 1)) for step in range(-4, 5)}
        table["score"] = [
            same | {"points": int(rng.integers(-top, top + 1))},
            overlap | {"points": int(rng.integers(0, top // 16 + 1))},
            {"rule": "difference", "points": steps, **age},
        ]
    if rng.random() < 0.4:
        table["require"] = [overlap]
    if rng.random() < 0.2:
        table["forbid"] = [same]
    return table


def _odd_locks(rng, problem, table):
    scores = compiled(criteria.read(table), problem).block(
        slice(0, len(problem.mentees)), slice(0, len(problem.mentors))
    )
    rows, columns = problem.row_capacity.copy(), problem.column_capacity.copy()
    locks = set()
    for spot in rng.permutation(scores.size)[: 3 * (rng.random() < 0.4)]:
        i, j = divmod(int(spot), len(columns))
        if np.isfinite(scores[i, j]) and rows[i] and columns[j]:
            rows[i], columns[j] = rows[i] - 1, columns[j] - 1
            locks.add((problem.mentees.ids[i], problem.mentors.ids[j]))
    return frozenset(locks)

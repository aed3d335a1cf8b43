"""What a rule about places says of a pair."""

from matching.engine import criteria
from matching.engine.explain import Explainer
from matching.engine.problem import Problem, Side

DISTANCE = {"rule": "distance", "mentor": "x", "mentee": "x"}
PLACES = (
    Side("mentees", ("e",), {"x": ["52.52 13.40"]}),
    Side("mentors", ("o",), {"x": ["48.14 11.58"]}),
)


def test_a_distance_is_told_by_the_step_that_gave_the_points():
    table = {"score": [DISTANCE | {"points": {"30": 9, "600": 5, "900": 1}}]}
    ((reason,),) = Explainer(Problem(*PLACES), criteria.read(table)).reasons_of([("e", "o")])
    assert (reason.code, reason.points, reason.values["kilometres"]) == ("distance", 5, 600)


def test_who_lives_too_far_away_learns_what_would_be_near():
    table = {"require": [DISTANCE | {"within": 50}]}
    (reason,) = Explainer(Problem(*PLACES), criteria.read(table)).hindrances("e", "o")
    assert (reason.code, reason.values["kilometres"]) == ("require.distance", 50)

"""Why somebody stays without a partner."""

from matching.engine import criteria
from matching.engine.problem import Problem, Side
from matching.engine.solve import solve


def test_who_takes_nobody_is_no_partner_who_was_taken():
    """A mentor without a place is not one whom somebody else got."""
    problem = Problem(Side("mentees", ("e",)), Side("mentors", ("m",)), mentor_capacity=[0])
    plan = solve(problem, criteria.Criteria())
    alone = (*plan.unmatched_mentees, *plan.unmatched_mentors)
    reasons = {one.id: one.reason.code for one in alone}
    assert reasons == {"e": "nobody_allowed", "m": "no_capacity"}

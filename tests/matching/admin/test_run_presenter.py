"""A run in plain words."""

import pytest
from django.utils.translation import override

from matching.admin import run_presenter
from matching.models import Run
from matching.services.rules import WISH
from matching.states import RunState


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, "0.0\u00a0%"),
        (0.0, "0.0\u00a0%"),
        (0.0001, "less than 0.05\u00a0%"),
        (0.123, "12.3\u00a0%"),
    ],
)
def test_something_is_never_nothing_percent(share, said):
    assert run_presenter.percent(share) == said


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (Run(state=RunState.RUNNING), ""),
        (Run(state=RunState.DONE, total=1, proven=True), "1 point, optimal"),
        (
            Run(state=RunState.DONE, total=1200, proven=False, gap=0.02),
            "1,200 points, at most 2.0\u00a0% below the optimum",
        ),
        (
            Run(state=RunState.FAILED, error="nobody_allowed"),
            "The required rules leave no pair at all. Please require less in the criteria.",
        ),
    ],
)
def test_the_list_of_runs_says_in_a_line_what_came_of_each(run, said):
    assert run_presenter.outcome(run) == said


def test_the_facts_say_what_was_asked_and_whether_wishes_counted():
    table = {"score": [{"rule": "overlap", "mentee": WISH, "mentor": "affiliation", "points": 8}]}
    changes = {"weights": {"topics": 3}, "capacities": {"a": 1, "b": 2}, "left_out": []}
    run = Run(table=table, changes=changes, jointly=True, with_affiliation_wishes=True)
    said = {str(name): str(value) for name, value in run_presenter.facts(run)}
    assert said["What if"] == "other points for 1 rule, other places for 2 persons"
    assert said["Wishes about affiliations"] == "Counted; the log says who read them"
    assert said["Co-mentors"].startswith("Chosen together with mentors")
    assert said["Started by"] == "A former colleague"
    plain = Run(table=table, changes={}, jointly=False, with_affiliation_wishes=False)
    said = {str(name): str(value) for name, value in run_presenter.facts(plain)}
    assert "What if" not in said
    assert said["Wishes about affiliations"].startswith("Did not count")
    assert said["Co-mentors"] == "Each mentor's standing co-mentor"

"""What a kind of task says about its outcomes, and kinds that are gone."""

import pytest

from mentoring.worklist import kinds
from mentoring.worklist.kinds import Kind
from mentoring.worklist.states import MOVES, WAYS_BACK, Outcome, Reason, TaskState
from tests.factories.worklist import CALL, PAPERS


def test_a_kind_offers_its_outcomes_or_just_done():
    assert [name for name, _ in kinds.get(CALL).choices] == ["reached", "later"]
    assert [name for name, _ in kinds.get(PAPERS).choices] == [Outcome.DONE]


@pytest.mark.parametrize(
    ("outcome", "title"),
    [("reached", "Reached"), (Outcome.SETTLED, Outcome.SETTLED.label), ("long gone", "long gone")],
)
def test_an_outcome_has_a_title(outcome, title):
    assert kinds.get(CALL).outcome_title(outcome) == title


@pytest.mark.parametrize(
    ("reason", "title"),
    [("phone", "There is a phone number"), (Reason.GONE, Reason.GONE.label), ("", ""), ("x", "x")],
)
def test_a_reason_has_a_title(reason, title):
    assert kinds.get(PAPERS).reason_title(reason) == title


def test_what_is_not_registered_is_unknown_or_a_name():
    with pytest.raises(KeyError):
        kinds.get("gone")
    assert kinds.find("gone") == Kind("gone", "gone")


def test_kinds_are_offered_by_title():
    titles = [title for _name, title in kinds.choices()]
    assert titles == sorted(titles)
    assert (CALL, "Call") in kinds.choices()


def test_only_ways_back_lead_out_of_the_end():
    assert MOVES.keys() == {TaskState.OPEN}
    assert all(targets == {TaskState.OPEN} for targets in WAYS_BACK.values())
    assert WAYS_BACK.keys() == MOVES[TaskState.OPEN]

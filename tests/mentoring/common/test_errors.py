"""A refusal knows what a page answers with that shows it."""

import pytest

from mentoring.common.errors import ConflictError, DomainError, TooOftenError
from mentoring.common.lifecycle import StaleStateError, TransitionError
from mentoring.common.links import LinkError


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (DomainError("No."), 422),
        (TransitionError("No."), 422),
        (ConflictError("Somebody was quicker."), 409),
        (StaleStateError("Somebody was quicker."), 409),
        (LinkError(), 410),
        (TooOftenError("Later."), 429),
    ],
)
def test_a_refusal_says_its_own_status(refusal, status):
    assert refusal.status == status


def test_the_text_is_for_the_reader_and_the_code_for_the_program():
    refusal = DomainError("Five at the most.", code="most")

    assert (str(refusal), refusal.code) == ("Five at the most.", "most")

"""Staff say why."""

import pytest

from mentoring.common.errors import DomainError
from mentoring.common.reasons import require_reason


def test_a_reason_is_kept_without_blanks_around_it():
    assert require_reason("  No time. \n") == "No time."


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_is_no_reason(nothing):
    with pytest.raises(DomainError) as refusal:
        require_reason(nothing)
    assert refusal.value.code == "reason"

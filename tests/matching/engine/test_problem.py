"""What is no problem to solve is refused when it is put."""

import pytest

from matching.engine.problem import Problem, Side
from matching.engine.wording import InputError

MENTEES, MENTORS = Side("mentees", ("a", "b")), Side("mentors", ("m", "n"))


def refusal(**given):
    with pytest.raises(InputError) as found:
        Problem(MENTEES, MENTORS, **given)
    return found.value.code, found.value.values


def test_locks_have_room_on_both_sides():
    two_on_one = frozenset({("a", "m"), ("b", "m")})
    assert refusal(locks=two_on_one) == ("lock_capacity", {"id": "m"})
    assert Problem(MENTEES, MENTORS, mentor_capacity=[2, 1], locks=two_on_one)
    one_on_two = frozenset({("a", "m"), ("a", "n")})
    assert refusal(locks=one_on_two) == ("lock_capacity", {"id": "a"})
    assert refusal(locks=frozenset({("b", "n")}), mentor_capacity=[1, 0])[1] == {"id": "n"}


def test_a_lock_is_not_blocked():
    pair = frozenset({("a", "m")})
    assert refusal(locks=pair, blocks=pair) == ("lock_blocked", {"mentee": "a", "mentor": "m"})

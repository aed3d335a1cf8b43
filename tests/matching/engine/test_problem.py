"""What is no problem to solve is refused when it is put."""

import pytest

from matching.engine.problem import Problem, Side, text
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


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_a_capacity_belongs_to_each_and_is_not_negative(side):
    name = f"{side}s"
    wrong = refusal(**{f"{side}_capacity": [1]})
    assert wrong == ("capacity_length", {"side": name, "found": 1, "expected": 2})
    second = {"mentee": "b", "mentor": "n"}[side]
    assert refusal(**{f"{side}_capacity": [1, -1]}) == ("capacity_negative", {"id": second})


def test_an_id_stands_for_one_person():
    with pytest.raises(InputError, match="“a”") as found:
        Side("mentees", ("a", "b", "a"))
    assert (found.value.code, found.value.values["id"]) == ("duplicate_id", "a")


def test_a_column_has_a_cell_for_each():
    with pytest.raises(InputError) as found:
        Side("mentees", ("a", "b"), {"x": ["one"]})
    assert found.value.code == "column_length"
    assert (found.value.values["found"], found.value.values["expected"]) == (1, 2)


def test_who_is_not_there_is_named_with_who_was_meant():
    with pytest.raises(InputError, match="Did you mean “amina”") as found:
        Side("mentees", ("amina", "omar")).position("amnia")
    assert found.value.code == "unknown_id"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (None, ""),
        ("  two   words ", "two words"),
        (True, "yes"),
        (False, "no"),
        ({"b", "a"}, "a|b"),
        (("b", "a", 3), "b|a|3"),
        (20.0, "20"),
        (1.5, "1.5"),
        (7, "7"),
    ],
)
def test_a_cell_of_any_kind_is_read_as_text(cell, read):
    assert text(cell) == read
    assert Side("mentees", ("a",), {"x": [cell]}).cell("x", 0) == read

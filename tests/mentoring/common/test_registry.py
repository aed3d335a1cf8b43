"""What apps put on record is found by name."""

import pytest

from mentoring.common.registry import Registry


def test_what_was_registered_is_found_and_nothing_else():
    registry = Registry()
    registry.register("one", 1)
    assert (registry.get("one"), registry.find("one"), registry.find("two")) == (1, 1, None)
    with pytest.raises(KeyError):
        registry.get("two")


def test_who_registers_last_has_the_say_and_the_order_stays():
    registry = Registry()
    for key, entry in (("one", 0), ("two", 2), ("one", 1)):
        registry.register(key, entry)
    assert registry.items() == [("one", 1), ("two", 2)]
    assert list(registry) == [1, 2]

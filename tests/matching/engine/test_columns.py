"""Cells as rules read them."""

from matching.engine import columns
from matching.engine.problem import Side

SIDE = Side("mentees", ("a", "b"), {"x": ["Law; law|Art", ""]})


def test_a_list_keeps_how_it_was_first_written():
    assert columns.by_label(SIDE, "Law; law|Art") == {"law": "Law", "art": "Art"}
    assert columns.by_label(SIDE, "Law; law|Art") is columns.by_label(SIDE, "Law; law|Art")


def test_lists_of_many_people_are_read_afresh_and_take_no_memory(monkeypatch):
    monkeypatch.setattr(columns, "FEW", 1)
    many = Side(SIDE.name, SIDE.ids, SIDE.columns)
    assert columns.by_label(many, "Law|Art") == {"law": "Law", "art": "Art"}
    assert not many.memo

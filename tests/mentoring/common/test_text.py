"""What people type, made plain."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mentoring.common.text import one_line, same_endings


@given(st.text())
def test_a_name_is_one_line_without_control_characters(text):
    line = one_line(text)
    assert not {c for c in line if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"}}
    assert line == one_line(line) == line.strip()


def test_a_line_ends_the_same_way_whatever_sent_it():
    assert same_endings("one\r\ntwo\nthree") == "one\ntwo\nthree"

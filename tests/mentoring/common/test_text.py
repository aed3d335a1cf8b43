"""What people type and paste, made plain."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.common.text import code, full_name, name_part, one_line, phone_number, same_endings


@given(st.text())
def test_a_name_is_one_line_without_control_characters(text):
    line = one_line(text)
    assert not {c for c in line if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"}}
    assert line == one_line(line) == line.strip()


@pytest.mark.parametrize(
    "name",
    [
        "علی\u200cرضا",
        "ශ්\u200dරී",
        "👩\u200d🎓 Anna",
        "❤️ Anna",
        # An older spelling of Malayalam ends in a joiner.
        "മോഹന\u0d4d\u200d",
    ],
)
def test_joiners_that_belong_to_a_name_stay(name):
    assert one_line(name) == name_part(name) == name


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("Leutheusser\u00adSchnarrenberger", "LeutheusserSchnarrenberger"),
        ("An\u200bna", "Anna"),
        ("\ufeffAnna\u200e", "Anna"),
        ("\u202aAnna\u202c", "Anna"),
        ("\u2066Anna\u2069", "Anna"),
        ("Anna\u2060\u3164", "Anna"),
        ("\u200dAnna\u200d Maria\u200c", "Anna Maria"),
        ("Anna\u00a0\u2009Maria", "Anna Maria"),
        ("Anna\r\nMaria\x00", "Anna Maria"),
        ("Jo\u0308rg", "Jörg"),
    ],
)
def test_what_nobody_sees_goes_without_leaving_a_blank(pasted, shown):
    assert one_line(pasted) == shown


@pytest.mark.parametrize("text", ["-", ".", "–", " ... ", "FNU", "LNU", "--", "\u200b", ""])
def test_what_stands_for_a_missing_name_is_none(text):
    assert name_part(text) == ""


@pytest.mark.parametrize("name", ["U", "A.", "李", "O’Brien", "Null", "Fnu", "🦊"])
def test_short_and_unusual_names_are_names(name):
    assert name_part(name) == name


def test_one_name_stands_without_a_blank():
    assert [full_name(*parts) for parts in (("A", "B"), ("A", ""), ("", "B"))] == ["A B", "A", "B"]


@pytest.mark.parametrize(
    "pasted",
    [
        *("abcd efgh", "ABCD-EFGH\u200b", "AB\u00adCD-EFGH", "ABCD\u2011EFGH", "ABCD\u2013EFGH"),
        *("\uff21\uff22\uff23\uff24\uff25\uff26\uff27\uff28", "ABCD\u00a0EFGH\n", "*ABCD-EFGH*."),
    ],
)
def test_a_pasted_code_is_its_letters(pasted):
    assert code(pasted) == "ABCDEFGH"


@pytest.mark.parametrize("typed", ["965058", "965 058", "96-5058.", "９６５０５８", "٩٦٥٠٥٨"])
def test_digits_are_the_same_in_every_script(typed):
    assert code(typed) == "965058"


@pytest.mark.parametrize(
    ("pasted", "number"),
    [
        ("\u202a+49 171 2345678\u202c", "+49 171 2345678"),
        ("0171\u00a02345678", "0171 2345678"),
        ("0171\u20112345678", "0171-2345678"),
        ("0171\u20132345678", "0171-2345678"),
        ("0171\u22122345678", "0171-2345678"),
        ("+49 171 2345678\u200b", "+49 171 2345678"),
        ("tel:+49-171-2345678", "+49-171-2345678"),
        ("TEL://0171/2345678", "0171/2345678"),
        ("٠١٧١ ٢٣٤٥٦٧٨", "0171 2345678"),
        ("\uff0b49 (0)171 2345678", "+49 (0)171 2345678"),
    ],
)
def test_a_pasted_number_is_the_one_that_is_typed(pasted, number):
    assert phone_number(pasted) == number


def test_a_line_ends_the_same_way_whatever_sent_it():
    assert same_endings("one\r\ntwo\nthree") == "one\ntwo\nthree"

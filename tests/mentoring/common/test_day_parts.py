"""A day in three parts: typed as people type, and refused with the part that is wrong."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from mentoring.common.day_parts import DayPartsField, DayPartsWidget


class Born(forms.Form):
    born = DayPartsField(widget=DayPartsWidget("bday"))


def born(day="", month="", year=""):
    return Born({"born_day": day, "born_month": month, "born_year": year})


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("17", "5", "2006"), date(2006, 5, 17)),
        ((" 07", "05. ", "2006"), date(2006, 5, 7)),
        (("29", "2", "2008"), date(2008, 2, 29)),
        (("١٧", "٥", "٢٠٠٦"), date(2006, 5, 17)),
    ],
)
def test_a_day_as_people_write_it(typed, day):
    form = born(*typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == day


@pytest.mark.parametrize(
    ("typed", "part", "words"),
    [
        (("31", "2", "2008"), "day", "February 2008 has no day 31: it ends with the 29."),
        (("31", "4", "2008"), "day", "April 2008 has no day 31: it ends with the 30."),
        (("0", "4", "2008"), "day", "April 2008 has no day 0"),
        (("1", "13", "2008"), "month", "from 1 to 12"),
        (("1", "0", "2008"), "month", "from 1 to 12"),
        (("1", "Mai", "2008"), "month", "as a number"),
        (("1", "5", "08"), "year", "four digits"),
        (("1", "5", "1008"), "year", "check the year"),
        (("1", "5", ""), "year", "fill in the year"),
        (("", "5", "2008"), "day", "fill in the day"),
        (("1", "", "2008"), "month", "fill in the month"),
        (("-1", "5", "2008"), "day", "as a number"),
        (("²", "5", "2008"), "day", "as a number"),
        (("9" * 5000, "5", "2008"), "day", "as a number"),
    ],
)
def test_the_part_that_is_wrong_is_named_and_marked(typed, part, words):
    form = born(*typed)
    [error] = form.errors["born"].as_data()
    assert error.code == part
    assert words in " ".join(error.messages)
    field = str(form["born"])
    assert field.count("aria-invalid") == 1
    assert field.partition("aria-invalid")[0].rpartition("name=")[2].startswith(f'"born_{part}"')


def test_nothing_at_all_is_missing_and_says_so():
    assert born().errors.as_data()["born"][0].code == "required"


def test_nothing_is_chosen_beforehand_and_a_phone_shows_digits():
    field = str(Born()["born"])
    assert "value=" not in field
    assert field.count('inputmode="numeric"') == 3
    for part in ("day", "month", "year"):
        assert f'autocomplete="bday-{part}"' in field


def test_what_is_saved_and_what_was_typed_stand_there_again():
    saved = str(Born(initial={"born": date(2006, 5, 7)})["born"])
    for value in ("7", "5", "2006"):
        assert f'value="{value}"' in saved
    assert 'value="31"' in str(born("31", "2", "2008")["born"])

"""How old somebody is, also who was born on 29 February."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentoring.common.ages import FULL_AGE, age_on, birthday, is_under_age, latest_birth

BIRTHS = st.dates(date(1930, 1, 1), date(2015, 12, 31))


def test_who_has_no_birthday_this_year_has_it_on_the_first_of_march():
    leap = date(2012, 2, 29)
    assert age_on(leap, date(2027, 2, 28)) == 14
    assert age_on(leap, date(2027, 3, 1)) == 15
    assert birthday(leap, 18) == date(2030, 3, 1)
    assert birthday(leap, 20) == date(2032, 2, 29)


@given(birth=BIRTHS, years=st.integers(1, 60))
def test_age_rises_on_the_birthday_and_not_before(birth, years):
    day = birthday(birth, years)
    assert age_on(birth, day) == years
    assert age_on(birth, date.fromordinal(day.toordinal() - 1)) == years - 1


@given(birth=BIRTHS, years=st.integers(1, 60))
def test_under_age_ends_on_the_birthday(birth, years):
    turned = birthday(birth, FULL_AGE)
    assert not is_under_age(birth, turned)
    assert is_under_age(birth, turned - timedelta(days=1))


def test_nobody_is_under_age_without_a_birth_date():
    assert not is_under_age(None, date(2026, 3, 1))


@given(day=st.dates(date(2000, 1, 1), date(2100, 12, 31)), age=st.integers(1, 60))
def test_who_is_born_a_day_later_is_not_yet_so_old(day, age):
    last = latest_birth(day, age)
    assert age_on(last, day) == age
    assert age_on(last + timedelta(days=1), day) == age - 1


def test_who_is_of_age_on_a_leap_day_was_born_on_the_last_of_february():
    assert latest_birth(date(2028, 2, 29), 18) == date(2010, 2, 28)
    assert latest_birth(date(2028, 2, 29), 16) == date(2012, 2, 29)

"""How old somebody is on a day; who is born on 29 February turns older on 1 March."""

import calendar
from datetime import date

FULL_AGE = 18


def age_on(birth_date: date, day: date) -> int:
    """Full years on `day`."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def birthday(birth_date: date, age: int) -> date:
    """The day on which somebody born on `birth_date` turns `age` (German law: § 187 BGB)."""
    year = birth_date.year + age
    if (birth_date.month, birth_date.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth_date.replace(year=year)


def latest_birth(day: date, age: int) -> date:
    """The last day of birth with which somebody is `age` on `day`."""
    year = day.year - age
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def is_under_age(birth_date: date | None, day: date) -> bool:
    """Whether somebody is not yet of full age on `day`; nobody is whose birth date is unknown."""
    return birth_date is not None and day < birthday(birth_date, FULL_AGE)

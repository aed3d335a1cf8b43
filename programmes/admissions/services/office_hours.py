"""An interviewer's hours, changed one at a time. What is booked in them stays booked.

Each verb answers how many booked interviews lie outside the hours since then, so that the person
can be told. The interviewer's row is locked meanwhile: nobody books a time that is being taken
away.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from programmes.admissions.models import Interviewer
from programmes.admissions.services.slots import hours_of
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from programmes.scheduling.states import ExceptionKind

DAY = timedelta(days=1)
Times = tuple[time, time]
Source = AvailabilityRule | AvailabilityException


@transaction.atomic
def add_weekly(person: Interviewer, *, weekday: int, times: Times, now: datetime) -> int:
    """Hours of every week; those of the same day that they touch become one with them.

    `times` are two wall-clock times in the programme's zone. As all changes here, returns how many
    booked interviews lie outside the hours now and did not before; they stay booked.
    """

    def add(user: User) -> None:
        starts, ends = times
        usual = {"weekday": weekday, "zone": settings.TIME_ZONE}
        rules = user.availability_rules.filter(first_day=None, last_day=None, **usual)
        for rule in rules.filter(starts__lte=ends, ends__gte=starts):
            starts, ends = min(starts, rule.starts), max(ends, rule.ends)
            rule.delete()
        user.availability_rules.create(starts=starts, ends=ends, **usual)

    return _change(person, add, now=now)


@transaction.atomic
def change_weekly(
    person: Interviewer, rule: AvailabilityRule, *, times: Times, now: datetime
) -> int:
    """Other times for hours of every week. Returns as `add_weekly`."""

    def change(user: User) -> None:
        starts, ends = times
        user.availability_rules.filter(pk=rule.pk).update(starts=starts, ends=ends)

    return _change(person, change, now=now)


@transaction.atomic
def remove_weekly(person: Interviewer, rule: AvailabilityRule, *, now: datetime) -> int:
    """No such hours any more. Returns as `add_weekly`."""
    return _change(
        person, lambda user: user.availability_rules.filter(pk=rule.pk).delete(), now=now
    )


@transaction.atomic
def add_once(person: Interviewer, *, day: date, times: Times, now: datetime) -> int:
    """Extra hours on one day; hours off in them are given back. Returns as `add_weekly`.

    Raises:
        DomainError: the day is over ("past").
    """
    _require_ahead(day, now=now)

    def add(user: User) -> None:
        _give_back_hours(user, day, times)
        _create(user, day, times, ExceptionKind.EXTRA)

    return _change(person, add, now=now)


@transaction.atomic
def change_once(
    person: Interviewer, source: Source, *, day: date, times: Times, now: datetime
) -> int:
    """On one day, `times` in place of what `source` says; all other days stay as they are.

    Returns as `add_weekly`.

    Raises:
        DomainError: the day is over ("past").
        TypeError: `source` is off for whole days, and so has no times.
    """
    _require_ahead(day, now=now)
    usual = _times_of(source)

    def change(user: User) -> None:
        _give_back_hours(user, day, usual)
        _give_back_hours(user, day, times)
        if isinstance(source, AvailabilityException):
            _leave_out(source, day)
            _create(user, day, times, ExceptionKind.EXTRA)
            return
        for off in minus(usual, times):
            _create(user, day, off, ExceptionKind.OFF, zone=source.zone)
        for extra in minus(times, usual):
            _create(user, day, extra, ExceptionKind.EXTRA, zone=source.zone)

    return _change(person, change, now=now)


@transaction.atomic
def remove_once(person: Interviewer, source: Source, *, day: date, now: datetime) -> int:
    """On one day, nothing of what `source` says. Returns as `add_weekly`.

    Raises:
        DomainError: the day is over ("past").
    """
    _require_ahead(day, now=now)

    def remove(user: User) -> None:
        if isinstance(source, AvailabilityException):
            _leave_out(source, day)
            return
        _give_back_hours(user, day, _times_of(source))
        _create(user, day, _times_of(source), ExceptionKind.OFF, zone=source.zone)

    return _change(person, remove, now=now)


@transaction.atomic
def take_days_off(
    person: Interviewer, *, first_day: date, last_day: date, reason: str = "", now: datetime
) -> int:
    """Whole days off; extra hours on them go, too. Returns as `add_weekly`.

    Raises:
        DomainError: the last day is over ("past").
    """
    _require_ahead(last_day, now=now)

    def take(user: User) -> None:
        within = user.availability_exceptions.filter(
            first_day__gte=first_day, last_day__lte=last_day
        )
        within.delete()
        user.availability_exceptions.create(first_day=first_day, last_day=last_day, reason=reason)

    return _change(person, take, now=now)


@transaction.atomic
def give_back(person: Interviewer, off: AvailabilityException, *, now: datetime) -> int:
    """The rules hold again on the days, or in the hours, that were off. Returns as `add_weekly`."""
    return _change(
        person, lambda user: user.availability_exceptions.filter(pk=off.pk).delete(), now=now
    )


def minus(whole: Times, part: Times) -> Iterator[Times]:
    """What is left of `whole` without `part`: nothing, one piece or two."""
    for starts, ends in ((whole[0], min(whole[1], part[0])), (max(whole[0], part[1]), whole[1])):
        if starts < ends:
            yield starts, ends


def _change(person: Interviewer, act: Callable[[User], object], *, now: datetime) -> int:
    locked = Interviewer.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = _booked_outside(locked, now=now)
    act(locked.user)
    return len(_booked_outside(locked, now=now) - before)


def _booked_outside(person: Interviewer, *, now: datetime) -> set[UUID]:
    """The interviews ahead that do not lie in the hours."""
    talks = list(person.interviews.booked().filter(starts_at__gte=now))
    if not talks:
        return set()
    first, last = (local_day(talk.starts_at) for talk in (talks[0], talks[-1]))
    days = first - DAY, last + DAY
    hours = hours_of(person, *days)
    spans = [(span.opens_at, span.closes_at) for span in hours.open(*days)]
    cuts = [(cut.opens_at, cut.closes_at) for cut in hours.cut(*days)]
    inside = {
        talk.pk
        for talk in talks
        if any(opens <= talk.starts_at and talk.ends_at <= closes for opens, closes in spans)
        and not any(begin < talk.ends_at and talk.starts_at < end for begin, end in cuts)
    }
    return {talk.pk for talk in talks} - inside


def _give_back_hours(user: User, day: date, times: Times) -> None:
    """Nothing in `times` is off on `day` any more; what else was off stays off."""
    off = user.availability_exceptions.filter(
        kind=ExceptionKind.OFF, first_day__lte=day, last_day__gte=day
    )
    for cut in off.filter(starts__lt=times[1], ends__gt=times[0]):
        usual = _times_of(cut)
        _leave_out(cut, day)
        for rest in minus(usual, times):
            _create(user, day, rest, ExceptionKind.OFF, zone=cut.zone, reason=cut.reason)


def _leave_out(exception: AvailabilityException, day: date) -> None:
    """The exception holds on its other days only."""
    parts = ((exception.first_day, day - DAY), (day + DAY, exception.last_day))
    exception.delete()
    for first_day, last_day in parts:
        if first_day <= last_day:
            exception.pk, exception.first_day, exception.last_day = None, first_day, last_day
            exception.save(force_insert=True)


def _create(
    user: User, day: date, times: Times, kind: str, *, zone: str = "", reason: str = ""
) -> None:
    user.availability_exceptions.create(
        kind=kind,
        first_day=day,
        last_day=day,
        starts=times[0],
        ends=times[1],
        zone=zone or settings.TIME_ZONE,
        reason=reason,
    )


def _times_of(source: Source) -> Times:
    if source.starts is None or source.ends is None:
        raise TypeError("a whole day has no times")
    return source.starts, source.ends


def _require_ahead(day: date, *, now: datetime) -> None:
    if day < local_day(now):
        raise DomainError(_("This day is over. Please choose one that is ahead."), code="past")

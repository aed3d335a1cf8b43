"""Cards about interviews: those ahead, and those of which nobody has said how they went."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.home.staff.cards import SHOWN, Card, Entry, card, list_of, page_of
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_see_interview
from programmes.admissions.states import InterviewState

SOON = timedelta(days=14)


def unsettled(user: Any, now: datetime) -> Card | None:
    """The time of an interview is over, and nobody has said how it went."""
    if not can_see_interview(user, None):
        return None
    past = _talks(user).filter(ends_at__lt=now).order_by("starts_at")
    if not past:
        return None
    return card(
        _("How did it go?"), "", map(_talk, past[:SHOWN]), past.count(), _booked(), urgent=True
    )


def next_interviews(user: Any, now: datetime) -> Card | None:
    if not can_see_interview(user, None):
        return None
    coming = _talks(user).filter(ends_at__gte=now, starts_at__lt=now + SOON).order_by("starts_at")
    return card(
        _("Next interviews"),
        _("No interview in the next two weeks."),
        map(_talk, coming[:SHOWN]),
        coming.count(),
        _booked(),
    )


def _talks(user: Any) -> Any:
    related = ("application", "interviewer__user")
    return Interview.objects.visible_to(user).booked().select_related(*related)


def _talk(interview: Interview) -> Entry:
    note = str(interview.interviewer)
    return Entry(str(interview.application), page_of(interview), interview.starts_at, note)


def _booked() -> str:
    return list_of("admissions_interview", state=InterviewState.BOOKED)

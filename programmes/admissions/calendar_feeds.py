"""Interviews in the calendar feed of who holds them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.common.text import full_name
from mentoring.notifications import feeds
from mentoring.notifications.calendar import Entry
from mentoring.notifications.rendering import absolute
from programmes.admissions.models import Interview
from programmes.admissions.states import Channel, InterviewState

SINCE = timedelta(days=30)
SHOWN = (InterviewState.BOOKED, InterviewState.HELD, InterviewState.CANCELLED)


def interviews_of(user: Any, now: datetime) -> Iterator[Entry]:
    """Those that `user` holds in programmes they serve, from 30 days ago on; for staff only."""
    if not user.is_staff:
        return
    own = Interview.objects.visible_to(user).filter(interviewer__user=user, state__in=SHOWN)
    recent = own.filter(starts_at__gte=now - SINCE).select_related("application", "interviewer")
    for interview in recent.with_changed_at():
        yield _entry(interview)


def _entry(interview: Any) -> Entry:
    """No more of a person than is needed to know who comes: calendars are synchronised widely.

    `interview` knows when it `changed_at`.
    """
    applicant = interview.application
    has_both = applicant.given_name and applicant.family_name
    initial = f"{applicant.family_name[:1]}." if has_both else ""
    return Entry(
        uid=str(interview.pk),
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        changed_at=interview.changed_at,
        summary=_("Interview: %(name)s") % {"name": full_name(applicant.short_name, initial)},
        location=_where(interview),
        url=absolute(reverse("admin:admissions_interview_change", args=[interview.pk])),
        is_cancelled=interview.state == InterviewState.CANCELLED,
    )


def _where(interview: Interview) -> str:
    """One's own room or address; the applicant's number stands on the page behind the link."""
    person = interview.interviewer
    known = {Channel.VIDEO: person.video_link, Channel.ADDRESS: person.address}
    return known.get(Channel(interview.channel)) or str(interview.get_channel_display())


feeds.register("interviews", interviews_of)

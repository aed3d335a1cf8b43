"""An interviewer's interviews as a calendar to subscribe to; whoever has the address sees it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentoring.common.clock import now
from mentoring.common.policies import link_holder, policy
from mentoring.notifications.calendar import Entry, to_feed
from mentoring.notifications.services.outbox import absolute
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.states import InterviewState, Place

SINCE = timedelta(days=30)
SHOWN = (InterviewState.BOOKED, InterviewState.HELD, InterviewState.CANCELLED)


@require_safe
@policy(link_holder)
def feed(request: HttpRequest, secret: UUID) -> HttpResponse:
    """A revoked address and that of somebody who has left answer as one that never was."""
    people = Interviewer.objects.filter(user__is_active=True, user__is_staff=True)
    person = get_object_or_404(people.select_related("user"), feed_secret=secret)
    moment = now()
    with translation.override(person.user.language):
        entries = [_entry(talk) for talk in _talks(person, since=moment - SINCE)]
        calendar = to_feed(entries, name=_("Interviews"), stamp=moment)
    # Never an attachment: calendar programmes read it, again and again.
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")


def _talks(person: Interviewer, *, since: datetime) -> list[Interview]:
    own = Interview.objects.visible_to(person.user).filter(interviewer=person, state__in=SHOWN)
    recent = own.filter(starts_at__gte=since).select_related("application", "interviewer")
    return list(recent.order_by("starts_at"))


def _entry(talk: Interview) -> Entry:
    """No more of a person than is needed to know who comes: calendars are synchronised widely."""
    applicant = talk.application
    initial = applicant.family_name[:1]
    return Entry(
        uid=str(talk.pk),
        sequence=talk.sequence,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        changed_at=talk.state_since,
        summary=_("Interview: %(name)s") % {"name": f"{applicant.given_name} {initial}."},
        location=_where(talk),
        url=absolute(reverse("admin:admissions_interview_change", args=[talk.pk])),
        is_cancelled=talk.state == InterviewState.CANCELLED,
    )


def _where(talk: Interview) -> str:
    """One's own room or address; the applicant's number stands on the page behind the link."""
    person = talk.interviewer
    known = {Place.VIDEO: person.video_link, Place.ADDRESS: person.address}
    return known.get(Place(talk.place)) or str(talk.get_place_display())

"""A person's appointments as a calendar to subscribe to; whoever has the address sees them."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from mentoring.common.clock import now
from mentoring.common.policies import link_holder, policy
from mentoring.notifications.calendar import to_feed
from mentoring.notifications.feeds import entries_of
from mentoring.notifications.models import CalendarFeed


@require_safe
@policy(link_holder)
def feed(request: HttpRequest, secret: UUID) -> HttpResponse:
    """A revoked address and that of somebody who has left answer as one that never was."""
    known = CalendarFeed.objects.filter(user__is_active=True).select_related("user")
    person = get_object_or_404(known, secret=secret).user
    moment = now()
    with translation.override(person.language):
        entries = entries_of(person, moment)
    calendar = to_feed(entries, name=settings.SITE_NAME, stamp=moment)
    # Never an attachment: calendar programmes read it, again and again.
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")

"""The interview as the applicant sees it: with whom, where, and how it gets into a calendar."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mentoring.common.clock import now
from mentoring.common.templatetags.moments import moment
from mentoring.notifications.calendar import Entry, google_url, outlook_url, to_file
from mentoring.notifications.rendering import absolute
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.states import Channel
from programmes.admissions.views.links import interview_by_link

WHERE = {
    Channel.VIDEO: gettext_lazy("Video room"),
    Channel.PHONE: gettext_lazy("We call you"),
    Channel.ADDRESS: gettext_lazy("Address"),
}


@dataclass(frozen=True)
class Appointment:
    """What pages tell of a booked interview."""

    interview: Interview

    @cached_property
    def token(self) -> str:
        return interview_token(self.interview)

    @property
    def facts(self) -> list[tuple[Any, str]]:
        channel = Channel(self.interview.channel)
        return [
            (_("With"), str(self.interview.interviewer)),
            (_("How"), str(self.interview.get_channel_display())),
            (WHERE[channel], self.where),
            (_("How long"), _("30 minutes")),
        ]

    @property
    def where(self) -> str:
        """The room as a link; in words where it is not known yet."""
        interview = self.interview
        if not interview.where:
            return _("We mail it to you before we talk.")
        if interview.channel == Channel.VIDEO:
            link = '<a class="text-break" href="{0}" rel="noopener noreferrer">{0}</a>'
            return format_html(link, interview.where)
        return interview.where

    @cached_property
    def calendars(self) -> list[tuple[str, str]]:
        """Where to add it, each a name and an address; of them nothing is loaded by our pages."""
        entry = self._entry
        return [
            (_("Calendar file"), reverse("admissions:calendar_file", args=[self.token])),
            ("Google", google_url(entry)),
            ("Outlook", outlook_url(entry)),
        ]

    def file(self) -> bytes:
        """The calendar file, in UTF-8; its entry is the one of the invitation."""
        return to_file(self._entry, stamp=now())

    @cached_property
    def _entry(self) -> Entry:
        interview = self.interview
        programme = interview.application.cohort.programme
        return Entry(
            uid=str(interview.pk),
            sequence=interview.sequence,
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            changed_at=now(),
            summary=_("Getting to know each other: %(programme)s") % {"programme": programme.name},
            location=interview.where or str(interview.get_channel_display()),
            url=absolute(reverse("admissions:interview", args=[self.token])),
        )


def what_changed(interview: Interview, *, was_at: Any, was_with: Interviewer) -> str:
    """What a move has changed, in a sentence for who moved it."""
    words = {
        "before": moment(was_at, interview.zone),
        "now": moment(interview.starts_at, interview.zone),
    }
    text = _("Moved from %(before)s to %(now)s. The new invitation is on its way.") % words
    if was_with == interview.interviewer:
        return text
    names = {"name": interview.interviewer, "before": was_with}
    return f"{text} {_('You now talk to %(name)s, no longer to %(before)s.') % names}"


@interview_by_link()
@require_safe
def calendar_file(request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
    """The appointment, to be opened by whatever calendar somebody has."""
    headers = {"Content-Disposition": 'attachment; filename="interview.ics"'}
    body = Appointment(interview).file()
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)

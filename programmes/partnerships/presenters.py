"""Meetings as pages tell them: what was, who was there, and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.common.question_pages import Question
from programmes.partnerships.models import Meeting, Partnership
from programmes.partnerships.services.meetings import logged_it
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import Scope

YEAR = timedelta(days=300)


@dataclass(frozen=True)
class MeetingLine:
    """One meeting; `note` and `remove_url` are empty for who has no part in them."""

    day: str
    title: str
    people: str
    logged: str
    note: str = ""
    remove_url: str = ""


def for_tandem(
    partnership: Partnership, meetings: Iterable[Meeting], me: Profile, today: date
) -> list[MeetingLine]:
    """With the notes, which the tandem shares."""
    return [
        MeetingLine(
            **_facts(partnership, meeting, today),
            note=meeting.note,
            remove_url=_remove_url(meeting) if logged_it(meeting, me) else "",
        )
        for meeting in meetings
    ]


def for_office(
    partnership: Partnership,
    meetings: Iterable[Meeting],
    delegate: Delegate,
    *,
    token: str,
    today: date,
) -> list[MeetingLine]:
    """Day, kind, length and who took part; what `delegate` has logged can be taken back."""
    logs = delegate.may(Scope.LOG, today)
    return [
        MeetingLine(
            **_facts(partnership, meeting, today),
            remove_url=_office_remove_url(meeting, token)
            if logs and logged_it(meeting, delegate)
            else "",
        )
        for meeting in meetings
    ]


def ask_to_remove(meeting: Meeting) -> Question:
    """Before a meeting is taken back."""
    day = date_format(meeting.held_on)
    return Question(
        heading=_("Take this meeting back?"),
        text=_("%(day)s, %(kind)s: it then no longer stands among the meetings of the tandem.")
        % {"day": day, "kind": meeting.get_kind_display()},
        button=_("Take the meeting back"),
        keep=_("No, keep it"),
    )


def short_day(day: date, today: date) -> str:
    """ "12 March", with the year where it is long ago."""
    if abs(today - day) > YEAR:
        return date_format(day)
    return date_format(day, "MONTH_DAY_FORMAT")


def _facts(partnership: Partnership, meeting: Meeting, today: date) -> dict[str, str]:
    length = ngettext("%d minute", "%d minutes", meeting.minutes) % meeting.minutes
    people = partnership.people
    there = [people[part].short_name for part in meeting.took_part if part in people]
    return {
        "day": short_day(meeting.held_on, today),
        "title": f"{meeting.get_kind_display()}, {length}",
        "people": str(get_text_list(there, _("and"))),
        "logged": _logged(partnership, meeting),
    }


def _logged(partnership: Partnership, meeting: Meeting) -> str:
    if meeting.logged_by_id:
        people = {person.pk: person for person in partnership.people.values()}
        known = people.get(meeting.logged_by_id)
        return _("logged by %(name)s") % {"name": known.short_name} if known else ""
    return _("logged by the office of %(name)s") % {"name": partnership.mentor}


def _remove_url(meeting: Meeting) -> str:
    return reverse("partnerships:remove_meeting", args=[meeting.partnership_id, meeting.pk])


def _office_remove_url(meeting: Meeting, token: str) -> str:
    parts = [token, meeting.partnership_id, meeting.pk]
    return reverse("partnerships:office_remove_meeting", args=parts)

"""Where an application stands, in plain words: what is, what comes next, what one can do."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day, now
from programmes.admissions.models import Interview
from programmes.admissions.services import decisions
from programmes.admissions.services.slot_assignment import missed_often, offers_for
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.presenters.journey import JOURNEY, Text
from programmes.applications.services import retention
from programmes.applications.states import ApplicationState

S = ApplicationState
TAKING_PLACE = (InterviewState.BOOKED, InterviewState.HELD)


@dataclass(frozen=True)
class ApplicationStatus:
    """What an applicant is told of where they stand; `kind` is the colour of the `pill`."""

    heading: Text
    text: Text
    pill: Text
    kind: str
    # How many steps of the way are done; the next one is now.
    done: int
    # After a no no way lies ahead any more.
    is_over: bool = False
    can_book: bool = False
    can_withdraw: bool = False
    can_sign_in: bool = False

    @property
    def journey(self) -> list[tuple[Text, Text, str]]:
        """Title and text of each step, and whether it is "done", "now" or ahead ("")."""
        marks = {self.done: "now"} | dict.fromkeys(range(self.done), "done")
        return [(title, text, marks.get(n, "")) for n, (title, text) in enumerate(JOURNEY)]


STATUSES = {
    S.SUBMITTED: ApplicationStatus(
        _("Your application is here. Next: choose a time"),
        _("We would like to get to know you. Choose a time that suits you."),
        _("Application received"),
        "good",
        done=1,
        can_book=True,
        can_withdraw=True,
    ),
    S.INTERVIEW: ApplicationStatus(
        _("We are looking forward to talking to you"),
        _("After the interview we decide by %(decided_by)s and write to you."),
        _("Interview"),
        "good",
        done=1,
        can_withdraw=True,
    ),
    S.ACCEPTED: ApplicationStatus(
        _("You are in. Welcome!"),
        _("Now we are looking for a mentor who suits you. Sign in to see what happens next."),
        _("Accepted"),
        "good",
        done=2,
        can_sign_in=True,
    ),
    S.WAITLISTED: ApplicationStatus(
        _("You are on the waiting list"),
        _(
            "All places are taken at the moment. If one becomes free before %(starts_on)s, we will"
            " write to you at once."
        ),
        _("Waiting list"),
        "watch",
        done=2,
        can_withdraw=True,
    ),
    S.DECLINED: ApplicationStatus(
        _("This time it did not work out"),
        _("We have written to you about it. We delete your data on %(deleted_on)s."),
        _("Declined"),
        "plain",
        done=2,
        is_over=True,
    ),
    S.WITHDRAWN: ApplicationStatus(
        _("You have withdrawn your application"),
        _("Thank you for your interest. We delete your data on %(deleted_on)s."),
        _("Withdrawn"),
        "plain",
        done=1,
        is_over=True,
    ),
}
# After two missed interviews it is not the applicant's turn any more.
OUR_TURN = replace(
    STATUSES[S.SUBMITTED],
    heading=_("We will get in touch with you"),
    text=_("We missed each other twice. We will call or write to you and find a time together."),
    can_book=False,
)


# The talk is over, and it is staff's turn.
TALKED = replace(
    STATUSES[S.INTERVIEW],
    heading=_("Thank you for talking to us"),
    text=_("Now we decide. You will get a mail from us by %(decided_by)s."),
    done=2,
)


# What was to come by a day that is over is not told with that day.
OVERDUE = replace(
    TALKED,
    text=_("We are still deciding. It takes a little longer: you will get a mail from us."),
)
BEGUN = replace(
    STATUSES[S.WAITLISTED],
    text=_(
        "All places are taken at the moment. If one becomes free, we will write to you at once."
    ),
)


def status_of(application: Application) -> ApplicationStatus:
    """Where `application` stands; the page for choosing a time opens again for times we offer.

    A decision that can still be undone is not told yet.
    """
    state = S(decisions.told_state(application, now=now()))
    if state == S.SUBMITTED and missed_often(application):
        return replace(OUR_TURN, can_book=bool(offers_for(application, now=now())))
    talk = application.interviews.filter(state__in=TAKING_PLACE).order_by("starts_at").last()
    held = state == S.INTERVIEW and talk and talk.state == InterviewState.HELD
    found = TALKED if held else STATUSES[state]
    today, days = local_day(now()), _days(application, talk)
    if found is TALKED and days["decided_by"] < today:
        found = OVERDUE
    elif state == S.WAITLISTED and days["starts_on"] <= today:
        found = BEGUN
    words = {name: day_of(day) if day else "" for name, day in days.items()}
    return replace(found, text=found.text % words)


def _days(application: Application, talk: Interview | None) -> dict[str, Any]:
    """By when what comes next has come."""
    cohort = application.cohort
    talked = talk.ends_at if talk else now()
    deleted = retention.kept_until(application)
    return {
        "decided_by": local_day(talked + timedelta(days=cohort.decision_days)),
        "deleted_on": local_day(deleted) if deleted else None,
        "starts_on": cohort.starts_on,
    }


def day_of(day: date) -> str:
    """With the year, as some of these days are far away."""
    return date_format(day)

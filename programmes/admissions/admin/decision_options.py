"""The decisions that staff can make: what they say, do and mail, and when they are possible."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.admissions.models import Interview
from programmes.admissions.services import decisions
from programmes.admissions.services.decisions import MAIL_ACCEPTED, MAIL_DECLINED
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState


@dataclass(frozen=True)
class Option:
    """A decision: where its page is, what it says, does and mails."""

    slug: str
    target: ApplicationState
    button: str | Promise
    heading: str | Promise
    effect: str | Promise
    done: str | Promise
    act: Callable[..., Any]
    mail: str = ""
    icon: str = ""
    variant: str = "default"

    @property
    def weight(self) -> str:
        """On the applicant's page only one button stands out, and it is not the refusal."""
        return "primary" if self.variant == "primary" else "default"


OPTIONS = (
    Option(
        slug="accept",
        target=ApplicationState.ACCEPTED,
        button=_("Accept"),
        heading=_("Accept %(name)s"),
        effect=_("%(name)s becomes a mentee of %(cohort)s. The mail goes ten minutes later."),
        done=_("Accepted. You can undo it until the mail goes in ten minutes."),
        act=decisions.accept,
        mail=MAIL_ACCEPTED,
        icon="check",
        variant="primary",
    ),
    Option(
        slug="waitlist",
        target=ApplicationState.WAITLISTED,
        button=_("Waiting list"),
        heading=_("Put %(name)s on the waiting list"),
        effect=_("No mail is sent. In ten minutes the status page of %(name)s says so."),
        done=_("The application is on the waiting list."),
        act=decisions.put_on_waiting_list,
        icon="hourglass_top",
    ),
    Option(
        slug="decline",
        target=ApplicationState.DECLINED,
        button=_("Decline"),
        heading=_("Decline %(name)s"),
        effect=_("%(name)s gets a kind mail. It goes ten minutes later."),
        done=_("Declined. You can undo it until the mail goes in ten minutes."),
        act=decisions.decline,
        mail=MAIL_DECLINED,
        icon="close",
        variant="danger",
    ),
)


def options_for(application: Application, interviews: Iterable[Interview]) -> list[Option]:
    """What can be decided now; the services refuse the rest in words."""
    states = {interview.state for interview in interviews}
    held, booked = InterviewState.HELD in states, InterviewState.BOOKED in states
    following = application.MOVES.get(application.state, frozenset())
    return [
        option
        for option in OPTIONS
        if option.target in following
        and (not booked if option.target == ApplicationState.DECLINED else held)
    ]

"""Where an application stands, in plain words: what is, what comes next, what one can do."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import now
from programmes.applications.forms.way import WAY, Text
from programmes.applications.models import Application
from programmes.applications.services.choosing import missed_often, offers_for
from programmes.applications.states import ApplicationState

S = ApplicationState


@dataclass(frozen=True)
class Standing:
    heading: Text
    text: Text
    pill: Text
    kind: str
    # How many steps of the way are done; the next one is now.
    done: int
    can_book: bool = False
    can_withdraw: bool = False
    can_sign_in: bool = False

    @property
    def way(self) -> list[tuple[Text, Text, str]]:
        marks = {self.done: "now"} | dict.fromkeys(range(self.done), "done")
        return [(title, text, marks.get(n, "")) for n, (title, text) in enumerate(WAY)]


STANDINGS = {
    S.SUBMITTED: Standing(
        _("Your application is here. Next: choose a time"),
        _("We would like to get to know you. Choose a time that suits you."),
        _("Application received"),
        "good",
        done=1,
        can_book=True,
        can_withdraw=True,
    ),
    S.INTERVIEW: Standing(
        _("We are looking forward to talking to you"),
        _("After the interview we will decide within two weeks and write to you."),
        _("Interview"),
        "good",
        done=1,
        can_withdraw=True,
    ),
    S.ACCEPTED: Standing(
        _("You are in. Welcome!"),
        _("Now we are looking for a mentor who suits you. Sign in to see what happens next."),
        _("Accepted"),
        "good",
        done=2,
        can_sign_in=True,
    ),
    S.WAITLISTED: Standing(
        _("You are on the waiting list"),
        _("All places are taken at the moment. If one becomes free, we will write to you at once."),
        _("Waiting list"),
        "watch",
        done=2,
        can_withdraw=True,
    ),
    S.DECLINED: Standing(
        _("This time it did not work out"),
        _("We have written to you why. We delete your data after six months."),
        _("Declined"),
        "plain",
        done=2,
    ),
    S.WITHDRAWN: Standing(
        _("You have withdrawn your application"),
        _("Thank you for your interest. We delete your data after six months."),
        _("Withdrawn"),
        "plain",
        done=1,
    ),
}
# After two missed interviews it is not the applicant's turn any more.
OUR_TURN = replace(
    STANDINGS[S.SUBMITTED],
    heading=_("We will get in touch with you"),
    text=_("We missed each other twice. We will call or write to you and find a time together."),
    can_book=False,
)


def standing_of(application: Application) -> Standing:
    """Where `application` stands; the page for choosing a time opens again for times we offer."""
    if application.state == S.SUBMITTED and missed_often(application):
        return replace(OUR_TURN, can_book=bool(offers_for(application, now=now())))
    return STANDINGS[S(application.state)]

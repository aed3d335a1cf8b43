"""The states of an application and of its interview, and the moves between them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Started")
    SUBMITTED = "submitted", _("Sent")
    INTERVIEW = "interview", _("Interview")
    ACCEPTED = "accepted", _("Accepted")
    WAITLISTED = "waitlisted", _("Waiting list")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_A = ApplicationState
APPLICATION_MOVES: Moves = {
    _A.DRAFT: frozenset({_A.SUBMITTED}),
    _A.SUBMITTED: frozenset({_A.INTERVIEW, _A.DECLINED, _A.WITHDRAWN}),
    # Back to "sent" when the interview is cancelled or nobody came.
    _A.INTERVIEW: frozenset({_A.SUBMITTED, _A.ACCEPTED, _A.WAITLISTED, _A.DECLINED, _A.WITHDRAWN}),
    _A.WAITLISTED: frozenset({_A.ACCEPTED, _A.DECLINED, _A.WITHDRAWN}),
}
# Only for taking a decision back, while nobody outside has heard of it: a table of its own, so
# that no other service can walk here.
APPLICATION_WAYS_BACK: Moves = {
    _A.ACCEPTED: frozenset({_A.INTERVIEW, _A.WAITLISTED}),
    _A.DECLINED: frozenset({_A.SUBMITTED, _A.INTERVIEW, _A.WAITLISTED}),
    _A.WAITLISTED: frozenset({_A.INTERVIEW}),
}


class InterviewState(TextChoices):
    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    NO_SHOW = "no_show", _("Nobody came")
    CANCELLED = "cancelled", _("Cancelled")


_I = InterviewState
INTERVIEW_MOVES: Moves = {
    # A move to another time keeps the state.
    _I.BOOKED: frozenset({_I.HELD, _I.NO_SHOW, _I.CANCELLED}),
}


class Place(TextChoices):
    VIDEO = "video", _("Video")
    PHONE = "phone", _("Phone")
    ADDRESS = "address", _("On site")


class Motivation(IntegerChoices):
    LOW = 1, _("1 – hardly visible")
    SOME = 2, _("2 – visible")
    CLEAR = 3, _("3 – clear")
    STRONG = 4, _("4 – very strong")


class Recommendation(TextChoices):
    ACCEPT = "accept", _("Accept")
    UNSURE = "unsure", _("Not sure")
    DECLINE = "decline", _("Decline")

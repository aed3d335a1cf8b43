"""The states of an interview, and what is noted in it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class InterviewState(TextChoices):
    BOOKED = "booked", _("Booked")
    HELD = "held", _("Held")
    NO_SHOW = "no_show", _("Nobody came")
    CANCELLED = "cancelled", _("Cancelled")


_I = InterviewState
INTERVIEW_MOVES: Moves = {
    # A move to another time keeps the state: see `InterviewEvent`.
    _I.BOOKED: frozenset({_I.HELD, _I.NO_SHOW, _I.CANCELLED}),
}


class InterviewEvent(TextChoices):
    """What the history of an interview tells besides changes of state."""

    # "before" and "after" are moments in ISO format.
    MOVED = "moved", _("Interview moved")
    PHONE_CHANGED = "phone_changed", _("Phone number changed")


class Channel(TextChoices):
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

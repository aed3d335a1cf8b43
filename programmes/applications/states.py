"""The states of an application, and the moves between them."""

from django.db.models import TextChoices
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


class ApplicationEvent(TextChoices):
    """What the history of an application tells besides changes of state."""

    GUARDIAN_SAID_NO = "guardian_said_no", _("A parent said no")


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

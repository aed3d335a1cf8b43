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
    """What the history tells besides changes of state; never a name or an address."""

    GUARDIAN_SAID_NO = "guardian_said_no", _("A parent said no")
    NAME_CORRECTED = "name_corrected", _("Name put right")
    ADDRESS_ASKED = "address_asked", _("Link to confirm a new address sent")
    ADDRESS_CHANGED = "address_changed", _("E-mail address changed")


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

"""The life of a partnership, and the answers of its people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mentoring.common.states import Moves


class PartnershipState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended early")
    DECLINED = "declined", _("Did not come about")


S = PartnershipState
PARTNERSHIP_MOVES: Moves = {
    S.PROPOSED: frozenset({S.ACTIVE, S.DECLINED}),
    S.ACTIVE: frozenset({S.PAUSED, S.COMPLETED, S.ENDED}),
    S.PAUSED: frozenset({S.ACTIVE, S.COMPLETED, S.ENDED}),
    S.COMPLETED: frozenset(),
    S.ENDED: frozenset(),
    S.DECLINED: frozenset(),
}
# Who said no by mistake may take it back as long as nobody has been told.
PARTNERSHIP_WAYS_BACK: Moves = {S.DECLINED: frozenset({S.PROPOSED})}
# While it is one of these, its people have a place less for others.
LIVE = (S.PROPOSED, S.ACTIVE, S.PAUSED)


class PartnershipEvent(TextChoices):
    """What the history of a partnership tells besides changes of state."""

    # Who it is, the row itself knows: a name would outlive its account.
    CO_MENTOR_CHANGED = "co_mentor_changed", _("Another co-mentor")
    TAKEN_OVER = "taken_over", _("Taken over from a list, already running")


class TaskReason(TextChoices):
    """Why a task of staff took care of itself."""

    ANSWERED = "answered", _("There is an answer")
    OVER = "over", _("It does not stand any more")
    HAS_CO_MENTOR = "has_co_mentor", _("There is a co-mentor")


class Reply(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class MeetingKind(TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    PHONE = "phone", _("On the phone")
    MESSAGES = "messages", _("By messages")

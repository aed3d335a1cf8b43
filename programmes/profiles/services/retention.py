"""How long is kept what led to no place, or was taken back."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.personal_data import RetentionRule
from mentoring.privacy.services import erasure, retention
from programmes.profiles.models import Enrolment, SupportRequest, TypedWish
from programmes.profiles.states import EnrolmentState

UNANSWERED = (EnrolmentState.BEGUN, EnrolmentState.INVITED)
ENDED = (EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN)


def unanswered(now: datetime, days: int) -> QuerySet[Enrolment]:
    """Invitations and begun forms without a sign of life for so long."""
    rows = Enrolment.objects.filter(state__in=UNANSWERED)
    return rows.filter(saved_at__lte=now - timedelta(days=days))


def ended(now: datetime, days: int) -> QuerySet[Enrolment]:
    """Who was declined or said no so long ago."""
    rows = Enrolment.objects.filter(state__in=ENDED)
    return rows.filter(state_since__lte=now - timedelta(days=days))


def forget(enrolment: Enrolment, now: datetime) -> None:
    """Delete it, and the person with it unless something else is kept of them."""
    erasure.forget(enrolment, now=now)


OPEN_RULE = RetentionRule(
    "enrolments_open", _("Invitations without an answer"), 90, due=unanswered, act=forget
)
ENDED_RULE = RetentionRule(
    "enrolments_ended", _("Mentors declined or not interested"), 183, due=ended, act=forget
)


def taken_back(now: datetime, days: int) -> QuerySet[TypedWish]:
    """Wishes that their owners took back so long ago."""
    return TypedWish.objects.filter(taken_back_at__lte=now - timedelta(days=days))


def answered(now: datetime, days: int) -> QuerySet[SupportRequest]:
    """What people needed from us and have not needed any more for so long."""
    return SupportRequest.objects.filter(ended_at__lte=now - timedelta(days=days))


TYPED_WISHES_RULE = RetentionRule(
    "typed_wishes",
    _("Wishes that were taken back"),
    183,
    due=taken_back,
    act=lambda wish, _now: wish.delete(),
)
SUPPORT_REQUESTS_RULE = RetentionRule(
    "support_requests",
    _("What people needed from us once"),
    3 * 365,
    due=answered,
    act=lambda request, _now: request.delete(),
)


def kept_until(enrolment: Enrolment) -> datetime | None:
    """When the enrolment goes as it stands now; None while it is under way or led to a place."""
    if enrolment.state in UNANSWERED:
        return enrolment.saved_at + timedelta(days=retention.days_of(OPEN_RULE))
    if enrolment.state in ENDED:
        return enrolment.state_since + timedelta(days=retention.days_of(ENDED_RULE))
    return None


def has_gone(enrolment: Enrolment, *, now: datetime) -> bool:
    """Whether its time is over, even if the nightly run has not been here yet."""
    until = kept_until(enrolment)
    return until is not None and now >= until

"""What applications know about a person, and how long."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from mentoring.common.models import Transition
from mentoring.common.personal_data import (
    NotPersonal,
    PersonalData,
    RetentionRule,
    SubjectScope,
    declare,
)
from mentoring.privacy.services import erasure
from programmes.applications.models import (
    Application,
    ExtraAnswer,
    Interview,
    Interviewer,
    InterviewSheet,
    OfferedTime,
    OpeningAlert,
    SavedView,
    TimeWish,
)
from programmes.applications.models.applications import DRAFT_KEPT, REFUSED_KEPT
from programmes.applications.states import ApplicationState

REFUSED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def abandoned_drafts(now: datetime, days: int) -> QuerySet[Application]:
    """Drafts that nobody has touched for `days`."""
    return Application.objects.filter(
        state=ApplicationState.DRAFT, saved_at__lte=now - timedelta(days=days)
    )


def refused(now: datetime, days: int) -> QuerySet[Application]:
    """Applications that were declined or withdrawn `days` ago or earlier."""
    ended = Transition.objects.filter(target__in=REFUSED, at__lte=now - timedelta(days=days))
    return Application.objects.filter(state__in=REFUSED, pk__in=ended.values("object_id"))


def forget(application: Application, now: datetime) -> None:
    """Delete the application, and the person with it unless something else is kept of them."""
    erasure.forget(application, now=now)


declare(
    PersonalData(
        Application,
        rows=lambda subject_id: Application.objects.filter(subject=subject_id),
        without=(("link_version", "counts mails"),),
    ),
    PersonalData(
        Interview,
        rows=lambda subject_id: Interview.objects.filter(application__subject=subject_id),
        without=(("busy", "is start and end with the interviewer's break"),),
    ),
    PersonalData(
        InterviewSheet,
        rows=lambda subject_id: InterviewSheet.objects.filter(
            interview__application__subject=subject_id
        ),
    ),
    PersonalData(
        ExtraAnswer,
        rows=lambda subject_id: ExtraAnswer.objects.filter(application__subject=subject_id),
        fields=("question.title_de", "text", "chosen"),
        without=(("id", "counts rows"), ("application", "is exported itself")),
    ),
    PersonalData(
        TimeWish,
        rows=lambda subject_id: TimeWish.objects.filter(application__subject=subject_id),
    ),
    PersonalData(
        OfferedTime,
        rows=lambda subject_id: OfferedTime.objects.filter(application__subject=subject_id),
        without=(("offered_by", "is a colleague"),),
    ),
    PersonalData(
        OpeningAlert,
        rows=lambda subject_id: OpeningAlert.objects.filter(subject=subject_id),
    ),
    NotPersonal(SavedView, why="What staff look for in a list; goes with the account."),
    NotPersonal(Interviewer, why="How staff can be booked; goes with the account."),
    RetentionRule(
        "drafts", "Drafts that were not sent", DRAFT_KEPT.days, due=abandoned_drafts, act=forget
    ),
    RetentionRule(
        "refused", "Declined and withdrawn applications", REFUSED_KEPT.days, due=refused, act=forget
    ),
    SubjectScope(
        "applications",
        lambda programme: Application.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
)

"""What applications know about a person, and how long."""

from mentoring.common.personal_data import NotPersonal, PersonalData, SubjectScope, declare
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
from programmes.applications.services import keeping, openings

declare(
    PersonalData(
        Application,
        rows=lambda subject_id: Application.objects.filter(subject=subject_id),
        without=(
            ("link_version", "counts mails"),
            ("search_text", "repeats name and address"),
        ),
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
    keeping.DRAFTS,
    keeping.REFUSED,
    openings.UNCONFIRMED,
    SubjectScope(
        "applications",
        lambda programme: Application.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
)

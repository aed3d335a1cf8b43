"""What the way from sending to the decision leaves about a person; it goes with the application."""

from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from programmes.admissions.models import (
    Interview,
    Interviewer,
    InterviewSheet,
    OfferedTime,
    SavedView,
    TimeRequest,
)

declare(
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
        TimeRequest,
        rows=lambda subject_id: TimeRequest.objects.filter(application__subject=subject_id),
    ),
    PersonalData(
        OfferedTime,
        rows=lambda subject_id: OfferedTime.objects.filter(application__subject=subject_id),
        without=(("offered_by", "is a colleague"),),
    ),
    NotPersonal(SavedView, why="What staff look for in a list; goes with the account."),
    NotPersonal(Interviewer, why="How staff can be booked; goes with the account."),
)

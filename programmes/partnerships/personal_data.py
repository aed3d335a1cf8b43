"""What partnerships know about a person; a partnership goes with any of its people's erasure."""

import uuid

from django.db.models import Q, QuerySet

from mentoring.common.personal_data import PersonalData, declare
from programmes.partnerships.models import Answer, Meeting, Partnership
from programmes.profiles.states import Part


def _of(subject_id: uuid.UUID) -> QuerySet[Partnership]:
    return Partnership.objects.filter(
        Q(mentee__subject=subject_id)
        | Q(mentor__subject=subject_id)
        | Q(co_mentor__subject=subject_id)
    )


def _meetings_of(subject_id: uuid.UUID) -> QuerySet[Meeting]:
    """Not of who is still asked to be co-mentor: what the others share comes with the yes."""
    unanswered = Answer.objects.filter(person__subject=subject_id, reply="")
    rows = Meeting.objects.filter(partnership__in=_of(subject_id))
    return rows.exclude(partnership__in=unanswered.values("partnership"))


declare(
    PersonalData(
        Partnership,
        rows=_of,
        fields=(
            "id",
            "cohort.name",
            "state",
            "state_since",
            "rationale",
            "proposed_at",
            "rhythm_days",
        ),
        without=tuple((part, "the others are other persons") for part in Part.values),
    ),
    PersonalData(
        Answer,
        rows=lambda subject_id: Answer.objects.filter(person__subject=subject_id),
        without=(
            ("person", "is exported itself"),
            ("delegate", "is about the office"),
            ("noted_by", "is of staff"),
        ),
    ),
    PersonalData(
        Meeting,
        rows=_meetings_of,
        without=(
            ("logged_by", "may be another person of the tandem"),
            ("logged_by_delegate", "is about the office"),
            ("form_id", "a random number of the form"),
        ),
    ),
)

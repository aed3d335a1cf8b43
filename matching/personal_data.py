"""What the matching keeps about a person: who stood beside whom on a board."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from matching.models import Block, CohortCriteria, Pair, Plan, Run, Step
from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


def _steps_about(subject_id: uuid.UUID) -> QuerySet[Step]:
    """Steps that somebody gave a reason for, of pairs and blocks with this person."""
    found = Q(pk__in=())
    for profile in Profile.objects.filter(subject=subject_id).values_list("pk", flat=True):
        one = str(profile)
        for entry in (*({part: one} for part in Part.values), {"blocked": [one]}):
            found |= Q(before__contains=[entry]) | Q(after__contains=[entry])
    return Step.objects.filter(found).exclude(reason="")


def _forget_why(steps: QuerySet[Any]) -> None:
    """Its numbers lead nowhere once a profile is gone; words about the person would."""
    steps.update(reason="")


declare(
    PersonalData(
        Pair,
        rows=lambda subject_id: Pair.objects.filter(
            Q(mentee__subject=subject_id)
            | Q(mentor__subject=subject_id)
            | Q(co_mentor__subject=subject_id)
        ),
        fields=("plan.created_at", "rationale", "confirmed"),
        without=(
            ("id", "a row number"),
            *((part, "the others are other persons") for part in Part.values),
            ("locked", "how staff worked on the board"),
            ("lock_reason", "how staff worked on the board"),
            ("by_hand", "how staff worked on the board"),
            ("partnership", "is exported itself"),
        ),
    ),
    PersonalData(
        Block,
        rows=lambda subject_id: Block.objects.filter(
            Q(mentee__subject=subject_id) | Q(mentor__subject=subject_id)
        ),
        fields=("made_at", "reason"),
        without=(
            ("id", "a row number"),
            ("cohort", "stands in the profile"),
            ("mentee", "may be another person"),
            ("mentor", "may be another person"),
            ("made_by", "is about a colleague"),
        ),
    ),
    PersonalData(
        Step,
        rows=_steps_about,
        fields=("made_at", "kind", "reason"),
        without=(
            ("id", "a row number"),
            ("plan", "how staff worked on the board"),
            ("number", "how staff worked on the board"),
            ("before", "pairs by random numbers; the others are other persons"),
            ("after", "pairs by random numbers; the others are other persons"),
            ("made_by", "is about a colleague"),
            ("undone_at", "how staff worked on the board"),
        ),
        erase=_forget_why,
    ),
    NotPersonal(CohortCriteria, why="Rules and weights of a cohort."),
    NotPersonal(Run, why="Figures of a run; its changes name profiles by random number only."),
    NotPersonal(Plan, why="A name and a version; the people are in the pairs."),
)

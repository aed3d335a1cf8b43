"""What the matching keeps about a person: who stood beside whom on a board."""

from django.db.models import Q

from matching.models import Block, CohortCriteria, Pair, Plan, Run, Step
from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from programmes.profiles.states import Part

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
    NotPersonal(CohortCriteria, why="Rules and weights of a cohort."),
    NotPersonal(Run, why="Figures of a run; its changes name profiles by random number only."),
    NotPersonal(Plan, why="A name and a version; the people are in the pairs."),
    NotPersonal(Step, why="Pairs by random numbers that lead nowhere once a profile is gone."),
)

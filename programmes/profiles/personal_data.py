"""What profiles know about a person, and the account that comes with the first profile."""

from typing import Any

from django.db.models import QuerySet

from mentoring.accounts.models import User
from mentoring.common.personal_data import NotPersonal, PersonalData, SubjectScope, declare
from programmes.profiles.models import AvailabilityException, AvailabilityRule, Profile


def delete_unused(users: QuerySet[Any]) -> None:
    """An account goes with its last profile; colleagues keep theirs, which is their work's."""
    users.filter(profiles__isnull=True, is_staff=False).delete()


declare(
    PersonalData(
        Profile,
        rows=lambda subject_id: Profile.objects.filter(subject=subject_id),
        without=(("made_account", "is about the order in which rows were made"),),
    ),
    PersonalData(
        User,
        rows=lambda subject_id: User.objects.filter(profiles__subject=subject_id).distinct(),
        without=(
            ("password", "holds none, but random filling"),
            ("is_superuser", "about the operator"),
            ("groups", "not in use"),
            ("user_permissions", "not in use"),
        ),
        erase=delete_unused,
    ),
    NotPersonal(AvailabilityRule, why="Working hours of staff; go with the account."),
    NotPersonal(AvailabilityException, why="Working hours of staff; go with the account."),
    SubjectScope(
        "profiles",
        lambda programme: Profile.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
)

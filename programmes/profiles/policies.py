"""Who may see and change what of the people of a programme."""

from typing import Any

from mentoring.common.policies import can_sign_in
from programmes.cohorts.policies import can_manage_cohort
from programmes.profiles.models import Enrolment, Profile


def can_manage_profile(user: Any, profile: Profile | None) -> bool:
    """Managers of the programme; what is one's own has pages of its own."""
    return can_manage_cohort(user, profile.cohort if profile else None)


def can_manage_enrolment(user: Any, enrolment: Enrolment | None) -> bool:
    """Managers of the programme invite, approve and decline."""
    return can_manage_cohort(user, enrolment.cohort if enrolment else None)


def is_own(user: Any, profile: Profile | None = None) -> bool:
    """The pages about oneself: everybody has some, and opens nobody else's."""
    return can_sign_in(user) and (profile is None or profile.user_id == user.pk)

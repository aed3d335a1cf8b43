"""Who may see and change what in partnerships."""

from typing import Any

from mentoring.common.policies import can_sign_in
from programmes.cohorts.policies import can_manage_programme
from programmes.partnerships.models import Partnership


def is_of_tandem(user: Any, partnership: Partnership | None = None) -> bool:
    """The pages of a tandem are for its people; staff see them elsewhere, and less."""
    if partnership is None:
        return can_sign_in(user)
    return any(person.user_id == user.pk for person in partnership.people.values())


def can_manage_partnership(user: Any, partnership: Partnership | None) -> bool:
    """Managers of the programme: they propose, withdraw, and read why somebody said no."""
    return can_manage_programme(user, partnership.cohort.programme if partnership else None)

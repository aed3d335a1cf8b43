"""Who may see and change a matching."""

from typing import Any

from programmes.cohorts.policies import can_manage_programme


def can_match(user: Any, obj: Any) -> bool:
    """Managers of the programme, on all that belongs to one of its cohorts (in general if None)."""
    return can_manage_programme(user, obj.cohort.programme if obj is not None else None)

"""Who may import lists."""

from typing import Any

from programmes.cohorts.policies import can_manage_cohort
from programmes.imports.models import Upload


def can_import(user: Any, upload: Upload | None) -> bool:
    """Managers, each their own lists: nobody else reads what somebody has uploaded."""
    is_own = upload is None or upload.owner_id == user.pk
    return is_own and can_manage_cohort(user, upload.cohort if upload else None)

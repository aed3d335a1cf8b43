"""What staff check before somebody meets a mentee, and who lacks it."""

import uuid
from collections.abc import Collection
from datetime import date

from programmes.profiles.models import Screening


def lacks_certificate(profile_ids: Collection[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Those of `profile_ids` of whom nobody has seen a certificate that still holds on `day`.

    They are never proposed to, nor published with, a minor.
    """
    seen = Screening.objects.filter(
        profile__in=profile_ids, certificate_issued_on__isnull=False
    ).select_related("profile__cohort")
    return set(profile_ids) - {each.profile_id for each in seen if each.certificate_holds(day)}

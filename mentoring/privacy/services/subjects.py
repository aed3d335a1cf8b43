"""Subjects come into being with the first thing we keep about a person."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from mentoring.privacy.models import Subject


def create(*, now: datetime) -> Subject:
    """Somebody of whom nothing is known yet but this number."""
    return Subject.objects.create(created_at=now)


def lock(subject: Subject) -> Subject:
    """The locked row.

    Raises:
        DomainError: the person has been erased ("erased").
    """
    locked = Subject.objects.lock(subject.pk)
    if locked.erased_at:
        raise DomainError(_("This data has been deleted."), code="erased")
    return locked

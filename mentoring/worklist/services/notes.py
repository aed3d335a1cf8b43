"""Notes of staff: written about a person or a tandem, and taken back by who wrote them."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.worklist.models import Note
from programmes.cohorts.models import Programme


def write(
    about: Model,
    text: str,
    *,
    programme: Programme,
    subjects: Iterable[uuid.UUID],
    by: Actor,
    now: datetime,
) -> Note:
    """Note `text` about the row; `subjects` are the people that it tells of.

    Raises:
        DomainError: there is no text ("blank").
    """
    text = text.strip()
    if not text:
        raise DomainError(_("Please write something."), code="blank")
    return Note.objects.create(
        about=about,
        programme=programme,
        subjects=sorted(set(subjects)),
        author=cast("User", by.user),
        text=text,
        written_at=now,
    )


def remove(note: Note, *, by: Actor) -> None:
    """Take it back; one that is gone already stays gone.

    Raises:
        DomainError: somebody else wrote it ("not_own").
    """
    if by.user is None or note.author_id != by.user.pk:
        raise DomainError(_("Only who wrote a note can delete it."), code="not_own")
    Note.objects.filter(pk=note.pk).delete()

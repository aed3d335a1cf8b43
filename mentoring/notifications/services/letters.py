"""Letters that staff write to one person or to many; for ten minutes they can be stopped.

To one person it is part of a conversation; what goes to many nobody asked for, and the caps on such
mails hold.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.text import one_line, same_endings
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models import Mail
from mentoring.notifications.models.mails import MailQuerySet
from mentoring.notifications.rendering import Content, fill_in, render
from mentoring.notifications.services import outbox, texts
from programmes.cohorts.models import Cohort

TEMPLATE = "free_letter"
ONE, MANY = "letter", "circular"
MOST = 100


@dataclass(frozen=True)
class Addressee:
    """Somebody who gets a letter: how to reach and call them, and what the mail is about."""

    about: Model
    subject_id: uuid.UUID
    cohort: Cohort
    to: str
    given_name: str
    name: str
    language: str


@transaction.atomic
def send(
    people: Sequence[Addressee], words: Words, *, batch: uuid.UUID, now: datetime
) -> list[Mail]:
    """Post the letter to each; it goes after ten minutes. The same `batch` is posted once.

    Raises:
        DomainError: the letter knows no such placeholder ("placeholders"), or nobody is chosen,
            or too many are ("people").
    """
    if not 0 < len(people) <= MOST:
        raise DomainError(_("Please choose between 1 and 100 people."), code="people")
    texts.check(TEMPLATE, people[0].language, words)
    kind = ONE if len(people) == 1 else MANY
    posted = (_post(person, words, kind=kind, batch=batch, now=now) for person in people)
    return [mail for mail in posted if mail]


def of_batch(batch: uuid.UUID) -> MailQuerySet:
    """The mails that were posted together."""
    return Mail.objects.filter(kind__in=(ONE, MANY), key__startswith=f"letter:{batch}:")


def stop(batch: uuid.UUID, *, now: datetime) -> int:
    """Take back what has not been handed over; how many mails that were.

    Raises:
        ConflictError: all of them have gone, or were stopped before ("too_late").
    """
    stopped = outbox.take_back(of_batch(batch), now=now)
    if not stopped:
        raise ConflictError(
            _("There is nothing left to stop: the mails have gone."), code="too_late"
        )
    return stopped


def preview(person: Addressee, words: Words) -> Content:
    """The letter as this person would get it."""
    return render(TEMPLATE, person.language, _context(person, words))


def _post(
    person: Addressee, words: Words, *, kind: str, batch: uuid.UUID, now: datetime
) -> Mail | None:
    programme = person.cohort.programme
    return outbox.post(
        kind=kind,
        key=f"letter:{batch}:{person.about.pk}",
        to=person.to,
        language=person.language,
        template=TEMPLATE,
        context=_context(person, words),
        now=now,
        due_at=now + UNDO,
        programme=programme,
        subject_id=person.subject_id,
        recipient_name=person.name,
        about=person.about,
        reply_to=programme.contact_email,
    )


def _context(person: Addressee, words: Words) -> dict[str, object]:
    values: dict[str, object] = {
        "programme": person.cohort.programme,
        "cohort_name": person.cohort.name,
        "given_name": person.given_name,
        "name": person.name,
    }
    plain = Words(one_line(words.subject), same_endings(words.text).strip())
    subject = fill_in(TEMPLATE, person.language, values, plain).subject
    return values | {"letter": Words(subject, plain.text)}

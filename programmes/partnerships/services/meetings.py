"""Meetings of a tandem: logged by anybody of it or by the mentor's office, and taken back."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO, local_day
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.models import Transition
from programmes.partnerships.models import Meeting, Partnership
from programmes.partnerships.models.meetings import MOST_MINUTES
from programmes.partnerships.states import PartnershipState
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.services import delegates
from programmes.profiles.states import Part, Scope

MEETING_STATES = (PartnershipState.ACTIVE, PartnershipState.PAUSED)
# Who logs, as the history knows them: the office comes in by a link.
OFFICE = Actor.holder("office")


@dataclass(frozen=True)
class Held:
    """What is said about a meeting. The note is for the tandem; the office never gives one."""

    held_on: date
    kind: str
    minutes: int
    took_part: tuple[str, ...]
    note: str = ""


def with_beginning(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Each with `began_at`, when it became active first; None for a proposal."""
    begun = _beginnings().filter(object_id=OuterRef("pk"))
    return partnerships.annotate(began_at=Subquery(begun.values("at")[:1]))


def with_last_meeting(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Each with `met_on`, the day of the last meeting; None where there was none."""
    held = Meeting.objects.kept().filter(partnership=OuterRef("pk")).order_by("-held_on")
    return partnerships.annotate(met_on=Subquery(held.values("held_on")[:1]))


def first_day(partnership: Partnership) -> date:
    """From when on meetings can be logged: the day on which it began, or was proposed."""
    begun = _beginnings().filter(object_id=partnership.pk).first()
    return local_day(begun.at if begun else partnership.proposed_at)


def _beginnings() -> QuerySet[Transition]:
    """When partnerships became active, first times first."""
    of_partnerships = ContentType.objects.get_for_model(Partnership)
    rows = Transition.objects.filter(content_type=of_partnerships, target=PartnershipState.ACTIVE)
    return rows.order_by("at")


@transaction.atomic
def log(
    partnership: Partnership,
    held: Held,
    *,
    form_id: uuid.UUID,
    by: Profile | Delegate,
    now: datetime,
) -> Meeting:
    """Note a meeting; the same form sent again finds the one that it has made.

    So does an equal one within ten minutes by the same person: who goes back and presses once more
    gets a new form.

    `by` is somebody of the tandem, or of the mentor's office with the right to log. `form_id` is
    new with each blank form.

    Raises:
        DomainError: `by` is of another tandem ("foreign"); the day is ahead or before the beginning
            ("future", "too_early"); the length is not from 1 to 720 ("minutes"); somebody is not of
            the tandem ("people"), or the mentee not there, or alone ("alone").
        ConflictError: the tandem does not run ("not_active"), or the grant has ended ("no_grant").
    """
    office = delegates.require(by, Scope.LOG, now=now) if isinstance(by, Delegate) else None
    partnership = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    _require_belongs(partnership, office or by)
    if known := partnership.meetings.filter(form_id=form_id).first():
        return known
    _require_running(partnership)
    _check(partnership, held, now=now)
    said = {
        "held_on": held.held_on,
        "kind": held.kind,
        "minutes": held.minutes,
        "took_part": [part for part in Part.values if part in held.took_part],
        "note": "" if office else held.note.strip(),
        "logged_by": by if isinstance(by, Profile) else None,
        "logged_by_delegate": office,
    }
    if known := _just_logged(partnership, said, now=now):
        return known
    return Meeting.objects.create(partnership=partnership, logged_at=now, form_id=form_id, **said)


def _just_logged(
    partnership: Partnership, said: Mapping[str, object], *, now: datetime
) -> Meeting | None:
    recent = partnership.meetings.kept().filter(logged_at__gt=now - UNDO)
    known: Meeting | None = recent.filter(**said).first()
    return known


@transaction.atomic
def remove(meeting: Meeting, *, by: Profile | Delegate, now: datetime) -> None:
    """Undo by who logged it; a second time changes nothing.

    Raises:
        DomainError: somebody else logged it ("not_own").
        ConflictError: the grant of the office has ended ("no_grant").
    """
    if isinstance(by, Delegate):
        by = delegates.require(by, Scope.LOG, now=now)
    if not logged_it(meeting, by):
        raise DomainError(_("Only whoever logged a meeting can take it back."), code="not_own")
    Meeting.objects.filter(pk=meeting.pk, removed_at=None).update(removed_at=now)


def logged_it(meeting: Meeting, person: Profile | Delegate) -> bool:
    """Whether `person` may take `meeting` back."""
    own = meeting.logged_by_delegate_id if isinstance(person, Delegate) else meeting.logged_by_id
    return own == person.pk


def _require_belongs(partnership: Partnership, by: Profile | Delegate) -> None:
    if isinstance(by, Delegate):
        belongs = by.mentor_id == partnership.mentor_id
    else:
        belongs = by.pk in {partnership.mentee_id, partnership.mentor_id, partnership.co_mentor_id}
    if not belongs:
        raise DomainError(_("Only the tandem and its office log meetings."), code="foreign")


def _require_running(partnership: Partnership) -> None:
    if partnership.state not in MEETING_STATES:
        raise ConflictError(
            _("Meetings can be logged while the tandem is active."), code="not_active"
        )


def _check(partnership: Partnership, held: Held, *, now: datetime) -> None:
    if held.held_on > local_day(now):
        raise DomainError(_("This day lies in the future."), code="future")
    if held.held_on < first_day(partnership):
        raise DomainError(_("On this day the tandem had not begun yet."), code="too_early")
    if not 1 <= held.minutes <= MOST_MINUTES:
        raise DomainError(_("Please give a length of 1 to 720 minutes."), code="minutes")
    _check_people(partnership, held.took_part)


def _check_people(partnership: Partnership, parts: Iterable[str]) -> None:
    there = {Part.MENTEE, Part.MENTOR} | ({Part.CO_MENTOR} if partnership.co_mentor_id else set())
    if not set(parts) <= there:
        raise DomainError(_("Please choose people of this tandem."), code="people")
    if Part.MENTEE not in parts or len(set(parts)) < 2:  # noqa: PLR2004 - nobody meets alone
        raise DomainError(
            _("A meeting needs the mentee and at least one other person."), code="alone"
        )

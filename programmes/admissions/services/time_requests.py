"""When no free time suits: what the applicant wishes, and the times that staff offer instead."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.common import unfinished
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.unfinished import Typed
from programmes.admissions.messages import interviews as messages
from programmes.admissions.models import Interviewer, OfferedTime, TimeRequest
from programmes.admissions.services.slot_assignment import in_the_way
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

MOST_OFFERED = 5


class OverlapError(ConflictError):
    """At an offered time the interviewer has another interview; `starts_at` says when."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("At one of these times there is another interview already."), code="overlap"
        )
        self.starts_at = starts_at


@transaction.atomic
def leave(
    application: Application, *, times: Sequence[str], text: str, zone: str, now: datetime
) -> TimeRequest:
    """Keep what the applicant wishes; a wish that is still open is changed instead.

    `times` are parts of the week, by value; `zone` is the applicant's, by name.

    Raises:
        ConflictError: the application waits for no appointment (any more) ("not_waiting").
    """
    _require_waiting(application)
    time_request, _created = TimeRequest.objects.update_or_create(
        application=application,
        answered_at=None,
        defaults={"times": list(times), "text": text, "zone": zone, "left_at": now},
    )
    return time_request


@transaction.atomic
def keep_unfinished(application: Application, page: str, typed: Typed) -> None:
    """Keep a wish that was typed on `page` and not sent; staff do not see it.

    Raises:
        ConflictError: the application waits for no appointment (any more) ("not_waiting").
        DomainError: it is more than the form takes ("too_long").
    """
    row = Application.objects.select_for_update().get(pk=application.pk)
    _require_waiting(row)
    unfinished.put(row, page, typed)
    application.unfinished = row.unfinished


def withdraw(application: Application) -> bool:
    """Take an open wish back; False when there is none."""
    deleted, _rows = application.time_requests.filter(answered_at__isnull=True).delete()
    return bool(deleted)


@transaction.atomic
def offer(
    application: Application,
    *,
    interviewer: Interviewer,
    starts: Iterable[datetime],
    by: Actor,
    now: datetime,
) -> list[OfferedTime]:
    """Offer times in place of what was offered before, answer the wish, and mail all of it.

    A time is held back for nobody, so a booking may find it taken.

    Raises:
        DomainError: no times are given, or one is over ("past").
        OverlapError: the interviewer has another interview at one of them ("overlap").
        ConflictError: the application waits for no appointment (any more) ("not_waiting").
    """
    _require_waiting(application)
    wanted = sorted(set(starts))[:MOST_OFFERED]
    _require_possible(interviewer, wanted, now=now)
    application.offered_times.all().delete()
    offered = OfferedTime.objects.bulk_create(
        OfferedTime(
            application=application,
            interviewer=interviewer,
            starts_at=starts_at,
            offered_at=now,
            offered_by_id=by.user.pk if by.user else None,
        )
        for starts_at in wanted
    )
    time_request = application.time_requests.order_by("left_at").last()
    application.time_requests.filter(answered_at__isnull=True).update(answered_at=now)
    messages.offered(offered, time_request=time_request, now=now)
    return offered


def _require_waiting(application: Application) -> None:
    """Locks the application, so that a wish and a booking do not pass each other unseen."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if locked.state != ApplicationState.SUBMITTED:
        raise ConflictError(_("This application waits for no appointment."), code="not_waiting")


def _require_possible(
    interviewer: Interviewer, starts: Sequence[datetime], *, now: datetime
) -> None:
    if not starts or starts[0] <= now:
        raise DomainError(_("Please choose times that are still ahead."), code="past")
    for starts_at in starts:
        if in_the_way(interviewer, starts_at).exists():
            raise OverlapError(starts_at)

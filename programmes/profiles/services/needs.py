"""What people need from us: a request, with a task for staff; a new one when the words change."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.worklist.services import tasks
from programmes.profiles.models import Profile, SupportRequest
from programmes.profiles.states import TaskReason

NEEDS_FROM_US = "needs_from_us"
ANSWERED_WITHIN = timedelta(days=7)


@transaction.atomic
def ask_staff(profile: Profile, text: str, *, now: datetime) -> None:
    """Ask for what `profile` needs now; what was asked before ends, and its task closes.

    The same words again ask for nothing, as somebody has seen to them. Blank: nothing is needed.
    """
    # One after the other: two that save at once are one request.
    Profile.objects.select_for_update().get(pk=profile.pk)
    words = text.strip()
    current = profile.support_requests.current().first()
    if current and current.text == words:
        return
    if current:
        _end(current, now)
    if words:
        request = SupportRequest.objects.create(profile=profile, text=words, asked_at=now)
        _open(request, now)


def _end(request: SupportRequest, now: datetime) -> None:
    request.ended_at = now
    request.save(update_fields=["ended_at"])
    by, reason = Actor.system(), TaskReason.ASKED_ANEW
    tasks.settle(about=request, kinds=[NEEDS_FROM_US], by=by, now=now, reason=reason)


def _open(request: SupportRequest, now: datetime) -> None:
    profile = request.profile
    tasks.open_task(
        kind=NEEDS_FROM_US,
        key=f"{NEEDS_FROM_US}:{request.pk}",
        programme=profile.cohort.programme,
        title=gettext_noop("What %(name)s needs from us"),
        values={"name": str(profile)},
        details=request.text,
        now=now,
        about=request,
        subject_id=profile.subject_id,
        due_on=local_day(now + ANSWERED_WITHIN),
    )

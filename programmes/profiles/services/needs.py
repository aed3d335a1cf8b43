"""What people need from us: it becomes a task, and a new one when the answer changes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import Outcome
from programmes.profiles.models import Profile
from programmes.profiles.states import TaskReason

NEEDS_FROM_US = "needs_from_us"
ANSWERED_WITHIN = timedelta(days=7)


@transaction.atomic
def ask_staff(profile: Profile, text: str, *, now: datetime) -> None:
    """Open the task for what `profile` needs now; for an earlier wish it closes by itself.

    The same words again open nothing, as somebody has seen to them. Blank: nothing is needed.
    """
    # One after the other: two that save at once are one wish.
    Profile.objects.select_for_update().get(pk=profile.pk)
    words = text.strip()
    if words and words == _told(profile):
        return
    by, reason = Actor.system(), TaskReason.ASKED_ANEW
    tasks.settle(about=profile, kinds=[NEEDS_FROM_US], by=by, now=now, reason=reason)
    if words:
        _open(profile, words, now)


def _told(profile: Profile) -> str:
    """The words that staff work on or have answered; blank where they were taken back."""
    asked = Task.objects.about(profile).filter(kind=NEEDS_FROM_US).order_by("created_at").last()
    return asked.details if asked and asked.outcome != Outcome.SETTLED else ""


def _open(profile: Profile, words: str, now: datetime) -> None:
    # Read by all of staff, so in the language of the house and not of who wrote it.
    with translation.override(settings.LANGUAGE_CODE):
        title = _("What %(name)s needs from us") % {"name": profile}
    tasks.open_task(
        kind=NEEDS_FROM_US,
        key=f"{NEEDS_FROM_US}:{profile.pk}:{now.isoformat()}",
        programme=profile.cohort.programme,
        title=title,
        details=words,
        now=now,
        about=profile,
        subject_id=profile.subject_id,
        due_on=local_day(now + ANSWERED_WITHIN),
    )

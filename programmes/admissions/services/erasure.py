"""Leaving for good: an applicant has everything deleted at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.privacy.services import erasure
from programmes.admissions.messages import erasure as messages
from programmes.admissions.services import decisions
from programmes.applications.models import Application
from programmes.profiles.models import Profile


@transaction.atomic
def erase(application: Application, *, by: Actor, now: datetime) -> None:
    """Delete all we know of the applicant; the last mail tells so, and nothing else.

    Who takes part already is known through a profile, which staff have to end.

    Raises:
        DomainError: a decision can still be undone ("not_final"), or the person takes part
            ("has_profile").
    """
    # Nobody books or decides in between. In the order of whoever cancels: the interview first.
    list(application.interviews.select_for_update())
    locked = Application.objects.select_for_update().filter(pk=application.pk).first()
    if locked is None:
        return
    application = locked
    if not decisions.is_final(application, now=now):
        raise DomainError(_("Please try again in a few minutes."), code="not_final")
    if Profile.objects.filter(subject=application.subject_id).exists():
        raise DomainError(
            _("You take part already. Please write to us, and we delete your data together."),
            code="has_profile",
        )
    goodbye = messages.Goodbye.to(application)
    talks = list(application.interviews.booked().select_related("interviewer__user"))
    for talk in talks:
        messages.talk_is_off(talk, now=now)
    erasure.erase(application.subject, by=by, now=now)
    messages.erased(goodbye, now=now)

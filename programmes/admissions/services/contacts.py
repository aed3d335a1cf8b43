"""How an applicant is called and reached, put right after sending by themselves or by staff."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.errors import DomainError
from mentoring.notifications.services import outbox
from programmes.admissions.messages import contacts as messages
from programmes.admissions.models import Interview
from programmes.admissions.states import Channel, InterviewEvent
from programmes.applications.messages import applications as mails
from programmes.applications.models import Application
from programmes.applications.states import ApplicationEvent, ApplicationState

# As long as it is the application by which somebody is reached, and not an account.
OPEN = (ApplicationState.SUBMITTED, ApplicationState.INTERVIEW, ApplicationState.WAITLISTED)
CONFIRMATIONS = Limit("new-address", tries=5, window=timedelta(days=1))


def talk_by_phone(application: Application) -> Interview | None:
    """The booked interview for which we call; None where we do not call."""
    return application.interviews.booked().filter(channel=Channel.PHONE).first()


@transaction.atomic
def correct(
    application: Application,
    *,
    given_name: str,
    family_name: str,
    phone: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """Spell the name as it is meant; call another number ("" keeps the one we have).

    Raises:
        DomainError: the application has ended, or led to an account ("over").
    """
    _require_open(application)
    _rename(application, given_name, family_name, by=by, now=now)
    talk = talk_by_phone(application)
    if talk and phone and phone != talk.phone:
        Interview.objects.filter(pk=talk.pk).update(phone=phone)
        lifecycle.record(talk, by=by, now=now, event=InterviewEvent.PHONE_CHANGED)
        talk.refresh_from_db()
        messages.phone_changed(talk, now=now)


def _rename(
    application: Application, given_name: str, family_name: str, *, by: Actor, now: datetime
) -> None:
    if (application.given_name, application.family_name) == (given_name, family_name):
        return
    application.given_name, application.family_name = given_name, family_name
    application.save(update_fields=["given_name", "family_name"])
    lifecycle.record(application, by=by, now=now, event=ApplicationEvent.NAME_CORRECTED)
    outbox.rename(subject_id=application.subject_id, to=application.email, name=str(application))


@transaction.atomic
def ask_for(application: Application, *, email: str, by: Actor, now: datetime) -> bool:
    """Mail a link to the new address; until it is used, everything stays with the old one.

    False for the present address, which takes back what was asked for before: the link that went
    to a mistyped address, to a stranger perhaps, ends.

    Raises:
        DomainError: it is too late to change it here ("over"), or five mails went out within a
            day ("too_often").
    """
    _require_open(application)
    email = plain_address(email)
    if email == application.email:
        application.new_email = ""
        application.save(update_fields=["new_email"])
        return False
    if not attempts.claim(CONFIRMATIONS, str(application.pk), now=now):
        raise DomainError(
            _("We have written several times today. Please try again tomorrow."), code="too_often"
        )
    application.new_email = email
    application.save(update_fields=["new_email"])
    messages.address_to_confirm(application, now=now)
    lifecycle.record(application, by=by, now=now, event=ApplicationEvent.ADDRESS_ASKED)
    return True


@transaction.atomic
def confirm(application: Application, *, by: Actor, now: datetime) -> None:
    """Reach the applicant at the new address; links mailed to the old one end, and it is told.

    Raises:
        DomainError: it is confirmed already, or another one is meant by now ("confirmed"), or it
            is too late to change it here ("over").
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not locked.new_email or locked.new_email != application.new_email:
        raise DomainError(_("This address is confirmed already."), code="confirmed")
    _require_open(locked)
    was = application.email
    application.email, application.new_email = locked.new_email, ""
    application.link_version = locked.link_version + 1
    application.save(update_fields=["email", "new_email", "link_version"])
    outbox.redirect(subject_id=application.subject_id, was=was, to=application.email)
    lifecycle.record(application, by=by, now=now, event=ApplicationEvent.ADDRESS_CHANGED)
    messages.address_changed(application, was=was, now=now)
    mails.new_links(application, now=now)


def _require_open(application: Application) -> None:
    if application.state not in OPEN:
        raise DomainError(_("This can no longer be changed here. Please write to us."), code="over")

"""An application's way: started, answered step by step, sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common import lifecycle, unfinished
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError, TooOftenError
from mentoring.common.lifecycle import TransitionError
from mentoring.common.unfinished import Typed
from mentoring.privacy.services import subjects
from programmes.applications.messages import applications as messages
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign, Cohort

MANY = ("topics", "needs")
HOUR = timedelta(hours=1)
SENDING_GRACE = timedelta(hours=24)
# Drafts that are begun from one network address.
BEGUN = Limit("drafts-begun", tries=100, window=HOUR)


def let_begin(address: str, *, now: datetime) -> None:
    """Stop who begins one draft after the other; a whole school may share one address.

    `address` is that of the network.

    Raises:
        TooOftenError: a hundred were begun from there within an hour ("too_often").
    """
    if not attempts.claim(BEGUN, address, now=now):
        raise TooOftenError(
            _(
                "Very many applications were begun from your connection. Please wait a few"
                " minutes and continue then: what you typed is still here."
            )
        )


@transaction.atomic
def start(
    cohort: Cohort,
    *,
    given_name: str,
    family_name: str,
    email: str,
    now: datetime,
    campaign: Campaign | None = None,
) -> Application:
    """Begin a draft and mail the link with which it can be continued.

    Who has applied before goes on just so: nothing here tells whether an address is known.

    Raises:
        DomainError: the cohort takes no applications at `now` ("closed").
    """
    _require_open(cohort, now=now)
    application = Application.objects.create(
        subject=subjects.create(now=now),
        cohort=cohort,
        language=get_language() or "de-informal",
        created_at=now,
        saved_at=now,
        state_since=now,
        given_name=given_name,
        family_name=family_name,
        email=plain_address(email),
        campaign=campaign,
    )
    messages.draft_started(application, now=now)
    return application


@transaction.atomic
def answer(application: Application, values: Mapping[str, Any], *, now: datetime) -> None:
    """Save the answers of one step, by the names of the columns; `topics` and `needs` are lists.

    Raises:
        TransitionError: the application is sent ("sent").
    """
    before = Application.objects.select_for_update().get(pk=application.pk)
    _require_draft(before)
    columns = {name: values[name] for name in values.keys() - set(MANY)} | {"saved_at": now}
    for name, value in columns.items():
        setattr(application, name, value)
    if "email" in columns:
        columns["email"] = application.email = plain_address(application.email)
        if application.email != before.email:
            # The links went to an address that is not meant any more.
            columns["link_version"] = application.link_version = before.link_version + 1
            messages.draft_started(application, now=now)
    # Only what this page asked: another tab may have saved its page in the meantime.
    application.save(update_fields=columns)
    for name in values.keys() & set(MANY):
        getattr(application, name).set(values[name])


@transaction.atomic
def keep_unfinished(application: Application, page: str, typed: Typed, *, now: datetime) -> None:
    """Keep what was typed on a page that was left without its button.

    Raises:
        TransitionError: the application is sent ("sent").
        DomainError: it is more than the form takes ("too_long").
    """
    row = Application.objects.select_for_update().get(pk=application.pk)
    _require_draft(row)
    unfinished.put(row, page, typed, saved_at=now)
    application.unfinished, application.saved_at = row.unfinished, row.saved_at


def may_send_until(cohort: Cohort) -> datetime:
    """Who began in time may still finish; nobody loses a form to the last minute."""
    return cohort.closes_at + SENDING_GRACE


@transaction.atomic
def submit(application: Application, *, by: Actor, now: datetime) -> None:
    """Send a complete draft; confirms by mail and asks a parent of a minor for consent.

    Raises:
        DomainError: the window closed more than a day ago ("closed").
        TransitionError: it was sent already ("not_allowed", "stale").
        IntegrityError: an answer that every application needs is missing; the pages ask for it.
    """
    if now >= may_send_until(application.cohort):
        raise DomainError(_("Applications are not open at the moment."), code="closed")
    lifecycle.move(
        application,
        ApplicationState.SUBMITTED,
        by=by,
        now=now,
        language=get_language() or application.language,
        saved_at=now,
    )
    messages.submitted(application, now=now)
    if application.needs_guardian(local_day(now)):
        messages.guardian_asked(application, now=now)


def mail_links(email: str, *, now: datetime) -> None:
    """Mail the links of all applications of an address to that address, if there are any."""
    for application in Application.objects.filter(email=plain_address(email)).select_related(
        "cohort__programme"
    ):
        messages.new_links(application, now=now)


def _require_open(cohort: Cohort, *, now: datetime) -> None:
    if not cohort.is_open(now):
        raise DomainError(_("Applications are not open at the moment."), code="closed")


def _require_draft(application: Application) -> None:
    if application.state != ApplicationState.DRAFT:
        raise TransitionError(_("You have sent your application already."), code="sent")

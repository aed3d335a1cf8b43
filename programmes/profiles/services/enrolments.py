"""How mentors and co-mentors come in: invited, answered page by page, approved or declined."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import lifecycle, unfinished
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.lifecycle import StaleStateError, TransitionError
from mentoring.common.reasons import require_reason
from mentoring.common.states import NoteFor
from mentoring.common.unfinished import Typed
from mentoring.notifications.models import Mail
from programmes.cohorts.language_and_tone import german_in
from programmes.cohorts.models import Cohort
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.models import Enrolment
from programmes.profiles.models.enrolments import OPEN
from programmes.profiles.services import accounts, onboarding, participation
from programmes.profiles.states import EnrolmentState, Origin

# What an invitation will say, for staff to read before.
preview = messages.preview
ANSWERABLE = (EnrolmentState.BEGUN, EnrolmentState.INVITED)
# What has a column of its own; everything else that the pages ask waits among the answers.
OWN_COLUMNS = ("given_name", "family_name")
SILENCE = timedelta(days=7)
# How many are reminded in one tick; the next one goes on.
AT_ONCE = 200


def language_in(cohort: Cohort, wanted: str) -> str:
    """The language of mails to mentors of `cohort` who read `wanted`."""
    return german_in(cohort.mentor_tone) if wanted.startswith("de") else wanted


@transaction.atomic
def invite(
    cohort: Cohort,
    *,
    part: str,
    given_name: str,
    family_name: str,
    email: str,
    words: str,
    language: str,
    by: Actor,
    now: datetime,
) -> Enrolment:
    """Mail an invitation; `words` are the personal ones in it, "" for none.

    Raises:
        DomainError: the address is invited already ("invited"), has a place ("has_place"), is a
            colleague's ("staff_address"), or its account was deactivated ("inactive").
    """
    email = plain_address(email)
    require_new(cohort, part, email)
    enrolment = Enrolment(
        subject=participation.subject_for(email, now=now),
        cohort=cohort,
        part=part,
        origin=Origin.INVITATION,
        state=EnrolmentState.INVITED,
        language=language_in(cohort, language),
        given_name=given_name,
        family_name=family_name,
        email=email,
        words=words.strip(),
        created_at=now,
        saved_at=now,
        state_since=now,
    )
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError as error:
        raise _invited_already() from error
    lifecycle.record(enrolment, by=by, now=now)
    messages.invited(enrolment, now=now)
    return enrolment


def require_new(cohort: Cohort, part: str, email: str) -> None:
    """Let in no address that is on its way in, has a place, or belongs to a colleague.

    Raises:
        DomainError: it is invited ("invited"), has a place ("has_place"), is a colleague's
            ("staff_address"), or its account was deactivated ("inactive").
    """
    if Enrolment.objects.filter(cohort=cohort, part=part, email=email, state__in=OPEN).exists():
        raise _invited_already()
    user = User.objects.filter(email=email).first()
    if user is None:
        return
    accounts.require_usable(user)
    if participation.in_cohort(cohort, [email]):
        raise DomainError(_("This person has a place in this cohort already."), code="has_place")


@transaction.atomic
def answer(enrolment: Enrolment, values: Mapping[str, Any], *, now: datetime) -> None:
    """Save the answers of one page, by the names of its fields.

    Raises:
        TransitionError: the form is sent ("sent").
    """
    row = _locked(enrolment)
    if row.state not in ANSWERABLE:
        raise TransitionError(_("You have sent this form already."), code="sent")
    for name in OWN_COLUMNS:
        setattr(row, name, values.get(name, getattr(row, name)))
    # Only what this page asked: another tab may have saved its page in the meantime.
    said = {name: value for name, value in values.items() if name not in OWN_COLUMNS}
    row.answers, row.saved_at = row.answers | said, now
    row.save(update_fields=[*OWN_COLUMNS, "answers", "saved_at"])
    _take_over(enrolment, row)


@transaction.atomic
def keep_unfinished(enrolment: Enrolment, page: str, typed: Typed, *, now: datetime) -> None:
    """Keep what was typed on a page that was left without its button.

    Raises:
        TransitionError: the form is sent ("sent").
        DomainError: it is more than the form takes ("too_long").
    """
    row = _locked(enrolment)
    if row.state not in ANSWERABLE:
        raise TransitionError(_("You have sent this form already."), code="sent")
    unfinished.put(row, page, typed, saved_at=now)
    _take_over(enrolment, row)


@transaction.atomic
def submit(enrolment: Enrolment, *, by: Actor, now: datetime) -> None:
    """The pages are answered: who was invited takes part, who came forward waits for staff.

    Raises:
        TransitionError: it was sent already, or is over ("not_allowed", "stale").
        ConflictError: somebody who came forward was invited meanwhile ("open").
        DomainError: no place can be made of it; errors and codes as in `onboarding.welcome`.
    """
    if enrolment.origin == Origin.INVITATION:
        _enrol(enrolment, by=by, now=now)
        return
    row = _locked(enrolment)
    try:
        with transaction.atomic():
            lifecycle.move(row, EnrolmentState.SUBMITTED, by=by, now=now, saved_at=now)
    except IntegrityError as error:
        raise ConflictError(
            _("There is an open invitation to this address. Please use the link in that mail."),
            code="open",
        ) from error
    _take_over(enrolment, row)
    messages.submitted(row, now=now)
    onboarding.wait_for_approval(row, now=now)


@transaction.atomic
def approve(enrolment: Enrolment, *, by: Actor, now: datetime) -> None:
    """Staff say yes to somebody who came forward.

    Raises:
        TransitionError: it waits for no answer ("not_allowed"), or a colleague was first ("stale").
        DomainError: no place can be made of it; errors and codes as in `onboarding.welcome`.
    """
    if enrolment.state != EnrolmentState.SUBMITTED:
        raise TransitionError(_("This step is not possible any more."), code="not_allowed")
    _enrol(enrolment, by=by, now=now)


@transaction.atomic
def decline(enrolment: Enrolment, *, reason: str, by: Actor, now: datetime) -> None:
    """Staff say no, kindly; the reason is for colleagues only.

    Raises:
        DomainError: no reason is given ("reason").
        TransitionError: it waits for no answer ("not_allowed"), or a colleague was first ("stale").
    """
    reason = require_reason(reason)
    lifecycle.move(enrolment, EnrolmentState.DECLINED, by=by, now=now, note=reason)
    messages.declined(enrolment, now=now)


@transaction.atomic
def withdraw(enrolment: Enrolment, *, by: Actor, now: datetime, reason: str = "") -> None:
    """No, thank you. Once more changes nothing.

    Raises:
        TransitionError: the person takes part or was declined ("not_allowed", "stale").
    """
    if enrolment.state == EnrolmentState.WITHDRAWN:
        return
    # Their own words, so they get them with a copy of their data.
    lifecycle.move(
        enrolment,
        EnrolmentState.WITHDRAWN,
        by=by,
        now=now,
        note=reason.strip(),
        note_for=NoteFor.PERSON,
    )


@transaction.atomic
def reopen(enrolment: Enrolment, *, by: Actor, now: datetime) -> None:
    """Who was invited and said no says yes after all. Others come forward anew.

    Raises:
        TransitionError: they were not invited, or did not say no ("not_allowed", "stale").
        DomainError: there is a newer invitation to the address ("invited").
    """
    if enrolment.origin != Origin.INVITATION:
        raise TransitionError(_("This step is not possible any more."), code="not_allowed")
    try:
        with transaction.atomic():
            lifecycle.move(enrolment, EnrolmentState.INVITED, by=by, now=now)
    except IntegrityError as error:
        raise _invited_already() from error


@transaction.atomic
def send_new_link(enrolment: Enrolment, *, by: Actor, now: datetime) -> None:
    """Mail another link; the one before stops working at once.

    Raises:
        TransitionError: the form is sent ("sent").
    """
    row = _locked(enrolment)
    if row.state not in ANSWERABLE:
        raise TransitionError(_("The form has been sent already."), code="sent")
    row.link_version = F("link_version") + 1
    row.save(update_fields=["link_version"])
    enrolment.refresh_from_db(fields=["link_version"])
    messages.new_link(enrolment, now=now)


def remind(now: datetime) -> int:
    """Remind once, a week after the last sign of life; how many that were."""
    # By the key of the mail, for which there is an index, however many mails there are.
    key = Concat(Value(f"{messages.REMINDER}:"), Cast("pk", Mail._meta.get_field("key")))
    reminded = Mail.objects.filter(key=OuterRef("reminder_key"))
    silent = Enrolment.objects.alias(reminder_key=key).filter(
        ~Exists(reminded), state=EnrolmentState.INVITED, saved_at__lte=now - SILENCE
    )
    due = silent.select_related("cohort__programme").order_by("saved_at")[:AT_ONCE]
    return sum(bool(messages.reminder(enrolment, now=now)) for enrolment in due)


def _enrol(enrolment: Enrolment, *, by: Actor, now: datetime) -> None:
    """Profile, account, and what follows; of two at once one gets a `StaleStateError`."""
    row = _locked(enrolment)
    if row.state != enrolment.state:
        raise StaleStateError(_("Somebody else has just changed this."), code="stale")
    lifecycle.move(row, EnrolmentState.ENROLLED, by=by, now=now)
    row.profile = onboarding.welcome(row, by=by, now=now)
    row.save(update_fields=["profile"])
    _take_over(enrolment, row)
    messages.enrolled(row, now=now)


def _locked(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",))
    return rows.select_related("cohort__programme", "subject").get(pk=enrolment.pk)


def _take_over(enrolment: Enrolment, row: Enrolment) -> None:
    """What the caller holds becomes what is saved."""
    for name in (*OWN_COLUMNS, "answers", "saved_at", "state", "state_since", "profile_id"):
        setattr(enrolment, name, getattr(row, name))


def _invited_already() -> DomainError:
    return DomainError(
        _("There is an open invitation to this address already. You can send its link again."),
        code="invited",
    )

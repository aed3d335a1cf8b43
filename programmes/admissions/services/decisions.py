"""Accepting, declining and the waiting list; and taking a decision back before anybody hears of it.

The mail about a decision waits as long as the decision can be undone. An undo and the mail
server race for the mail's row in the outbox, and one of them wins: either the mail goes and the
decision stands, or the decision is undone and the mail never goes.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.models import Transition
from mentoring.notifications.letter_text import Words
from mentoring.notifications.services import texts
from programmes.admissions.messages import decisions as messages
from programmes.admissions.models import Interview
from programmes.admissions.services import onboarding
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile

# What staff read and change before the mail goes.
MAIL_ACCEPTED, MAIL_DECLINED = messages.ACCEPTED, messages.DECLINED
letter_for, preview, words_of = messages.letter_for, messages.preview, messages.words_of
# How long a decision can be taken back, and its mail waits.
DECIDED = (ApplicationState.ACCEPTED, ApplicationState.WAITLISTED, ApplicationState.DECLINED)


@transaction.atomic
def accept(
    application: Application,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    subject: str = "",
    text: str = "",
) -> Profile:
    """Accept after a held interview; makes profile and account and invites to sign in.

    `reason` stays with staff; `subject` and `text` are the mail's own words, the usual ones where
    they are empty. The mail goes when the decision is final.

    Raises:
        DomainError: no interview was held ("not_interviewed"), the account cannot hold a place
            ("staff_address", "inactive"), or holds one in the cohort ("has_place"); or the mail
            knows no such placeholder ("placeholders").
        TransitionError: it is decided already ("not_allowed", "stale").
    """
    require_possible(application, ApplicationState.ACCEPTED)
    change = lifecycle.move(application, ApplicationState.ACCEPTED, by=by, now=now, note=reason)
    profile = onboarding.make(application)
    letter = _letter(application, messages.ACCEPTED, subject=subject, text=text)
    messages.send(application, letter, key=f"{change.pk}", now=now, due_at=now + UNDO)
    return profile


@transaction.atomic
def decline(
    application: Application,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    subject: str = "",
    text: str = "",
) -> None:
    """Decline with a kind mail; a booked interview has to be held or cancelled before.

    Parameters are as in `accept`.

    Raises:
        DomainError: an interview is still booked ("still_booked"), or the mail knows no such
            placeholder ("placeholders").
        TransitionError: it is decided already ("not_allowed", "stale").
    """
    require_possible(application, ApplicationState.DECLINED)
    change = lifecycle.move(application, ApplicationState.DECLINED, by=by, now=now, note=reason)
    letter = _letter(application, messages.DECLINED, subject=subject, text=text)
    messages.send(application, letter, key=f"{change.pk}", now=now, due_at=now + UNDO)


@transaction.atomic
def put_on_waiting_list(application: Application, *, by: Actor, now: datetime, reason: str) -> None:
    """Keep an interviewed applicant for a place that may become free; no mail goes out.

    Raises:
        DomainError: no interview was held ("not_interviewed").
        TransitionError: it is decided already ("not_allowed", "stale").
    """
    require_possible(application, ApplicationState.WAITLISTED)
    lifecycle.move(application, ApplicationState.WAITLISTED, by=by, now=now, note=reason)


def require_possible(application: Application, target: str) -> None:
    """Nobody is declined who has an appointment, nor taken without having been met.

    Raises:
        DomainError: an interview is booked still ("still_booked"), or none was held
            ("not_interviewed").
    """
    talks = application.interviews
    if target == ApplicationState.DECLINED:
        if talks.filter(state=InterviewState.BOOKED).exists():
            raise DomainError(
                _("There is still an interview booked. Please hold or cancel it first."),
                code="still_booked",
            )
    elif not talks.filter(state=InterviewState.HELD).exists():
        raise DomainError(
            _("Please hold the interview first and mark it as held."), code="not_interviewed"
        )


@transaction.atomic
def undo(application: Application, *, by: Actor, now: datetime, reason: str) -> None:
    """Take the decision back: state, waiting time, mail, profile and account are as before.

    Raises:
        DomainError: the ten minutes are over, or nothing is decided ("too_late").
        ConflictError: a mail has gone out ("mail_gone"), or a colleague was first ("stale").
    """
    decision = _decision(application)
    if decision is None or is_final(application, now=now):
        raise DomainError(
            _("A decision can be taken back for ten minutes. They are over."), code="too_late"
        )
    lifecycle.move(
        application,
        decision.source,
        by=by,
        now=now,
        note=reason,
        back=True,
        state_since=_since(application, decision),
    )
    if not messages.recall(application, now=now):
        raise ConflictError(
            _("The mail has just gone out, so the decision stands."), code="mail_gone"
        )
    if decision.target == ApplicationState.ACCEPTED:
        onboarding.unmake(application)


def is_final(application: Application, *, now: datetime) -> bool:
    """False as long as the application's state is a decision that can be undone.

    Until then nobody outside may learn of it: see `told_state`.
    """
    return application.state not in DECIDED or now >= final_at(application)


def final_at(application: Application) -> datetime:
    """When a decision just made stands for good, and its mail goes."""
    return application.state_since + UNDO


def told_state(application: Application, *, now: datetime) -> str:
    """The state that the applicant is shown: the one before, while a decision is not final."""
    decision = None if is_final(application, now=now) else _decision(application)
    return decision.source if decision else application.state


def state_before(application: Application) -> ApplicationState | None:
    """From which state the decision led here; None where nothing led here."""
    decision = _decision(application)
    return ApplicationState(decision.source) if decision else None


def waiting(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those whose interview was held, and who have not heard yet."""
    held = Interview.objects.filter(application=OuterRef("pk"), state=InterviewState.HELD)
    return applications.filter(Exists(held), state=ApplicationState.INTERVIEW)


def not_final(now: datetime) -> QuerySet[Application]:
    """Applications whose decision can still be undone."""
    return Application.objects.filter(state__in=DECIDED, state_since__gt=now - UNDO)


def _letter(application: Application, kind: str, *, subject: str, text: str) -> messages.Letter:
    """The words of the mail; nobody gets one in which a placeholder is left."""
    letter = messages.letter_for(application, kind, subject=subject, text=text)
    texts.check(kind, application.language, Words(letter.subject, letter.text))
    return letter


def _decision(application: Application) -> Transition | None:
    """The change that led into the present state."""
    changes = application.transitions.filter(target=application.state).exclude(source=F("target"))
    decision: Transition | None = changes.filter(at=application.state_since).first()
    return decision


def _since(application: Application, decision: Transition) -> datetime:
    """Since when the state before the decision lasted; steps back do not begin it anew."""
    changes = application.transitions.filter(target=decision.source, at__lte=decision.at)
    changes = changes.exclude(source=F("target")).exclude(source__in=DECIDED)
    latest = changes.last()
    return latest.at if latest else application.saved_at

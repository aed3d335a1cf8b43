"""What follows when somebody comes in: a profile, the office, the co-mentor, work for staff."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.worklist.services import tasks
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.services import delegates, needs, participation, standing_co_mentors
from programmes.profiles.services.participation import Newcomer
from programmes.profiles.states import Part, Scope

WAITS_FOR_APPROVAL = "enrolment_waits"
CO_MENTOR_NAMED = "co_mentor_named"
ANSWERED_WITHIN = timedelta(days=7)


def welcome(enrolment: Enrolment, *, by: Actor, now: datetime) -> Profile:
    """Make the profile of what was answered; call it in the transaction that enrols.

    Raises:
        PlaceRefusedError: the address cannot have a place; codes as in `accounts.require_usable`,
            and "has_place".
        DomainError: the last place beside the co-mentor who was named has just gone ("full").
    """
    newcomer = Newcomer(
        cohort=enrolment.cohort,
        part=enrolment.part,
        subject=enrolment.subject,
        given_name=enrolment.given_name,
        family_name=enrolment.family_name,
        email=enrolment.email,
        language=enrolment.language,
    )
    values = _values(enrolment)
    profile = participation.enter(newcomer, values, by=by, now=now)
    needs.ask_staff(profile, profile.needs_from_us, now=now)
    if profile.part == Part.MENTOR:
        _invite_office(profile, enrolment.answers, now)
        _find_co_mentor(profile, enrolment.answers.get("co_mentor", ""), now)
    return profile


def wait_for_approval(enrolment: Enrolment, *, now: datetime) -> None:
    """Staff have somebody to say yes or no to."""
    _open(
        enrolment,
        WAITS_FOR_APPROVAL,
        gettext_noop("%(name)s would like to be a mentor"),
        key=f"{WAITS_FOR_APPROVAL}:{enrolment.pk}:{now.isoformat()}",
        now=now,
    )


def _values(enrolment: Enrolment) -> dict[str, Any]:
    """What was answered; topics that the cohort has dropped meanwhile are left out."""
    values = dict(enrolment.answers)
    for name, options in (
        ("topics", enrolment.cohort.topics),  # type: ignore[attr-defined]
        ("needs", enrolment.cohort.supportneeds),  # type: ignore[attr-defined]
    ):
        values[name] = list(options.filter(pk__in=values.get(name, ())))
    return values


def _invite_office(profile: Profile, answers: dict[str, Any], now: datetime) -> None:
    """The mentor named somebody; what speaks against it, the profile page tells later."""
    if not answers.get("office_email"):
        return
    latest = local_day(now) + delegates.LONGEST
    try:
        delegates.invite(
            profile,
            name=answers["office_name"],
            email=answers["office_email"],
            scopes=Scope.values,
            expires_on=min(profile.cohort.ends_on, latest),
            # Who holds the mailed link is the mentor; the office's mail says so.
            by=Actor.of(profile.user),
            now=now,
        )
    except DomainError:
        return


def _find_co_mentor(profile: Profile, name: str, now: datetime) -> None:
    """The co-mentor whom the mentor brings along; staff invite who is not known yet."""
    if not name:
        return
    known = standing_co_mentors.named(profile.cohort, name)
    if known:
        standing_co_mentors.pair(profile, known, now=now)
        return
    _open(
        profile,
        CO_MENTOR_NAMED,
        gettext_noop("%(name)s brings a co-mentor along"),
        key=f"{CO_MENTOR_NAMED}:{profile.pk}",
        details=name,
        now=now,
    )


def _open(about: Enrolment | Profile, kind: str, title: str, **more: Any) -> None:
    now = more["now"]
    tasks.open_task(
        kind=kind,
        programme=about.cohort.programme,
        title=title,
        values={"name": str(about)},
        about=about,
        subject_id=about.subject_id,
        due_on=local_day(now + ANSWERED_WITHIN),
        **more,
    )

"""Mentors and co-mentors: how they get a place, what is changed, and when they rest or leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.reasons import require_reason
from mentoring.common.text import full_name
from mentoring.privacy.models import Subject
from mentoring.privacy.services import subjects
from programmes.cohorts.models import Cohort
from programmes.profiles.models import GoodTime, Profile
from programmes.profiles.services import accounts, times
from programmes.profiles.states import MeetingFormat, Part, ProfileState, SpokenLanguage

MANY = ("topics", "needs")
# What a newcomer says about themselves and their profile keeps.
COLUMNS = (
    *("function", "affiliation", "region", "postcode", "phone", "languages", "meeting_format"),
    *("capacity", "introduction", "always_ask", "rather_not", "needs_from_us"),
    *("response_days", "first_contact", "birth_date"),
)
USUAL = {
    "languages": [SpokenLanguage.GERMAN.value],
    "meeting_format": MeetingFormat.BOTH.value,
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who gets a place, before there is an account."""

    cohort: Cohort
    part: str
    subject: Subject
    given_name: str
    family_name: str
    email: str
    language: str

    @property
    def account(self) -> User:
        """Not saved: it is needed only where the address has none."""
        name = full_name(self.given_name, self.family_name)
        return accounts.wanted(self.email, name=name, language=self.language)


class PlaceRefusedError(DomainError):
    """Of several newcomers one cannot get a place; `email` says who."""

    def __init__(self, email: str, refusal: DomainError) -> None:
        super().__init__(refusal.message, code=refusal.code)
        self.email = email


def enter(newcomer: Newcomer, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Profile:
    """Make the profile, with an account where there was none; once a cohort.

    Raises:
        PlaceRefusedError: the address has a place ("has_place"), is a colleague's
            ("staff_address"), or its account was deactivated ("inactive").
    """
    return enter_all([(newcomer, values)], by=by, now=now)[0]


@transaction.atomic
def enter_all(
    arrivals: Sequence[tuple[Newcomer, Mapping[str, Any]]], *, by: Actor, now: datetime
) -> list[Profile]:
    """All of them or nobody; each in one cohort, and with one part.

    With each newcomer come the values of their profile, by the names of its columns, `topics`,
    `needs`, and `times` as ticks of the week. Returns the profiles in the same order.

    Raises:
        PlaceRefusedError: one of them cannot get a place, as in `enter`; `email` says who.
    """
    newcomers = [newcomer for newcomer, _values in arrivals]
    users = accounts.claim_all([each.account for each in newcomers])
    # The accounts are locked, so nobody else makes these profiles in the meantime.
    placed = set(Profile.objects.filter(user__email__in=users).values_list("cohort", "user__email"))
    for each in newcomers:
        _require_place(each, users[each.email][0], placed)
    profiles = [_profile(each, values, users[each.email], now) for each, values in arrivals]
    Profile.objects.bulk_create(profiles)
    _choose([(profile, values) for profile, (_new, values) in zip(profiles, arrivals, strict=True)])
    for profile in profiles:
        lifecycle.record(profile, by=by, now=now)
    return profiles


def _require_place(newcomer: Newcomer, user: User, placed: set[tuple[Any, ...]]) -> None:
    try:
        accounts.require_usable(user)
        if (newcomer.cohort.pk, user.email) in placed:
            raise DomainError(
                _("This person has a place in this cohort already."), code="has_place"
            )
    except DomainError as refusal:
        raise PlaceRefusedError(user.email, refusal) from refusal


def _profile(
    newcomer: Newcomer, values: Mapping[str, Any], account: tuple[User, bool], now: datetime
) -> Profile:
    user, is_new = account
    return Profile(
        cohort=newcomer.cohort,
        part=newcomer.part,
        user=user,
        subject=newcomer.subject,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        made_account=is_new,
        changed_at=now,
        state_since=now,
        **USUAL | {name: values[name] for name in COLUMNS if name in values},
    )


def _choose(people: Sequence[tuple[Profile, Mapping[str, Any]]]) -> None:
    """Topics, needs and times of new profiles."""
    for name in MANY:
        relation = Profile._meta.get_field(name)
        through: Any = getattr(Profile, name).through
        target = f"{relation.related_model._meta.model_name}_id"  # type: ignore[union-attr]
        through.objects.bulk_create(
            through(profile_id=profile.pk, **{target: getattr(chosen, "pk", chosen)})
            for profile, values in people
            for chosen in values.get(name, ())
        )
    GoodTime.objects.bulk_create(
        GoodTime(profile=profile, weekday=weekday, starts=starts, ends=ends)
        for profile, values in people
        for weekday, starts, ends in times.slots_in(values.get("times", ()))
    )


@transaction.atomic
def change(profile: Profile, values: Mapping[str, Any], *, now: datetime) -> None:
    """Save what staff or the person wrote; only what `values` names is touched.

    `values` are as in `enter_all`.
    """
    row = Profile.objects.select_for_update().get(pk=profile.pk)
    columns = {name: value for name, value in values.items() if name not in {*MANY, "times"}}
    columns["changed_at"] = now
    for name, value in columns.items():
        setattr(row, name, value)
        setattr(profile, name, value)
    row.save(update_fields=columns)
    for name in values.keys() & set(MANY):
        getattr(row, name).set(values[name])
    if "topics" in values:
        row.important_topics.set(row.important_topics.filter(pk__in=row.topics.values("pk")))
    if "times" in values:
        times.choose(row, values["times"])


@transaction.atomic
def pause(profile: Profile, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Not matched for a while.

    Raises:
        TransitionError: they pause, or have left ("not_allowed"), or somebody was first ("stale").
    """
    lifecycle.move(profile, ProfileState.PAUSED, by=by, now=now, note=reason, changed_at=now)


@transaction.atomic
def resume(profile: Profile, *, by: Actor, now: datetime, reason: str = "") -> None:
    """Matched again, after a pause or after they had left.

    Raises:
        TransitionError: they take part ("not_allowed"), or somebody was first ("stale").
    """
    lifecycle.move(profile, ProfileState.ACTIVE, by=by, now=now, note=reason, changed_at=now)


@transaction.atomic
def leave(profile: Profile, *, by: Actor, now: datetime, reason: str) -> None:
    """No longer takes part, nor needs anything from us; staff know why.

    Raises:
        DomainError: no reason is given ("reason").
        TransitionError: they have left ("not_allowed"), or somebody was first ("stale").
    """
    reason = require_reason(reason)
    lifecycle.move(profile, ProfileState.LEFT, by=by, now=now, note=reason, changed_at=now)
    # Who comes back and needs the same asks anew.
    profile.support_requests.current().update(ended_at=now)


def subject_for(email: str, *, now: datetime) -> Subject:
    """That of the person's earlier profiles, so that one person stays one; else a new one."""
    return subjects_for([email], now=now)[email]


def subjects_for(emails: Collection[str], *, now: datetime) -> dict[str, Subject]:
    """As `subject_for`, for many."""
    earlier = Profile.objects.filter(user__email__in=emails).exclude(part=Part.MENTEE)
    rows = earlier.select_related("subject", "user").order_by("changed_at")
    known = {row.user.email: row.subject for row in rows}
    return {email: known.get(email) or subjects.create(now=now) for email in emails}


def in_cohort(cohort: Cohort, emails: Collection[str]) -> set[str]:
    """Those of `emails` whose owners have a place in `cohort`, in whatever part."""
    known = User.objects.filter(email__in=emails, profiles__cohort=cohort)
    return set(known.values_list("email", flat=True))

"""Mentors and co-mentors: how they get a place, what is changed, and when they rest or leave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.privacy.models import Subject
from mentoring.privacy.services import subjects
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Profile
from programmes.profiles.services import accounts, times
from programmes.profiles.states import MeetingFormat, Part, ProfileState, SpokenLanguage

MANY = ("topics", "needs")
# What a newcomer says about themselves and their profile keeps.
COLUMNS = (
    *("function", "party", "region", "postcode", "phone", "languages", "meeting_format"),
    *("capacity", "introduction", "always_ask", "rather_not", "needs_from_us"),
    *("response_days", "first_contact"),
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
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


@transaction.atomic
def enter(newcomer: Newcomer, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Profile:
    """Make the profile, with an account where there was none; once a cohort and part."""
    user, is_new = accounts.claim(newcomer.email, name=newcomer.name, language=newcomer.language)
    place = {"cohort": newcomer.cohort, "part": newcomer.part, "user": user}
    # The account is locked, so nobody else makes this profile in the meantime.
    if Profile.objects.filter(**place).exists():
        raise DomainError(_("This person has a place in this cohort already."), code="has_place")
    said = {name: values[name] for name in COLUMNS if name in values}
    profile = Profile.objects.create(
        subject=newcomer.subject,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        made_account=is_new,
        changed_at=now,
        state_since=now,
        **USUAL | said,
        **place,
    )
    for name in MANY:
        getattr(profile, name).set(values.get(name, ()))
    times.replace(profile, times.slots_in(values.get("times", ())))
    lifecycle.record(profile, by=by, now=now, note="")
    return profile


@transaction.atomic
def change(profile: Profile, values: Mapping[str, Any], *, now: datetime) -> None:
    """Save what staff or the person wrote; only what `values` names is touched."""
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
    """Not matched for a while."""
    lifecycle.move(profile, ProfileState.PAUSED, by=by, now=now, note=reason, changed_at=now)


@transaction.atomic
def resume(profile: Profile, *, by: Actor, now: datetime, reason: str = "") -> None:
    lifecycle.move(profile, ProfileState.ACTIVE, by=by, now=now, note=reason, changed_at=now)


@transaction.atomic
def leave(profile: Profile, *, by: Actor, now: datetime, reason: str) -> None:
    """Takes part no more; staff know why."""
    if not reason.strip():
        raise DomainError(_("Please give a reason. Only staff read it."), code="reason")
    lifecycle.move(profile, ProfileState.LEFT, by=by, now=now, note=reason, changed_at=now)


def subject_for(email: str, *, now: datetime) -> Subject:
    """That of the person's earlier profiles, so that one person stays one; else a new one."""
    earlier = Profile.objects.filter(user__email=email).exclude(part=Part.MENTEE)
    known = earlier.select_related("subject").order_by("changed_at").last()
    return known.subject if known else subjects.create(now=now)


def in_cohort(cohort: Cohort, emails: Collection[str]) -> set[str]:
    """Those of `emails` whose owners have a place in `cohort`, in whatever part."""
    known = User.objects.filter(email__in=emails, profiles__cohort=cohort)
    return set(known.values_list("email", flat=True))

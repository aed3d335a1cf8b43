"""What staff check before somebody meets a mentee, who lacks it, and when it grows too old."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import (
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.profiles.models import Profile, Screening
from programmes.profiles.models.screenings import months_after
from programmes.profiles.states import Part

CERTIFICATE = "certificate"
WARNED_BEFORE = timedelta(days=60)
FETCHED_WITHIN = timedelta(days=30)
# How many tasks one tick opens; the next one goes on.
AT_ONCE = 200
SCREENED = (Part.MENTOR, Part.CO_MENTOR)
CERTIFICATE_DATES = ("certificate_issued_on", "certificate_seen_on")


def lacks_certificate(profile_ids: Collection[uuid.UUID], day: date) -> set[uuid.UUID]:
    """Those of `profile_ids` of whom nobody has seen a certificate that still holds on `day`.

    They are never proposed to, nor published with, a minor.
    """
    seen = Screening.objects.filter(
        profile__in=profile_ids, certificate_issued_on__isnull=False
    ).select_related("profile__cohort")
    return set(profile_ids) - {each.profile_id for each in seen if each.certificate_holds(day)}


class Months(Func):
    """So many months, which the database adds to a day as `months_after` does."""

    template = "make_interval(0, (%(expressions)s)::int)"
    output_field = DurationField()


def without_certificate(profiles: QuerySet[Profile], day: date) -> QuerySet[Profile]:
    """As `lacks_certificate`, for lists."""
    issued, months = F("screening__certificate_issued_on"), F("cohort__certificate_months")
    ends = ExpressionWrapper(issued + Months(months), output_field=DateTimeField())
    rows = profiles.alias(certificate_ends=Cast(ends, DateField()))
    return rows.filter(Q(certificate_ends__isnull=True) | Q(certificate_ends__lte=day))


def holds_until(screening: Screening | None) -> date | None:
    """The day on which the certificate is too old; None where none was seen."""
    if screening is None or screening.certificate_issued_on is None:
        return None
    return months_after(
        screening.certificate_issued_on, screening.profile.cohort.certificate_months
    )


def certificate_words(ends: date | None, today: date) -> str:
    """How the certificate stands that holds until `ends`; None where none was seen."""
    if ends is None:
        return _("No certificate seen")
    held = _("Certificate held until %(day)s")
    words = _("Certificate holds until %(day)s") if ends > today else held
    return words % {"day": date_format(ends)}


def noted(screening: Screening | None) -> list[tuple[str, date]]:
    """What else was checked, and when."""
    checks = (
        (_("Talk held"), "talk_held_on"),
        (_("Agreement signed"), "agreement_signed_on"),
        (_("Training attended"), "training_on"),
    )
    days = ((words, getattr(screening, name, None)) for words, name in checks)
    return [(words, day) for words, day in days if day]


def is_wanting(profile: Profile, day: date) -> bool:
    """Whether the certificate is missing, or will be too old soon."""
    return bool(lacks_certificate([profile.pk], day + WARNED_BEFORE))


@transaction.atomic
def note(profile: Profile, values: Mapping[str, date | None], *, by: Actor, now: datetime) -> None:
    """Save what was checked and when; who has seen a certificate is whoever says so now.

    `values` are days by the names of the columns; None takes one back.

    Raises:
        DomainError: a day lies ahead ("future"), or only one day of the certificate is given, or it
            was seen before it was issued ("certificate").
    """
    _require_past(values, local_day(now))
    # Of two who note something first, one waits here for the other.
    Profile.objects.select_for_update().get(pk=profile.pk)
    screening = Screening.objects.filter(profile=profile).first() or Screening(profile=profile)
    before = [getattr(screening, name) for name in CERTIFICATE_DATES]
    for name, value in values.items():
        setattr(screening, name, value)
    after = [getattr(screening, name) for name in CERTIFICATE_DATES]
    _require_certificate(*after)
    if after != before:
        screening.certificate_seen_by = by.user if all(after) else None  # type: ignore[assignment]
    screening.save()
    Profile.objects.filter(pk=profile.pk).update(changed_at=now)
    if not is_wanting(profile, local_day(now)):
        tasks.settle(about=profile, kinds=[CERTIFICATE], by=by, now=now, outcome="seen")


def _require_past(values: Mapping[str, date | None], today: date) -> None:
    ahead = [name for name, day in values.items() if day and day > today]
    if ahead:
        words = gettext_lazy("This lies in the future: %s. Please check the year.")
        named = {field.name: str(field.verbose_name) for field in Screening._meta.fields}
        labels = [named[name] for name in ahead]
        raise DomainError(words % ", ".join(labels), code="future")


def _require_certificate(issued_on: date | None, seen_on: date | None) -> None:
    if bool(issued_on) != bool(seen_on) or (issued_on and seen_on and seen_on < issued_on):
        raise DomainError(
            gettext_lazy(
                "Please give both dates of the certificate; it is seen after it was issued."
            ),
            code="certificate",
        )


def watch(now: datetime) -> int:
    """Open a task for who takes part and lacks a certificate, or will in 60 days; how many."""
    today = local_day(now)
    wanting = without_certificate(_unwatched(today), today + WARNED_BEFORE)
    found = wanting.select_related("cohort__programme", "screening")[:AT_ONCE]
    return sum(_open(each, today, now) for each in found)


def _unwatched(today: date) -> QuerySet[Profile]:
    """Who has no task about the certificate they have now, open or closed."""
    issued = Cast("screening__certificate_issued_on", Task._meta.get_field("key"))
    people = Profile.objects.active().filter(part__in=SCREENED, cohort__ends_on__gte=today)
    keys = Concat(
        Value(f"{CERTIFICATE}:"), Cast(F("pk"), Task._meta.get_field("key")), Value(":"), issued
    )
    told = Task.objects.filter(key=OuterRef("task_key"))
    return people.alias(task_key=keys).filter(~Exists(told)).order_by("pk")


def _open(profile: Profile, today: date, now: datetime) -> bool:
    screening: Any = getattr(profile, "screening", None)
    issued = screening.certificate_issued_on if screening else None
    ends = holds_until(screening)
    # Read by all of staff, so in the language of the house.
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Certificate of good conduct is missing: %(name)s") % {"name": profile}
        if ends:
            words = _("Certificate of good conduct holds until %(day)s: %(name)s")
            title = words % {"day": date_format(ends), "name": profile}
    return bool(
        tasks.open_task(
            kind=CERTIFICATE,
            key=f"{CERTIFICATE}:{profile.pk}:{issued or ''}",
            programme=profile.cohort.programme,
            title=title,
            now=now,
            about=profile,
            subject_id=profile.subject_id,
            due_on=max(ends, today) if ends else today + FETCHED_WITHIN,
        )
    )

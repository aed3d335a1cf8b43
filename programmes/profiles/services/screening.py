"""What staff check before somebody meets a mentee, who lacks it, and when it grows too old."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import (
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import Outcome, TaskState
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Profile, Screening
from programmes.profiles.models.screenings import months_after
from programmes.profiles.states import Part, ProfileState, TaskReason

CERTIFICATE = "certificate"
WARNED_BEFORE = timedelta(days=60)
FETCHED_WITHIN = timedelta(days=30)
# How long a task stays closed that a colleague closed early.
QUIET = timedelta(days=30)
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


def wanting(profiles: QuerySet[Profile], today: date) -> QuerySet[Profile]:
    """Of whom staff have still to see a certificate, since it is missing or too old within 60 days.

    Not those of whom it is noted that they go on without.
    """
    rows = profiles.filter(
        state=ProfileState.ACTIVE, part__in=SCREENED, cohort__ends_on__gte=today
    ).exclude(screening__goes_without=True)
    return without_certificate(rows, today + WARNED_BEFORE)


@transaction.atomic
def note(
    profile: Profile, values: Mapping[str, date | bool | None], *, by: Actor, now: datetime
) -> None:
    """Save what was checked and when; who has seen a certificate is whoever says so now.

    `values` are days by the names of the columns; None takes one back. `goes_without` says whether
    the person goes on without a certificate, and so never with minors.

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
    people = Profile.objects.filter(cohort=profile.cohort_id)
    if not wanting(people, local_day(now)).exists():
        about, reason = profile.cohort, TaskReason.NOBODY_LACKS_IT
        tasks.settle(about=about, kinds=[CERTIFICATE], by=by, now=now, reason=reason)


def _require_past(values: Mapping[str, date | bool | None], today: date) -> None:
    days = {name: value for name, value in values.items() if isinstance(value, date)}
    ahead = [name for name, day in days.items() if day > today]
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
    """Open one task for each cohort with people who lack a certificate; how many were opened.

    It comes again once it has taken care of itself and somebody else lacks one, or a month after
    a colleague has closed it although somebody still does.
    """
    today = local_day(now)
    lacking = wanting(Profile.objects.filter(cohort=OuterRef("pk")), today)
    cohorts = Cohort.objects.filter(Exists(lacking.values("pk"))).exclude(Exists(_told(now)))
    return sum(_open(cohort, today, now) for cohort in cohorts.select_related("programme"))


def _told(now: datetime) -> QuerySet[Task]:
    closed_by_hand = Q(state_since__gt=now - QUIET) & ~Q(outcome=Outcome.SETTLED)
    rows = _about(Cast(OuterRef("pk"), Task._meta.get_field("object_id")))
    return rows.filter(Q(state=TaskState.OPEN) | closed_by_hand)


def _about(number: Any) -> QuerySet[Task]:
    kind = ContentType.objects.get_for_model(Cohort)
    return Task.objects.filter(kind=CERTIFICATE, content_type=kind, object_id=number).order_by()


def _open(cohort: Cohort, today: date, now: datetime) -> bool:
    rows = wanting(cohort.profiles.all(), today).annotate(ends=F("certificate_ends"))
    first = rows.aggregate(day=Min("ends"))["day"]
    return bool(
        tasks.open_task(
            kind=CERTIFICATE,
            # With how many there were, so that of two sweeps one opens it.
            key=f"{CERTIFICATE}:{cohort.pk}:{_about(str(cohort.pk)).count()}",
            programme=cohort.programme,
            title=gettext_noop("Certificates of good conduct: %(cohort)s"),
            values={"cohort": cohort.name},
            now=now,
            about=cohort,
            due_on=min(max(first or today, today), today + FETCHED_WITHIN),
        )
    )

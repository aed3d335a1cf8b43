"""Who would like to be a mentor leaves a name and an address, and goes on from the mail."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common.addresses import plain_address
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError, TooOftenError
from mentoring.privacy.services import subjects
from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.models.enrolments import OPEN
from programmes.profiles.services.enrolments import language_in
from programmes.profiles.states import EnrolmentState, Origin, Part

# Forms that are begun from one network address.
BEGUN = Limit("interest-begun", tries=100, window=timedelta(hours=1))


def taking_cohort(programme: Programme, day: date) -> Cohort | None:
    """The cohort that mentors may come forward for: the next to start, else the one under way.

    None where there is none.
    """
    rows = Cohort.objects.published().filter(programme=programme, takes_interest=True)
    rows = rows.filter(ends_on__gte=day)
    rows = rows.select_related("programme")
    following = rows.filter(starts_on__gt=day).order_by("starts_on").first()
    return following or rows.order_by("-starts_on").first()


def let_begin(address: str, *, now: datetime) -> None:
    """Stop who begins one form after the other: each gets a mail that nobody may want.

    `address` is that of the network.

    Raises:
        TooOftenError: a hundred were begun from there within an hour ("too_often").
    """
    if not attempts.claim(BEGUN, address, now=now):
        raise TooOftenError(_("Please try again in a few minutes."))


@transaction.atomic
def begin(cohort: Cohort, *, given_name: str, family_name: str, email: str, now: datetime) -> None:
    """Mail the link to go on. The same for everybody: only the mail tells whom we know.

    Raises:
        DomainError: the cohort is over, or wants nobody to come forward ("closed").
    """
    if not cohort.takes_interest or cohort.ends_on < local_day(now):
        raise DomainError(_("Nobody can come forward at the moment."), code="closed")
    # One after the other: two who press at once are one wish.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    email = plain_address(email)
    language = language_in(cohort, get_language() or "de")
    member = _member(cohort, email)
    if member:
        messages.known(member, language=language, now=now)
        return
    enrolment = _under_way(cohort, email) or Enrolment.objects.create(
        subject=subjects.create(now=now),
        cohort=cohort,
        part=Part.MENTOR,
        origin=Origin.INTEREST,
        state=EnrolmentState.BEGUN,
        language=language,
        given_name=given_name,
        family_name=family_name,
        email=email,
        created_at=now,
        saved_at=now,
        state_since=now,
    )
    messages.begun(enrolment, now=now)


def _member(cohort: Cohort, email: str) -> Profile | None:
    places = Profile.objects.filter(cohort=cohort, user__email=email)
    return places.select_related("user", "cohort__programme").first()


def _under_way(cohort: Cohort, email: str) -> Enrolment | None:
    """What the address has begun or was invited to already."""
    rows = Enrolment.objects.filter(cohort=cohort, part=Part.MENTOR, email=email)
    under_way = rows.filter(state__in=(*OPEN, EnrolmentState.BEGUN))
    return under_way.select_related("cohort__programme").order_by("created_at").last()

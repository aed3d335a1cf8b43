"""A place in a cohort: profile and account that an acceptance makes and an undo removes."""

from django.utils.translation import gettext as _

from mentoring.accounts.models import User
from mentoring.common.errors import DomainError
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.cohorts.models import SupportNeed
from programmes.profiles.models import Profile
from programmes.profiles.services import accounts, times
from programmes.profiles.states import Part


def make(application: Application) -> Profile:
    """Make the applicant a mentee of the cohort, with an account where there was none.

    Call it inside a transaction.

    Raises:
        DomainError: the address is a colleague's ("staff_address"), its account was deactivated
            ("inactive"), or has a place in the cohort ("has_place").
    """
    user, is_new = accounts.claim(
        application.email, name=str(application), language=application.language
    )
    return _make_profile(application, user, made_account=is_new)


def unmake(application: Application) -> None:
    """Remove the mentee again, and the account that came with it if nobody has used it.

    Call it inside a transaction; where there is no profile, nothing happens.
    """
    profiles = Profile.objects.filter(subject=application.subject_id, cohort=application.cohort_id)
    for profile in profiles.filter(part=Part.MENTEE):
        # Locked, so that an acceptance elsewhere does not build on what goes here.
        user = User.objects.select_for_update().get(pk=profile.user_id)
        profile.delete()
        if profile.made_account and _is_unused(user):
            user.delete()


def _is_unused(user: User) -> bool:
    return not (
        user.last_login
        or user.is_staff
        or user.profiles.exists()  # type: ignore[attr-defined]
        or user.roles.exists()  # type: ignore[attr-defined]
    )


def _make_profile(application: Application, user: User, *, made_account: bool) -> Profile:
    # The account is locked, so nobody else makes this profile in the meantime.
    placed = Profile.objects.filter(cohort=application.cohort, user=user).first()
    if placed:
        raise DomainError(_placed_as(placed), code="has_place")
    profile = Profile.objects.create(
        subject=application.subject,
        given_name=application.given_name,
        family_name=application.family_name,
        region=application.region,
        birth_date=application.birth_date,
        languages=application.languages,
        meeting_format=application.meeting_format,
        made_account=made_account,
        cohort=application.cohort,
        part=Part.MENTEE,
        user=user,
    )
    times.take_over(profile, application.times)
    profile.topics.set(application.topics.all())
    profile.needs.set(_needs_found(application))
    return profile


def _placed_as(profile: Profile) -> str:
    """Nobody is mentee and mentor in one cohort: they could be paired with themselves."""
    if profile.part == Part.MENTEE:
        return _("This person has a place in this cohort already, from another application.")
    part = {"part": profile.get_part_display()}
    return _("This person takes part in this cohort already, as: %(part)s.") % part


def _needs_found(application: Application) -> list[SupportNeed]:
    """What the interview found, or what the applicant wrote if it noted nothing."""
    held = application.interviews.filter(state=InterviewState.HELD)
    found = SupportNeed.objects.filter(interviewsheet__interview__in=held).distinct()
    return list(found) or list(application.needs.all())

"""The kinds of task for staff that profiles open."""

from datetime import datetime

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close, Verdict
from mentoring.worklist.models import Task
from programmes.profiles.models import Enrolment, Profile, Screening, SupportRequest, TypedWish
from programmes.profiles.services import screening
from programmes.profiles.services.match_preferences import RECORDED, TAKEN_BACK, TYPED
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.services.onboarding import CO_MENTOR_NAMED, WAITS_FOR_APPROVAL
from programmes.profiles.states import EnrolmentState, ProfileState, TaskReason


class NeedsOutcome(TextChoices):
    ANSWERED = "answered", _("We have answered")
    ARRANGED = "arranged", _("It is arranged")
    NOT_POSSIBLE = "not_possible", _("Not possible, and we have said so")


class CertificateOutcome(TextChoices):
    SEEN = "seen", _("A new certificate was seen")
    WITHOUT = "without", _("Goes on without, never with minors")


class CoMentorOutcome(TextChoices):
    INVITED = "invited", _("The co-mentor is invited")
    NONE = "none", _("Nothing came of it")


class WishOutcome(TextChoices):
    NOTED = RECORDED, _("The wish is recorded")
    NOBODY = "nobody", _("Nobody of that name takes part")


class TakenBackOutcome(TextChoices):
    UNDONE = "undone", _("What was recorded is undone")
    NOTHING = "nothing", _("Nothing was recorded")


def person(task: Task) -> Profile | None:
    """Whom the task is about, also where it is about something they said; None once it is gone."""
    about = task.about
    if isinstance(about, TypedWish | SupportRequest):
        return about.profile
    return about if isinstance(about, Profile) else None


def profile_page(task: Task) -> str:
    """Where the person is; "" once they are gone."""
    profile = person(task)
    return reverse("admin:profiles_profile_change", args=[profile.pk]) if profile else ""


def enrolment_page(task: Task) -> str:
    """Where staff approve or decline."""
    return reverse("admin:profiles_enrolment_change", args=[task.object_id])


def while_here(task: Task, now: datetime) -> Verdict:
    """To be done as long as the person takes part."""
    profile = person(task)
    if profile is None:
        return GONE
    return Close(TaskReason.LEFT) if profile.state == ProfileState.LEFT else KEEP


def while_wish_stands(task: Task, now: datetime) -> Verdict:
    """To be done until the wish is taken back."""
    wish = task.about
    if isinstance(wish, TypedWish) and wish.taken_back_at:
        return Close(TaskReason.TAKEN_BACK)
    return while_here(task, now)


def while_request_stands(task: Task, now: datetime) -> Verdict:
    """To be done until the person needs something else, or nothing."""
    here, request = while_here(task, now), task.about
    if here == KEEP and isinstance(request, SupportRequest) and request.ended_at:
        return Close(TaskReason.ASKED_ANEW)
    return here


def while_certificate_is_wanting(task: Task, now: datetime) -> Verdict:
    """To be done until a certificate was seen that holds for some time."""
    here, profile = while_here(task, now), task.about
    if here != KEEP:
        return here
    checked: Screening | None = getattr(profile, "screening", None)
    soon = local_day(now) + screening.WARNED_BEFORE
    holds = checked is not None and checked.certificate_holds(soon)
    return Close(TaskReason.CERTIFICATE_HOLDS) if holds else KEEP


def while_without_co_mentor(task: Task, now: datetime) -> Verdict:
    """To be done until somebody stands beside the mentor."""
    here, profile = while_here(task, now), task.about
    if here != KEEP or not isinstance(profile, Profile):
        return here
    return Close(TaskReason.HAS_CO_MENTOR) if profile.standing_co_mentor_id else KEEP


def while_it_waits(task: Task, now: datetime) -> Verdict:
    """To be done until somebody has decided."""
    enrolment = task.about
    if not isinstance(enrolment, Enrolment):
        return GONE
    return KEEP if enrolment.state == EnrolmentState.SUBMITTED else Close(TaskReason.DECIDED)


kinds.register(
    kinds.Kind(
        NEEDS_FROM_US,
        _("What somebody needs from us"),
        script=_(
            "A mentor or co-mentor has told us what they need.\n\n"
            "1. Read it, and ask back if something is not clear.\n"
            "2. Say what we can do and by when, also if it is less than was asked for.\n"
            "3. Note what you have agreed."
        ),
        outcomes=NeedsOutcome.choices,
        url=profile_page,
        verdict=while_request_stands,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        screening.CERTIFICATE,
        _("Certificate of good conduct"),
        script=_(
            "Until a certificate was seen, this person is never matched with minors.\n\n"
            "1. Send the letter for the authorities; for volunteers it costs nothing.\n"
            "2. Look at the certificate. Do not copy or keep it.\n"
            "3. Note both dates on the person's page: the task then closes by itself."
        ),
        outcomes=CertificateOutcome.choices,
        url=profile_page,
        verdict=while_certificate_is_wanting,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        CO_MENTOR_NAMED,
        _("Brings a co-mentor along"),
        script=_(
            "The mentor has named somebody who is to stand beside them.\n\n"
            "1. Ask the mentor for the address.\n"
            "2. Invite the person as a co-mentor.\n"
            "3. Choose them as standing co-mentor on the mentor's page."
        ),
        outcomes=CoMentorOutcome.choices,
        url=profile_page,
        verdict=while_without_co_mentor,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        WAITS_FOR_APPROVAL,
        _("Would like to be a mentor"),
        script=_(
            "Somebody has filled in the form on our page.\n\n"
            "1. Read the answers, and call if you do not know the person.\n"
            "2. Approve or decline. A kind mail goes out either way."
        ),
        url=enrolment_page,
        verdict=while_it_waits,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        TYPED,
        _("A wish that names somebody"),
        script=_(
            "Somebody has named a person and we could not tell who is meant.\n\n"
            "1. Look whether the person takes part. Do not tell anybody that they do, or do not.\n"
            "2. Mind the wish when you match: lock or block the two on the board."
        ),
        outcomes=WishOutcome.choices,
        url=profile_page,
        verdict=while_wish_stands,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        TAKEN_BACK,
        _("A wish that was taken back"),
        script=_(
            "Somebody has taken back a wish after the team had seen to it.\n\n"
            "1. Remove what was recorded for it.\n"
            "2. If you have locked or blocked the two on the board, take that back, too."
        ),
        outcomes=TakenBackOutcome.choices,
        url=profile_page,
        verdict=while_here,
        reasons=TaskReason.choices,
    ),
)

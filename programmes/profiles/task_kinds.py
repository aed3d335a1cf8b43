"""The kinds of task for staff that profiles open."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close, Listed, Verdict
from mentoring.worklist.models import Task
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Enrolment, Profile, SupportRequest, TypedWish
from programmes.profiles.services import screening
from programmes.profiles.services.match_preferences import RECORDED, TAKEN_BACK, TYPED
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.services.onboarding import CO_MENTOR_NAMED, WAITS_FOR_APPROVAL
from programmes.profiles.states import EnrolmentState, ProfileState, TaskReason

# How many stand on the page of the task itself.
SHOWN = 25


class NeedsOutcome(TextChoices):
    ANSWERED = "answered", _("We have answered")
    ARRANGED = "arranged", _("It is arranged")
    NOT_POSSIBLE = "not_possible", _("Not possible, and we have said so")


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


def lacking(task: Task, now: datetime) -> QuerySet[Profile]:
    """Whose certificate staff have still to see in the cohort that the task is about."""
    if not isinstance(task.about, Cohort):
        return Profile.objects.none()
    return screening.wanting(task.about.profiles.all(), local_day(now))


def while_certificates_are_wanting(task: Task, now: datetime) -> Verdict:
    """To be done until a certificate was seen of everybody that holds for some time."""
    if isinstance(task.about, Profile):
        # From when each person had a task of their own.
        return Close(TaskReason.IN_ONE_LIST)
    if not isinstance(task.about, Cohort):
        return GONE
    return KEEP if lacking(task, now).exists() else Close(TaskReason.NOBODY_LACKS_IT)


def people_lacking(task: Task, now: datetime) -> Listed:
    """The most urgent first."""
    rows: Any = lacking(task, now)
    today, shown = local_day(now), []
    first = rows.order_by("certificate_ends", "sort_name", "pk")
    for each in first.select_related("cohort", "screening")[:SHOWN]:
        ends = screening.holds_until(getattr(each, "screening", None))
        url = reverse("admin:profiles_profile_screening", args=[each.pk])
        shown.append((str(each), url, screening.certificate_words(ends, today)))
    return Listed(rows.count(), shown, certificates_page(task))


def certificates_page(task: Task) -> str:
    """All of them in the list of people."""
    query = urlencode({"certificate": "wanting", "cohort": task.object_id})
    return f"{reverse('admin:profiles_profile_changelist')}?{query}"


def require_nobody(task: Task, outcome: str, *, by: Actor, now: datetime) -> None:
    """Done it is when nobody lacks one.

    Raises:
        DomainError: somebody still does ("left").
    """
    if left := lacking(task, now).count():
        text = ngettext(
            "A certificate of %(count)d person is still to be seen. Then it closes by itself.",
            "Certificates of %(count)d people are still to be seen. Then it closes by itself.",
            left,
        )
        raise DomainError(text % {"count": left}, code="left")


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
        _("Certificates of good conduct"),
        script=_(
            "Until a certificate was seen, these people are never matched with minors.\n\n"
            "1. Send them the letter for the authorities; for volunteers it costs nothing.\n"
            "2. Look at each certificate. Do not copy or keep it.\n"
            "3. Note both dates on the person's page, or that they go on without.\n"
            "4. Once nobody is left, the task closes by itself."
        ),
        url=certificates_page,
        verdict=while_certificates_are_wanting,
        on_outcome=require_nobody,
        listed=people_lacking,
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

"""What profiles know about a person, and the account that comes with the first profile."""

from typing import Any

from django.db.models import QuerySet

from mentoring.accounts.models import User
from mentoring.common.personal_data import (
    REPEATED,
    PersonalData,
    SubjectScope,
    SubjectSearch,
    declare,
)
from programmes.profiles.models import (
    Delegate,
    Enrolment,
    GoodTime,
    NamedWish,
    Profile,
    Screening,
    SupportRequest,
    TypedWish,
)
from programmes.profiles.services import retention


def delete_unused(users: QuerySet[Any]) -> None:
    """An account goes with its last profile; colleagues keep theirs, which is their work's."""
    users.filter(profiles__isnull=True, is_staff=False).delete()


PROFILE_ITSELF = (("profile", "is exported itself"),)

declare(
    PersonalData(
        Profile,
        rows=lambda subject_id: Profile.objects.filter(subject=subject_id),
        repeats_name=True,
        without=(("made_account", "is about the order in which rows were made"), *REPEATED),
    ),
    PersonalData(
        User,
        rows=lambda subject_id: User.objects.filter(profiles__subject=subject_id).distinct(),
        without=(
            ("password", "holds none, but random filling"),
            ("is_superuser", "about the operator"),
            ("groups", "not in use"),
            ("user_permissions", "not in use"),
            *REPEATED,
        ),
        erase=delete_unused,
    ),
    PersonalData(
        GoodTime,
        rows=lambda subject_id: GoodTime.objects.filter(profile__subject=subject_id),
        without=PROFILE_ITSELF,
    ),
    PersonalData(
        Screening,
        rows=lambda subject_id: Screening.objects.filter(profile__subject=subject_id),
        without=(*PROFILE_ITSELF, ("certificate_seen_by", "is about a colleague")),
    ),
    PersonalData(
        NamedWish,
        # Only one's own: those of others go with the profile that they name.
        rows=lambda subject_id: NamedWish.objects.filter(profile__subject=subject_id),
        fields=("kind", "rank"),
        without=(
            ("id", "a row number"),
            *PROFILE_ITSELF,
            ("other", "who is named never learns of it, by an export neither"),
        ),
    ),
    PersonalData(
        TypedWish,
        rows=lambda subject_id: TypedWish.objects.filter(profile__subject=subject_id),
        without=(("id", "a random number"), *PROFILE_ITSELF),
    ),
    PersonalData(
        SupportRequest,
        rows=lambda subject_id: SupportRequest.objects.filter(profile__subject=subject_id),
        without=(("id", "a random number"), *PROFILE_ITSELF),
    ),
    PersonalData(
        Enrolment,
        rows=lambda subject_id: Enrolment.objects.filter(subject=subject_id),
        repeats_name=True,
        without=(("link_version", "counts mails"), *PROFILE_ITSELF, *REPEATED),
    ),
    # An office's people are not subjects of the programme: they go with their mentor.
    PersonalData(
        Delegate,
        rows=lambda subject_id: Delegate.objects.filter(mentor__subject=subject_id),
        without=(("mentor", "is exported itself"), ("link_version", "counts mails")),
    ),
    retention.OPEN_RULE,
    retention.ENDED_RULE,
    retention.TYPED_WISHES_RULE,
    retention.SUPPORT_REQUESTS_RULE,
    SubjectSearch("enrolments", lambda text: Enrolment.objects.search(text).values_list("subject")),
    SubjectSearch("profiles", lambda text: Profile.objects.search(text).values_list("subject")),
    SubjectScope(
        "enrolments",
        lambda programme: Enrolment.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
    SubjectScope(
        "profiles",
        lambda programme: Profile.objects.filter(cohort__programme=programme).values_list(
            "subject", flat=True
        ),
    ),
)

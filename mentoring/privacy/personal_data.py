"""What privacy itself knows about a person, and what packages keep that goes with others."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common.models import Transition
from mentoring.common.personal_data import NotPersonal, PersonalData, RetentionRule, declare
from mentoring.privacy.models import (
    AccessLog,
    Consent,
    ConsentText,
    Erasure,
    Subject,
    VoluntaryAnswer,
)

READER = (
    ("actor_kind", "about who acted"),
    ("actor_user", "about who acted"),
)


def ended_sessions(now: datetime, days: int) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=now - timedelta(days=days))


declare(
    PersonalData(
        Subject,
        rows=lambda subject_id: Subject.objects.filter(pk=subject_id),
        kept="A number without a name; consents and the erasure list hang on it.",
    ),
    PersonalData(
        Consent,
        rows=lambda subject_id: Consent.objects.filter(subject=subject_id),
        fields=(
            "purpose",
            "kind",
            "version",
            "language",
            "sha256",
            "text.body",
            "channel",
            "at",
            "actor_role",
        ),
        without=(("id", "counts rows"), ("subject", "on top"), ("text", "in full"), *READER),
        kept="Proof that we were allowed to (Art. 7 (1) GDPR); names nobody.",
    ),
    PersonalData(
        VoluntaryAnswer,
        rows=lambda subject_id: VoluntaryAnswer.objects.filter(subject=subject_id),
        without=(("id", "counts rows"), ("subject", "on top"), ("consent", "see consents")),
    ),
    PersonalData(
        AccessLog,
        rows=lambda subject_id: AccessLog.objects.filter(subject=subject_id),
        without=(("id", "counts rows"), ("subject", "on top"), *READER),
        kept="Proof of who read what; names nobody but staff.",
    ),
    PersonalData(
        Erasure,
        rows=lambda subject_id: Erasure.objects.filter(subject=subject_id),
        without=(("id", "counts rows"), ("subject", "on top"), *READER),
        kept="Proof of the erasure, and the list to repeat it after a restore.",
    ),
    NotPersonal(ConsentText, why="Our own text."),
    NotPersonal(Transition, why="Part of the row it tells of: exported and erased with it."),
    NotPersonal(LogEntry, why="Part of the row it tells of: erased with it."),
    NotPersonal(EmailAddress, why="A copy of the account's address; goes with the account."),
    NotPersonal(Authenticator, why="A second factor of the account; goes with the account."),
    RetentionRule(
        name="sessions",
        title=_("Sessions that have ended"),
        days=0,
        due=ended_sessions,
        act=lambda session, _now: session.delete(),
    ),
)

"""What the links in the mails of mentors and co-mentors are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose
from programmes.profiles.models import Enrolment

# An invitation that nobody answers goes with its links after 90 days.
ENROLMENT = Purpose("profiles.enrolment", timedelta(days=120))


def enrolment_of(token: str) -> Enrolment:
    """The enrolment that `token` opens; `LinkError` if it opens none."""
    pk, version = ENROLMENT.read(token)
    rows = Enrolment.objects.select_related("cohort__programme", "profile__user", "subject")
    enrolment = rows.filter(pk=pk, link_version=version).first()
    if enrolment is None:
        raise LinkError
    return enrolment


def token_of(enrolment: Enrolment) -> str:
    return ENROLMENT.issue(enrolment.pk, enrolment.link_version)

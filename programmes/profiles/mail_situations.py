"""The mails to mentors and their offices, for staff who change their words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mentoring.notifications.rendering import absolute
from mentoring.notifications.situations import Example, Situation, register
from programmes.cohorts.models import Cohort
from programmes.profiles.messages import enrolments
from programmes.profiles.states import Part, Scope


def example(cohort: Cohort) -> Mapping[str, Any]:
    """A mentor with an office."""
    page = absolute(cohort.programme.get_absolute_url())
    links = ("link", "no_link", "sign_in")
    return dict.fromkeys(links, page) | {
        "name": "Robin Beispiel",
        "programme": cohort.programme,
        "cohort": cohort,
        "enrolment": Example("Robin Beispiel", words="", part=Part.MENTOR),
        "profile": Example("Robin Beispiel", get_part_display=Part.MENTOR.label),
        "mentor": "Robin Beispiel",
        "delegate": Example(
            "Sam Beispiel", name="Sam Beispiel", expires_on=cohort.ends_on, invited_by_staff=True
        ),
        "may": [scope.label for scope in Scope],
    }


register(
    Situation(
        "joining",
        _("Mentors join"),
        (
            *(enrolments.INVITED, enrolments.REMINDER, "enrolment_link", "enrolment_begun"),
            *("enrolment_submitted", "enrolment_enrolled", "enrolment_declined"),
            *("enrolment_known", enrolments.IMPORTED),
        ),
        example,
    ),
    Situation(
        "office",
        _("Offices of mentors"),
        ("delegate_invited", "delegate_changed", "delegate_link"),
        example,
    ),
)

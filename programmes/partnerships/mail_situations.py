"""The mails around a proposal, for staff who change their words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.common.clock import local_day, now
from mentoring.notifications.rendering import absolute
from mentoring.notifications.situations import Example, Situation, register
from programmes.cohorts.models import Cohort
from programmes.partnerships.messages import proposals
from programmes.profiles.states import Part


def example(cohort: Cohort) -> Mapping[str, Any]:
    """What a mentee reads of a mentor, and an office of both."""
    page = absolute(cohort.programme.get_absolute_url())
    robin = Example(
        "Robin Beispiel",
        title=Part.MENTOR.label,
        name="Robin Beispiel",
        introduction="",
        facts=[],
        office=(),
        email="robin@example.org",
        phone="",
        always_ask="",
        rather_not="",
    )
    return {
        "recipient": "Amina",
        "part": Part.MENTEE,
        "programme": cohort.programme,
        "cohort": cohort,
        "others": [robin],
        "rationale": _("Here stands why you think of the two together."),
        "mentor": "Robin Beispiel",
        "mentee_name": "Amina",
        "may_answer": True,
        "day": local_day(now()),
        "began": local_day(now()),
        "names": "Robin Beispiel",
        "link": page,
        "home_link": page,
        "office_link": page,
    }


register(
    Situation(
        "proposal",
        gettext_lazy("Proposal and start"),
        (
            *(proposals.ASKED, proposals.REMINDER, proposals.LINK, proposals.THANKED),
            *(proposals.OVER, proposals.AGREED, proposals.JOINED),
            *(proposals.ASKED_OFFICE, proposals.AGREED_OFFICE, proposals.OVER_OFFICE),
        ),
        example,
    )
)

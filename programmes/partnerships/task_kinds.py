"""The kinds of task for staff that partnerships open."""

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING, SILENT
from programmes.partnerships.states import LIVE


class CoMentorOutcome(TextChoices):
    FOUND = "found", _("Somebody else is co-mentor")
    WITHOUT = "without", _("The two go on without")


class SilenceOutcome(TextChoices):
    REACHED = "reached", _("We have spoken; an answer comes")
    WITHDRAWN = "withdrawn", _("Proposal withdrawn")


def page_of(task: Task) -> str:
    """The partnership's, also where the task is about one answer."""
    about = task.about
    pk = about.partnership_id if isinstance(about, Answer) else task.object_id
    return reverse("admin:partnerships_partnership_change", args=[pk])


def lacks_co_mentor(task: Task) -> bool:
    about = task.about
    return isinstance(about, Partnership) and about.state in LIVE and about.co_mentor_id is None


def is_silent(task: Task) -> bool:
    return Answer.objects.open().filter(pk=task.object_id).exists()


kinds.register(
    kinds.Kind(
        CO_MENTOR_MISSING,
        _("Co-mentor is missing"),
        script=_(
            "The co-mentor said no. Mentee and mentor are not affected.\n\n"
            "1. Is there somebody else who suits both?\n"
            "2. If so, choose them on the page of the partnership: they are asked by mail.\n"
            "3. If not, tell the mentor that the two go on without."
        ),
        outcomes=CoMentorOutcome.choices,
        url=page_of,
        still_needed=lacks_co_mentor,
    ),
    kinds.Kind(
        SILENT,
        _("Proposal without an answer"),
        script=_(
            "We have written and reminded once. Please call.\n\n"
            "1. Did our mail arrive?\n"
            "2. What would help to decide?\n"
            "3. If it is a no: it is all right. Nobody is told who said it."
        ),
        outcomes=SilenceOutcome.choices,
        url=page_of,
        still_needed=is_silent,
    ),
)

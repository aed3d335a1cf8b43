"""Whether an applicant gets from the first page of the form to the last."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.forms import ChoiceField, ModelMultipleChoiceField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.applications.forms.flow import asked_by
from programmes.applications.models import Application
from programmes.cohorts.models import Cohort
from programmes.cohorts.services import checklist
from programmes.cohorts.services.checklist import Check, Gap

# On which tab of the cohort's settings a list is filled; all others have the tab of own questions.
TABS = {"needs": "supportneeds", "topics": "topics"}


def every_question_can_be_answered(cohort: Cohort, now: datetime) -> Iterator[Gap]:
    """Each page as an applicant gets it: where one is to choose, there is something to choose."""
    for step in asked_by(cohort):
        form = step.form(instance=Application(cohort=cohort)) if step.form else None
        voluntary = step.voluntary(initial={}) if step.voluntary else None
        for page in filter(None, (form, voluntary)):
            yield from _unanswerable(cohort, page)


def _unanswerable(cohort: Cohort, page: Any) -> Iterator[Gap]:
    settings = reverse("admin:cohorts_cohort_change", args=[cohort.pk])
    for name, field in page.fields.items():
        chooses = isinstance(field, ChoiceField | ModelMultipleChoiceField)
        if chooses and not any(str(value) for value, _label in field.choices):
            words = _("“%(question)s” has nothing to choose from.") % {"question": field.label}
            yield Gap(words, f"{settings}#{TABS.get(name, 'extraquestions')}")


checklist.register(
    Check("form", _("Every question of the form can be answered"), every_question_can_be_answered)
)
